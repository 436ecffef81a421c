//! A new document: its id, its folder, and the template of its type with the sections that readers look for.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Filled, New, NewText, Place, Wanted, number, scalar};
use crate::diag::nearest;
use crate::model::{Document, DocumentType, Handbook};
use crate::text::slug;

/// The longest name of a file without its id and ending.
const LONGEST_STEM: usize = 60;

pub(super) fn new(
    place: &Place<'_>,
    kind: DocumentType,
    filled: &Filled<'_>,
    wanted: &Wanted<'_>,
) -> Result<New, String> {
    let parent = wanted.parent.map(|id| parent(place.handbook, id)).transpose()?;
    let id = id(place, kind)?;
    let folder = match wanted.folder {
        Some(folder) => format!("{}{}", place.sources.documents_folder, with_slash(&folder.replace('\\', "/"))),
        None => folder(place, kind, parent),
    };
    let name = format!("{folder}{}-{}.md", slug(&id), short(&slug(filled.title)));
    let parent = parent.and_then(Document::id).map(ToString::to_string);
    let text = text(place, (kind, &id), filled, parent.as_deref());
    Ok(New { id, text: NewText::File { name, text } })
}

fn parent<'h>(handbook: &'h Handbook, id: &str) -> Result<&'h Document, String> {
    let ids = || handbook.documents.iter().filter_map(|it| Some(it.id()?.as_str()));
    let found = handbook.documents.iter().find(|it| it.id().is_some_and(|own| own.as_str() == id));
    found.ok_or_else(|| {
        let near = nearest(id, ids()).map(|it| format!("; did you mean `{it}`?")).unwrap_or_default();
        format!("no document has the id `{id}`{near}")
    })
}

/// By the pattern of the settings, else by that of the highest id of its type, else by the usual one.
fn id(place: &Place<'_>, kind: DocumentType) -> Result<String, String> {
    let handbook = place.handbook;
    let of_type =
        handbook.documents.iter().filter(|it| it.document_type() == Some(kind)).filter_map(Document::id).max();
    let pattern = place.config.isms.id_patterns.get(&kind).map(|it| it.value.clone());
    let pattern = pattern.or_else(|| number::pattern_of(of_type?.as_str())).unwrap_or_else(|| usual(kind).to_owned());
    let documents = handbook.documents.iter().filter_map(Document::id);
    // A document that is gone has its id for ever while records approve it.
    let approved = handbook.ledger.iter().flat_map(|it| &it.records).map(|it| &it.place.document);
    number::next(&pattern, documents.chain(approved).map(crate::model::Id::as_str))
}

fn usual(kind: DocumentType) -> &'static str {
    match kind {
        DocumentType::Policy => "POL-###",
        DocumentType::Standard => "STD-###",
        DocumentType::Procedure => "PRO-###",
        DocumentType::Guideline => "GDL-###",
        DocumentType::Plan => "PLN-###",
        DocumentType::Manual => "MAN-###",
        DocumentType::Register => "REG-###",
        DocumentType::Record => "REC-###",
        DocumentType::Template => "TPL-###",
    }
}

