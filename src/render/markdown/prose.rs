//! Running text: variables filled in, known ids linked, terms of the glossary explained where they first appear.

use crate::model::{Body, Mention, Slice, VariableUse};
use crate::text::Span;

use super::Writer;
use super::escape::escape;

/// Something that stands in a text in place of its own bytes.
enum Insert<'b> {
    Variable(&'b VariableUse),
    Mention(Mention),
}

impl Insert<'_> {
    fn span(&self) -> Span {
        match self {
            Insert::Variable(used) => used.span,
            Insert::Mention(mention) => mention.span,
        }
    }
}

impl Writer<'_> {
    pub(super) fn text(&mut self, slice: Slice) {
        let body = self.body;
        if self.in_code {
            return escape(&mut self.out, body.text(slice));
        }
        let Some(span) = slice.in_file() else { return self.prose(body.text(slice)) };
        let source = |start: u32, end: u32| body.source.get(start as usize..end as usize).unwrap_or_default();
        let mut at = span.start.max(self.written_to);
        while let Some(insert) = next_insert(body, at, span.end) {
            self.prose(source(at, insert.span().start));
            at = insert.span().end;
            match insert {
                Insert::Variable(used) => self.variable(used),
                Insert::Mention(mention) => self.mention(mention),
            }
        }
        if at < span.end {
            self.prose(source(at, span.end));
        }
        self.written_to = at.max(span.end);
    }

    fn variable(&mut self, used: &VariableUse) {
        match self.ground.handbook.variables.get(&used.name) {
            Some(variable) => escape(&mut self.out, &variable.value),
            None => escape(&mut self.out, self.body.source.get(used.span.range()).unwrap_or_default()),
        }
    }

    /// Plain words, in which each term of the glossary is linked where it first appears.
    fn prose(&mut self, text: &str) {
        let terms = self.ground.terms;
        let mut at = 0;
        if self.quiet == 0 {
            while let Some(found) = terms.find(text, at, |term| !self.used_terms[term as usize]) {
                self.used_terms[found.term as usize] = true;
                escape(&mut self.out, &text[at..found.start]);
                self.term(found.term, &text[found.start..found.end]);
                at = found.end;
            }
        }
        escape(&mut self.out, &text[at..]);
    }

    fn term(&mut self, term: u32, words: &str) {
        let terms = self.ground.terms;
        self.out.push_str("<a class=\"term\" href=\"");
        self.out.push_str(self.ground.root);
        escape(&mut self.out, terms.href(term));
        self.out.push_str("\" data-definition=\"");
        escape(&mut self.out, terms.definition(term));
        self.out.push_str("\">");
        escape(&mut self.out, words);
        self.out.push_str("</a>");
    }
}

/// The first variable or id that begins in this range of the file; a variable where both begin at one place.
fn next_insert(body: &Body, from: u32, to: u32) -> Option<Insert<'_>> {
    let variable = body.variables.get(body.variables.partition_point(|it| it.span.start < from)).map(Insert::Variable);
    let mention = body.mentions.get(body.mentions.partition_point(|it| it.span.start < from));
    let mention = mention.map(|it| Insert::Mention(*it));
    let inserts = [variable, mention].into_iter().flatten();
    inserts.filter(|it| it.span().start < to && !it.span().is_empty()).min_by_key(|it| it.span().start)
}
