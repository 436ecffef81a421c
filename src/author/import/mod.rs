//! Existing Markdown brought under control. No word is lost: what an old header says stands in the front matter before
//! the header leaves the text, and a value that is written otherwise there keeps its old words beside it in a comment.

mod header;
mod kinds;
mod leaving;

use std::collections::{BTreeMap, BTreeSet};

use self::header::Header;
use super::edits::{Edits, line_start, quoted};
use crate::model::{ControlId, DocumentType, Field, Status};
use crate::parse::{Shape, front_outline, understood_date};
use crate::text::{Interval, Span, slug};

pub use header::Style;

/// What is known of the handbook into which documents come.
#[derive(Debug, Clone, Default)]
pub struct Target {
    /// Roles of its register.
    pub roles: BTreeSet<String>,
    /// Ids that are taken.
    pub ids: BTreeSet<String>,
    /// The settings' `[fields]`.
    pub aliases: BTreeMap<String, String>,
}

/// A document as it comes in. What could not be decided stands in its text, in comments of the front matter behind
/// `undecided:`, which a rule finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Below the folder that is imported.
    pub name: String,
    pub text: String,
    pub style: Style,
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
}

/// Brings documents, given by name and text, under control. Introductions of folders are left as they are.
pub fn import(documents: &[(&str, &str)], target: &Target) -> Import {
    // The first look only learns the ids that documents say they have, so that none of them is given to another.
    let mut ids = Ids { taken: target.ids.clone(), said: BTreeSet::new() };
    all(documents, target, &mut ids);
    ids.taken.clone_from(&target.ids);
    all(documents, target, &mut ids)
}

fn all(documents: &[(&str, &str)], target: &Target, ids: &mut Ids) -> Import {
    let mut import = Import::default();
    for (name, text) in documents {
        let file = name.rsplit('/').next().unwrap_or(name);
        let made = if file.eq_ignore_ascii_case("readme.md") {
            untouched(name, text)
        } else {
            one(name, text, (target, ids), &mut import.aliases)
        };
        import.documents.push(made);
    }
    import
}

struct Ids {
    /// Of documents that are there, and of those that came in so far.
    taken: BTreeSet<String>,
    /// That documents of the corpus, wherever in it, say they have.
    said: BTreeSet<String>,
}

fn untouched(name: &str, text: &str) -> Imported {
    Imported {
        name: name.to_owned(),
        text: text.to_owned(),
        style: Style::None,
        id: None,
        title: None,
        has_new_id: false,
        has_shed_header: false,
    }
}

