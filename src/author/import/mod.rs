//! Existing Markdown brought under control. No word is lost: what an old header says stands in the front matter before
//! the header leaves the text, and a value that is written otherwise there keeps its old words beside it in a comment.

mod blocks;
mod foreign;
mod header;
mod kinds;
mod leaving;
mod letters;
mod tongues;
mod values;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use self::header::Header;
use self::values::same_words;
use super::edits::{Edits, line_after, line_start, quoted};
use crate::model::{DocumentType, Field, Status};
use crate::parse::{Outline, Shape, front_outline};
use crate::text::Span;

pub use header::Style;
pub use letters::{Letters, read_letters};

/// What is known of the handbook into which documents come.
#[derive(Debug, Clone, Default)]
pub struct Target {
    /// Roles of its register.
    pub roles: BTreeSet<String>,
    /// Ids that are taken.
    pub ids: BTreeSet<String>,
    /// The settings' `[fields]`.
    pub aliases: BTreeMap<String, String>,
    /// The names that it has for classes of information.
    pub classifications: Vec<String>,
}

/// A text of the corpus.
#[derive(Debug, Clone, Copy)]
pub struct Original<'t> {
    /// Below the folder that is imported.
    pub name: &'t str,
    pub text: &'t str,
    /// How its letters were written.
    pub letters: Letters,
}

/// A document as it comes in. What could not be decided stands in its text, in comments of the front matter behind
/// `undecided:`, which a rule finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Below the folder that is imported.
    pub name: String,
    pub text: String,
    pub style: Style,
    /// How its letters were written.
    pub letters: Letters,
    pub id: Option<String>,
    pub title: Option<String>,
    /// Whether nothing told its id, so that it got the next one.
    pub has_new_id: bool,
    /// Whether its old header left the text, as all of it stands in the front matter.
    pub has_shed_header: bool,
}

/// All documents, and the names of fields that the settings have to know.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Import {
    pub documents: Vec<Imported>,
    /// Foreign key to canonical one, for `[fields]`.
    pub aliases: BTreeMap<String, &'static str>,
    /// The language that the words of all texts are in, where they tell it.
    pub language: Option<&'static str>,
}

