//! Which fields of front matter and of registers refer to what.

use super::index::Wanted;
use crate::model::{Front, Reference, RegisterKind, Registers, Relation, StatementLine, Target};
use crate::text::FileId;

/// Visits every reference of front matter with what it means and what it wants, always in one order; once to look, once to
/// write down where it leads.
macro_rules! visit_front {
    ($front:ident, $visit:ident $(, $mutably:tt)?) => {{
        let single = [
            (& $($mutably)? $front.owner, Relation::Owns, Wanted::RoleOrPerson),
            (& $($mutably)? $front.approver, Relation::Approves, Wanted::RoleOrPerson),
            (& $($mutably)? $front.approved_by, Relation::Approves, Wanted::Person),
            (& $($mutably)? $front.parent, Relation::Parent, Wanted::Document),
            (& $($mutably)? $front.superseded_by, Relation::SupersededBy, Wanted::Document),
            (& $($mutably)? $front.translation_of, Relation::TranslationOf, Wanted::Document),
        ];
        for (reference, relation, wanted) in single {
            if let Some(reference) = reference {
                $visit(relation, wanted, reference);
            }
        }
        let lists = [
            (& $($mutably)? $front.authors, Relation::Authors, Wanted::RoleOrPerson),
            (& $($mutably)? $front.reviewers, Relation::Reviews, Wanted::RoleOrPerson),
            (& $($mutably)? $front.roles, Relation::GivesDuties, Wanted::Role),
            (& $($mutably)? $front.related, Relation::Related, Wanted::Document),
            (& $($mutably)? $front.supersedes, Relation::Supersedes, Wanted::Document),
            (& $($mutably)? $front.clauses, Relation::Serves, Wanted::Clause),
            (& $($mutably)? $front.controls, Relation::Implements, Wanted::Control),
            (& $($mutably)? $front.risks, Relation::Treats, Wanted::Entry(RegisterKind::Risks)),
            (& $($mutably)? $front.obligations, Relation::MeetsObligation, Wanted::Entry(RegisterKind::Obligations)),
            (& $($mutably)? $front.exceptions, Relation::HasException, Wanted::Entry(RegisterKind::Exceptions)),
        ];
        for (references, relation, wanted) in lists {
            for reference in references {
                $visit(relation, wanted, reference);
            }
        }
        for entry in & $($mutably)? $front.history {
            if let Some(author) = & $($mutably)? entry.author {
                $visit(Relation::Field("history"), Wanted::RoleOrPerson, author);
            }
        }
    }};
}

/// Visits every reference of a document's front matter with what it means and what it wants.
pub(super) fn of_front(front: &Front, visit: &mut impl FnMut(Relation, Wanted, &Reference)) {
    visit_front!(front, visit);
}

/// Writes down where the references of front matter lead, in the order in which [`of_front`] visits them.
pub(super) fn lead_front(front: &mut Front, targets: Vec<Option<Target>>) {
    let mut targets = targets.into_iter();
    let mut lead = |_: Relation, _: Wanted, reference: &mut Reference| reference.target = targets.next().flatten();
    visit_front!(front, lead, mut);
}

/// Visits every reference of a line of the statement. The first reference is the control itself.
pub(super) fn of_line(line: &mut StatementLine, visit: &mut impl FnMut(&'static str, Wanted, &mut Reference)) {
    visit("control", Wanted::Control, &mut line.control);
    if let Some(owner) = &mut line.owner {
        visit("owner", Wanted::RoleOrPerson, owner);
    }
    for reference in &mut line.evidence {
        visit("evidence", Wanted::Proof, reference);
    }
    for reason in &mut line.reasons {
        for reference in &mut reason.references {
            visit("reasons", Wanted::Ground, reference);
        }
    }
}

/// One reference of a register entry, on its way through [`of_registers`].
pub(super) struct Visited<'r> {
    pub(super) from: Target,
    pub(super) file: FileId,
    pub(super) field: &'static str,
    pub(super) wanted: Wanted,
    pub(super) reference: &'r mut Reference,
}

