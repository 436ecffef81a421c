//! Earlier versions of documents: which there are, and the redline from each to the next. Words above what a site shows
//! are never compared.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::markdown::escape;
use super::visible::admits_words;
use super::words::Words;
use super::{Context, Renderer};
use crate::compare::{Block, Fate, Kind, Line, Redline, Run, blocks, redline};
use crate::model::{Digest, Document, Id, natural_order};
use crate::text::Date;

/// Redlines on one page; older versions are listed without.
pub(super) const REDLINES: usize = 20;

/// The words of earlier versions, as they were found.
#[derive(Debug, Clone, Default)]
pub struct PastWords {
    by_document: BTreeMap<Id, BTreeMap<String, EarlierWords>>,
}

/// The revision that has the words of a version, by the name that readers know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FoundAt {
    Edition(String),
    Commit(String),
}

/// A document as an earlier revision has it.
#[derive(Debug, Clone)]
pub struct EarlierWords {
    pub from: FoundAt,
    pub day: Date,
    pub classification: Option<String>,
    pub audience: Vec<String>,
    pub blocks: Arc<Vec<Block>>,
    /// Of its normal form; none where it shows a register.
    pub digest: Option<Digest>,
}

impl PastWords {
    pub fn add(&mut self, document: Id, version: String, words: EarlierWords) {
        self.by_document.entry(document).or_default().insert(version, words);
    }

    fn of(&self, document: &Document) -> Option<&BTreeMap<String, EarlierWords>> {
        self.by_document.get(document.id()?)
    }
}

/// The versions of a document that its own head, records or earlier words tell of, the newest first.
pub(super) fn versions(cx: &Context<'_>, document: &Document) -> Vec<String> {
    let mut versions: BTreeSet<&str> = BTreeSet::new();
    let front = &document.front;
    let written = front.history.iter().filter_map(|it| it.version.as_ref()).chain(&front.version);
    versions.extend(written.map(|it| it.value.as_str()));
    if let (Some(ledger), Some(id)) = (&cx.handbook.ledger, document.id()) {
        versions.extend(ledger.of(id).iter().map(|it| it.place.version.as_str()));
    }
    let earlier = cx.past.words.of(document).into_iter().flatten();
    versions.extend(earlier.filter(|(_, words)| shows(cx, words)).map(|(version, _)| version.as_str()));
    let mut versions: Vec<String> =
        versions.into_iter().filter(|it| !it.trim().is_empty()).map(str::to_owned).collect();
    versions.sort_by(|left, right| natural_order(right, left));
    versions
}

/// Whether the readers of the site may see these words.
fn shows(cx: &Context<'_>, words: &EarlierWords) -> bool {
    admits_words(cx, words.classification.as_deref(), &words.audience)
}

/// What can be told of the words of a version.
pub(super) enum Told<'w> {
    /// They are the words of now.
    Here,
    Earlier(&'w EarlierWords),
    /// Above what the site shows.
    Closed,
    /// Nobody has them.
    Lost,
}

impl Told<'_> {
    pub(super) fn is_known(&self) -> bool {
        matches!(self, Told::Here | Told::Earlier(_))
    }

    /// Block by block; none where the words are not known.
    pub(super) fn blocks(&self, cx: &Context<'_>, document: &Document) -> Option<Arc<Vec<Block>>> {
        match self {
            Told::Here => Some(Arc::new(blocks(cx.handbook, &document.body))),
            Told::Earlier(words) => Some(Arc::clone(&words.blocks)),
            Told::Closed | Told::Lost => None,
        }
    }
}

/// The words of a version of a document.
pub(super) fn told<'w>(cx: &'w Context<'_>, document: &Document, version: &str) -> Told<'w> {
    if document.front.version.as_ref().is_some_and(|it| it.value == version) {
        return Told::Here;
    }
    match cx.past.words.of(document).and_then(|it| it.get(version)) {
        Some(words) if shows(cx, words) => Told::Earlier(words),
        Some(_) => Told::Closed,
        None => Told::Lost,
    }
}

impl Renderer<'_> {
    /// How many documents have an earlier version whose words were not found.
    pub fn documents_without_earlier_words(&self) -> usize {
        let is_lost = |document: &Document| {
            let own = document.front.version.as_ref().map(|it| it.value.as_str());
            let earlier = self.cx.past.words.of(document);
            let is_known = |version: &str| earlier.is_some_and(|it| it.contains_key(version));
            let mut versions =
                versions(&self.cx, document).into_iter().skip_while(|it| Some(it.as_str()) != own).skip(1);
            versions.any(|it| !is_known(&it))
        };
        self.scope.documents().filter(|(_, it)| is_lost(it)).count()
    }
}