/// Brings documents under control. Introductions of folders are left as they are.
pub fn import(documents: &[Original<'_>], target: &Target) -> Import {
    let seen: Vec<Option<Seen<'_>>> = documents.iter().map(|it| Seen::of(it, target)).collect();
    let mut ids = Ids::begun(target, &seen);
    let mut import = Import::default();
    let mut words = tongues::Counts::default();
    for (original, seen) in documents.iter().zip(seen) {
        let made = match seen {
            Some(seen) => {
                if let Some(front) = &seen.front {
                    import.aliases.extend(front.foreign.clone());
                }
                let counted = tongues::counts(&seen.source[seen.body..]);
                words.add(counted);
                one(&seen, (target, counted.language()), &mut ids)
            }
            None => untouched(original, original.text),
        };
        import.documents.push(made);
    }
    import.language = words.language();
    import
}

/// Ids that no other document may get.
struct Ids {
    taken: BTreeSet<String>,
    /// The highest number of each family so far.
    highest: BTreeMap<&'static str, u32>,
}

impl Ids {
    /// Of documents that are there, and those that documents of the corpus, wherever in it, say they have.
    fn begun(target: &Target, seen: &[Option<Seen<'_>>]) -> Self {
        let said = seen.iter().flatten().filter_map(Seen::id);
        Ids { taken: target.ids.iter().cloned().chain(said).collect(), highest: BTreeMap::new() }
    }

    fn next(&mut self, kind: DocumentType) -> String {
        let family = values::family(kind);
        let number = |id: &String| id.strip_prefix(family)?.strip_prefix('-')?.parse::<u32>().ok();
        let highest = || self.taken.iter().filter_map(number).max().unwrap_or(0);
        let number = self.highest.entry(family).or_insert_with(highest);
        *number = number.saturating_add(1);
        format!("{family}-{number:03}")
    }
}

/// Files that lie beside documents in a repository or a wiki and frame them: what others know them by is their name.
const FRAME: [&str; 9] =
    ["license", "licence", "changelog", "contributing", "summary", "_sidebar", "_footer", "_header", "_navbar"];

/// Whether a file is no document but belongs to the frame around them.
pub fn is_frame(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    let stem = file.split_once('.').map_or(file, |(stem, _)| stem);
    FRAME.iter().any(|it| it.eq_ignore_ascii_case(stem))
}

fn untouched(original: &Original<'_>, text: &str) -> Imported {
    Imported {
        name: original.name.to_owned(),
        text: text.to_owned(),
        letters: original.letters,
        style: Style::None,
        id: None,
        title: None,
        has_new_id: false,
        has_shed_header: false,
    }
}

/// A document as it was found, and what it says about itself.
struct Seen<'t> {
    original: Original<'t>,
    /// The text, with a first fence where front matter lacked it.
    source: Cow<'t, str>,
    /// None where front matter has faults; what is wrong with it is found where it stands.
    front: Option<Front>,
    has_broken_front: bool,
    /// Where the text below the front matter begins.
    body: usize,
    /// What front matter and the text say, with front matter first.
    header: Header,
}

struct Front {
    /// Between the fences.
    block: Span,
    outline: Outline,
    /// The fields that stand there, by their first key.
    keys: BTreeMap<Field, String>,
    /// Keys of other houses.
    foreign: BTreeMap<String, &'static str>,
}

impl<'t> Seen<'t> {
    /// None for the introduction of a folder.
    fn of(original: &Original<'t>, target: &Target) -> Option<Self> {
        let (original, Original { name, text, .. }) = (*original, *original);
        let file = name.rsplit('/').next().unwrap_or(name);
        if file.eq_ignore_ascii_case("readme.md") {
            return None;
        }
        let opened = unopened(text).map(|at| format!("{}---{}{}", &text[..at], line_end(text), &text[at..]));
        let is_opened = opened.is_some();
        let source: Cow<'t, str> = opened.map_or(Cow::Borrowed(text), Cow::Owned);
        let Some((block, outline)) = front_outline(&source) else {
            let body = source.len() - source.trim_start_matches('\u{feff}').len();
            let header = header::read(&source);
            let has_broken_front = is_broken_front(&source[body..]);
            return Some(Seen { original, source, front: None, has_broken_front, body, header });
        };
        let body = line_after(&source, block.end as usize);
        let (front, mut fields) = Front::of(block, outline, target);
        let mut below = header::read(&source[body..]);
        for (field, value) in below.fields.clone() {
            match fields.get(&field) {
                Some(said) if !said.is_empty() => below.note_other(field, said, &value),
                _ => drop(fields.insert(field, value)),
            }
        }
        let style = if is_opened { Style::UnopenedFrontMatter } else { Style::FrontMatter };
        let header = below.with(fields, style);
        Some(Seen { original, source, front: Some(front), has_broken_front: false, body, header })
    }

    fn stem(&self) -> &'t str {
        let file = self.original.name.rsplit('/').next().unwrap_or(self.original.name);
        file.rsplit_once('.').map_or(file, |(stem, _)| stem)
    }

    fn said(&self, field: Field) -> Option<&str> {
        self.header.fields.get(&field).map(String::as_str).filter(|it| !it.is_empty())
    }

    /// The words of the first heading of level 1, else of a heading with which the text begins.
    fn heading(&self) -> Option<String> {
        let blocks = blocks::blocks(&self.source[self.body..]);
        let titles = blocks.iter().filter_map(|it| it.heading().filter(|(level, _)| *level == 1));
        let first = || blocks.first().and_then(blocks::Block::heading);
        let (_, words) = titles.into_iter().next().or_else(first)?;
        let words = words.rsplit_once("{#").filter(|(_, end)| end.ends_with('}')).map_or(words, |(words, _)| words);
        let words = header::plain(&foreign::untagged(words));
        (!words.is_empty()).then_some(words)
    }

    fn id(&self) -> Option<String> {
        if self.has_broken_front {
            return None;
        }
        let said = self.said(Field::Id).map(str::to_owned).or_else(|| values::id_in(self.stem()));
        said.or_else(|| values::id_in(&self.heading()?))
    }

    fn version(&self) -> Option<String> {
        let said = self.said(Field::Version).map(values::bare_version).or_else(|| values::version_in(self.stem()));
        said.or_else(|| values::version_of_history(&self.source[self.body..]))
    }
}

impl Front {
    /// With the words that stand for each field; none for a list, a map or nothing.
    fn of(block: Span, outline: Outline, target: &Target) -> (Self, BTreeMap<Field, String>) {
        let mut front = Front { block, outline, keys: BTreeMap::new(), foreign: BTreeMap::new() };
        let mut fields = BTreeMap::new();
        for field in front.outline.fields() {
            let key = field.key.value.as_str();
            let known = Field::named(key).or_else(|| Field::named(target.aliases.get(key)?));
            let Some(canonical) = known.or_else(|| Field::called(key)) else { continue };
            if front.keys.contains_key(&canonical) {
                continue;
            }
            if known.is_none() {
                front.foreign.insert(key.to_owned(), canonical.name());
            }
            let value = if let Shape::Text(value) = &field.value.shape { value.clone() } else { String::new() };
            front.keys.insert(canonical, key.to_owned());
            fields.insert(canonical, value);
        }
        (front, fields)
    }
}

