//! Sentences that oblige a role: those with a verb such as `must` whose doer is the role.

use std::ops::Range;

use crate::model::{
    Body, Content, Document, ENGLISH, Handbook, Record, Slice, Spelling, Tag, Target, Tongue, Wanted, find_word,
    places, sentences,
};

/// A sentence that obliges somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// Index of the heading under which it stands.
    pub heading: Option<u32>,
    pub sentence: String,
    /// What the sentence names: links and bare ids in it, by their bytes, in reading order.
    pub links: Vec<(Range<usize>, Target)>,
}

/// The names by which a text may call a role: its title, the title without what stands in brackets, each part in the
/// brackets, and its id in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleNames {
    names: Vec<Name>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Name {
    words: String,
    /// Found as written only, because it is all capitals.
    is_exact: bool,
}

impl RoleNames {
    pub fn of(role: &Record) -> Self {
        let title = role.title();
        let (outside, inside) = title.split_once('(').unwrap_or((title, ""));
        let parts = inside.trim_end_matches(')').split(',');
        // A short id is an abbreviation, which stands in capitals: `dpo` is DPO, and `it` must not be every "it".
        let id = role.name().replace(['-', '_'], " ");
        let id = if id.len() <= 4 { id.to_uppercase() } else { id };
        let mut words: Vec<&str> = std::iter::once(outside)
            .chain(parts)
            .chain(std::iter::once(id.as_str()))
            .map(str::trim)
            .filter(|name| name.chars().count() > 1)
            .collect();
        words.sort_unstable();
        words.dedup();
        let name = |words: &str| Name { words: words.to_owned(), is_exact: !words.chars().any(char::is_lowercase) };
        RoleNames { names: words.into_iter().map(name).collect() }
    }

    /// Whether the sentence makes the role the doer: named before a verb such as `must`, or after it as the one `by` whom it
    /// is done; where a language lets the doer follow the verb, also there. A language that is not known is read as English.
    pub fn obliges(&self, sentence: &str, tongue: Option<&'static Tongue>) -> bool {
        let tongue = tongue.unwrap_or(&ENGLISH);
        let Some(verb) = tongue.verb(sentence) else { return false };
        let (before, after) = (&sentence[..verb.start], &sentence[verb.end..]);
        self.names.iter().any(|name| {
            let spelling = if name.is_exact { Spelling::Capitals } else { Spelling::Name };
            let wanted = Wanted { word: &name.words, spelling, plurals: tongue.plurals };
            let is_doer = |at: usize| follows(&after[..at], tongue.by) || is_lead(&after[..at], tongue.articles);
            places(before, wanted).next().is_some() || places(after, wanted).any(is_doer)
        })
    }
}

/// Whether a text ends with one of these phrases.
fn follows(text: &str, phrases: &[&str]) -> bool {
    let text = text.trim_end_matches([' ', '\'', '’']);
    phrases.iter().any(|it| {
        let Some((before, end)) = text.len().checked_sub(it.len()).and_then(|at| text.split_at_checked(at)) else {
            return false;
        };
        end.eq_ignore_ascii_case(it) && !before.ends_with(char::is_alphanumeric)
    })
}

/// Whether nothing but one article stands before a doer, in a language where it may follow the verb.
fn is_lead(text: &str, articles: &[&str]) -> bool {
    let text = text.trim();
    !articles.is_empty() && (text.is_empty() || articles.iter().any(|it| it.eq_ignore_ascii_case(text)))
}

/// The duties of a role in a text, in reading order, with variables filled in.
pub fn duties(handbook: &Handbook, document: &Document, role: &RoleNames) -> Vec<Duty> {
    let tongue = Tongue::of(handbook, document);
    let mut found = Vec::new();
    for block in blocks(handbook, document) {
        let obliging = |it: &&str| role.obliges(it, tongue);
        found.extend(sentences(&block.text).filter(obliging).map(|it| block.duty(it)));
    }
    found
}

/// Every sentence of a text that obliges somebody, whoever that is, in reading order, with variables filled in.
pub fn all_duties(handbook: &Handbook, document: &Document) -> Vec<Duty> {
    let tongue = Tongue::of(handbook, document).unwrap_or(&ENGLISH);
    let is_duty = |sentence: &&str| tongue.verb(sentence).is_some();
    let of_block = |block: Block| sentences(&block.text).filter(is_duty).map(|it| block.duty(it)).collect::<Vec<_>>();
    blocks(handbook, document).into_iter().flat_map(of_block).collect()
}

