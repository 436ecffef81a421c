//! The documents of the starter: drafts of version 0.1 without approvals, dates and history; records become empty forms.

use crate::author::edits::{Edits, quoted};
use crate::parse::front_outline;
use crate::text::Span;

/// Fields that tell what has happened to the example's documents.
const HAPPENED: &[&str] = &[
    "approved_by",
    "approved_on",
    "approval_ref",
    "effective_from",
    "effective_until",
    "last_reviewed",
    "next_review",
    "history",
];

/// A record of the example, and the form that is made of it.
struct Form {
    id: &'static str,
    /// Name of the file, where that of the example tells a date or a number.
    file: &'static str,
    title: &'static str,
    summary: &'static str,
    scope: &'static str,
}

const FORMS: &[Form] = &[
    Form {
        id: "REC-001",
        file: "rec-001-competence-and-awareness.md",
        title: "Competence and awareness record",
        summary: "Who has which security skills and training, in figures, and what is still missing.",
        scope: "All staff and contractors.",
    },
    Form {
        id: "REC-002",
        file: "rec-002-measurement-results.md",
        title: "Measurement results",
        summary: "What we measured in security, against which targets, how we counted and what follows.",
        scope: "Measurements of the objectives and processes.",
    },
    Form {
        id: "REC-003",
        file: "rec-003-management-review.md",
        title: "Minutes of the management review",
        summary: "What the management review looked at, how it judged the ISMS and what it decided, with owners and dates.",
        scope: "The whole ISMS.",
    },
    Form {
        id: "REC-004",
        file: "rec-004-internal-audit-report.md",
        title: "Internal audit report",
        summary: "What the internal audit examined, what it found and what has to be corrected.",
        scope: "The clauses and controls that were examined.",
    },
];

/// The beginnings of ids of entries that the starter does not take over.
const GONE: &[&str] = &["AUD-", "FND-", "EXC-", "EVD-"];

/// What stands in a form under each heading.
const TO_WRITE: &str = "[to be written]";

/// A document of the example as a draft, with the name that its file gets. Introductions stay as they are.
pub(super) fn draft(name: &str, text: &str) -> (String, String) {
    let Some((block, front)) = front_outline(text) else { return (name.to_owned(), text.to_owned()) };
    let form = FORMS.iter().find(|form| front.text("id") == Some(form.id));
    let mut edits = Edits::default();
    for field in front.fields() {
        let span = field.value.span;
        match (field.key.value.as_str(), form) {
            (key, _) if HAPPENED.contains(&key) => edits.remove_field(text, field),
            ("status", _) => edits.replace(span, "draft"),
            ("version", _) => edits.replace(span, "\"0.1\""),
            ("title", Some(form)) => edits.replace(span, quoted(form.title)),
            ("summary", Some(form)) => edits.replace(span, quoted(form.summary)),
            ("scope", Some(form)) => edits.replace(span, quoted(form.scope)),
            _ => {}
        }
    }
    // What somebody of the example was allowed, and until when.
    let mut at = block.start as usize;
    for line in text[block.range()].split_inclusive('\n') {
        if line.trim_start().starts_with("# ismsbook: allow(") {
            edits.replace(Span::new(at, at + line.len()), "");
        }
        at += line.len();
    }
    let body = text[block.end as usize..].find('\n').map_or(text.len(), |end| block.end as usize + end + 1);
    let written = match form {
        Some(_) => emptied(&text[body..]),
        None => without_gone_rows(&text[body..]),
    };
    edits.replace(Span::new(body, text.len()), written);
    let name = match (form, name.rsplit_once('/')) {
        (Some(form), Some((folder, _))) => format!("{folder}/{}", form.file),
        _ => name.to_owned(),
    };
    (name, edits.apply(text))
}

/// The headings of a body and the heads of its tables; what the tables and sections told is left to be written.
fn emptied(body: &str) -> String {
    let lines: Vec<&str> = body.lines().collect();
    let mut made = String::new();
    for (index, line) in lines.iter().enumerate() {
        let is_table_head = line.starts_with('|') && lines.get(index + 1).is_some_and(|next| is_rule(next));
        if line.starts_with('#') {
            let sign = if lines[index + 1..].iter().find(|it| !it.is_empty()).is_some_and(|it| it.starts_with('#')) {
                // A section that only holds others says nothing itself.
                String::new()
            } else {
                format!("\n{TO_WRITE}\n")
            };
            made.extend(["\n", line, "\n", &sign]);
        } else if is_table_head {
            made.extend(["\n", line, "\n", lines[index + 1], "\n"]);
        }
    }
    made
}

/// Whether a line parts the head of a table from its rows.
fn is_rule(line: &str) -> bool {
    line.starts_with('|') && line.contains("--") && line.chars().all(|it| matches!(it, '|' | '-' | ':' | ' '))
}

/// The body without the rows of tables that name an entry which the starter has not.
fn without_gone_rows(body: &str) -> String {
    let is_kept = |line: &&str| !line.starts_with('|') || !GONE.iter().any(|id| line.contains(id));
    body.split_inclusive('\n').filter(is_kept).collect()
}

/// A line of the starter that tells a fact of the example, for the team to make its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) words: String,
}

/// Words that only the example's company would write.
const OF_THE_EXAMPLE: &[&str] =
    &["care ", "240 ", "euros", "82 people", "82-person", "two years", "shift", "rota ", "rotas", "Germany", "Berlin"];

/// Lines that name a year, a sum or the trade of the example. A guess: it finds most of them, and some that may stay.
pub(super) fn facts(files: &[(String, String)]) -> Vec<Fact> {
    let mut facts = Vec::new();
    for (file, text) in files.iter().filter(|(file, _)| file.starts_with("policies/") || file.starts_with("registers/"))
    {
        // The glossary explains words, and its years are those of laws.
        if file.ends_with("terms.yaml") {
            continue;
        }
        for (index, line) in text.lines().enumerate() {
            let names_entry = GONE.iter().any(|id| {
                line.match_indices(id).any(|(at, _)| line[at + id.len()..].starts_with(|it: char| it.is_ascii_digit()))
            });
            if names_entry || has_year(line) || OF_THE_EXAMPLE.iter().any(|word| line.contains(word)) {
                facts.push(Fact { file: file.clone(), line: index + 1, words: line.trim().to_owned() });
            }
        }
    }
    facts
}

/// Whether a line names a year from 2023 on, which no standard or law of the texts is of.
fn has_year(line: &str) -> bool {
    let words = line.split(|it: char| !it.is_ascii_alphanumeric());
    words
        .into_iter()
        .any(|word| word.len() == 4 && ("2023".."2100").contains(&word) && word.bytes().all(|it| it.is_ascii_digit()))
}