/// Where a text begins with front matter that nothing opens: lines of keys and values, then a fence.
fn unopened(text: &str) -> Option<usize> {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut keys = 0;
    for line in text[start..].lines() {
        let line = line.trim_end();
        if line == "---" || line == "..." {
            return (keys >= 2).then_some(start);
        }
        let is_continued = line.starts_with([' ', '-', '#']) && keys > 0;
        let key = line.split_once(':').map(|(key, _)| key).unwrap_or_default();
        let is_key = !key.is_empty() && key.chars().all(|it| it.is_alphanumeric() || matches!(it, '_' | '-'));
        match (is_key, is_continued) {
            (true, _) => keys += 1,
            (false, true) => {}
            (false, false) => return None,
        }
    }
    None
}

/// Whether a text that has no front matter which can be read begins with an attempt at some: lines behind a fence of which
/// one begins as a map does. A break at the head of a text is none.
fn is_broken_front(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_end);
    if lines.next() != Some("---") {
        return false;
    }
    let is_key = |line: &str| line.split_once(':').is_some_and(|(key, _)| key.starts_with(char::is_alphanumeric));
    lines.take_while(|it| !matches!(*it, "---" | "...")).any(is_key)
}

fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

fn one(seen: &Seen<'_>, (target, language): (&Target, Option<&'static str>), ids: &mut Ids) -> Imported {
    let mut made = untouched(&seen.original, &seen.source);
    made.style = if seen.has_broken_front { Style::FrontMatter } else { seen.header.style };
    if seen.has_broken_front {
        return made;
    }
    let mut lines = completed(seen, ids, &mut made);
    let is_told_type = seen.said(Field::Type).is_some_and(|it| kinds::document_type(it).is_some());
    let mut written: BTreeSet<Field> = lines.iter().map(|it| it.field).collect();
    if !is_told_type {
        written.remove(&Field::Type);
    }
    let stands = |field: &Field| seen.front.as_ref().is_some_and(|it| it.keys.contains_key(field));
    let below = Header::of(
        seen.header.fields.iter().filter(|(field, _)| !stands(field)).map(|(it, value)| (*it, value.clone())).collect(),
        seen.header.style,
    );
    let (others, mut undecided) = values::told(&below, target);
    written.extend(others.iter().map(|it| it.field));
    written.extend(seen.header.fields.keys().filter(|it| stands(it)));
    lines.extend(others);
    lines.retain(|it| !stands(&it.field));
    lines.sort_by_key(|it| it.field);
    let body = &seen.source[seen.body..];
    if let Some(tag) = language.filter(|_| !seen.header.fields.contains_key(&Field::Language)) {
        written.insert(Field::Language);
        lines.extend((!stands(&Field::Language)).then(|| Line::new(Field::Language, tag)));
        lines.sort_by_key(|it| it.field);
    }
    if made.letters == Letters::Windows1252 {
        undecided.push("the letters were read as Windows-1252, so look whether they are right".to_owned());
    }
    for (field, value) in &seen.header.others {
        undecided.push(format!("the text says {} for `{}` too", quoted(value), field.name()));
    }
    let leaving = leaving::leaving(body, &seen.header, &written);
    made.has_shed_header = !leaving.spans.is_empty();
    if leaving.is_partial && undecided.is_empty() {
        let part = leaving.unknown.as_ref().map_or("a part".to_owned(), |it| quoted(it));
        undecided.push(format!("{part} of the old header has no field, so that part stays in the text"));
    }
    if body.strip_prefix("---").is_some_and(|it| it.trim_start().starts_with('{')) {
        undecided.push("what it says in braces is not read, and stays in the text".to_owned());
    }
    let mut added: Vec<(String, Vec<String>)> = Vec::new();
    for line in lines {
        let said = seen.header.fields.get(&line.field).filter(|_| leaving.fields.contains(&line.field));
        let said = said.filter(|it| !same_words(it, &line.value));
        added.push((format!("{}: {}", line.field.name(), line.value), line.comment(said)));
    }
    let undecided: Vec<String> = undecided.iter().map(|it| format!("undecided: {it}")).collect();
    let end = line_end(&seen.source);
    let rest = leaving.rest(body);
    made.text = match &seen.front {
        None => {
            let block = in_lines(&added, &undecided, end);
            format!("{}---{end}{block}---{end}{rest}", &seen.source[..seen.body])
        }
        Some(front) => {
            let mut edits = Edits::default();
            if let Some((span, said)) = unproved(front, &seen.source) {
                let open = if is_draft(said.trim_matches(['"', '\''])) { "" } else { UNPROVED };
                let parts = [format!("was: {said}"), open.to_owned()];
                let words: Vec<String> = parts.into_iter().filter(|it| !it.is_empty()).collect();
                edits.replace(span, format!("draft # {}", words.join("; ")));
            }
            // A block whose last line has no line end cannot be: the closing fence follows it.
            edits.replace(Span::at(front.block.end as usize), in_lines(&added, &undecided, end));
            edits.apply(&seen.source[..seen.body]) + &rest
        }
    };
    made
}

