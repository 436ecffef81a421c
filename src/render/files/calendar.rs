//! `reviews.ics` after RFC 5545: one all-day event for each review that is to come or is overdue.

use crate::link::filled;
use crate::model::RegisterKind;
use crate::render::Renderer;
use crate::render::brief::brief;
use crate::text::{Date, slug};

/// Octets of a line before it is folded (RFC 5545, 3.1).
const LINE: usize = 75;

/// A review of something on this site.
struct Review {
    day: Date,
    /// Names the thing for as long as it is there.
    key: String,
    summary: String,
    description: String,
    page: String,
}

pub(super) fn write(renderer: &Renderer<'_>) -> Vec<u8> {
    let organization = slug(&renderer.handbook.identity.organization);
    let base = renderer.cx.site_address();
    let stamp = format!("{}T000000Z", compact(renderer.cx.today));
    let mut out = String::new();
    let head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        concat!("PRODID:-//ismsbook//ismsbook ", env!("CARGO_PKG_VERSION"), "//EN"),
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ];
    for it in head {
        line(&mut out, it);
    }
    property(
        &mut out,
        "X-WR-CALNAME",
        &renderer.words.with("calendar.title", &[("title", &renderer.handbook.identity.title)]),
    );
    for review in reviews(renderer) {
        line(&mut out, "BEGIN:VEVENT");
        line(&mut out, &format!("UID:review-{}@{organization}.ismsbook", review.key));
        line(&mut out, &format!("DTSTAMP:{stamp}"));
        line(&mut out, &format!("DTSTART;VALUE=DATE:{}", compact(review.day)));
        property(&mut out, "SUMMARY", &review.summary);
        if !review.description.is_empty() {
            property(&mut out, "DESCRIPTION", &review.description);
        }
        if let Some(base) = &base {
            line(&mut out, &format!("URL:{base}{}", review.page));
        }
        line(&mut out, &format!("CATEGORIES:{}", renderer.words.get("value.review")));
        line(&mut out, "TRANSP:TRANSPARENT");
        line(&mut out, "END:VEVENT");
    }
    line(&mut out, "END:VCALENDAR");
    out.into_bytes()
}

/// All reviews by day, then by name.
fn reviews(renderer: &Renderer<'_>) -> Vec<Review> {
    let handbook = renderer.handbook;
    let documents = renderer.scope.documents().filter_map(|(index, document)| {
        let owner = renderer.plain_name(document.front.owner.as_ref());
        Some(Review {
            day: renderer.scope.standing(index).review_due?,
            key: slug(document.name()),
            summary: renderer.words.with(
                "calendar.document",
                &[("id", &document.name()), ("title", &brief(&filled(handbook, document.title())))],
            ),
            description: owner_words(renderer, &owner),
            page: renderer.addresses.document(index),
        })
    });
    let risks = (0..).zip(&handbook.registers.risks).filter_map(|(index, risk)| {
        let owner = renderer.plain_name(risk.owner.as_ref());
        Some(Review {
            day: risk.next_review.as_ref()?.value,
            key: slug(risk.record.name()),
            summary: renderer
                .words
                .with("calendar.risk", &[("id", &risk.record.name()), ("title", &brief(risk.record.title()))]),
            description: owner_words(renderer, &owner),
            page: renderer.addresses.page_of(RegisterKind::Risks, index)?,
        })
    });
    let mut all: Vec<Review> = documents.chain(risks).collect();
    all.sort_by(|left, right| (left.day, &left.key).cmp(&(right.day, &right.key)));
    all
}

fn owner_words(renderer: &Renderer<'_>, owner: &str) -> String {
    if owner.is_empty() { String::new() } else { format!("{}: {owner}", renderer.words.get("label.owner")) }
}

fn compact(day: Date) -> String {
    day.to_string().replace('-', "")
}

/// A property whose value is text.
fn property(out: &mut String, name: &str, text: &str) {
    let mut written = format!("{name}:");
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => {
                written.push('\\');
                written.push(character);
            }
            '\n' => written.push_str("\\n"),
            _ if character.is_control() => {}
            _ => written.push(character),
        }
    }
    line(out, &written);
}

/// A content line, folded between characters so that no part is longer than 75 octets.
fn line(out: &mut String, text: &str) {
    let mut length = 0;
    for character in text.chars() {
        if length + character.len_utf8() > LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(character);
        length += character.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::{line, property};

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut out = String::new();
        property(&mut out, "SUMMARY", &format!("a,b;c\\d\n{}", "ä".repeat(80)));
        assert!(out.starts_with("SUMMARY:a\\,b\\;c\\\\d\\nä") && out.ends_with("\r\n"));
        let lines: Vec<&str> = out.split("\r\n").collect();
        assert!(lines.len() == 4 && lines.iter().all(|it| it.len() <= 75), "{lines:?}");
        assert_eq!(out.replace("\r\n ", "").matches('ä').count(), 80);
        let mut short = String::new();
        line(&mut short, "END:VEVENT");
        assert_eq!(short, "END:VEVENT\r\n");
    }
}
