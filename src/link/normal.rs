//! The normal form of a document, whose digest approvals are bound to: what readers get as the document's own words, with
//! variables and register data resolved, and nothing that a line end or a quotation mark could change.
//!
//! `docs/approvals.md` describes the form `ismsbook-norm/1`. It never changes; another form gets another number.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::{self, Config};
use crate::model::{Body, Digest, Document, Field, Handbook, Id, MOST_USES, Method, RegisterKind, RiskMethod};
use crate::parse::{self, Plain};
use crate::source::{Part, Sources};
use crate::text::FileId;

/// The first line of every normal form: digests of other things, and of other forms, can never equal ours.
const HEAD: &str = "ismsbook-norm/1\n";

/// Fields that change in the life of an approved text without changing what was approved: the state, which is derived;
/// what a record proves better; and the pointer to a successor, whose own approval decides.
pub const LEFT_OUT: [Field; 5] =
    [Field::Status, Field::ApprovedBy, Field::ApprovedOn, Field::ApprovalRef, Field::SupersededBy];

/// Fields of a risk that change while the risk that was accepted stays what it is.
pub const LEFT_OUT_OF_RISKS: [&str; 3] = ["actions", "assessed_on", "next_review"];

/// Makes the normal forms of the documents of one handbook. What several documents share is prepared once.
pub struct NormalForms<'h> {
    handbook: &'h Handbook,
    aliases: &'h BTreeMap<String, String>,
    sources: &'h Sources,
    /// Every entry of every register, where a document shows one.
    entries: Option<Vec<(RegisterKind, String)>>,
    /// For each kind that a document shows, its data.
    registers: BTreeMap<RegisterKind, String>,
}

impl<'h> NormalForms<'h> {
    pub fn new(handbook: &'h Handbook, sources: &'h Sources, config: &'h Config) -> Self {
        let shown = handbook.documents.iter().filter_map(|it| it.front.register.map(|kind| kind.value));
        let shown: BTreeSet<RegisterKind> = shown.collect();
        let aliases = &config.fields;
        let mut forms = NormalForms { handbook, aliases, sources, entries: None, registers: BTreeMap::new() };
        if !shown.is_empty() {
            let entries = forms.read_entries();
            forms.registers = shown.into_iter().map(|kind| (kind, forms.data(kind, &entries))).collect();
            forms.entries = Some(entries);
        }
        forms
    }

    /// The digest of a document's normal form.
    pub fn digest(&self, document: &Document) -> Digest {
        Digest::of(self.of(document).as_bytes())
    }

    /// The digests of these documents, in parallel and in their order.
    pub fn digests(&self, documents: &[&Document]) -> Vec<Digest> {
        documents.par_iter().map(|document| self.digest(document)).collect()
    }

    /// The digests of all risks that have an id: what is accepted with a risk, and the method that gives its scores. Of
    /// entries with one id all count; an entry that cannot be read has none.
    pub fn risks(&self) -> BTreeMap<Id, Digest> {
        let all = self.entries.as_ref().map_or_else(|| Cow::Owned(self.read_entries()), Cow::Borrowed);
        let mut entries: BTreeMap<Id, Vec<String>> = BTreeMap::new();
        for (_, text) in all.iter().filter(|(kind, _)| *kind == RegisterKind::Risks) {
            let Ok(mut entry) = serde_json::from_str::<BTreeMap<String, serde_json::Value>>(text) else { continue };
            let Some(id) = entry.get("id").and_then(|it| it.as_str()).map(Id::new) else { continue };
            entry.retain(|key, _| !LEFT_OUT_OF_RISKS.contains(&key.as_str()));
            // A map of texts always has a form in JSON.
            entries.entry(id).or_default().push(serde_json::to_string(&entry).unwrap_or_default());
        }
        let method = method(&self.handbook.risk_method);
        let digest = |mut texts: Vec<String>| {
            texts.sort_unstable();
            let mut form = HEAD.to_owned();
            push_part(&mut form, "risk", &texts.join("\n"));
            push_part(&mut form, "method", &method);
            Digest::of(form.as_bytes())
        };
        entries.into_iter().map(|(id, texts)| (id, digest(texts))).collect()
    }

    /// Every entry of every register, with its kind, in the order of the files.
    fn read_entries(&self) -> Vec<(RegisterKind, String)> {
        let fill = |text: &str| filled(self.handbook, text);
        let files: Vec<_> = self.sources.of(Part::Register).collect();
        let read = |file: &FileId| {
            let content = &self.sources.texts.of(*file).content;
            if parse::is_catalogue(content) { Vec::new() } else { self.plain(&fill).entries(content) }
        };
        files.par_iter().flat_map_iter(read).collect()
    }

    /// The normal form: the first line, then each part with its name and length in bytes.
    pub fn of(&self, document: &Document) -> String {
        let fill = |text: &str| filled(self.handbook, text);
        let front = self.plain(&fill).front(&document.body.source, document.front.block);
        let body = self.body(&document.body);
        let mut form = String::with_capacity(HEAD.len() + front.len() + body.len() + 64);
        form.push_str(HEAD);
        push_part(&mut form, "front", &front);
        push_part(&mut form, "body", &body);
        if let Some(kind) = document.front.register
            && let Some(data) = self.registers.get(&kind.value)
        {
            push_part(&mut form, kind.value.name(), data);
        }
        form
    }

    fn plain<'p>(&'p self, fill: &'p (dyn Fn(&str) -> String + Sync)) -> Plain<'p> {
        Plain { aliases: self.aliases, left_out: &LEFT_OUT, fill }
    }