fn one(
    name: &str,
    text: &str,
    (target, ids): (&Target, &mut Ids),
    aliases: &mut BTreeMap<String, &'static str>,
) -> Imported {
    let opened = unopened(text).map(|at| format!("{}---{}{}", &text[..at], line_end(text), &text[at..]));
    let source = opened.as_deref().unwrap_or(text);
    let mut made = untouched(name, text);
    match front_outline(source) {
        Some((block, front)) => {
            made.style = if opened.is_some() { Style::UnopenedFrontMatter } else { Style::FrontMatter };
            let mut present = BTreeMap::new();
            let mut edits = Edits::default();
            for field in front.fields() {
                let key = field.key.value.as_str();
                let own = Field::named(key);
                let known = own.or_else(|| Field::named(target.aliases.get(key)?));
                let Some(canonical) = known.or_else(|| Field::called(key)) else { continue };
                if present.contains_key(&canonical) {
                    continue;
                }
                if known.is_none() {
                    aliases.insert(key.to_owned(), canonical.name());
                }
                let value = if let Shape::Text(value) = &field.value.shape { value.clone() } else { String::new() };
                let stands_beside =
                    line_start(source, field.value.span.start as usize) <= field.key.span.start as usize;
                let is_whole_there = !source[field.value.span.range()].contains('\n');
                if canonical == Field::Status
                    && !is_draft(&value)
                    && stands_beside
                    && is_whole_there
                    && !value.is_empty()
                {
                    let said = &source[field.value.span.range()];
                    edits.replace(field.value.span, format!("draft # was: {said}; {UNPROVED}"));
                }
                present.insert(canonical, value);
            }
            let header = Header { fields: present.clone(), style: made.style };
            let lines = completed(name, &source[block.end as usize..], &header, (ids, &mut made));
            let lines = lines.into_iter().filter(|it| !present.contains_key(&it.field));
            let end = line_end(source);
            let added: Vec<String> = lines.map(|it| it.written("", end)).collect();
            // A block whose last line has no line end cannot be: the closing fence follows it.
            edits.replace(Span::at(block.end as usize), added.concat());
            made.text = edits.apply(source);
        }
        None if source.trim_start_matches('\u{feff}').starts_with("---") && header::read(text).fields.is_empty() => {
            // What is wrong with its front matter is found where it stands.
            made.style = Style::FrontMatter;
        }
        None => {
            let header = header::read(text);
            made.style = header.style;
            let mut lines = completed(name, text.trim_start_matches('\u{feff}'), &header, (ids, &mut made));
            let is_type = |words: &String| kinds::document_type(words).is_some();
            let mut written: BTreeSet<Field> = lines.iter().map(|it| it.field).collect();
            if !header.fields.get(&Field::Type).is_some_and(is_type) {
                written.remove(&Field::Type);
            }
            let (others, mut undecided) = told(&header, target);
            written.extend(others.iter().map(|it| it.field));
            lines.extend(others);
            lines.sort_by_key(|it| it.field);
            let leaving = leaving::leaving(text, &header, &written);
            made.has_shed_header = !leaving.spans.is_empty();
            if leaving.is_partial && undecided.is_empty() {
                undecided.push("a part of the old header has no field, so that part stays in the text".to_owned());
            }
            let end = line_end(text);
            let mut block = format!("---{end}");
            for line in lines {
                let said = header.fields.get(&line.field).filter(|_| leaving.fields.contains(&line.field));
                let said = said.filter(|it| !same_words(it, &line.value));
                block.push_str(&line.written(said.map_or("", String::as_str), end));
            }
            for words in undecided {
                block.extend(["# undecided: ", &words, end]);
            }
            let bom = text.len() - text.trim_start_matches('\u{feff}').len();
            let rest = leaving.rest(text);
            made.text = format!("{}{block}---{end}{}", &text[..bom], &rest[bom..]);
        }
    }
    made
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

/// Whether two texts have the same letters and digits, whatever stands between them and however large they are.
fn same_words(one: &str, other: &str) -> bool {
    let bare = |it: &str| slug(it.strip_prefix("role:").unwrap_or(it));
    one == other || bare(one) == bare(other)
}

fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

fn is_draft(state: &str) -> bool {
    state == Status::Draft.name()
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

    /// The line, with the words that the text had for the value, where they leave it.
    fn written(&self, said: &str, end: &str) -> String {
        let was = if said.is_empty() { String::new() } else { format!("was: {said}") };
        let words: Vec<&str> = [was.as_str()].into_iter().chain(self.undecided).filter(|it| !it.is_empty()).collect();
        let comment = if words.is_empty() { String::new() } else { format!(" # {}", words.join("; ")) };
        format!("{}: {}{comment}{end}", self.field.name(), self.value)
    }
}

/// The fields that every document has, as far as its header, the heading of its body or its name tells them.
fn completed(name: &str, body: &str, header: &Header, (ids, made): (&mut Ids, &mut Imported)) -> Vec<Line> {
    let file = name.rsplit('/').next().unwrap_or(name);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let heading =
        body.lines().find_map(|line| line.strip_prefix("# ")).map(|it| it.trim().trim_end_matches('#').trim());
    let said = |field: Field| header.fields.get(&field).map(String::as_str).filter(|it| !it.is_empty());
    let title = said(Field::Title).or(heading.filter(|it| !it.is_empty())).map_or_else(|| spoken(stem), str::to_owned);
    let kind = said(Field::Type).and_then(kinds::document_type);
    let kind = kind.or_else(|| kinds::document_type(&title)).or_else(|| kinds::document_type(stem));
    let id = said(Field::Id).map(str::to_owned).or_else(|| id_in(stem)).or_else(|| heading.and_then(id_in));
    ids.said.extend(id.clone());
    made.has_new_id = id.is_none();
    let id = id.unwrap_or_else(|| next_id(kind.unwrap_or(DocumentType::Policy), ids));
    ids.taken.insert(id.clone());
    let version = said(Field::Version).map(bare_version).or_else(|| version_in(stem));
    (made.id, made.title) = (Some(id.clone()), Some(title.clone()));
    vec![
        Line::new(Field::Id, quoted(&id)),
        Line::new(Field::Title, quoted(&title)),
        Line {
            field: Field::Type,
            value: kind.unwrap_or(DocumentType::Policy).name().to_owned(),
            undecided: kind.is_none().then_some("undecided: nothing tells the type"),
        },
        Line::new(Field::Version, quoted(&version.unwrap_or_else(|| "0.1".to_owned()))),
        Line {
            field: Field::Status,
            value: Status::Draft.name().to_owned(),
            undecided: said(Field::Status).filter(|it| !is_draft(it)).map(|_| UNPROVED),
        },
    ]
}

/// The other fields that a header tells, in the form in which front matter has them; and what has no such form, which is
/// left where it stands, in words.
fn told(header: &Header, target: &Target) -> (Vec<Line>, Vec<String>) {
    let (mut lines, mut undecided) = (Vec::new(), Vec::new());
    for (field, value) in &header.fields {
        let written = match field {
            Field::Id | Field::Title | Field::Type | Field::Version | Field::Status => continue,
            Field::Owner | Field::Approver | Field::ApprovedBy => Some(role(value, target)),
            Field::Authors | Field::Reviewers => {
                let names: Vec<String> = value.split([',', ';']).map(|it| role(it.trim(), target)).collect();
                Some(format!("[{}]", names.join(", ")))
            }
            Field::ApprovedOn
            | Field::EffectiveFrom
            | Field::EffectiveUntil
            | Field::LastReviewed
            | Field::NextReview => understood_date(value).map(|it| it.to_string()),
            Field::ReviewInterval => interval(value),
            Field::Classification => Some(quoted(&value.to_lowercase())),
            Field::Summary
            | Field::Scope
            | Field::Language
            | Field::Contact
            | Field::ApprovalRef
            | Field::Retention => Some(quoted(value)),
            Field::Controls => {
                let ids = value.split([',', ';']).map(|it| ControlId::parse_loosely(it).map(|id| id.to_string()));
                ids.collect::<Option<Vec<_>>>().map(|ids| format!("[{}]", ids.join(", ")))
            }
            _ => None,
        };
        match written {
            Some(written) => lines.push(Line::new(*field, written)),
            // Words of the text in a comment: one line, whatever they hold.
            None => {
                undecided.push(format!("the text says `{}` for `{}`", quoted(value).trim_matches('"'), field.name()));
            }
        }
    }
    (lines, undecided)
}

/// A role of the register where the words name one, else the words.
fn role(words: &str, target: &Target) -> String {
    let name = slug(words.strip_prefix("role:").unwrap_or(words));
    if target.roles.contains(&name) { format!("role:{name}") } else { quoted(words) }
}

fn interval(words: &str) -> Option<String> {
    let known = match words.to_lowercase().as_str() {
        "annual" | "annually" | "yearly" | "every year" => "12 months",
        "semi-annual" | "semi-annually" | "biannually" | "every six months" => "6 months",
        "quarterly" => "3 months",
        "monthly" => "1 month",
        other => return Interval::parse(other).ok().map(|it| it.to_string()),
    };
    Some(known.to_owned())
}

/// `1.2` of `v1.2 (final)`.
fn bare_version(words: &str) -> String {
    let first = words.split_whitespace().next().unwrap_or(words);
    let bare = first.trim_start_matches(['v', 'V']).trim_end_matches([',', ';']);
    if bare.starts_with(|it: char| it.is_ascii_digit()) { bare.to_owned() } else { words.to_owned() }
}

/// `1.2` of `access-policy_v1.2`.
fn version_in(stem: &str) -> Option<String> {
    stem.split(['_', '-', ' ', '(', ')']).rev().find_map(|part| {
        let digits = part.strip_prefix(['v', 'V'])?;
        let is_version = digits.starts_with(|it: char| it.is_ascii_digit())
            && digits.chars().all(|it| it.is_ascii_digit() || it == '.');
        is_version.then(|| digits.trim_end_matches('.').to_owned())
    })
}

/// `POL-007` of `pol-007-access-control`: letters, then a number, at the head.
fn id_in(words: &str) -> Option<String> {
    let mut parts = words.split(['-', '_', ' ', ':']);
    let (family, number) = (parts.next()?, parts.next()?);
    let is_family = (2..=5).contains(&family.len()) && family.bytes().all(|it| it.is_ascii_alphabetic());
    let is_number = (1..=5).contains(&number.len()) && number.bytes().all(|it| it.is_ascii_digit());
    (is_family && is_number).then(|| format!("{}-{number}", family.to_uppercase()))
}

fn next_id(kind: DocumentType, ids: &Ids) -> String {
    let family = match kind {
        DocumentType::Policy => "POL",
        DocumentType::Standard => "STD",
        DocumentType::Procedure => "PRO",
        DocumentType::Guideline => "GDL",
        DocumentType::Plan => "PLN",
        DocumentType::Manual => "MAN",
        DocumentType::Register => "REG",
        DocumentType::Record => "REC",
        DocumentType::Template => "TPL",
    };
    let number = |id: &String| id.strip_prefix(family)?.strip_prefix('-')?.parse::<u32>().ok();
    format!("{family}-{:03}", ids.taken.iter().chain(&ids.said).filter_map(number).max().unwrap_or(0).saturating_add(1))
}

/// A name of a file as words, without a version at its end.
fn spoken(stem: &str) -> String {
    let is_version = |part: &&str| version_in(part).is_none();
    let words: Vec<&str> = stem.split(['_', '-', ' ']).filter(|it| !it.is_empty()).filter(is_version).collect();
    let words = words.join(" ");
    let mut letters = words.chars();
    let first = letters.next().map(|it| it.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

#[cfg(test)]
mod tests;
