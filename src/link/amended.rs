//! A file of registers read anew in a handbook that is linked already.

use super::parts::sort_registers;
use super::{Linked, Resolving};
use crate::diag::Finding;
use crate::model::{Citation, Follows as _, Handbook, Placed, Record, RegisterKind, Registers};
use crate::parse::{self, ParsedRegister};
use crate::text::{Change, FileId, Place};

/// Puts what a file of registers says now in place of what it said; both texts are given. What the entries name is yet to
/// be resolved. None where the change reaches further.
pub(super) fn amend(made: &mut Linked, file: FileId, (before, now): (&str, &str)) -> Option<()> {
    if parse::is_catalogue(before) || parse::is_catalogue(now) {
        return None;
    }
    let (change, parsed) = read(made, file, (before, now));
    made.findings.retain_mut(|it| it.place.file != file || keeps(it, &change));
    made.findings.extend(parsed.findings);
    let handbook = &mut made.handbook;
    let has_statement = |it: &Handbook| it.statement_place.is_some_and(|it| it.file == file);
    if has_statement(handbook) != parsed.statement_place.is_some() {
        return None;
    }
    if parsed.statement_place.is_some() {
        // Lines of one control stand in the order of their files, so those of other files may not be passed over.
        if handbook.statement.iter().any(|it| it.place.file != file) {
            return None;
        }
        (handbook.statement, handbook.statement_place) = (parsed.statement, parsed.statement_place);
    }
    replace(&mut handbook.registers, parsed.registers, (file, &change));
    Some(())
}

/// Whether every entry still has its id and its place among the others of its kind, by which the handbook knows it.
pub(super) fn are_named_alike(before: &Registers, now: &Registers) -> bool {
    RegisterKind::WITH_ENTRIES.into_iter().all(|kind| {
        let (before, now) = (before.records(kind), now.records(kind));
        let mut pairs = before.iter().zip(&now);
        before.len() == now.len() && pairs.all(|(before, now)| has_same_id(before, now))
    })
}

fn has_same_id(before: &Record, now: &Record) -> bool {
    before.id.as_ref().map(|it| &it.value) == now.id.as_ref().map(|it| &it.value)
}

/// What the file says now of the stretch that changed: of the entries that are not as they were, where they can be read by
/// themselves, else of all.
fn read(made: &Linked, file: FileId, (before, now): (&str, &str)) -> (Change, ParsedRegister) {
    let mut own = made.findings.iter().filter(|it| it.place.file == file);
    let changed = || {
        let registers = &made.handbook.registers;
        let records = RegisterKind::WITH_ENTRIES.into_iter().flat_map(|it| registers.records(it));
        let own = records.filter(|it| it.place.file == file);
        let mut starts: Vec<usize> = own.map(|it| it.place.span.start as usize).collect();
        starts.sort_unstable();
        parse::register_changed(file, (before, &starts), now)
    };
    let is_clean = own.all(|it| parse::faults::OF_VALUES.contains(&it.rule));
    let changed = if is_clean { changed() } else { None };
    changed.unwrap_or_else(|| (Change::of_all(before, now), parse::register(file, now)))
}

/// Whether a finding stands outside the change; then it follows it.
fn keeps(finding: &mut Finding, change: &Change) -> bool {
    if change.moved(finding.place.span).is_none() {
        return false;
    }
    finding.related.iter_mut().for_each(|it| it.place.follow(change));
    finding.fixes.iter_mut().flat_map(|it| &mut it.edits).for_each(|it| it.place.follow(change));
    finding.place.follow(change);
    true
}

fn replace(all: &mut Registers, more: Registers, of: (FileId, &Change)) {
    fn list<E: Placed>(entries: &mut Vec<E>, more: Vec<E>, (file, change): (FileId, &Change)) {
        entries.retain_mut(|entry| {
            let Place { file: own, span } = entry.place();
            let is_behind = span.start as usize >= change.end;
            if own == file && is_behind {
                entry.follow(change);
            }
            own != file || is_behind || (span.start as usize) < change.start
        });
        entries.extend(more);
    }
    list(&mut all.risks, more.risks, of);
    list(&mut all.assets, more.assets, of);
    list(&mut all.roles, more.roles, of);
    list(&mut all.people, more.people, of);
    list(&mut all.objectives, more.objectives, of);
    list(&mut all.obligations, more.obligations, of);
    list(&mut all.suppliers, more.suppliers, of);
    list(&mut all.exceptions, more.exceptions, of);
    list(&mut all.audits, more.audits, of);
    list(&mut all.findings, more.findings, of);
    list(&mut all.evidence, more.evidence, of);
    list(&mut all.terms, more.terms, of);
    list(&mut all.observations.acknowledgements, more.observations.acknowledgements, of);
    list(&mut all.observations.links, more.observations.links, of);
    all.observations.acknowledgements.sort_by_key(Placed::place);
    all.observations.links.sort_by_key(Placed::place);
    sort_registers(all);
}

impl Resolving<'_> {
    /// Resolves all that these files of registers name, and returns their citations.
    pub(super) fn amended(&self, handbook: &mut Handbook, files: &[FileId]) -> Vec<Citation> {
        let mut citations = self.registers(handbook, |file| files.contains(&file));
        if handbook.statement_place.is_some_and(|it| files.contains(&it.file)) {
            citations.extend(self.statement(handbook));
        }
        citations
    }
}
