//! Every name that is written to lead somewhere: in front matter, in registers, in the statement and in running text.
//! Rules on lost or badly spelled names share this list, so that each place is looked at once and in one way.

use crate::model::{
    Body, ControlId, Document, Handbook, LinkForm, Record, Reference, RegisterKind, Registers, Risk, StatementLine,
    Target,
};
use crate::text::{FileId, Place, Span};

/// What a name should lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sought {
    Control,
    Clause,
    Risk,
    Role,
    Document,
    /// An entry of any register, or a document.
    Entry,
    Anything,
}

impl Sought {
    fn accepts(self, target: Target) -> bool {
        match self {
            Sought::Control => matches!(target, Target::Control(_)),
            Sought::Clause => matches!(target, Target::Clause(_)),
            Sought::Risk => matches!(target, Target::Entry(RegisterKind::Risks, _)),
            Sought::Role => matches!(target, Target::Entry(RegisterKind::Roles | RegisterKind::People, _)),
            Sought::Document => matches!(target, Target::Document(_) | Target::Heading(..)),
            Sought::Entry => matches!(target, Target::Entry(..) | Target::Document(_)),
            Sought::Anything => true,
        }
    }
}

/// One name and where it leads.
#[derive(Debug, Clone, Copy)]
pub struct Naming<'h> {
    /// What the name stands in, for messages.
    pub holder: &'h str,
    /// The field that holds the name; none in running text.
    pub field: Option<&'static str>,
    pub text: &'h str,
    pub place: Place,
    pub sought: Sought,
    /// None where the name leads nowhere, or to something else than is sought.
    pub target: Option<Target>,
}

impl Naming<'_> {
    /// Whether the name should lead to such a thing and leads nowhere.
    pub fn is_lost(&self, sought: Sought) -> bool {
        self.target.is_none() && self.sought == sought
    }

    /// The number of a control in the name, also behind a prefix as in `iso27001:A.5.15`.
    pub fn control_number(&self) -> Option<ControlId> {
        // Of two numbers in one text nobody may take one and lose the other.
        let tail = || {
            let mut numbers = self.text.split([':', '/', ' ', ',', ';']).filter_map(ControlId::parse_loosely);
            let last = self.text.rsplit([':', '/', ' ']).next().and_then(ControlId::parse_loosely);
            last.filter(|_| numbers.next().is_some() && numbers.next().is_none())
        };
        ControlId::parse_loosely(self.text).or_else(tail)
    }
}

/// All names of a handbook: documents first, then introductions, statement and registers.
pub fn namings(handbook: &Handbook) -> Vec<Naming<'_>> {
    let mut collector = Collector::of(handbook);
    // Most names lead somewhere, so there are about as many.
    collector.found.reserve(handbook.citations.len());
    handbook.documents.iter().for_each(|document| collector.document(document));
    for section in &handbook.sections {
        let Some(intro) = &section.intro else { continue };
        let holder = Holder { name: &section.title, file: intro.file };
        collector.body(holder, &intro.body);
    }
    handbook.statement.iter().for_each(|line| collector.line(line));
    handbook.registers.risks.iter().for_each(|risk| collector.risk(risk));
    collector.other_registers(&handbook.registers);
    collector.found
}

/// The names that should lead to a role or a person and lead nowhere.
pub fn lost_roles(handbook: &Handbook) -> Vec<Naming<'_>> {
    namings(handbook).into_iter().filter(|it| it.is_lost(Sought::Role)).collect()
}

/// The names that one document writes.
pub(super) fn namings_of<'h>(handbook: &'h Handbook, document: &'h Document) -> Vec<Naming<'h>> {
    let mut collector = Collector::of(handbook);
    collector.document(document);
    collector.found
}

/// The letters before the number of an id, such as `RISK` of `RISK-004`.
fn family(id: &str) -> Option<&str> {
    let end = id.find(|it: char| it.is_ascii_digit())?;
    let letters = id[..end].trim_end_matches(['-', '_', '.']);
    if letters.is_empty() { None } else { Some(letters) }
}

#[derive(Clone, Copy)]
struct Holder<'h> {
    name: &'h str,
    file: FileId,
}

impl<'h> Holder<'h> {
    fn record(record: &'h Record) -> Self {
        Holder { name: record.name(), file: record.place.file }
    }
}

