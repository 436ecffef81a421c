//! The consequences of a change in words: sections of lines, the same for every form. How words are set is for each form.

use crate::approval::{Assurance, Standing, State};
use crate::compare::{
    Changes, DocumentChange, Duty, DutyChange, Edition, EntryChange, Fate, FieldChange, Line, Linked, Run, Touched,
    Trusted, Values, words,
};
use crate::model::RegisterKind;
use crate::report::status;
use crate::text::counted;

use super::Diff;

/// A heading and what stands under it.
pub(in crate::report) struct Section {
    pub heading: String,
    /// Each is one line of runs; in a run that stays, what stands in backticks is a name.
    pub lines: Vec<Vec<Run>>,
}

impl Section {
    fn of(heading: impl Into<String>, lines: Vec<String>) -> Self {
        Section { heading: heading.into(), lines: lines.into_iter().map(|it| vec![same(it)]).collect() }
    }
}

fn same(text: String) -> Run {
    Run { fate: Fate::Same, text, is_mark: false }
}

/// Reviews that fall due within so many days are told.
const DUE: i32 = 30;

/// One line: how much changed.
pub(in crate::report) fn summary(changes: &Changes) -> String {
    let duties = |wanted: fn(&DutyChange) -> bool| changes.duties.iter().filter(|it| wanted(it)).count();
    let kind = |kind: RegisterKind| changes.entries.iter().filter(|it| it.kind == kind).count();
    let statement = kind(RegisterKind::Applicability);
    let parts = [
        (changes.documents.len(), "document"),
        (duties(|it| it.before.is_none()), "new duty"),
        (duties(|it| it.after.is_none()), "duty taken away"),
        (duties(|it| it.before.is_some() && it.after.is_some()), "altered duty"),
        (statement, "line of the statement of applicability"),
        (changes.entries.len() - statement, "other register entry"),
        (changes.variables.len(), "variable"),
    ];
    let words: Vec<String> =
        parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, noun)| numbered(count, noun)).collect();
    if words.is_empty() { "nothing changed".to_owned() } else { words.join(", ") }
}

fn numbered(count: usize, noun: &str) -> String {
    match noun {
        _ if count == 1 => format!("1 {noun}"),
        "duty taken away" => format!("{count} duties taken away"),
        "line of the statement of applicability" => format!("{count} lines of the statement of applicability"),
        _ if noun.ends_with('y') => format!("{count} {}ies", noun.trim_end_matches('y')),
        _ => counted(count, noun),
    }
}

/// All consequences, in the order of what presses most; empty sections are left out.
pub(in crate::report) fn sections(diff: &Diff<'_>) -> Vec<Section> {
    let changes = diff.changes;
    let documents =
        |wanted: &dyn Fn(&DocumentChange) -> bool| changes.documents.iter().filter(|it| wanted(it)).collect();
    let mut all = vec![
        Section::of("Not compared", diff.notes.to_vec()),
        section_of_approvals(changes),
        Section::of("Approvals needed", needed(changes)),
        Section::of("Acknowledgements voided", names(&documents(&|it| it.voids_acknowledgements))),
        Section::of("Takes effect after this change", changes.trusted.iter().map(|it| trusted(*it)).collect()),
        Section::of("Documents", changes.documents.iter().map(document).collect()),
    ];
    all.extend(duties(changes));
    let (lines, others): (Vec<_>, Vec<_>) =
        changes.entries.iter().partition(|it| it.kind == RegisterKind::Applicability);
    all.push(Section::of("Statement of applicability", lines.into_iter().map(entry).collect()));
    all.push(Section::of("Registers", others.into_iter().map(entry).collect()));
    all.push(Section::of("Variables", changes.variables.iter().map(field).collect()));
    for kind in Linked::ALL {
        let touched = changes.touched.iter().filter(|it| it.kind == kind);
        let heading = match kind {
            Linked::Control => "Controls touched",
            Linked::Clause => "Clauses touched",
            Linked::Risk => "Risks touched",
        };
        all.push(Section::of(heading, touched.map(touched_words).collect()));
    }
    all.push(Section::of("Coverage", coverage(changes)));
    all.push(Section::of("Reviews due", reviews(changes)));
    let unread =
        changes.unread.iter().map(|it| format!("`{it}` cannot be read in full, so its entries were not compared"));
    all.push(Section::of("Not read", unread.collect()));
    all.retain(|it| !it.lines.is_empty());
    all
}

