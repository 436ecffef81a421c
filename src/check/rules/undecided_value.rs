//! D042: a field whose value somebody still has to decide.

use crate::check::directive;
use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::Document;
use crate::text::{Place, Span};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D042",
        name: "undecided-value",
        level: Severity::Warning,
        clause: "7.5.2",
        since: "0.1",
        summary: "A comment in the front matter says that a value is still undecided.",
        why: "When old documents are brought under control, some of what they say cannot be taken over without a \
              person: `import` writes the most careful value, such as `status: draft`, and beside it in a comment what \
              is left to decide. Such a value looks like any other, so it is told until somebody has decided.",
        cure: "Look at the words behind `undecided:`, set the value, and take the comment out.",
    },
    scope: Scope::Document(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy # undecided: nothing tells the type
---
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: \"How to write # undecided: in a title\"
type: policy # as the board has decided
---
"],
};

/// What such a comment says before the words.
const MARK: &str = "undecided:";

/// What one comment leaves undecided.
pub struct Undecided<'h> {
    pub document: &'h Document,
    /// The words that are to be taken out.
    pub place: Place,
    /// The key in whose line it stands.
    pub field: Option<&'h str>,
    pub words: &'h str,
}

/// Everything that the front matter of documents leaves undecided, in their order.
pub fn undecided<'h>(cx: &Context<'h>) -> Vec<Undecided<'h>> {
    cx.handbook.documents.iter().flat_map(|it| undecided_in(cx, it)).collect()
}

fn check(cx: &Context<'_>, document: &Document, findings: &mut Vec<Finding>) {
    findings.extend(undecided_in(cx, document).into_iter().map(|it| {
        let what = it.field.map(|field| format!("its `{field}` ")).unwrap_or_default();
        let said = if it.words.is_empty() { String::new() } else { format!(": {}", it.words) };
        let message = format!("`{}` leaves {what}undecided{said}", document.name());
        Finding::new(RULE.info.name, it.place, message).hint("set the value, and take the comment out")
    }));
}

fn undecided_in<'h>(cx: &Context<'h>, document: &'h Document) -> Vec<Undecided<'h>> {
    let Some(block) = document.front.block else { return Vec::new() };
    let text = cx.texts.of(document.file).content.get(block.range()).unwrap_or_default();
    if !text.contains(MARK) {
        return Vec::new();
    }
    let mut start = block.start as usize;
    let mut all = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some((comment, at, words)) = directive::told_in_yaml(line, MARK) {
            let field = line[..comment].split_once(':').map(|(key, _)| key.trim());
            let place = document.place(Span::new(start + at, start + line.trim_end().len()));
            all.push(Undecided { document, place, field, words });
        }
        start += line.len();
    }
    all
}

#[cfg(test)]
mod tests {
    use crate::check::rule::example;

    fn told(front: &str) -> Vec<(String, String)> {
        let fixture = format!("//- policies/a.md\n---\nid: POL-007\n{front}\n---\n");
        let raised = example(&fixture).into_iter().filter(|it| it.rule.name == "undecided-value");
        let text = fixture.split_once('\n').expect("a first line").1;
        raised.map(|it| (it.finding.message, text[it.finding.place.span.range()].to_owned())).collect()
    }

    #[test]
    fn the_place_is_what_is_to_be_taken_out() {
        assert_eq!(
            told("status: draft # was: Approved; undecided: no record proves it"),
            [(
                "`POL-007` leaves its `status` undecided: no record proves it".to_owned(),
                "undecided: no record proves it".to_owned()
            )]
        );
        assert_eq!(
            told("# undecided: `owner`: who is it"),
            [("`POL-007` leaves undecided: `owner`: who is it".to_owned(), "undecided: `owner`: who is it".to_owned())]
        );
    }

    #[test]
    fn the_word_elsewhere_is_no_comment() {
        assert!(told("title: undecided: or not\nsummary: a#undecided: b").is_empty());
        assert!(told("title: T # what was undecided").is_empty());
    }
}
