//! A new entry of a register, put after the last one without touching another byte.

use super::{Filled, New, NewText, Place, number, scalar};
use crate::author::edits::{line_after, line_start, quoted};
use crate::model::{Record, RegisterKind};
use crate::parse::{Outline, Shape, outline};
use crate::source::Part;
use crate::text::{FileId, slug};

pub(super) fn new(place: &Place<'_>, kind: RegisterKind, filled: &Filled<'_>) -> Result<New, String> {
    let records = place.handbook.registers.records(kind);
    let id = id(place, kind, filled)?;
    let is_taken = |it: &&Record| it.name() == id || it.id.as_ref().is_some_and(|own| own.value.as_str() == id);
    if let Some(taken) = records.iter().find(|it| is_taken(it)) {
        return Err(format!("the register `{}` has `{}` already", kind.name(), taken.name()));
    }
    let lines = lines(kind, &id, filled);
    let text = match file(place, kind, &records) {
        Some(file) => {
            let before = &place.sources.texts.of(file).content;
            let name = place.sources.texts.name(file);
            NewText::Change {
                file,
                text: inserted(before, kind.name(), &lines).map_err(|why| format!("`{name}` {why}"))?,
            }
        }
        None => {
            let name = format!("registers/{}.yaml", kind.name());
            NewText::File { name, text: format!("{}:\n{}", kind.name(), indented(&lines, "  ", "\n")) }
        }
    };
    Ok(New { id, text })
}

/// Ids count up from the highest one; those with a year begin anew in each.
fn id(place: &Place<'_>, kind: RegisterKind, filled: &Filled<'_>) -> Result<String, String> {
    let records = place.handbook.registers.records(kind);
    let ids = || records.iter().filter_map(|it| Some(it.id.as_ref()?.value.as_str()));
    let usual = match kind {
        RegisterKind::Roles | RegisterKind::People => return Ok(slug(filled.title)),
        RegisterKind::Terms => return Ok(filled.title.to_owned()),
        RegisterKind::Risks => "RISK-###",
        RegisterKind::Assets => "AST-###",
        RegisterKind::Objectives => "OBJ-###",
        RegisterKind::Obligations => "OBL-###",
        RegisterKind::Suppliers => "SUP-###",
        RegisterKind::Evidence => "EVD-###",
        RegisterKind::Exceptions => "EXC-YYYY-###",
        RegisterKind::Audits => "AUD-YYYY-###",
        RegisterKind::Findings => "FND-YYYY-###",
        RegisterKind::Applicability | RegisterKind::Treatment | RegisterKind::Documents => {
            return Err(format!("the register `{}` has no entries of its own", kind.name()));
        }
    };
    let date = filled.today.to_string();
    let year = &date[..4];
    let last = records.iter().filter_map(|it| it.id.as_ref()).map(|it| &it.value).max();
    let pattern = last.and_then(|it| number::pattern_of(it.as_str())).map(|it| with_year(&it, year));
    let pattern = pattern.unwrap_or_else(|| usual.replace("YYYY", year));
    // No setting rules the ids of entries, so after `R-9` comes `R-10`.
    number::next(&pattern, ids()).or_else(|_| {
        let longer = pattern.replacen('#', "##", 1);
        let last = longer.replacen('#', "0", 1).replace('#', "9");
        let mut all: Vec<&str> = ids().collect();
        all.push(&last);
        number::next(&longer, all.into_iter())
    })
}

/// A pattern such as `EXC-2026-###` with the year of today.
fn with_year(pattern: &str, year: &str) -> String {
    let is_year =
        |it: &str| it.len() == 4 && ("1990".."2100").contains(&it) && it.bytes().all(|it| it.is_ascii_digit());
    let parts: Vec<&str> = pattern.split('-').map(|part| if is_year(part) { year } else { part }).collect();
    parts.join("-")
}

/// The file in which the last entry stands, else the one that names the register without an entry, else the one that is
/// named after it.
fn file(place: &Place<'_>, kind: RegisterKind, records: &[&Record]) -> Option<FileId> {
    if let Some(last) = records.iter().max_by(|left, right| left.order(right)) {
        return Some(last.place.file);
    }
    for file in place.sources.of(Part::Register) {
        let text = &place.sources.texts.of(file).content;
        let begins = |line: &str| {
            line.trim_start_matches('\u{feff}').strip_prefix(kind.name()).is_some_and(|it| it.starts_with(':'))
        };
        if text.lines().any(begins) {
            return Some(file);
        }
    }
    place.sources.texts.find(&format!("registers/{}.yaml", kind.name()))
}