/// A redline as HTML, well-formed whatever the texts, and how much it changes in words.
pub(super) struct Drawn {
    pub(super) html: String,
    /// Empty where the text is the same.
    pub(super) summary: String,
}

/// The redline from one text to another.
pub(super) fn drawn(words: &Words, before: &[Block], after: &[Block], places: Places) -> Drawn {
    let redline = redline(before, after);
    let (put_in, taken_out) = redline.counts();
    let summary = match (put_in, taken_out) {
        (0, 0) if redline.is_empty() => String::new(),
        (0, 0) => words.get("versions.no_word").to_owned(),
        _ => format!("{}, {}", words.count(put_in, "versions.put_in"), words.count(taken_out, "versions.taken_out")),
    };
    let html = if redline.is_empty() { String::new() } else { html(words, &redline, places) };
    Drawn { html, summary }
}

/// Whether the places that links lead to are written out: where a site hides documents, their files have no name on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Places {
    Shown,
    Hidden,
}

fn html(words: &Words, redline: &Redline, places: Places) -> String {
    let lines = &redline.lines;
    let is_near = |at: usize| {
        let from = at.saturating_sub(1);
        lines[from..(at + 2).min(lines.len())].iter().any(|it| it.fate != Fate::Same)
    };
    let mut out = String::new();
    let mut folded = 0;
    for (at, line) in lines.iter().enumerate() {
        if is_near(at) {
            fold(words, &mut out, &mut folded);
            block(words, &mut out, line, places);
        } else {
            folded += 1;
        }
    }
    fold(words, &mut out, &mut folded);
    out
}

fn fold(words: &Words, out: &mut String, folded: &mut usize) {
    if *folded > 0 {
        out.push_str("<p class=\"folded\">");
        escape(out, &words.count(*folded, "versions.folded"));
        out.push_str("</p>\n");
    }
    *folded = 0;
}

fn block(words: &Words, out: &mut String, line: &Line, places: Places) {
    let fate = line.fate.word();
    let kind = match line.kind {
        Kind::Code | Kind::Html => " code",
        Kind::Heading(_) => " heading",
        Kind::Entry { .. } => " entry",
        _ => "",
    };
    out.push_str("<p class=\"");
    out.push_str(fate);
    out.push_str(kind);
    out.push_str("\">");
    let moved = match line.fate {
        Fate::MovedHere => Some("versions.moved_here"),
        Fate::MovedAway => Some("versions.moved_away"),
        Fate::Same | Fate::Inserted | Fate::Deleted | Fate::Changed => None,
    };
    if let Some(key) = moved {
        note(out, words.get(key));
        out.push(' ');
    }
    for (index, cell) in line.cells.iter().enumerate() {
        if index > 0 {
            out.push(' ');
            note(out, "|");
            out.push(' ');
        }
        for it in cell {
            run(words, out, it, places);
        }
    }
    if line.cells.is_empty() {
        out.push_str("———");
    }
    if let Some(was) = line.was {
        out.push(' ');
        note(out, &format!("({} → {})", kind_words(words, was), kind_words(words, line.kind)));
    }
    out.push_str("</p>\n");
}

fn note(out: &mut String, text: &str) {
    out.push_str("<span class=\"note\">");
    escape(out, text);
    out.push_str("</span>");
}

fn kind_words(words: &Words, kind: Kind) -> String {
    let (key, level) = match kind {
        Kind::Paragraph => ("block.paragraph", 0),
        Kind::Heading(level) => ("block.heading", usize::from(level)),
        Kind::Entry { depth, is_numbered: true } => ("block.numbered", usize::from(depth)),
        Kind::Entry { depth, is_numbered: false } => ("block.entry", usize::from(depth)),
        Kind::Quote => ("block.quote", 0),
        Kind::Code => ("block.code", 0),
        Kind::Row => ("block.row", 0),
        Kind::Term => ("block.term", 0),
        Kind::Definition => ("block.definition", 0),
        Kind::Note => ("block.note", 0),
        Kind::Html => ("block.html", 0),
        Kind::Line => ("block.line", 0),
    };
    words.with(key, &[("level", &level)])
}