/// Approvals that the change voids.
pub(in crate::report) fn section_of_approvals(changes: &Changes) -> Section {
    let voided = changes.documents.iter().filter(|it| it.voids_approval());
    let line = |it: &DocumentChange| {
        let given = it.before.iter().flat_map(|it| &it.standing.approvals);
        let given: Vec<String> = given.map(|it| format!("{} as {}", it.person, it.role)).collect();
        let version = it.before.as_ref().and_then(|it| it.version.as_deref()).unwrap_or("–");
        format!("{} version {version}, approved by {}", name(it), given.join(", "))
    };
    Section::of("Approvals voided", voided.map(line).collect())
}

/// Who must still approve what of the documents that changed.
pub(in crate::report) fn needed(changes: &Changes) -> Vec<String> {
    let is_open = |it: &&Edition| it.standing.missing > 0 && it.standing.state == State::InReview;
    let editions = changes.documents.iter().filter_map(|it| it.after.as_ref()).filter(is_open);
    editions.map(|it| format!("`{}` {}: {}", it.name, it.title, status::wanted(&it.standing))).collect()
}

fn names(documents: &Vec<&DocumentChange>) -> Vec<String> {
    documents.iter().map(|it| name(it)).collect()
}

fn name(document: &DocumentChange) -> String {
    document.latest().map_or_else(String::new, |it| format!("`{}` {}", it.name, it.title))
}

fn trusted(what: Trusted) -> String {
    match what {
        Trusted::ApprovalRules => "rules of approval in `book.toml`",
        Trusted::Roles => "the register of roles: who may approve",
        Trusted::People => "the register of people",
        Trusted::Signers => "`approvals/allowed_signers`: whose keys count",
        Trusted::CompromisedKeys => "`approvals/compromised_keys`",
    }
    .to_owned()
}

/// A document and what became of it.
fn document(change: &DocumentChange) -> String {
    format!("{}: {}", name(change), what(change))
}

/// What became of a document, in a few words, its state among them.
pub(super) fn what(change: &DocumentChange) -> String {
    let state = |edition: &Option<Edition>| edition.as_ref().map(|it| standing(&it.standing));
    let states = state(&change.before).zip(state(&change.after)).filter(|(was, is)| was != is);
    let states = states.map(|(was, is)| format!("{was} → {is}"));
    let parts: Vec<String> = text_change(change).into_iter().chain(states).collect();
    if parts.is_empty() { "approvals changed".to_owned() } else { parts.join("; ") }
}

/// What became of the text of a document; none where only its approvals changed.
pub(in crate::report) fn text_change(change: &DocumentChange) -> Option<String> {
    let (Some(before), Some(after)) = (&change.before, &change.after) else {
        let (verb, edition) = if change.after.is_some() { ("new", &change.after) } else { ("gone", &change.before) };
        let version = edition.as_ref().and_then(|it| it.version.as_ref());
        return Some(version.map_or_else(|| verb.to_owned(), |it| format!("{verb}, version {it}")));
    };
    let mut parts = Vec::new();
    if before.name != after.name {
        parts.push(format!("was `{}`", before.name));
    }
    if change.is_renamed() {
        parts.push(format!("moved from `{}`", before.file));
    }
    match (&before.version, &after.version) {
        (Some(was), Some(is)) if was != is => parts.push(format!("version {was} → {is}")),
        (_, Some(is)) if change.changes_words() => parts.push(format!("still version {is}")),
        _ => {}
    }
    let (put_in, taken_out) = change.redline.counts();
    if put_in + taken_out > 0 {
        parts.push(format!("{} in, {taken_out} out", counted(put_in, "word")));
    } else if !change.redline.is_empty() {
        parts.push("blocks moved or set otherwise".to_owned());
    } else if change.is_only_markup {
        parts.push("written otherwise, reads the same".to_owned());
    }
    if change.redline.is_empty() && !change.fields.is_empty() {
        parts.push("only front matter".to_owned());
    }
    if parts.is_empty() { None } else { Some(parts.join("; ")) }
}

/// The state in words, with how it is proved.
pub(in crate::report) fn standing(standing: &Standing) -> String {
    match standing.assurance {
        Assurance::None => standing.state.words().to_owned(),
        proof => format!("{} ({})", standing.state.words(), proof.name()),
    }
}

fn duties(changes: &Changes) -> [Section; 3] {
    let who = |document: &str, duty: &Duty| {
        let roles = if duty.roles.is_empty() { String::new() } else { format!(" {}", duty.roles.join(", ")) };
        format!("`{document}`{roles}: ")
    };
    let mut sections = [("Duties added", vec![]), ("Duties taken away", vec![]), ("Duties altered", vec![])];
    for change in &changes.duties {
        let document = &change.document;
        match (&change.before, &change.after) {
            (None, Some(duty)) => {
                sections[0].1.push(vec![same(who(document, duty)), one(Fate::Inserted, &duty.sentence)]);
            }
            (Some(duty), None) => {
                sections[1].1.push(vec![same(who(document, duty)), one(Fate::Deleted, &duty.sentence)]);
            }
            (Some(was), Some(is)) => {
                let mut line = vec![same(who(document, is))];
                line.extend(words(&was.sentence, &is.sentence));
                sections[2].1.push(line);
            }
            (None, None) => {}
        }
    }
    sections.map(|(heading, lines)| Section { heading: heading.to_owned(), lines })
}