/// Asked of every paragraph of every document that gives a role duties.
fn has_verb(text: &str, tongue: &Tongue) -> bool {
    tongue.must.iter().chain(tongue.may).any(|it| find_word(text, it).is_some())
}

#[derive(Default)]
struct Block {
    heading: Option<u32>,
    text: String,
    links: Vec<(Range<usize>, Target)>,
}

impl Block {
    /// One of the sentences of the text.
    fn duty(&self, sentence: &str) -> Duty {
        let start = sentence.as_ptr().addr() - self.text.as_ptr().addr();
        let is_inside = |at: &Range<usize>| at.start >= start && at.end <= start + sentence.len();
        let inside = self.links.iter().filter(|(at, _)| is_inside(at));
        let links = inside.map(|(at, target)| (at.start - start..at.end - start, *target)).collect();
        Duty { heading: self.heading, sentence: sentence.to_owned(), links }
    }
}

/// The paragraphs and list entries of a body that have a verb such as `must`, as plain text; headings, tables, code and notes are left out.
fn blocks(handbook: &Handbook, document: &Document) -> Vec<Block> {
    let body = &document.body;
    let tongue = Tongue::of(handbook, document).unwrap_or(&ENGLISH);
    let mut blocks = Vec::new();
    let mut block = Block::default();
    let mut link: Option<(usize, Target)> = None;
    let mut silent = 0_u32;
    let mut filled_to = 0_u32;
    // Nothing inside what was opened last obliges anybody, so its text need not be gathered.
    let mut is_dull = false;
    for node in body.nodes.iter() {
        match node.content {
            Content::Open(Tag::Heading(index)) => {
                silent += 1;
                block.heading = Some(index);
            }
            Content::Open(Tag::Table(_) | Tag::CodeBlock(_) | Tag::Footnote(_) | Tag::Image(_) | Tag::Html) => {
                silent += 1;
            }
            Content::Close(
                Tag::Heading(_) | Tag::Table(_) | Tag::CodeBlock(_) | Tag::Footnote(_) | Tag::Image(_) | Tag::Html,
            ) => silent = silent.saturating_sub(1),
            Content::Open(Tag::Paragraph | Tag::ListEntry | Tag::Definition | Tag::List(_))
            | Content::Close(Tag::Paragraph | Tag::ListEntry | Tag::Definition) => {
                let next = Block { heading: block.heading, ..Block::default() };
                let told = std::mem::replace(&mut block, next);
                if has_verb(&told.text, tongue) {
                    blocks.push(told);
                }
                let source = body.source.get(node.span.range()).unwrap_or_default();
                is_dull = matches!(node.content, Content::Open(_)) && !has_verb(source, tongue);
            }
            _ if is_dull => {}
            Content::Text(slice) if silent == 0 => {
                let begins_at = block.links.len();
                filled_to = push_text(handbook, body, Run { slice, filled_to }, &mut block);
                if link.is_some() {
                    block.links.truncate(begins_at);
                }
            }
            Content::Code(slice) if silent == 0 => block.text.push_str(body.text(slice)),
            Content::SoftBreak | Content::HardBreak if silent == 0 => block.text.push(' '),
            Content::Open(Tag::Link(index)) if silent == 0 => {
                let target = body.links.get(index as usize).and_then(|it| it.target);
                link = target.map(|it| (block.text.len(), it));
            }
            Content::Close(Tag::Link(_)) => {
                if let Some((start, target)) = link.take().filter(|(start, _)| *start < block.text.len()) {
                    block.links.push((start..block.text.len(), target));
                }
            }
            _ => {}
        }
    }
    blocks
}

#[derive(Clone, Copy)]
struct Run {
    slice: Slice,
    /// Up to here the file is already written, because a variable reached into this run.
    filled_to: u32,
}