/// The text with an entry after the last one of the register.
///
/// # Errors
/// Why there can be none: the text has faults, or what stands in the register is no list.
pub(super) fn inserted(text: &str, register: &str, lines: &[String]) -> Result<String, String> {
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let is_silent = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let root = outline(text);
    let is_named = root.as_ref().is_some_and(|it| it.field(register).is_some());
    if !is_named && (root.is_some() || text.trim_start_matches('\u{feff}').lines().all(is_silent)) {
        let begun = format!("{register}:{line_end}{}", indented(lines, "  ", line_end));
        let (kept, closing) = text.split_at(document_end(text));
        let made = joined(kept, &begun, closing, line_end);
        return if count(&made, register) == Some(1) {
            Ok(made)
        } else {
            Err("cannot take another register".to_owned())
        };
    }
    let root = root.ok_or("has faults; mend them first, `check` names them")?;
    let field = root.field(register).ok_or_else(|| format!("has no register `{register}`"))?;
    let entries = field.value.entries();
    let Some(last) = entries.last() else {
        // `people: []`, `people: null` or `people:`; what follows on the line, a comment perhaps, stays.
        let key_line = line_start(text, field.key.span.start as usize);
        let indent = &text[key_line..field.key.span.start as usize];
        let (head, tail) = match &field.value.shape {
            Shape::Empty if field.value.span.is_empty() => (
                field.key.span.end as usize + text[field.key.span.end as usize..].find(':').map_or(0, |it| it + 1),
                None,
            ),
            Shape::Empty | Shape::List(_) => {
                let head = text[..field.value.span.start as usize].trim_end().len();
                (head, Some(field.value.span.end as usize))
            }
            Shape::Text(_) | Shape::Map(_) => return Err(format!("has no list under `{register}`")),
        };
        let tail = tail.unwrap_or(head);
        let after = line_after(text, tail);
        let kept = format!("{}{}", &text[..head], &text[tail..after]);
        let indent = format!("{}  ", indent.trim_start_matches('\u{feff}'));
        return Ok(joined(&kept, &indented(lines, &indent, line_end), &text[after..], line_end));
    };
    let start = line_start(text, last.span.start as usize);
    let is_in_brackets = text[field.value.span.start as usize..].starts_with('[');
    if is_in_brackets {
        let at = last.span.end as usize;
        // An entry that begins a line has the next one on a line of its own too.
        let before = &text[start..last.span.start as usize];
        let gap = if before.trim().is_empty() { format!("{line_end}{before}") } else { " ".to_owned() };
        let made = format!("{},{gap}{}{}", &text[..at], in_braces(lines), &text[at..]);
        return if count(&made, register) == Some(entries.len() + 1) { Ok(made) } else { Err(NO_ROOM.to_owned()) };
    }
    let indent = indent_of_dash(text, start).ok_or(NO_ROOM)?;
    let after = line_after(text, deepest_end(text, last));
    let made = joined(&text[..after], &indented(lines, indent, line_end), &text[after..], line_end);
    // What came in must be one entry more and nothing else; a text in which it is not is left as it is.
    if count(&made, register) == Some(entries.len() + 1) { Ok(made) } else { Err(NO_ROOM.to_owned()) }
}

const NO_ROOM: &str = "cannot take another entry at its end";

/// Where a line that ends the YAML document stands, with what follows it; else the end of the text.
fn document_end(text: &str) -> usize {
    let mut at = text.len();
    for line in text.split_inclusive('\n').rev() {
        at -= line.len();
        let bare = line.trim();
        if bare == "..." {
            return at;
        }
        if !bare.is_empty() && !bare.starts_with('#') {
            break;
        }
    }
    text.len()
}

/// What stands before the dash of the entry whose first line begins here; the dash may have a line of its own above it.
fn indent_of_dash(text: &str, mut start: usize) -> Option<&str> {
    loop {
        let line = &text[start..line_after(text, start)];
        let bare = line.trim_start_matches([' ', '\u{feff}']);
        if bare.strip_prefix('-').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\n', '\r'])) {
            return Some(line[..line.len() - bare.len()].trim_start_matches('\u{feff}'));
        }
        start = line_start(text, start.checked_sub(1)?);
    }
}

/// How many entries a register has in a text without faults.
fn count(text: &str, register: &str) -> Option<usize> {
    Some(outline(text)?.field(register)?.value.entries().len())
}

/// The entry on one line; what only a person can say has no place there.
fn in_braces(lines: &[String]) -> String {
    let fields = lines.iter().filter(|it| !it.starts_with('#')).filter_map(|it| it.split_once(": "));
    let fields = fields.map(|(key, value)| {
        let is_safe = value.starts_with(['"', '[']) || !value.contains([',', '[', ']', '{', '}']);
        if is_safe { format!("{key}: {value}") } else { format!("{key}: {}", quoted(value)) }
    });
    format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
}

/// The texts in a row, with a line end before the middle one where it lacks.
fn joined(head: &str, entry: &str, tail: &str, line_end: &str) -> String {
    let gap = if head.is_empty() || head.ends_with('\n') { "" } else { line_end };
    format!("{head}{gap}{entry}{tail}")
}

