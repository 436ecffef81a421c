//! What others counted or tried: `acknowledgements` and `links` in register files.

use super::fields::{self, Fields, Reading};
use super::values;
use super::yaml::{Entry, Value};
use crate::model::{Acknowledgements, LinkCheck, Observations};

/// The keys that stand for observations in a register file.
pub(super) const KEYS: [&str; 2] = ["acknowledgements", "links"];

/// Reads a list of observations; false where the key is none of theirs.
pub(super) fn read(cx: &mut Reading, entry: &Entry, observations: &mut Observations) -> bool {
    let key = entry.key.value.as_str();
    if !KEYS.contains(&key) {
        return false;
    }
    if entry.value.value != Value::Empty {
        for fields in fields::maps(cx, entry) {
            match key {
                "links" => observations.links.push(link(cx, fields)),
                _ => observations.acknowledgements.push(acknowledgements(cx, fields)),
            }
        }
    }
    true
}

pub(super) fn acknowledgements(cx: &mut Reading, mut fields: Fields<'_>) -> Acknowledgements {
    let made = Acknowledgements {
        document: fields.reference(cx, "document"),
        version: fields.text(cx, "version"),
        counted_on: fields.date(cx, "counted_on"),
        people: fields.find("people").and_then(|it| values::number(cx, it)),
        acknowledged: fields.find("acknowledged").and_then(|it| values::number(cx, it)),
        place: cx.place(fields.span),
    };
    fields.finish(cx, "a count of acknowledgements");
    made
}

pub(super) fn link(cx: &mut Reading, mut fields: Fields<'_>) -> LinkCheck {
    let made = LinkCheck {
        url: fields.text(cx, "url"),
        checked_on: fields.date(cx, "checked_on"),
        answers: fields.find("answers").and_then(|it| values::yes_or_no(cx, it)),
        place: cx.place(fields.span),
    };
    fields.finish(cx, "a link that was tried");
    made
}
