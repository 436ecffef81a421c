//! Where the thread between controls, documents, risks and obligations is cut.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Handbook, RegisterKind, Relation, StatementLine, Target, Treatment};

use super::coverage::lines_by_control;
use super::{Coverage, Scope};

/// What is missing from a control, a risk, an obligation or a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// A control without a line in the statement.
    Line,
    /// A control that applies, a risk whose controls, or a clause that asks for one: no document carries it.
    Document,
    /// A control that applies for no reason.
    Reason,
    /// A control that is excluded although a risk is treated by it.
    Exclusion,
    /// A risk to be brought down by no control.
    Control,
    /// An obligation that no document and no control meets.
    Answer,
}

impl Lack {
    pub const ALL: [Lack; 6] = [Lack::Line, Lack::Document, Lack::Reason, Lack::Exclusion, Lack::Control, Lack::Answer];
}

/// What each control, risk, obligation and clause lacks, in the order of [`Lack::ALL`]; those that lack nothing are not
/// among them.
pub fn gaps(scope: &Scope<'_>, coverage: &Coverage) -> BTreeMap<Target, Vec<Lack>> {
    let handbook = scope.handbook;
    let lines = lines_by_control(handbook);
    let line = |control: u32| lines.get(control as usize).copied().flatten().map(|it| &handbook.statement[it]);
    let is_excluded = |control: u32| line(control).is_some_and(StatementLine::is_excluded);
    let is_covered = |control: u32| !coverage.of_control(control).is_empty();
    let mut gaps = BTreeMap::new();
    let mut add = |target: Target, told: [(bool, Lack); 2]| {
        let lacks: Vec<Lack> = told.into_iter().filter_map(|(is_so, lack)| is_so.then_some(lack)).collect();
        if !lacks.is_empty() {
            gaps.insert(target, lacks);
        }
    };
    let none = (false, Lack::Line);
    let has_statement = handbook.statement_place.is_some() || !handbook.statement.is_empty();
    let used: BTreeSet<u32> = handbook.registers.risks.iter().flat_map(|it| controls(&it.controls)).collect();
    for (index, control) in (0..).zip(&handbook.catalogue.controls) {
        let target = Target::Control(index);
        match line(index) {
            None => {
                let is_missing = has_statement && control.is_reference;
                add(target, [(is_missing, Lack::Line), (!is_covered(index), Lack::Document)]);
            }
            Some(line) if line.is_excluded() => {
                add(target, [(used.contains(&index), Lack::Exclusion), none]);
            }
            Some(line) => {
                add(target, [(!is_covered(index), Lack::Document), (line.reasons.is_empty(), Lack::Reason)]);
            }
        }
    }
    for (index, clause) in (0..).zip(&handbook.catalogue.clauses) {
        let is_asked = clause.documented_information.iter().any(|it| it.is_explicit);
        let lacks = is_asked && coverage.of_clause(index).is_empty();
        add(Target::Clause(index), [(lacks, Lack::Document), none]);
    }
    for (index, risk) in (0..).zip(&handbook.registers.risks) {
        let named: Vec<u32> = controls(&risk.controls).collect();
        let is_brought_down = risk.treatment.as_ref().is_none_or(|it| it.value == Treatment::Modify);
        let is_undocumented = !named.is_empty() && named.iter().all(|it| is_excluded(*it) || !is_covered(*it));
        let target = Target::Entry(RegisterKind::Risks, index);
        add(target, [(is_undocumented, Lack::Document), (is_brought_down && named.is_empty(), Lack::Control)]);
    }
    for (index, obligation) in (0..).zip(&handbook.registers.obligations) {
        let target = Target::Entry(RegisterKind::Obligations, index);
        let is_met = !obligation.controls.is_empty() || !documents_of(scope, target).is_empty();
        add(target, [(!is_met, Lack::Answer), none]);
    }
    gaps
}

fn controls(references: &[crate::model::Reference]) -> impl Iterator<Item = u32> + '_ {
    references.iter().filter_map(|it| match it.target {
        Some(Target::Control(control)) => Some(control),
        _ => None,
    })
}

/// The documents that an entry names or that name it in their front matter, each once, in the handbook's order.
pub fn documents_of(scope: &Scope<'_>, target: Target) -> Vec<u32> {
    let handbook: &Handbook = scope.handbook;
    let named: &[crate::model::Reference] = match target {
        Target::Entry(RegisterKind::Obligations, index) => {
            handbook.registers.obligations.get(index as usize).map_or(&[], |it| &it.documents)
        }
        _ => &[],
    };
    let naming = handbook
        .cited_by(target)
        .iter()
        .filter(|it| matches!(it.relation, Relation::Treats | Relation::MeetsObligation))
        .map(|it| it.from);
    let both = named.iter().filter_map(|it| it.target).chain(naming);
    let documents: BTreeSet<u32> = both
        .filter_map(|it| match it {
            Target::Document(document) if scope.shows(document) => Some(document),
            _ => None,
        })
        .collect();
    documents.into_iter().filter(|it| scope.standing(*it).state.is_alive()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Lack, gaps};
    use crate::approval::{self, Inputs};
    use crate::config::Config;
    use crate::survey::{Coverage, Scope};
    use crate::text::Date;
    use crate::{link, source};

    fn told(text: &str) -> Vec<(String, Vec<Lack>)> {
        let (sources, config) = (source::fixture(text), Config::default());
        let linked = link::link(&sources, &config);
        let today = Date::new(2026, 11, 21).expect("a day");
        let judged = approval::judge(&Inputs {
            handbook: &linked.handbook,
            config: &config,
            sources: &sources,
            today,
            base: None,
        });
        let scope = Scope::whole(&linked.handbook, &judged.standings);
        let found = gaps(&scope, &Coverage::of(&scope));
        let wanted = ["A.5.1", "A.5.2", "A.5.3", "A.5.4", "RISK-1", "RISK-2", "RISK-3", "OBL-1", "OBL-2"];
        let named =
            found.into_iter().map(|(target, lacks)| (linked.handbook.name_and_title(target).0.to_owned(), lacks));
        named.filter(|(name, _)| wanted.contains(&name.as_str())).collect()
    }

    #[test]
    fn a_thread_that_is_cut_is_found_where_it_is_cut() {
        let text = "\
//- policies/a.md
---
id: POL-1
controls: [A.5.1]
obligations: [OBL-1]
---
//- controls/applicability.yaml
applicability:
  - {control: A.5.1, applicable: yes, reasons: [{business: B}], status: implemented}
  - {control: A.5.2, applicable: yes, status: implemented}
  - {control: A.5.3, applicable: no, justification: None here}
//- registers/a.yaml
risks:
  - {id: RISK-1, title: R, treatment: modify, controls: [A.5.3]}
  - {id: RISK-2, title: R, treatment: modify}
  - {id: RISK-3, title: R, treatment: retain}
obligations:
  - {id: OBL-1, title: O}
  - {id: OBL-2, title: O}
";
        let lack = |name: &str, lacks: &[Lack]| (name.to_owned(), lacks.to_vec());
        let mut found = told(text);
        found.sort();
        assert_eq!(
            found,
            [
                lack("A.5.2", &[Lack::Document, Lack::Reason]),
                lack("A.5.3", &[Lack::Exclusion]),
                lack("A.5.4", &[Lack::Line, Lack::Document]),
                lack("OBL-2", &[Lack::Answer]),
                lack("RISK-1", &[Lack::Document]),
                lack("RISK-2", &[Lack::Control]),
            ]
        );
    }
}
