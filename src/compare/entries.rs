//! Entries of registers and lines of the statement of applicability, before and after, field by field.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Side;
use super::fields::{self, FieldChange, Fields};
use crate::link::filled;
use crate::model::{Id, Rating, RegisterKind, Risk};
use crate::parse::{self, Plain};
use crate::source::Part;

/// An entry of a register that came, went or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryChange {
    /// A line of the statement of applicability is of the kind `applicability`.
    pub kind: RegisterKind,
    pub name: String,
    pub title: String,
    pub was_there: bool,
    pub is_there: bool,
    /// What it says now and said before; all of its fields where it came or went. Computed scores of risks are among them.
    pub fields: Vec<FieldChange>,
    /// Whether the acceptance of a risk was given for another residual score than the one of now.
    pub is_acceptance_stale: bool,
}

/// The keys by which entries of registers are known, in the order in which they are looked for.
const NAMES: [&str; 5] = ["id", "control", "term", "name", "title"];
const TITLES: [&str; 3] = ["title", "term", "name"];

type Entries = BTreeMap<(RegisterKind, Id), Fields>;

/// The entries that differ, and the files that could not be read in full.
pub(super) fn changes(before: &Side<'_>, after: &Side<'_>) -> (Vec<EntryChange>, Vec<String>) {
    let (mut old, mut unread) = read(before);
    let (mut new, unread_after) = read(after);
    add_scores(before, &mut old);
    add_scores(after, &mut new);
    let mut keys: Vec<_> = old.keys().chain(new.keys()).cloned().collect();
    keys.sort();
    keys.dedup();
    let (is_old_whole, is_new_whole) = (unread.is_empty(), unread_after.is_empty());
    unread.extend(unread_after);
    unread.sort();
    unread.dedup();
    let nothing = Fields::new();
    let change = |key: (RegisterKind, Id)| {
        let (was, is) = (old.get(&key), new.get(&key));
        // What a file that cannot be read may hold has neither come nor gone.
        if (was.is_none() && !is_old_whole) || (is.is_none() && !is_new_whole) {
            return None;
        }
        let differences = fields::differences(was.unwrap_or(&nothing), is.unwrap_or(&nothing));
        let title = title(after, &key, is.or(was)?);
        let (kind, name) = (key.0, key.1.to_string());
        (was.is_none() || is.is_none() || !differences.is_empty()).then(|| EntryChange {
            is_acceptance_stale: kind == RegisterKind::Risks && is_stale(after, &name),
            title,
            kind,
            name,
            was_there: was.is_some(),
            is_there: is.is_some(),
            fields: differences,
        })
    };
    (keys.into_iter().filter_map(change).collect(), unread)
}

fn read(side: &Side<'_>) -> (Entries, Vec<String>) {
    let fill = |text: &str| filled(side.handbook, text);
    let plain = Plain { aliases: &side.config.fields, left_out: &[], fill: &fill };
    let (mut entries, mut unread) = (Entries::new(), Vec::new());
    for file in side.sources.of(Part::Register) {
        let content = &side.sources.texts.of(file).content;
        if parse::is_catalogue(content) {
            continue;
        }
        for (kind, json) in plain.entries(content) {
            match fields::read(&json) {
                Some(fields) => {
                    entries.entry((kind, Id::new(name(&fields, &json)))).or_insert(fields);
                }
                None => unread.push(side.sources.texts.name(file).to_owned()),
            }
        }
    }
    unread.dedup();
    (entries, unread)
}

fn text<'f>(fields: &'f Fields, names: &[&str]) -> Option<&'f str> {
    names.iter().find_map(|it| fields.get(*it)?.as_str())
}

fn name(fields: &Fields, json: &str) -> String {
    text(fields, &NAMES).unwrap_or(json).to_owned()
}

/// Its own title; of a line of the statement that of its control.
fn title(side: &Side<'_>, (kind, name): &(RegisterKind, Id), fields: &Fields) -> String {
    if *kind == RegisterKind::Applicability {
        let control = side.handbook.catalogue.controls.iter().find(|it| it.id == *name);
        return control.map_or_else(String::new, |it| it.title.clone());
    }
    // A person's title is what they do; their name says who they are.
    let names: &[&str] = if *kind == RegisterKind::People { &["name"] } else { &TITLES };
    text(fields, names).unwrap_or_default().to_owned()
}

fn add_scores(side: &Side<'_>, entries: &mut Entries) {
    for risk in &side.handbook.registers.risks {
        let Some(fields) = entries.get_mut(&(RegisterKind::Risks, Id::new(risk.record.name()))) else { continue };
        for (name, rating) in [("inherent score", risk.inherent.as_ref()), ("residual score", risk.residual.as_ref())] {
            if let Some(score) = computed(rating) {
                let band = side.handbook.risk_method.band_name(score);
                fields.insert(name.to_owned(), Value::String(format!("{score} ({band})")));
            }
        }
    }
}

fn computed(rating: Option<&Rating>) -> Option<u32> {
    rating.and_then(|it| it.computed)
}

fn is_stale(side: &Side<'_>, name: &str) -> bool {
    let risk = side.handbook.registers.risks.iter().find(|it| it.record.name() == name);
    let stale = |risk: &Risk| {
        let accepted: u32 = risk.acceptance.as_ref()?.score.as_ref()?.value.parse().ok()?;
        Some(accepted != computed(risk.residual.as_ref())?)
    };
    risk.and_then(stale).unwrap_or(false)
}
