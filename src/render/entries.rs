//! Entries of registers as named facts, each kind with all its fields.

use std::fmt::Write as _;

use crate::model::{
    Asset, Audit, AuditFinding, Evidence, Exception, Objective, Obligation, Person, RegisterKind, Registers, Role,
    Supplier, Target,
};
use crate::text::Spanned;

use super::Renderer;
use super::pieces::{day_fact, fact, list_fact, words_fact};
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
            RegisterKind::Audits => registers.audits.get(index).map(|it| self.audit(it)),
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
            let name = part(&measure.name).unwrap_or_else(|| self.words.get("measure.name").to_owned());
            let none = || self.words.get("measure.none").to_owned();
            let mut words = format!("{name}: {}", part(&measure.current).unwrap_or_else(none));
            if let Some(target) = part(&measure.target) {
                let _ = write!(words, " ({})", self.words.with("measure.target", &[("target", &target)]));
            }
            if let Some(day) = &measure.measured_on {
                let day = self.words.day(day.value);
                let _ = write!(words, ", {}", self.words.with("measure.on", &[("day", &day)]));
            }
            Piece::text(words).on_new_line()
        });
        vec![
            it.status.as_ref().and_then(|status| fact(&self.words, "status", vec![self.status_badge(&status.value)])),
            self.reference_fact("owner", it.owner.as_ref()),
            day_fact(&self.words, "due", it.due.as_ref()),
            list_fact(&self.words, "measures", measures.collect()),
            self.references_fact("documents", &it.documents),
        ]
    }

    fn obligation(&self, it: &Obligation) -> Vec<Option<Fact>> {
        vec![
            it.kind
                .as_ref()
                .and_then(|kind| fact(&self.words, "kind", vec![Piece::text(self.words.value(&kind.value))])),
            words_fact(&self.words, "source", it.source.as_ref()),
            words_fact(&self.words, "what_it_asks", it.summary.as_ref()),
            self.reference_fact("owner", it.owner.as_ref()),
            self.references_fact("documents", &it.documents),
            self.references_fact("controls", &it.controls),
            day_fact(&self.words, "last_looked_at", it.reviewed_on.as_ref()),
        ]
    }

    fn supplier(&self, it: &Supplier) -> Vec<Option<Fact>> {
        vec![
            words_fact(&self.words, "service", it.service.as_ref()),
            it.tier
                .as_ref()
                .and_then(|tier| fact(&self.words, "tier", vec![Piece::text(self.words.value(&tier.value))])),
            self.reference_fact("owner", it.owner.as_ref()),
            words_fact(&self.words, "data", it.data.as_ref()),
            words_fact(&self.words, "location", it.location.as_ref()),
            words_fact(&self.words, "contract", it.contract.as_ref()),
            day_fact(&self.words, "assessed", it.assessed_on.as_ref()),
            day_fact(&self.words, "next_review", it.next_review.as_ref()),
            self.references_fact("controls", &it.controls),
        ]
    }

    fn exception(&self, it: &Exception) -> Vec<Option<Fact>> {
        let today = self.cx.today;
        let expires = it.expires.as_ref().map(|day| {
            let state = if day.value < today {
                Piece::badge("overdue", self.words.get("value.expired"))
            } else {
                Piece::badge("approved", self.words.get("value.running"))
            };
            vec![state, self.day(day.value)]
        });
        vec![
            expires.and_then(|pieces| fact(&self.words, "expires", pieces)),
            self.reference_fact("document", it.document.as_ref()),
            words_fact(&self.words, "reason", it.reason.as_ref()),
            words_fact(&self.words, "what_reduces_the_risk", it.compensating.as_ref()),
            self.reference_fact("owner", it.owner.as_ref()),
            self.reference_fact("approved_by", it.approver.as_ref()),
            day_fact(&self.words, "granted", it.granted_on.as_ref()),
            self.references_fact("risks", &it.risks),
        ]
    }

    fn finding(&self, it: &AuditFinding) -> Vec<Option<Fact>> {
        vec![
            it.status.as_ref().and_then(|status| fact(&self.words, "status", vec![self.status_badge(&status.value)])),
            it.kind
                .as_ref()
                .and_then(|kind| fact(&self.words, "kind", vec![Piece::text(self.words.value(&kind.value))])),
            self.reference_fact("audit", it.audit.as_ref()),
            self.reference_fact("clause", it.clause.as_ref()),
            self.reference_fact("control", it.control.as_ref()),
            self.reference_fact("owner", it.owner.as_ref()),
            day_fact(&self.words, "raised", it.raised_on.as_ref()),
            day_fact(&self.words, "due", it.due.as_ref()),
            day_fact(&self.words, "closed", it.closed_on.as_ref()),
            words_fact(&self.words, "cause", it.cause.as_ref()),
            words_fact(&self.words, "corrective_action", it.action.as_ref()),
            self.reference_fact("document", it.document.as_ref()),
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
            link.and_then(|pieces| fact(&self.words, "kept_at", pieces)),
            digest.and_then(|pieces| fact(&self.words, "sha_256", pieces)),
            self.references_fact("controls", &it.controls),
            day_fact(&self.words, "collected", it.collected_on.as_ref()),
            self.reference_fact("owner", it.owner.as_ref()),
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
            words_fact(&self.words, "job", it.job.as_ref()),
            words_fact(&self.words, "unit", it.unit.as_ref()),
            list_fact(&self.words, "roles", held.collect()),
            email.and_then(|pieces| fact(&self.words, "e_mail", pieces)),
        ]
    }

    fn asset_facts(&self, it: &Asset) -> Vec<Option<Fact>> {
        vec![
            it.kind
                .as_ref()
                .and_then(|kind| fact(&self.words, "kind", vec![Piece::text(self.words.value(&kind.value))])),
            self.reference_fact("owner", it.owner.as_ref()),
            it.classification
                .as_ref()
                .and_then(|it| fact(&self.words, "classification", vec![Piece::text(self.words.value(&it.value))])),
            words_fact(&self.words, "location", it.location.as_ref()),
            self.reference_fact("supplier", it.supplier.as_ref()),
        ]
    }

    fn role_facts(&self, it: &Role) -> Vec<Option<Fact>> {
        let approves = it.approves.iter().map(|it| Piece::text(self.words.value(&it.value))).collect();
        vec![
            list_fact(&self.words, "held_by", self.references(&it.held_by)),
            words_fact(&self.words, "held_by", it.held_by_group.as_ref()),
            self.reference_fact("deputy", it.deputy.as_ref()),
            words_fact(&self.words, "unit", it.unit.as_ref()),
            fact(&self.words, "may_approve", approves),
        ]
    }

    fn audit(&self, it: &Audit) -> Vec<Option<Fact>> {
        vec![
            it.kind
                .as_ref()
                .and_then(|kind| fact(&self.words, "kind", vec![Piece::text(self.words.value(&kind.value))])),
            day_fact(&self.words, "date", it.date.as_ref()),
            words_fact(&self.words, "auditor", it.auditor.as_ref()),
            words_fact(&self.words, "scope", it.scope.as_ref()),
            words_fact(&self.words, "result", it.result.as_ref()),
        ]
    }

    /// A free word of a register as a badge; words that are not known stand back.
    pub(super) fn status_badge(&self, status: &str) -> Piece {
        let tone = match status {
            "done" | "closed" | "implemented" | "on-track" | "reached" | "met" | "achieved" => "in-force",
            "open" | "in-progress" | "partial" | "planned" | "running" => "in-review",
            "overdue" | "late" | "at-risk" | "missed" | "off-track" | "failed" => "overdue",
            _ => "draft",
        };
        Piece::badge(tone, self.words.value(status))
    }
}