struct Collector<'h> {
    risk_family: Option<&'h str>,
    found: Vec<Naming<'h>>,
}

impl<'h> Collector<'h> {
    fn of(handbook: &'h Handbook) -> Self {
        let first_risk = handbook.registers.risks.first().and_then(|it| it.record.id.as_ref());
        Collector { risk_family: first_risk.and_then(|it| family(it.value.as_str())), found: Vec::new() }
    }

    fn add(
        &mut self,
        holder: Holder<'h>,
        field: &'static str,
        sought: Sought,
        references: impl IntoIterator<Item = &'h Reference>,
    ) {
        for reference in references {
            self.found.push(Naming {
                holder: holder.name,
                field: Some(field),
                text: &reference.raw.value,
                place: reference.raw.span.in_file(holder.file),
                sought,
                target: reference.target.filter(|it| sought.accepts(*it)),
            });
        }
    }

    /// Fields that take roles, people of the register, or anybody in words; only the first two lead somewhere.
    fn add_people(
        &mut self,
        holder: Holder<'h>,
        field: &'static str,
        references: impl IntoIterator<Item = &'h Reference>,
    ) {
        for reference in references {
            if reference.raw.value.starts_with("role:") {
                self.add(holder, field, Sought::Role, [reference]);
            } else if reference.raw.value.starts_with("person:") {
                self.add(holder, field, Sought::Entry, [reference]);
            }
        }
    }

    fn document(&mut self, document: &'h Document) {
        let front = &document.front;
        let holder = Holder { name: document.name(), file: document.file };
        self.add(holder, "owner", Sought::Role, &front.owner);
        self.add_people(holder, "authors", &front.authors);
        self.add_people(holder, "reviewers", &front.reviewers);
        self.add(holder, "approver", Sought::Role, &front.approver);
        self.add_people(holder, "approved_by", &front.approved_by);
        self.add(holder, "parent", Sought::Document, &front.parent);
        self.add(holder, "related", Sought::Anything, &front.related);
        self.add(holder, "clauses", Sought::Clause, &front.clauses);
        self.add(holder, "controls", Sought::Control, &front.controls);
        self.add(holder, "risks", Sought::Risk, &front.risks);
        self.add(holder, "obligations", Sought::Entry, &front.obligations);
        self.add(holder, "exceptions", Sought::Entry, &front.exceptions);
        self.add(holder, "roles", Sought::Role, &front.roles);
        // What a document supersedes may have left the handbook long ago; its successor has not.
        self.add(holder, "superseded_by", Sought::Document, &front.superseded_by);
        self.add(holder, "translation_of", Sought::Document, &front.translation_of);
        for entry in &front.history {
            self.add_people(holder, "history", &entry.author);
        }
        self.body(holder, &document.body);
    }

    fn body(&mut self, holder: Holder<'h>, body: &'h Body) {
        let written = |span: Span| body.source.get(span.range()).unwrap_or_default();
        for mention in &body.mentions {
            // A number after the word clause may well be one of a contract.
            if mention.target.is_none() && written(mention.span).starts_with(|it: char| it.is_ascii_digit()) {
                continue;
            }
            self.add_text(holder, written(mention.span), mention.span, mention.target);
        }
        for link in &body.links {
            if !matches!(link.form, LinkForm::WikiBare | LinkForm::WikiNamed) {
                continue;
            }
            let name = link.destination.split('#').next().unwrap_or_default().trim();
            let offset = written(link.span).find(name).filter(|_| !name.is_empty());
            let start = link.span.start as usize;
            let span = offset.map_or(link.span, |it| Span::new(start + it, start + it + name.len()));
            self.add_text(holder, name, span, link.target);
        }
    }

    fn add_text(&mut self, holder: Holder<'h>, text: &'h str, span: Span, target: Option<Target>) {
        let is_control = text.starts_with(['A', 'a']) && ControlId::parse_loosely(text).is_some();
        let is_risk =
            || self.risk_family.is_some_and(|it| family(text).is_some_and(|own| own.eq_ignore_ascii_case(it)));
        let sought = if is_control {
            Sought::Control
        } else if text.starts_with(|it: char| it.is_ascii_digit()) {
            Sought::Clause
        } else if text.starts_with("role:") {
            Sought::Role
        } else if is_risk() {
            Sought::Risk
        } else {
            Sought::Anything
        };
        let place = span.in_file(holder.file);
        self.found.push(Naming { holder: holder.name, field: None, text, place, sought, target });
    }