fn run(words: &Words, out: &mut String, run: &Run, places: Places) {
    // The place that a link leads to is a mark that begins with a blank.
    let is_place = run.is_mark && run.text.starts_with(' ');
    let hidden = format!(" ({})", words.get("versions.link"));
    let text = if is_place && places == Places::Hidden { hidden.as_str() } else { run.text.as_str() };
    let element = match run.fate {
        Fate::Inserted => "ins",
        Fate::Deleted => "del",
        Fate::Same | Fate::MovedHere | Fate::MovedAway | Fate::Changed if run.is_mark => return,
        Fate::Same | Fate::MovedHere | Fate::MovedAway | Fate::Changed => return plain(out, text),
    };
    out.push('<');
    out.push_str(element);
    out.push('>');
    plain(out, text);
    out.push_str("</");
    out.push_str(element);
    out.push('>');
}

/// A text in which characters that nobody sees, and that turn the direction of reading, are written out.
fn plain(out: &mut String, text: &str) {
    let is_unseen = |it: char| {
        (it.is_control() && it != '\n')
            || matches!(it, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(is_unseen) {
        return escape(out, text);
    }
    let written: String =
        text.chars().map(|it| if is_unseen(it) { it.escape_unicode().to_string() } else { it.to_string() }).collect();
    escape(out, &written);
}

#[cfg(test)]
mod tests {
    use super::{Drawn, Places, Words};
    use crate::config::Config;
    use crate::link::link;
    use crate::source::fixture;

    fn words() -> Words {
        let texts = [
            ("versions.put_in.one", "{n} word in"),
            ("versions.taken_out.one", "{n} word out"),
            ("versions.folded.other", "{n} paragraphs as before"),
            ("versions.moved_here", "Moved here:"),
            ("versions.moved_away", "Moved from here:"),
        ];
        Words::of([texts.into_iter().map(|(key, text)| (key.to_owned(), text.to_owned())).collect()])
    }

    fn drawn(before: &[crate::compare::Block], after: &[crate::compare::Block], places: Places) -> Drawn {
        super::drawn(&words(), before, after, places)
    }

    fn text(body: &str) -> Vec<crate::compare::Block> {
        let sources = fixture(&format!("//- policies/a.md\n---\nid: A\n---\n{body}"));
        let handbook = link(&sources, &Config::default()).handbook;
        crate::compare::blocks(&handbook, &handbook.documents[0].body)
    }

    #[test]
    fn what_stays_is_folded_and_what_moved_is_told() {
        let moved = "This whole paragraph stands at another place now.";
        let stays = "Stay one.\n\nStay two.\n\nStay three.\n\nStay four.\n\nStay five.\n\nStay six.\n\n";
        let before = text(&format!("{moved}\n\n{stays}Keys are kept for 90 days.\n"));
        let after = text(&format!("{stays}Keys are kept for 60 days.\n\n{moved}\n"));
        let drawn = drawn(&before, &after, Places::Shown);
        assert_eq!(drawn.summary, "1 word in, 1 word out");
        assert!(drawn.html.contains("kept for <del>90</del><ins>60</ins> days"), "{}", drawn.html);
        assert!(drawn.html.contains("<p class=\"folded\">4 paragraphs as before</p>"), "{}", drawn.html);
        assert!(drawn.html.contains("Moved here:") && drawn.html.contains("Moved from here:"), "{}", drawn.html);
    }

    #[test]
    fn nothing_of_a_text_is_markup_and_hidden_places_stay_hidden() {
        let (before, after) = (text("Read it.\n"), text("Read [it](secret.md) `<b>` & \u{202e}x.\n"));
        let open = drawn(&before, &after, Places::Shown).html;
        assert!(open.contains("&lt;b&gt;") && open.contains("&amp;") && open.contains("\\u{202e}"), "{open}");
        assert!(open.contains("secret.md"), "{open}");
        let closed = drawn(&before, &after, Places::Hidden).html;
        assert!(closed.contains("(link)") && !closed.contains("secret"), "{closed}");
    }

    #[test]
    fn the_same_text_has_no_redline() {
        let same = drawn(&text("Words.\n"), &text("Words.\n"), Places::Shown);
        assert_eq!((same.html.as_str(), same.summary.as_str()), ("", ""));
    }
}