    /// The text of the body with variables replaced where they are running text, line ends as LF, one at the end.
    fn body(&self, body: &Body) -> String {
        let mut text = String::with_capacity(body.span.len() + 64);
        let mut at = body.span.start as usize;
        for used in &body.variables {
            let Some(variable) = self.handbook.variables.get(&used.name) else { continue };
            text.push_str(body.source.get(at..used.span.start as usize).unwrap_or_default());
            text.push_str(&variable.value);
            at = used.span.end as usize;
        }
        text.push_str(body.source.get(at..body.span.end as usize).unwrap_or_default());
        with_plain_ends(text)
    }

    /// The entries of a kind, sorted by their text, so that it does not matter which file holds them.
    fn data(&self, kind: RegisterKind, all: &[(RegisterKind, String)]) -> String {
        // The treatment plan is made of the risks; a list of documents has no words of its own.
        let source = if kind == RegisterKind::Treatment { RegisterKind::Risks } else { kind };
        let mut entries: Vec<&str> = all.iter().filter(|(it, _)| *it == source).map(|(_, it)| it.as_str()).collect();
        entries.sort_unstable();
        let mut data = entries.join("\n");
        if source == RegisterKind::Risks {
            data.push('\n');
            data.push_str(&method(&self.handbook.risk_method));
        }
        data
    }
}

/// A text of front matter or of a register with its variables replaced; an unknown one stays as it is, and so do all after
/// very many.
pub fn filled(handbook: &Handbook, text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    let mut pieces = text.split("{{");
    made.push_str(pieces.next().unwrap_or_default());
    let mut left = MOST_USES;
    for piece in pieces {
        // A piece ends before the next opening braces, so each is looked through once.
        let known = piece.split_once("}}").filter(|_| left > 0);
        let known = known.and_then(|(name, tail)| Some((&handbook.variables.get(name.trim())?.value, tail)));
        let (value, tail) = known.map_or(("{{", piece), |(value, tail)| (value.as_str(), tail));
        left -= usize::from(known.is_some());
        made.push_str(value);
        made.push_str(tail);
    }
    made
}

/// Whether a text as it is written uses this variable.
pub fn uses_variable(text: &str, name: &str) -> bool {
    text.split("{{").skip(1).any(|it| it.split_once("}}").is_some_and(|(used, _)| used.trim() == name))
}

/// What one file says by itself, for telling which change wrote it: variables stand for themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnWords {
    /// The id of a document, and the digest of its words.
    Document(Option<Id>, Digest),
    /// The entries of a register file, each with its kind.
    Entries(Vec<(RegisterKind, String)>),
    /// Of the settings, what texts take from them: the value of each variable, and the method that gives risks their scores.
    Settings(BTreeMap<String, String>, String),
}

/// Fields that a review sets which leaves the words as they are: whoever only looked has written nothing.
const LEFT_OUT_OF_OWN_WORDS: [Field; 9] = [
    Field::Status,
    Field::ApprovedBy,
    Field::ApprovedOn,
    Field::ApprovalRef,
    Field::SupersededBy,
    Field::Version,
    Field::LastReviewed,
    Field::NextReview,
    Field::History,
];

/// The words of a file of this part, without the fields that no approval covers, and those that a review sets.
pub fn own_words(part: Part, text: &Arc<str>, config: &Config) -> OwnWords {
    let as_is = |text: &str| text.to_owned();
    let plain = Plain { aliases: &config.fields, left_out: &LEFT_OUT_OF_OWN_WORDS, fill: &as_is };
    if part == Part::Settings {
        let config = config::read(FileId::new(0), text).0;
        let variables = super::variables(&config).into_iter().map(|(name, it)| (name, it.value)).collect();
        return OwnWords::Settings(variables, method(&config.isms.risk));
    }
    if part == Part::Register {
        return OwnWords::Entries(if parse::is_catalogue(text) { Vec::new() } else { plain.entries(text) });
    }
    let parsed = parse::document(FileId::new(0), text, &config.fields);
    let mut form = String::with_capacity(text.len() + 64);
    push_part(&mut form, "front", &plain.front(text, parsed.front.block));
    push_part(&mut form, "body", &with_plain_ends(text.get(parsed.body.span.range()).unwrap_or_default().to_owned()));
    OwnWords::Document(parsed.front.id.map(|it| it.value), Digest::of(form.as_bytes()))
}

/// Line ends as LF, and exactly one at the end.
fn with_plain_ends(text: String) -> String {
    let mut text = if text.contains("\r\n") { text.replace("\r\n", "\n") } else { text };
    text.truncate(text.trim_end_matches('\n').len());
    text.push('\n');
    text
}

fn push_part(form: &mut String, name: &str, text: &str) {
    form.push_str(name);
    form.push(' ');
    form.push_str(&text.len().to_string());
    form.push('\n');
    form.push_str(text);
    form.push('\n');
}

/// The declared method: it turns likelihood and impact into the score that the register shows.
fn method(method: &RiskMethod) -> String {
    let bands: Vec<_> = method.bands.iter().map(|band| (&band.name, band.up_to)).collect();
    let matrix = match &method.method {
        Method::Product => None,
        Method::Matrix(rows) => Some(rows),
    };
    // Texts and numbers always have a form in JSON.
    serde_json::to_string(&(&method.likelihood, &method.impact, matrix, bands, method.acceptance)).unwrap_or_default()
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