    fn line(&mut self, line: &'h StatementLine) {
        let holder = Holder { name: &line.control.raw.value, file: line.place.file };
        self.add(holder, "control", Sought::Control, [&line.control]);
        for reason in &line.reasons {
            let sought = match reason.kind {
                crate::model::ReasonKind::Risk => Sought::Risk,
                crate::model::ReasonKind::Legal | crate::model::ReasonKind::Contract => Sought::Entry,
                crate::model::ReasonKind::Business => continue,
            };
            self.add(holder, "reasons", sought, &reason.references);
        }
        self.add(holder, "owner", Sought::Role, &line.owner);
        self.add(holder, "evidence", Sought::Anything, &line.evidence);
    }

    fn risk(&mut self, risk: &'h Risk) {
        let holder = Holder::record(&risk.record);
        self.add(holder, "assets", Sought::Entry, &risk.assets);
        self.add(holder, "owner", Sought::Role, &risk.owner);
        self.add(holder, "controls", Sought::Control, &risk.controls);
        for action in &risk.actions {
            self.add(holder, "actions", Sought::Role, &action.owner);
        }
        if let Some(acceptance) = &risk.acceptance {
            self.add(holder, "acceptance", Sought::Role, &acceptance.by);
            self.add(holder, "acceptance", Sought::Entry, &acceptance.person);
        }
    }

    fn other_registers(&mut self, registers: &'h Registers) {
        for asset in &registers.assets {
            let holder = Holder::record(&asset.record);
            self.add(holder, "owner", Sought::Role, &asset.owner);
            self.add(holder, "supplier", Sought::Entry, &asset.supplier);
        }
        for role in &registers.roles {
            let holder = Holder::record(&role.record);
            self.add_people(holder, "held_by", &role.held_by);
            self.add_people(holder, "deputy", &role.deputy);
        }
        for objective in &registers.objectives {
            let holder = Holder::record(&objective.record);
            self.add(holder, "owner", Sought::Role, &objective.owner);
            self.add(holder, "documents", Sought::Document, &objective.documents);
        }
        for obligation in &registers.obligations {
            let holder = Holder::record(&obligation.record);
            self.add(holder, "owner", Sought::Role, &obligation.owner);
            self.add(holder, "documents", Sought::Document, &obligation.documents);
            self.add(holder, "controls", Sought::Control, &obligation.controls);
        }
        for supplier in &registers.suppliers {
            let holder = Holder::record(&supplier.record);
            self.add(holder, "owner", Sought::Role, &supplier.owner);
            self.add(holder, "controls", Sought::Control, &supplier.controls);
        }
        for exception in &registers.exceptions {
            let holder = Holder::record(&exception.record);
            self.add(holder, "document", Sought::Document, &exception.document);
            self.add(holder, "owner", Sought::Role, &exception.owner);
            self.add(holder, "approver", Sought::Role, &exception.approver);
            self.add(holder, "risks", Sought::Risk, &exception.risks);
        }
        for finding in &registers.findings {
            let holder = Holder::record(&finding.record);
            self.add(holder, "audit", Sought::Entry, &finding.audit);
            self.add(holder, "clause", Sought::Clause, &finding.clause);
            self.add(holder, "control", Sought::Control, &finding.control);
            self.add(holder, "owner", Sought::Role, &finding.owner);
            self.add(holder, "document", Sought::Document, &finding.document);
        }
        for evidence in &registers.evidence {
            let holder = Holder::record(&evidence.record);
            self.add(holder, "controls", Sought::Control, &evidence.controls);
            self.add(holder, "owner", Sought::Role, &evidence.owner);
        }
        for count in &registers.observations.acknowledgements {
            let holder = Holder { name: "the count of acknowledgements", file: count.place.file };
            self.add(holder, "document", Sought::Document, &count.document);
        }
        for term in &registers.terms {
            self.add(Holder::record(&term.record), "see", Sought::Anything, &term.see);
        }
    }
}