/// Fields with their comments, a line each; and comments that stand alone.
fn in_lines(fields: &[(String, Vec<String>)], comments: &[String], end: &str) -> String {
    let mut block = String::new();
    for (field, words) in fields {
        let comment = if words.is_empty() { String::new() } else { format!(" # {}", words.join("; ")) };
        block.extend([field, comment.as_str(), end]);
    }
    for words in comments {
        block.extend(["# ", words, end]);
    }
    block
}

/// The value of a state other than draft that stands beside its key in one line, and its words.
fn unproved<'s>(front: &Front, source: &'s str) -> Option<(Span, &'s str)> {
    let field = front.outline.field(front.keys.get(&Field::Status)?)?;
    let words = &source[field.value.span.range()];
    let Shape::Text(value) = &field.value.shape else { return None };
    let stands_beside = line_start(source, field.value.span.start as usize) <= field.key.span.start as usize;
    let is_other = !value.is_empty() && value != Status::Draft.name() && stands_beside && !words.contains('\n');
    is_other.then_some((field.value.span, words))
}

fn is_draft(state: &str) -> bool {
    const WORDS: [&str; 5] = ["draft", "entwurf", "brouillon", "borrador", "in progress"];
    WORDS.contains(&state.to_lowercase().as_str())
}

/// What is left to decide where an old handbook says that a document is in force.
const UNPROVED: &str = "undecided: no record proves it";

/// A field as it is written into front matter.
struct Line {
    field: Field,
    value: String,
    /// What a person has to decide about it.
    undecided: Option<&'static str>,
}

impl Line {
    fn new(field: Field, value: impl Into<String>) -> Self {
        Line { field, value: value.into(), undecided: None }
    }

    /// What stands behind it: the words that the text had for the value, where they leave it, and what is to be decided.
    fn comment(&self, said: Option<&String>) -> Vec<String> {
        let was = said.map(|it| format!("was: {it}"));
        was.into_iter().chain(self.undecided.map(str::to_owned)).collect()
    }
}

/// The fields that every document has, as far as its header, the heading of its body or its name tells them.
fn completed(seen: &Seen<'_>, ids: &mut Ids, made: &mut Imported) -> Vec<Line> {
    let title = seen.said(Field::Title).map(str::to_owned).or_else(|| seen.heading());
    let title = title.unwrap_or_else(|| values::spoken(seen.stem()));
    let kind = seen.said(Field::Type).and_then(kinds::document_type);
    let by_heading = || seen.heading().and_then(|it| kinds::document_type(&it));
    let kind = kind.or_else(|| kinds::document_type(&title)).or_else(by_heading);
    let kind = kind.or_else(|| kinds::type_of_file(seen.original.name));
    let id = seen.id();
    made.has_new_id = id.is_none();
    let id = id.unwrap_or_else(|| ids.next(kind.unwrap_or(DocumentType::Policy)));
    (made.id, made.title) = (Some(id.clone()), Some(title.clone()));
    vec![
        Line::new(Field::Id, quoted(&id)),
        Line::new(Field::Title, quoted(&title)),
        Line {
            field: Field::Type,
            value: kind.unwrap_or(DocumentType::Policy).name().to_owned(),
            undecided: kind.is_none().then_some("undecided: nothing tells the type"),
        },
        Line::new(Field::Version, quoted(&seen.version().unwrap_or_else(|| "0.1".to_owned()))),
        Line {
            field: Field::Status,
            value: Status::Draft.name().to_owned(),
            undecided: seen.said(Field::Status).filter(|it| !is_draft(it)).map(|_| UNPROVED),
        },
    ]
}

#[cfg(test)]
mod tests;
