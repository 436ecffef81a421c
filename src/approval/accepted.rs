//! The acceptance of a risk by its owner: what the register declares, and the records that bear it out.

use std::collections::BTreeMap;

use super::chain::Chain;
use super::record::{self, Checked};
use super::{Assurance, Given, Inputs, faults, verdict};
use crate::diag::Finding;
use crate::link::NormalForms;
use crate::model::{Acceptance, Digest, Id, Meaning, Reference, Risk, bare_name};
use crate::text::{Place, counted};

/// How the acceptance of one risk is proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    pub assurance: Assurance,
    /// Whether records accept this risk on the declared day, and it was another then.
    pub is_changed: bool,
    /// Acceptances of exactly this risk that count, in the order of time.
    pub approvals: Vec<Given>,
}

/// The acceptance of each risk, in the order of the register; none where a risk declares none.
pub(super) fn accepted(
    inputs: &Inputs<'_>,
    forms: Option<&NormalForms<'_>>,
    checked: &[Checked<'_>],
    findings: &mut Vec<Finding>,
) -> Vec<Option<Accepted>> {
    let risks = &inputs.handbook.registers.risks;
    let has_records = |risk: &Risk| id(risk).is_some_and(|id| !record::of(checked, id).is_empty());
    let digests = forms.filter(|_| risks.iter().any(has_records)).map(NormalForms::risks).unwrap_or_default();
    let earlier: BTreeMap<&Id, &Risk> = match inputs.base {
        Some(base) => base.handbook.registers.risks.iter().filter_map(|it| Some((id(it)?, it))).collect(),
        None => BTreeMap::new(),
    };
    let mut uncertain = Vec::new();
    let judge = |risk: &Risk| {
        let acceptance = risk.acceptance.as_ref()?;
        let mut records = id(risk).map(|id| record::of(checked, id)).unwrap_or_default();
        if records.is_empty() && !id(risk).is_some_and(|id| is_unread(inputs, id)) {
            let is_declared = acceptance.by.is_some() && acceptance.on.is_some();
            let assurance = if is_declared { Assurance::Declared } else { Assurance::None };
            return Some(Accepted { assurance, is_changed: false, approvals: Vec::new() });
        }
        let before = id(risk).and_then(|id| earlier.get(id)).copied();
        let case =
            Case { risk, acceptance, owners: owners(risk, before), digest: id(risk).and_then(|id| digests.get(id)) };
        if case.digest.is_none() {
            uncertain.push(place(&case));
        }
        Some(recorded(&case, &mut records, findings))
    };
    let accepted = risks.iter().map(judge).collect();
    findings.extend(unreadable(inputs, &uncertain));
    accepted
}

/// One word for all risks whose entries cannot be read exactly, as after a merge: what is wrong with their file is told there,
/// and a finding for each would hide it.
fn unreadable(inputs: &Inputs<'_>, risks: &[Place]) -> Option<Finding> {
    let first = *risks.first()?;
    let texts = &inputs.sources.texts;
    let message = format!(
        "`{}` has faults, so the acceptance of {} cannot be held against the records",
        texts.name(first.file),
        counted(risks.len(), "risk"),
    );
    let hint = "mend the file first";
    Some(Finding::new(faults::ACCEPTANCE_NOT_BORNE_OUT, first, message).hint(hint))
}

/// Whether a record of this id, or all records, could not be read: then nobody knows what they say, and the declared word
/// is not taken instead.
fn is_unread(inputs: &Inputs<'_>, id: &Id) -> bool {
    inputs.handbook.ledger.as_ref().is_some_and(|it| it.is_unread || it.broken.contains(id))
}

fn id(risk: &Risk) -> Option<&Id> {
    risk.record.id.as_ref().map(|it| &it.value)
}

/// The roles that may accept a risk: its owner, and who is named as accepting it. Where the risk was there before a
/// change, those of then, so that nobody makes themselves the owner of what they accept.
fn owners(risk: &Risk, before: Option<&Risk>) -> Vec<String> {
    may_accept(before.unwrap_or(risk))
}

/// Names of the roles, without `role:`, that may accept a risk as it stands: its owner, and who is named as accepting it.
pub fn may_accept(risk: &Risk) -> Vec<String> {
    let by = risk.acceptance.as_ref().and_then(|it| it.by.as_ref());
    let name = |it: &Reference| bare_name(&it.raw.value).to_owned();
    let mut owners: Vec<String> = risk.owner.iter().chain(by).map(name).collect();
    owners.dedup();
    owners
}

struct Case<'r> {
    risk: &'r Risk,
    acceptance: &'r Acceptance,
    owners: Vec<String>,
    digest: Option<&'r Digest>,
}

fn recorded(case: &Case<'_>, records: &mut [Checked<'_>], findings: &mut Vec<Finding>) -> Accepted {
    let chain = Chain::of(records, findings);
    let name = case.risk.record.name();
    let version = case.acceptance.on.map(|it| it.value.to_string()).unwrap_or_default();
    let of_day: Vec<&Checked<'_>> = records
        .iter()
        .filter(|it| it.counts && it.record.place.version == version && it.record.place.meaning == Meaning::Approve)
        .collect();
    let (allowed, others): (Vec<&Checked<'_>>, Vec<&Checked<'_>>) =
        of_day.into_iter().partition(|it| case.owners.contains(&it.record.place.role));
    for other in others {
        let role = &other.record.approval.role.raw;
        let message = format!("`{}` may not accept `{name}`", role.value.escape_debug());
        findings.push(
            Finding::new(faults::APPROVER_WITHOUT_ROLE, role.span.in_file(other.record.file), message)
                .hint(format!("it may be accepted by its owner: {}", case.owners.join(", "))),
        );
    }
    let same: Vec<&Checked<'_>> =
        allowed.iter().copied().filter(|it| Some(&it.record.approval.digest.value) == case.digest).collect();
    let is_head = chain.head() == Some(version.as_str());
    let is_borne_out = is_head && !same.is_empty();
    let is_changed = !allowed.is_empty() && same.is_empty();
    if !is_borne_out && case.digest.is_some() {
        findings.push(misfit(case, &version, is_changed));
    }
    let assurance = match (is_borne_out, same.iter().any(|it| it.is_signed())) {
        (false, _) => Assurance::None,
        (true, false) => Assurance::Bound,
        (true, true) => Assurance::Signed,
    };
    Accepted { assurance, is_changed, approvals: if is_borne_out { verdict::given(&same) } else { Vec::new() } }
}

fn misfit(case: &Case<'_>, version: &str, is_changed: bool) -> Finding {
    let name = case.risk.record.name();
    let message = match (version.is_empty(), is_changed) {
        (true, _) => format!("the acceptance of `{name}` names no day, so no record can bear it out"),
        (false, true) => format!("`{name}` is not as it was when it was accepted on {version}"),
        (false, false) => format!("no record accepts `{name}` on {version}"),
    };
    let hint = format!("enter the new acceptance and record it with `ismsbook approve {name}`, or treat the risk");
    Finding::new(faults::ACCEPTANCE_NOT_BORNE_OUT, place(case), message).hint(hint)
}

fn place(case: &Case<'_>) -> Place {
    let span = case.acceptance.on.map_or(case.acceptance.span, |it| it.span);
    span.in_file(case.risk.record.place.file)
}
