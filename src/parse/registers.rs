//! Register files: the top-level key names the kind, below it stand the entries. Several kinds may share a file.

use super::ParsedRegister;
use super::fields::{self, Fields, Reading};
use super::yaml::{Entry, Node, Value};
use super::{applicability, entries, faults, observations, risks, values};
use crate::diag::nearest;
use crate::model::{Record, RegisterKind, Registers};

/// Reads every register of a file.
pub(super) fn registers(cx: &mut Reading, roots: &[Node]) -> ParsedRegister {
    let mut parsed = ParsedRegister::default();
    for root in roots {
        match &root.value {
            Value::Map(kinds) => kinds.iter().for_each(|entry| one_register(cx, &mut parsed, entry)),
            Value::Empty | Value::Broken => {}
            Value::Text(_) | Value::List(_) => {
                let words = format!("the file holds {} without the name of a register", values::shape(&root.value));
                let hint = format!("put the kind of register above it as a key: {}", values::listed(&names()));
                cx.report(faults::UNKNOWN_REGISTER, values::head(root), words).hint = Some(hint);
            }
        }
    }
    parsed
}

/// The fields that every entry has, its id under `id` and its title under this key.
pub(super) fn record(cx: &mut Reading, fields: &mut Fields<'_>, title: &'static str) -> Record {
    Record { id: fields.id(cx, "id"), title: fields.text(cx, title), place: cx.place(fields.span) }
}

fn one_register(cx: &mut Reading, parsed: &mut ParsedRegister, entry: &Entry) {
    if observations::read(cx, entry, &mut parsed.registers.observations) {
        return;
    }
    let Some(kind) = RegisterKind::named(&entry.key.value) else {
        report_unknown(cx, entry);
        return;
    };
    let is_derived = matches!(kind, RegisterKind::Treatment | RegisterKind::Documents);
    if is_derived {
        let words = format!("the register `{}` has no entries of its own", kind.name());
        cx.report(faults::UNKNOWN_REGISTER, entry.key.span, words).hint =
            Some("it is made from other registers and from the documents; take it away here".to_owned());
        return;
    }
    if kind == RegisterKind::Applicability {
        parsed.statement_place.get_or_insert(cx.place(entry.key.span));
    }
    if entry.value.value == Value::Empty {
        return;
    }
    if let Value::Map(_) | Value::Text(_) = &entry.value.value {
        let words =
            format!("`{}` is {}, but a list of entries is read here", kind.name(), values::shape(&entry.value.value));
        cx.report(faults::BAD_VALUE, values::head(&entry.value), words).hint =
            Some("begin each entry with `- ` and its id, such as `- id: …`".to_owned());
        return;
    }
    all_entries(cx, parsed, kind, entry);
}

/// The entries of a list of this kind.
pub(super) fn all_entries(cx: &mut Reading, parsed: &mut ParsedRegister, kind: RegisterKind, list: &Entry) {
    for fields in fields::maps(cx, list) {
        one_entry(cx, parsed, kind, fields);
    }
}

fn one_entry(cx: &mut Reading, parsed: &mut ParsedRegister, kind: RegisterKind, fields: Fields<'_>) {
    let registers: &mut Registers = &mut parsed.registers;
    match kind {
        RegisterKind::Applicability => parsed.statement.extend(applicability::line(cx, fields)),
        RegisterKind::Risks => registers.risks.push(risks::risk(cx, fields)),
        RegisterKind::Assets => registers.assets.push(entries::asset(cx, fields)),
        RegisterKind::Roles => registers.roles.push(entries::role(cx, fields)),
        RegisterKind::People => registers.people.push(entries::person(cx, fields)),
        RegisterKind::Objectives => registers.objectives.push(entries::objective(cx, fields)),
        RegisterKind::Obligations => registers.obligations.push(entries::obligation(cx, fields)),
        RegisterKind::Suppliers => registers.suppliers.push(entries::supplier(cx, fields)),
        RegisterKind::Exceptions => registers.exceptions.push(entries::exception(cx, fields)),
        RegisterKind::Audits => registers.audits.push(entries::audit(cx, fields)),
        RegisterKind::Findings => registers.findings.push(entries::finding(cx, fields)),
        RegisterKind::Evidence => registers.evidence.push(entries::evidence(cx, fields)),
        RegisterKind::Terms => registers.terms.push(entries::term(cx, fields)),
        RegisterKind::Treatment | RegisterKind::Documents => {}
    }
}

fn report_unknown(cx: &mut Reading, entry: &Entry) {
    let typed = values::shown(&entry.key.value);
    let near = nearest(&entry.key.value, names());
    let span = entry.key.span;
    let finding = cx.report(faults::UNKNOWN_REGISTER, span, format!("there is no register `{typed}`"));
    match near {
        Some(near) => {
            finding.hint = Some(format!("did you mean `{near}`?"));
            let renamed = finding.clone().unsafe_fix(format!("rename it to `{near}`"), span, near);
            *finding = renamed;
        }
        None => finding.hint = Some(format!("registers are {}", values::listed(&names()))),
    }
}

/// The keys that a register file may have.
pub(super) fn names() -> Vec<&'static str> {
    let mut names = vec![RegisterKind::Applicability.name()];
    names.extend(RegisterKind::WITH_ENTRIES.iter().map(|kind| kind.name()));
    names.extend(observations::KEYS);
    names
}

#[cfg(test)]
mod tests;