fn one(fate: Fate, text: &str) -> Run {
    Run { fate, text: text.to_owned(), is_mark: false }
}

fn entry(entry: &EntryChange) -> String {
    let kind = entry.kind.singular();
    let title = if entry.title.is_empty() { String::new() } else { format!(" {}", entry.title) };
    let head = format!("{kind} `{}`{title}", entry.name);
    let stale = if entry.is_acceptance_stale && entry.is_there {
        "; the acceptance was given for another residual score"
    } else {
        ""
    };
    match (entry.was_there, entry.is_there) {
        (false, _) => format!("{head}: new{stale}"),
        (_, false) => format!("{head}: gone"),
        (true, true) => {
            let fields: Vec<String> = entry.fields.iter().map(field).collect();
            format!("{head}: {}{stale}", fields.join("; "))
        }
    }
}

/// `version`: 1.0 → 1.1
pub(super) fn field(change: &FieldChange) -> String {
    let name = &change.name;
    match &change.values {
        Values::One { before: Some(was), after: Some(is) } => format!("`{name}` {was} → {is}"),
        Values::One { before: None, after: Some(is) } => format!("`{name}` now {is}"),
        Values::One { before: Some(was), after: None } => format!("`{name}` no longer {was}"),
        Values::One { before: None, after: None } => format!("`{name}` changed"),
        Values::Many { added, removed } => {
            let part = |sign: &str, values: &[String]| {
                if values.is_empty() { String::new() } else { format!(" {sign} {}", values.join(", ")) }
            };
            format!("`{name}`{}{}", part("with", added), part("without", removed))
        }
    }
}

/// A part of a redline in which what stays is folded.
pub(super) enum Shown<'l> {
    Block(&'l Line),
    /// So many blocks that stay.
    Folded(usize),
}

/// The blocks that changed, each with the one beside it, and what is folded between them; nothing where nothing changed.
pub(super) fn shown(lines: &[Line]) -> Vec<Shown<'_>> {
    let is_near = |at: usize| {
        let from = at.saturating_sub(1);
        lines[from..(at + 2).min(lines.len())].iter().any(|it| it.fate != Fate::Same)
    };
    let mut parts = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        match parts.last_mut() {
            _ if is_near(at) => parts.push(Shown::Block(line)),
            Some(Shown::Folded(count)) => *count += 1,
            _ => parts.push(Shown::Folded(1)),
        }
    }
    if lines.iter().all(|it| it.fate == Fate::Same) { Vec::new() } else { parts }
}

fn touched_words(touched: &Touched) -> String {
    let part = |words: &str, documents: &[String]| {
        if documents.is_empty() { None } else { Some(format!("{words} {}", documents.join(", "))) }
    };
    let parts =
        [part("gained", &touched.gained), part("lost", &touched.lost), part("other words in", &touched.changed)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("`{}` {}: {}", touched.id, touched.title, parts.join("; "))
}

fn coverage(changes: &Changes) -> Vec<String> {
    let (was, is) = (&changes.coverage_before, &changes.coverage_after);
    if was == is {
        return Vec::new();
    }
    let figures = |name: &str, was: usize, is: usize| {
        if was == is { format!("{name}: {is}") } else { format!("{name}: {was} → {is}") }
    };
    let mut lines = vec![
        figures("controls that apply", was.applicable, is.applicable),
        figures("controls that a document carries", was.covered, is.covered),
        figures("controls implemented", was.implemented, is.implemented),
    ];
    let listed = |words: &str, ids: Vec<&crate::model::Id>| {
        let ids: Vec<String> = ids.into_iter().map(|it| format!("`{it}`")).collect();
        (!ids.is_empty()).then(|| format!("{words}: {}", ids.join(", ")))
    };
    lines.extend(listed("no longer carried by any document", is.gaps.difference(&was.gaps).collect()));
    lines.extend(listed("now carried", was.gaps.difference(&is.gaps).collect()));
    lines
}

fn reviews(changes: &Changes) -> Vec<String> {
    let editions = changes.documents.iter().filter_map(|it| it.after.as_ref());
    let due = editions.filter(|it| it.standing.review.is_due_within(DUE));
    due.map(|it| format!("`{}` {}: {}", it.name, it.title, status::review(&it.standing))).collect()
}
