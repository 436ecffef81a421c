//! The registers of the starter: what the example has decided and done is taken out, what it proposes stays.

use super::Starter;
use super::settings::VARIABLES;
use crate::author::edits::{Edits, end_of, line_start, quoted};
use crate::parse::{Outline, Shape, outline};
use crate::text::Span;

/// The name of the example's product, where a register writes it.
const PRODUCT: &str = "Rotaline";

/// Registers of what has happened, which begin without entries, and what stands there instead.
const HAPPENED: &[(&str, &str)] = &[
    (
        "people",
        "# Everybody who holds a named role. Name the person in `held_by` of registers/roles.yaml as well:\n\
         #   - id: first-last\n#     name: First Last\n#     title: Chief executive\n#     email: an address\n",
    ),
    ("audits", "# Every audit, internal and external. `ismsbook new audit \"First internal audit\"` adds one.\n"),
    ("findings", "# Nonconformities and observations. `ismsbook new finding \"What was wrong\"` adds one.\n"),
    (
        "exceptions",
        "# Exceptions that were granted, each with an end. `ismsbook new exception \"What is allowed\"` adds one.\n",
    ),
    (
        "evidence",
        "# Where proof is kept, never the proof itself. `ismsbook new evidence \"What it shows\"` adds one.\n",
    ),
];

/// Fields of entries that tell what the example has decided, measured or done, by register.
const DECIDED: &[(&str, &[&str])] = &[
    ("roles", &["deputy"]),
    ("risks", &["acceptance", "residual", "identified_on", "assessed_on", "next_review"]),
    ("applicability", &["how", "evidence", "checked_on"]),
    ("obligations", &["reviewed_on"]),
    ("suppliers", &["assessed_on", "next_review"]),
    ("objectives", &["due", "status"]),
    ("measures", &["current", "measured_on"]),
];

/// The register file without the decisions of the example. A file without any, such as a catalogue, stays as it is.
pub(super) fn emptied(text: &str, wish: &Starter) -> String {
    let Some(root) = outline(text) else { return text.to_owned() };
    if let Some((kind, head)) = HAPPENED.iter().find(|(kind, _)| root.field(kind).is_some()) {
        return format!("{head}{kind}: []\n");
    }
    let mut edits = Edits::default();
    for register in root.fields() {
        for entry in register.value.entries() {
            empty_entry(&mut edits, text, &register.key.value, entry);
        }
    }
    rename_product(&mut edits, &root, wish.value(VARIABLES[0]));
    // Remarks on what the example decided on some day.
    let is_kept = |line: &&str| !line.starts_with('#') || !line.contains(" 20");
    edits.apply(text).split_inclusive('\n').filter(is_kept).collect()
}

fn empty_entry(edits: &mut Edits, text: &str, register: &str, entry: &Outline) {
    let decided = DECIDED.iter().find(|(kind, _)| *kind == register).map_or(&[][..], |(_, fields)| fields);
    for field in entry.fields() {
        let key = field.key.value.as_str();
        match (register, key) {
            _ if decided.contains(&key) => edits.remove_field(text, field),
            ("roles", "held_by") => edits.replace(field.value.span, "[]"),
            ("applicability", "status") => edits.replace(field.value.span, "not-started"),
            ("risks", "treatment") if field.value.shape == Shape::Text("retain".to_owned()) => {
                edits.remove_field(text, field);
            }
            ("risks", "actions") => edits.remove_field(text, field),
            ("objectives", "measures") => {
                field.value.entries().iter().for_each(|measure| empty_entry(edits, text, "measures", measure));
            }
            _ => {}
        }
    }
    // Nothing is accepted or planned yet, and every risk says so.
    if let (true, Some(owner), Some(rating)) = (register == "risks", entry.text("owner"), entry.field("inherent")) {
        let start = rating.key.span.start as usize;
        let indent = &text[line_start(text, start)..start];
        let action = format!(
            "\n{indent}actions:\n{indent}  - {{title: Rate this risk for ourselves and decide how to treat it, owner: {owner}, status: open}}"
        );
        edits.replace(Span::at(end_of(text, rating)), action);
    }
}

/// Puts the name of the product in place of the example's, wherever a text of the register has it.
fn rename_product(edits: &mut Edits, node: &Outline, product: &str) {
    match &node.shape {
        Shape::Text(text) if text.contains(PRODUCT) => {
            edits.replace(node.span, quoted(&text.replace(PRODUCT, product)));
        }
        Shape::Text(_) | Shape::Empty => {}
        Shape::List(entries) => entries.iter().for_each(|entry| rename_product(edits, entry, product)),
        Shape::Map(fields) => fields.iter().for_each(|field| rename_product(edits, &field.value, product)),
    }
}
