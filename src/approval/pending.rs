//! What a change does to the right to approve, in words: it takes effect only after the change is merged.

use std::collections::{BTreeMap, BTreeSet};

use super::Inputs;
use crate::model::{Handbook, Ledger, Reference, bare_name};
use crate::text::{FileId, Texts};

/// One line for each role that changes hands, then for rules and keys; empty without a base.
pub fn pending(inputs: &Inputs<'_>) -> Vec<String> {
    let Some(base) = inputs.base else { return Vec::new() };
    let mut lines = roles(base.handbook, inputs.handbook);
    if base.config.approvals != inputs.config.approvals {
        lines.push("the rules under `[[approval]]` in `book.toml`".to_owned());
    }
    let (earlier, now) = (&base.handbook.identity.organization, &inputs.handbook.identity.organization);
    if earlier != now {
        lines.push(format!("the organization is called `{now}`, before `{earlier}`"));
    }
    if base.config.isms.formerly != inputs.config.isms.formerly {
        lines.push("the former names of the organization, `[isms] formerly`, whose records count".to_owned());
    }
    let own = &inputs.sources.texts;
    for (what, file) in [
        ("the keys in `approvals/allowed_signers`", (|it| it.signers) as fn(&Ledger) -> Option<FileId>),
        ("the list of keys in `approvals/compromised_keys`, of which new lines count at once", |it| it.compromised),
    ] {
        if content(own, inputs.handbook, file) != content(base.texts, base.handbook, file) {
            lines.push(what.to_owned());
        }
    }
    lines
}

fn content<'t>(texts: &'t Texts, handbook: &Handbook, file: fn(&Ledger) -> Option<FileId>) -> Option<&'t str> {
    handbook.ledger.as_ref().and_then(file).map(|it| &*texts.of(it).content)
}

fn roles(before: &Handbook, after: &Handbook) -> Vec<String> {
    let (before, after) = (holders(before), holders(after));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let words = |people: Option<&Vec<String>>| match people.map(Vec::as_slice) {
        None | Some([]) => "nobody".to_owned(),
        Some(people) => people.join(", "),
    };
    let line = |name: &String| {
        let (earlier, now) = (words(before.get(name)), words(after.get(name)));
        (earlier != now).then(|| format!("`role:{name}` is held by {now}, before by {earlier}"))
    };
    names.into_iter().filter_map(line).collect()
}

/// For each role, who may act in it.
fn holders(handbook: &Handbook) -> BTreeMap<String, Vec<String>> {
    let name = |it: &Reference| bare_name(&it.raw.value).to_owned();
    let roles = handbook.registers.roles.iter();
    roles
        .map(|it| (bare_name(it.record.name()).to_owned(), it.held_by.iter().chain(&it.deputy).map(name).collect()))
        .collect()
}