/// Where the parent lies, else where most documents of the type lie, else the folder of the documents; with a final slash.
fn folder(place: &Place<'_>, kind: DocumentType, parent: Option<&Document>) -> String {
    let of = |document: &Document| {
        let name = place.sources.texts.name(document.file);
        name.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"))
    };
    if let Some(parent) = parent {
        return of(parent);
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for document in place.handbook.documents.iter().filter(|it| it.document_type() == Some(kind)) {
        *counts.entry(of(document)).or_default() += 1;
    }
    // Of equal ones the first by name.
    let most = counts.into_iter().rev().max_by_key(|(_, count)| *count);
    most.map_or_else(|| place.sources.documents_folder.clone(), |(folder, _)| folder)
}

fn with_slash(folder: &str) -> String {
    let folder = folder.trim_matches('/');
    if folder.is_empty() { String::new() } else { format!("{folder}/") }
}

/// At most so long, and cut between words where that can be.
fn short(stem: &str) -> &str {
    let Some((end, _)) = stem.char_indices().nth(LONGEST_STEM) else { return stem };
    let cut = &stem[..end];
    cut.rsplit_once('-').map_or(cut, |(whole, _)| whole)
}

fn text(place: &Place<'_>, (kind, id): (DocumentType, &str), filled: &Filled<'_>, parent: Option<&str>) -> String {
    let isms = &place.config.isms;
    let mut lines = vec![
        format!("id: {}", scalar(id)),
        format!("title: {}", scalar(filled.title)),
        format!("type: {}", kind.name()),
        "version: \"0.1\"".to_owned(),
        "status: draft".to_owned(),
        format!("language: {}", place.handbook.identity.language),
        "# summary: what it is about, in one sentence".to_owned(),
        format!("owner: {}", filled.owner),
        format!("authors: [{}]", filled.owner),
        filled.approver.map_or("# approver: the role that approves it".to_owned(), |it| format!("approver: {it}")),
    ];
    let second = isms.classifications.get(1).or(isms.classifications.first());
    lines.extend(second.map(|it| format!("classification: {}", scalar(it))));
    lines.push(
        isms.audiences
            .first()
            .map_or("# audience: [who reads it]".to_owned(), |it| format!("audience: [{}]", scalar(it))),
    );
    lines.push("# scope: whom and what it covers".to_owned());
    if let Some(interval) = place.config.review.longest.get(&kind) {
        lines.push(format!("review_interval: {interval}"));
    }
    match parent {
        Some(parent) => lines.push(format!("parent: {}", scalar(parent))),
        None => lines.push("# parent: id of the document above it".to_owned()),
    }
    lines.push("# controls: [the controls of Annex A that it serves]".to_owned());
    lines.push(format!("roles: [{}]", filled.owner));
    if kind == DocumentType::Record {
        lines.push("# retention: how long it is kept".to_owned());
    }
    let mut text = format!("---\n{}\n---\n", lines.join("\n"));
    for (heading, words) in sections(kind) {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n## {heading}\n\n{words}\n");
    }
    text
}

/// Headings and what stands below them until it is written.
fn sections(kind: DocumentType) -> &'static [(&'static str, &'static str)] {
    match kind {
        DocumentType::Policy => &[
            ("What you must do", "[to be written: one duty a line, who must do what by when]"),
            ("Scope", "[to be written: whom and what it covers, and what not]"),
            ("Why we do this", "[to be written: what would happen without it]"),
            ("Exceptions", "[to be written: who grants one, and for how long]"),
            ("How we check", "[to be written: who looks at what, and how often]"),
        ],
        DocumentType::Standard => &[
            ("Scope", "[to be written: whom and what it covers]"),
            ("Requirements", "[to be written: limits and values that can be measured]"),
            ("Exceptions", "[to be written: who grants one, and for how long]"),
            ("How we check", "[to be written: who measures what, and how often]"),
        ],
        DocumentType::Procedure => &[
            ("When to use this", "[to be written: what starts it]"),
            ("Who does what", "[to be written: the roles and their part]"),
            ("Steps", "1. [to be written: the first step, who does it and by when]"),
            ("Records", "[to be written: what is kept as proof, where and how long]"),
        ],
        DocumentType::Guideline => &[
            ("In a hurry", "[to be written: the three things that matter most]"),
            ("Questions we hear most", "[to be written: question and answer]"),
        ],
        DocumentType::Plan => &[
            ("Purpose", "[to be written: what the plan is for]"),
            ("Measures", "[to be written: what is done by whom until when]"),
            ("Review", "[to be written: who looks at its progress, and how often]"),
        ],
        DocumentType::Manual => &[
            ("Purpose", "[to be written: what the manual is for]"),
            ("Scope", "[to be written: whom and what it covers]"),
        ],
        DocumentType::Register => &[
            ("Purpose", "[to be written: what the register holds]"),
            ("How it is kept", "[to be written: who adds a line, and who looks at it how often]"),
        ],
        DocumentType::Record => &[
            ("Purpose", "[to be written: what it is the record of]"),
            ("Results", "[to be written: what was seen and decided]"),
            ("Actions", "[to be written: who does what until when]"),
        ],
        DocumentType::Template => {
            &[("How to use this template", "[to be written: when to fill it in, and where it goes]")]
        }
    }
}