type Visit<'v> = &'v mut dyn FnMut(Visited<'_>);

/// Visits every reference of every entry.
pub(super) fn of_registers(registers: &mut Registers, visit: Visit<'_>) {
    of_risks(registers, visit);
    of_governance(registers, visit);
    of_proofs(registers, visit);
}

/// The entry being visited.
#[derive(Clone, Copy)]
struct Entry {
    from: Target,
    file: FileId,
}

impl Entry {
    fn one(self, reference: &mut Option<Reference>, field: &'static str, wanted: Wanted, visit: Visit<'_>) {
        if let Some(reference) = reference {
            visit(Visited { from: self.from, file: self.file, field, wanted, reference });
        }
    }

    fn many(self, references: &mut [Reference], field: &'static str, wanted: Wanted, visit: Visit<'_>) {
        for reference in references {
            visit(Visited { from: self.from, file: self.file, field, wanted, reference });
        }
    }
}

fn entry(kind: RegisterKind, number: u32, file: FileId) -> Entry {
    Entry { from: Target::Entry(kind, number), file }
}

fn of_risks(registers: &mut Registers, visit: Visit<'_>) {
    for (number, risk) in (0..).zip(&mut registers.risks) {
        let here = entry(RegisterKind::Risks, number, risk.record.place.file);
        here.one(&mut risk.owner, "owner", Wanted::RoleOrPerson, visit);
        here.many(&mut risk.assets, "assets", Wanted::Entry(RegisterKind::Assets), visit);
        here.many(&mut risk.controls, "controls", Wanted::Control, visit);
        for action in &mut risk.actions {
            here.one(&mut action.owner, "actions", Wanted::RoleOrPerson, visit);
        }
        if let Some(acceptance) = &mut risk.acceptance {
            here.one(&mut acceptance.by, "acceptance", Wanted::RoleOrPerson, visit);
            here.one(&mut acceptance.person, "acceptance", Wanted::Person, visit);
        }
    }
    for (number, asset) in (0..).zip(&mut registers.assets) {
        let here = entry(RegisterKind::Assets, number, asset.record.place.file);
        here.one(&mut asset.owner, "owner", Wanted::RoleOrPerson, visit);
        here.one(&mut asset.supplier, "supplier", Wanted::Entry(RegisterKind::Suppliers), visit);
    }
    for (number, exception) in (0..).zip(&mut registers.exceptions) {
        let here = entry(RegisterKind::Exceptions, number, exception.record.place.file);
        here.one(&mut exception.document, "document", Wanted::Document, visit);
        here.one(&mut exception.owner, "owner", Wanted::RoleOrPerson, visit);
        here.one(&mut exception.approver, "approver", Wanted::RoleOrPerson, visit);
        here.many(&mut exception.risks, "risks", Wanted::Entry(RegisterKind::Risks), visit);
    }
}

fn of_governance(registers: &mut Registers, visit: Visit<'_>) {
    for (number, role) in (0..).zip(&mut registers.roles) {
        let here = entry(RegisterKind::Roles, number, role.record.place.file);
        here.many(&mut role.held_by, "held_by", Wanted::Person, visit);
        here.one(&mut role.deputy, "deputy", Wanted::RoleOrPerson, visit);
    }
    for (number, objective) in (0..).zip(&mut registers.objectives) {
        let here = entry(RegisterKind::Objectives, number, objective.record.place.file);
        here.one(&mut objective.owner, "owner", Wanted::RoleOrPerson, visit);
        here.many(&mut objective.documents, "documents", Wanted::Document, visit);
    }
    for (number, obligation) in (0..).zip(&mut registers.obligations) {
        let here = entry(RegisterKind::Obligations, number, obligation.record.place.file);
        here.one(&mut obligation.owner, "owner", Wanted::RoleOrPerson, visit);
        here.many(&mut obligation.documents, "documents", Wanted::Document, visit);
        here.many(&mut obligation.controls, "controls", Wanted::Control, visit);
    }
    for (number, supplier) in (0..).zip(&mut registers.suppliers) {
        let here = entry(RegisterKind::Suppliers, number, supplier.record.place.file);
        here.one(&mut supplier.owner, "owner", Wanted::RoleOrPerson, visit);
        here.many(&mut supplier.controls, "controls", Wanted::Control, visit);
    }
}

fn of_proofs(registers: &mut Registers, visit: Visit<'_>) {
    for (number, finding) in (0..).zip(&mut registers.findings) {
        let here = entry(RegisterKind::Findings, number, finding.record.place.file);
        here.one(&mut finding.audit, "audit", Wanted::Entry(RegisterKind::Audits), visit);
        here.one(&mut finding.clause, "clause", Wanted::Clause, visit);
        here.one(&mut finding.control, "control", Wanted::Control, visit);
        here.one(&mut finding.owner, "owner", Wanted::RoleOrPerson, visit);
        here.one(&mut finding.document, "document", Wanted::Document, visit);
    }
    for (number, evidence) in (0..).zip(&mut registers.evidence) {
        let here = entry(RegisterKind::Evidence, number, evidence.record.place.file);
        here.one(&mut evidence.owner, "owner", Wanted::RoleOrPerson, visit);
        here.many(&mut evidence.controls, "controls", Wanted::Control, visit);
    }
    for (number, term) in (0..).zip(&mut registers.terms) {
        let here = entry(RegisterKind::Terms, number, term.record.place.file);
        here.many(&mut term.see, "see", Wanted::Anything, visit);
    }
}