/// Where the last byte of a value stands, blank lines after it left out.
fn deepest_end(text: &str, node: &Outline) -> usize {
    let own = match &node.shape {
        Shape::List(entries) => entries.last().map(|it| deepest_end(text, it)),
        Shape::Map(fields) => fields.last().map(|it| deepest_end(text, &it.value).max(it.key.span.end as usize)),
        Shape::Text(_) | Shape::Empty => None,
    };
    let end = text[..node.span.end as usize].trim_end().len().max(node.span.start as usize);
    own.map_or(end, |own| own.max(end)).saturating_sub(1)
}

fn indented(lines: &[String], indent: &str, line_end: &str) -> String {
    let mut lines = lines.iter();
    let first = lines.next().map(|line| format!("{indent}- {line}{line_end}"));
    first.into_iter().chain(lines.map(|line| format!("{indent}  {line}{line_end}"))).collect()
}

/// The fields of the entry; what only a person can say stands there as a comment.
fn lines(kind: RegisterKind, id: &str, filled: &Filled<'_>) -> Vec<String> {
    let (title, owner, today) = (scalar(filled.title), filled.owner, filled.today);
    let wanted: &[&str] = match kind {
        RegisterKind::Risks => &[
            "# scenario: what could happen, in two sentences",
            "# assets: [AST-…]",
            "# threat: what causes it",
            "# vulnerability: what lets it happen",
            "# properties: [confidentiality, integrity, availability]",
            "owner",
            "# inherent: {likelihood: 1, impact: 1}",
            "# residual: {likelihood: 1, impact: 1}",
            "# treatment: modify, retain, avoid or share",
            "# controls: [A.…]",
            "identified_on",
        ],
        RegisterKind::Assets => &[
            "# kind: service, information, software, hardware, facility or people",
            "# description: what it is and what is in it",
            "owner",
            "# classification: of the most sensitive information in it",
            "# location: where it is",
        ],
        RegisterKind::Objectives => &[
            "owner",
            "# due: the day until which it is reached",
            "# documents: [the documents that serve it]",
            "# measures: [{name: what is measured, target: how much}]",
        ],
        RegisterKind::Obligations => &[
            "# kind: law, regulation, contract or standard",
            "# source: where it is written",
            "# summary: what it asks of us, in our own words",
            "owner",
            "# documents: [the documents that serve it]",
            "# controls: [A.…]",
        ],
        RegisterKind::Suppliers => &[
            "# service: what they do for us",
            "# tier: critical, important or standard",
            "owner",
            "# data: the highest classification that they see",
            "# location: where they do it",
            "# contract: what was agreed, and until when",
            "# controls: [A.5.19, A.5.20]",
        ],
        RegisterKind::Exceptions => &[
            "# document: the document whose rule is not followed",
            "# reason: why it cannot be followed yet",
            "owner",
            "approver",
            "# granted_on: the day",
            "# expires: the day, at most a year later",
            "# compensating: what is done instead",
            "# risks: [RISK-…]",
        ],
        RegisterKind::Audits => {
            &["# kind: internal or external", "# date: its last day", "# auditor: who", "# scope: what is looked at"]
        }
        RegisterKind::Findings => &[
            "# audit: AUD-…",
            "# kind: major, minor or observation",
            "# control: A.…",
            "owner",
            "raised_on",
            "# due: the day until which it is mended",
            "status",
            "# cause: why it could happen",
            "# action: what ends the cause",
        ],
        RegisterKind::Evidence => {
            &["# link: where it is kept", "# sha256: its digest", "# controls: [A.…]", "collected_on", "owner"]
        }
        RegisterKind::Roles => &["# description: what the role answers for", "# unit: where it belongs", "held_by"],
        RegisterKind::People => &["# title: what they do", "# email: an address", "# unit: where they belong"],
        RegisterKind::Terms => &["# definition: what it means here", "# see: [the document that uses it]"],
        RegisterKind::Applicability | RegisterKind::Treatment | RegisterKind::Documents => &[],
    };
    let mut lines = match kind {
        RegisterKind::People => vec![format!("id: {}", scalar(id)), format!("name: {title}")],
        RegisterKind::Terms => vec![format!("term: {title}")],
        _ => vec![format!("id: {}", scalar(id)), format!("title: {title}")],
    };
    lines.extend(wanted.iter().map(|line| match *line {
        "owner" => format!("owner: {owner}"),
        "approver" => {
            filled.approver.map_or("# approver: the role that grants it".to_owned(), |it| format!("approver: {it}"))
        }
        "status" => "status: open".to_owned(),
        "held_by" => "held_by: []".to_owned(),
        day if !day.starts_with('#') => format!("{day}: {today}"),
        comment => comment.to_owned(),
    }));
    lines
}