/// Writes a run of text with its variables filled in, and tells up to where the file is written now.
fn push_text(handbook: &Handbook, body: &Body, run: Run, block: &mut Block) -> u32 {
    let Some(span) = run.slice.in_file() else {
        block.text.push_str(body.text(run.slice));
        return run.filled_to;
    };
    let mut at = span.start.max(run.filled_to);
    let first = body.variables.partition_point(|it| it.span.start < span.start);
    for used in body.variables[first..].iter().take_while(|it| it.span.start < span.end) {
        let Some(variable) = handbook.variables.get(&used.name) else { continue };
        if used.span.start >= at {
            push_source(body, at..used.span.start, block);
            block.text.push_str(&variable.value);
            at = used.span.end;
        }
    }
    if at < span.end {
        push_source(body, at..span.end, block);
    }
    at.max(span.end)
}

/// Writes what stands in the file, with the places of the ids in it.
fn push_source(body: &Body, from: Range<u32>, block: &mut Block) {
    let first = body.mentions.partition_point(|it| it.span.start < from.start);
    for mention in body.mentions[first..].iter().take_while(|it| it.span.end <= from.end) {
        if let Some(target) = mention.target {
            let start = block.text.len() + (mention.span.start - from.start) as usize;
            block.links.push((start..start + mention.span.len(), target));
        }
    }
    block.text.push_str(body.source.get(from.start as usize..from.end as usize).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::RoleNames;
    use crate::model::{Id, Record, Tongue};
    use crate::text::{FileId, Span, Spanned};

    fn names(id: &str, title: &str) -> RoleNames {
        RoleNames::of(&Record {
            id: Some(Spanned::new(Id::new(id), Span::default())),
            title: Some(Spanned::new(title.to_owned(), Span::default())),
            place: Span::default().in_file(FileId::new(0)),
        })
    }

    #[test]
    fn the_doer_stands_before_must_or_after_by() {
        let ciso = names("ciso", "Information security lead (CISO)");
        assert!(ciso.obliges("The CISO must name a check.", Tongue::named("en")));
        assert!(ciso.obliges("Each exception must be approved by the CISO.", Tongue::named("en")));
        assert!(!ciso.obliges("Whoever opens it must inform the CISO.", Tongue::named("en")));
        assert!(!ciso.obliges("The CISO may refuse.", Tongue::named("en")));
        assert!(!ciso.obliges("The precisor must not count.", Tongue::named("en")));
        let it = names("it", "Information technology");
        assert!(
            it.obliges("IT must lock it.", Tongue::named("en"))
                && !it.obliges("It must be locked.", Tongue::named("en"))
        );
    }

    #[test]
    fn the_doer_is_found_in_german_french_and_spanish() {
        let manager = names("line-manager", "Führungskraft");
        let german = |sentence: &str| manager.obliges(sentence, Tongue::named("de"));
        assert!(german("Die Führungskraft muss die Rechte prüfen."));
        assert!(german("Jedes Jahr muss die Führungskraft die Rechte prüfen."));
        assert!(german("Jede Ausnahme muss durch die Führungskraft genehmigt werden."));
        assert!(german("Die Führungskraft darf Kennwörter nicht weitergeben."));
        assert!(!german("Die Führungskraft darf Ausnahmen genehmigen."));
        assert!(!german("Wer geht, muss sich bei der Führungskraft melden."));
        assert!(names("admin", "Administrator").obliges("Administratoren müssen das prüfen.", Tongue::named("de")));

        let manager = names("line-manager", "Responsable");
        let french = |sentence: &str| manager.obliges(sentence, Tongue::named("fr"));
        assert!(french("Les responsables doivent vérifier les droits."));
        assert!(french("Chaque exception doit être approuvée par le responsable."));
        assert!(!french("Chacun doit prévenir le responsable."));
        assert!(names("auditor", "Auditeur").obliges("Cela doit être vu par l’auditeur.", Tongue::named("fr")));

        let spanish = |sentence: &str| manager.obliges(sentence, Tongue::named("es"));
        assert!(spanish("El responsable debe revisar los derechos."));
        assert!(spanish("Cada año debe el responsable revisar los derechos."));
        assert!(spanish("Cada excepción deberá ser aprobada por la responsable."));
        assert!(!spanish("Quien se va debe avisar al responsable."));
    }

    #[test]
    fn titles_are_found_in_the_plural_and_in_brackets() {
        let manager = names("line-manager", "Line manager");
        assert!(manager.obliges("Line managers and asset owners must confirm all rights.", Tongue::named("en")));
        let everybody = names("employee", "Employee (everybody, contractors included)");
        assert!(everybody.obliges("Everybody: you must lock your screen.", Tongue::named("en")));
    }
}
