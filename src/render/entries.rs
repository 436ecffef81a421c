//! Entries of registers as named facts, each kind with all its fields.

use std::fmt::Write as _;

use crate::model::{
    Asset, Audit, AuditFinding, Evidence, Exception, Objective, Obligation, Person, RegisterKind, Registers, Role,
    Supplier, Target,
};
use crate::text::Spanned;

use super::Renderer;
use super::pieces::{capital, day_fact, fact, list_fact, words_fact};
use super::view::{Fact, Piece};

impl Renderer<'_> {
    /// All that an entry says, but its id and its title.
    pub(super) fn entry_facts(&self, kind: RegisterKind, index: usize) -> Vec<Fact> {
        let registers: &Registers = &self.handbook.registers;
        let facts = match kind {
            RegisterKind::Objectives => registers.objectives.get(index).map(|it| self.objective(it)),
            RegisterKind::Obligations => registers.obligations.get(index).map(|it| self.obligation(it)),
            RegisterKind::Suppliers => registers.suppliers.get(index).map(|it| self.supplier(it)),
            RegisterKind::Exceptions => registers.exceptions.get(index).map(|it| self.exception(it)),
            RegisterKind::Audits => registers.audits.get(index).map(audit),
            RegisterKind::Findings => registers.findings.get(index).map(|it| self.finding(it)),
            RegisterKind::Evidence => registers.evidence.get(index).map(|it| self.evidence(it)),
            RegisterKind::People => registers.people.get(index).map(|it| self.person(it, index)),
            RegisterKind::Assets => registers.assets.get(index).map(|it| self.asset_facts(it)),
            RegisterKind::Roles => registers.roles.get(index).map(|it| self.role_facts(it)),
            // They have pages and views of their own.
            RegisterKind::Risks
            | RegisterKind::Treatment
            | RegisterKind::Applicability
            | RegisterKind::Documents
            | RegisterKind::Terms => None,
        };
        facts.unwrap_or_default().into_iter().flatten().collect()
    }

    fn objective(&self, it: &Objective) -> Vec<Option<Fact>> {
        let measures = it.measures.iter().map(|measure| {
            let part = |value: &Option<Spanned<String>>| value.as_ref().map(|it| it.value.clone());
            let name = part(&measure.name).unwrap_or_else(|| "Measure".to_owned());
            let mut words =
                format!("{name}: {}", part(&measure.current).unwrap_or_else(|| "not measured yet".to_owned()));
            if let Some(target) = part(&measure.target) {
                let _ = write!(words, " (target {target})");
            }
            if let Some(day) = &measure.measured_on {
                let _ = write!(words, ", measured on {}", day.value.in_words());
            }
            Piece::text(words).on_new_line()
        });
        vec![
            it.status.as_ref().and_then(|status| fact("Status", vec![status_badge(&status.value)])),
            self.reference_fact("Owner", it.owner.as_ref()),
            day_fact("Due", it.due.as_ref()),
            list_fact("Measures", measures.collect()),
            self.references_fact("Documents", &it.documents),
        ]
    }

    fn obligation(&self, it: &Obligation) -> Vec<Option<Fact>> {
        vec![
            it.kind.as_ref().and_then(|kind| fact("Kind", vec![Piece::text(capital(&kind.value))])),
            words_fact("Source", it.source.as_ref()),
            words_fact("What it asks", it.summary.as_ref()),
            self.reference_fact("Owner", it.owner.as_ref()),
            self.references_fact("Documents", &it.documents),
            self.references_fact("Controls", &it.controls),
            day_fact("Last looked at", it.reviewed_on.as_ref()),
        ]
    }

    fn supplier(&self, it: &Supplier) -> Vec<Option<Fact>> {
        vec![
            words_fact("Service", it.service.as_ref()),
            it.tier.as_ref().and_then(|tier| fact("Tier", vec![Piece::text(capital(&tier.value))])),
            self.reference_fact("Owner", it.owner.as_ref()),
            words_fact("Data", it.data.as_ref()),
            words_fact("Location", it.location.as_ref()),
            words_fact("Contract", it.contract.as_ref()),
            day_fact("Assessed", it.assessed_on.as_ref()),
            day_fact("Next review", it.next_review.as_ref()),
            self.references_fact("Controls", &it.controls),
        ]
    }

    fn exception(&self, it: &Exception) -> Vec<Option<Fact>> {
        let today = self.cx.today;
        let expires = it.expires.as_ref().map(|day| {
            let state = if day.value < today {
                Piece::badge("overdue", "Expired")
            } else {
                Piece::badge("approved", "Running")
            };
            vec![state, Piece::day(day.value)]
        });
        vec![
            expires.and_then(|pieces| fact("Expires", pieces)),
            self.reference_fact("Document", it.document.as_ref()),
            words_fact("Reason", it.reason.as_ref()),
            words_fact("What reduces the risk", it.compensating.as_ref()),
            self.reference_fact("Owner", it.owner.as_ref()),
            self.reference_fact("Approved by", it.approver.as_ref()),
            day_fact("Granted", it.granted_on.as_ref()),
            self.references_fact("Risks", &it.risks),
        ]
    }

    fn finding(&self, it: &AuditFinding) -> Vec<Option<Fact>> {
        vec![
            it.status.as_ref().and_then(|status| fact("Status", vec![status_badge(&status.value)])),
            it.kind.as_ref().and_then(|kind| fact("Kind", vec![Piece::text(capital(&kind.value))])),
            self.reference_fact("Audit", it.audit.as_ref()),
            self.reference_fact("Clause", it.clause.as_ref()),
            self.reference_fact("Control", it.control.as_ref()),
            self.reference_fact("Owner", it.owner.as_ref()),
            day_fact("Raised", it.raised_on.as_ref()),
            day_fact("Due", it.due.as_ref()),
            day_fact("Closed", it.closed_on.as_ref()),
            words_fact("Cause", it.cause.as_ref()),
            words_fact("Corrective action", it.action.as_ref()),
            self.reference_fact("Document", it.document.as_ref()),
        ]
    }

    fn evidence(&self, it: &Evidence) -> Vec<Option<Fact>> {
        let link = it.link.as_ref().map(|link| {
            let is_external = super::markdown::is_outside(&link.value);
            let href = if is_external { Some(link.value.trim().to_owned()) } else { None };
            vec![Piece { is_external, ..Piece::text(&link.value).leading_to(href) }]
        });
        let digest = it.sha256.as_ref().map(|digest| vec![Piece { id: Some(digest.value.clone()), ..Piece::text("") }]);
        vec![
            link.and_then(|pieces| fact("Kept at", pieces)),
            digest.and_then(|pieces| fact("SHA-256", pieces)),
            self.references_fact("Controls", &it.controls),
            day_fact("Collected", it.collected_on.as_ref()),
            self.reference_fact("Owner", it.owner.as_ref()),
        ]
    }

    fn person(&self, it: &Person, index: usize) -> Vec<Option<Fact>> {
        let this = Some(Target::Entry(RegisterKind::People, index as u32));
        let roles = (0..).zip(&self.handbook.registers.roles);
        let held = roles.filter(|(_, role)| role.held_by.iter().any(|it| it.target == this));
        let held = held.filter_map(|(role, _)| self.piece(Target::Entry(RegisterKind::Roles, role)));
        let plain_email = it.email.as_ref().map(|it| &it.value).filter(|it| !it.contains([' ', '"', '<', '\n', ':']));
        let email = plain_email.map(|email| {
            let href = Some(format!("mailto:{email}"));
            vec![Piece { is_external: true, ..Piece::text(email).leading_to(href) }]
        });
        vec![
            words_fact("Job", it.job.as_ref()),
            words_fact("Unit", it.unit.as_ref()),
            list_fact("Roles", held.collect()),
            email.and_then(|pieces| fact("E-mail", pieces)),
        ]
    }

    fn asset_facts(&self, it: &Asset) -> Vec<Option<Fact>> {
        vec![
            it.kind.as_ref().and_then(|kind| fact("Kind", vec![Piece::text(capital(&kind.value))])),
            self.reference_fact("Owner", it.owner.as_ref()),
            it.classification.as_ref().and_then(|it| fact("Classification", vec![Piece::text(capital(&it.value))])),
            words_fact("Location", it.location.as_ref()),
            self.reference_fact("Supplier", it.supplier.as_ref()),
        ]
    }

    fn role_facts(&self, it: &Role) -> Vec<Option<Fact>> {
        let approves = it.approves.iter().map(|it| Piece::text(capital(&it.value))).collect();
        vec![
            list_fact("Held by", self.references(&it.held_by)),
            words_fact("Held by", it.held_by_group.as_ref()),
            self.reference_fact("Deputy", it.deputy.as_ref()),
            words_fact("Unit", it.unit.as_ref()),
            fact("May approve", approves),
        ]
    }
}

fn audit(it: &Audit) -> Vec<Option<Fact>> {
    vec![
        it.kind.as_ref().and_then(|kind| fact("Kind", vec![Piece::text(capital(&kind.value))])),
        day_fact("Date", it.date.as_ref()),
        words_fact("Auditor", it.auditor.as_ref()),
        words_fact("Scope", it.scope.as_ref()),
        words_fact("Result", it.result.as_ref()),
    ]
}

/// A free word of a register as a badge; words that are not known stand back.
pub(super) fn status_badge(status: &str) -> Piece {
    let tone = match status {
        "done" | "closed" | "implemented" | "on-track" | "reached" | "met" | "achieved" => "in-force",
        "open" | "in-progress" | "partial" | "planned" | "running" => "in-review",
        "overdue" | "late" | "at-risk" | "missed" | "off-track" | "failed" => "overdue",
        _ => "draft",
    };
    Piece::badge(tone, capital(status))
}
