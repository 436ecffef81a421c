//! A review that changes no rule, as edits of its document: another version, the day, and the line in the history. What it
//! proves is the record that is made of the new text.

use super::fix::edited;
use crate::check::{HistoryLine, history_entry};
use crate::diag::Edit;
use crate::model::{ChangeKind, Document, Field};
use crate::text::{Date, Span};

/// Who looked at a document, when, and what came of it.
#[derive(Debug, Clone, Copy)]
pub struct Review<'r> {
    pub day: Date,
    /// With `role:`.
    pub role: &'r str,
    pub summary: &'r str,
}

/// The text of a document after a review that left its words as they are; every byte stays that has nothing to do with it.
///
/// # Errors
/// Why the marks cannot be set: a field is missing, or written in a way that only a person can change.
pub fn review(source: &str, document: &Document, review: &Review<'_>) -> Result<String, String> {
    let front = &document.front;
    let name = document.name();
    let by_hand =
        |what: &str| format!("{what} of `{name}` cannot be set here; enter the review by hand, then approve it");
    let version = front.version.as_ref().ok_or_else(|| by_hand("the `version`"))?;
    let next = next_version(&version.value).ok_or_else(|| by_hand("the `version`"))?;
    let last = front.last_reviewed.as_ref().ok_or_else(|| by_hand("the `last_reviewed`"))?;
    if last.value > review.day {
        return Err(format!("`{name}` was last reviewed on {}, and it is only {}", last.value, review.day));
    }
    let mut edits = vec![
        value(source, document, (version.span, &version.value), &next).ok_or_else(|| by_hand("the `version`"))?,
        value(source, document, (last.span, &last.value.to_string()), &review.day.to_string())
            .ok_or_else(|| by_hand("the `last_reviewed`"))?,
    ];
    if let Some(due) = &front.next_review {
        let interval = front.review_interval.map(|it| it.value);
        let later = interval.and_then(|it| review.day.plus(it)).map(|it| it.to_string());
        let edit = later.and_then(|it| value(source, document, (due.span, &due.value.to_string()), &it));
        edits.push(edit.ok_or_else(|| by_hand("the `next_review`"))?);
    }
    let line = HistoryLine {
        version: &next,
        day: review.day,
        author: Some(review.role),
        kind: ChangeKind::Review,
        summary: review.summary,
    };
    let entry = history_entry(source, document, &line).or_else(|| first_entry(source, document, &line));
    edits.push(entry.ok_or_else(|| by_hand("the `history`"))?);
    Ok(edited(source, edits.iter().collect()))
}

/// Puts another value where one stands, within its quotation marks if it has any.
fn value(source: &str, document: &Document, (span, old): (Span, &str), new: &str) -> Option<Edit> {
    let written = source.get(span.range())?;
    let at = written.find(old).filter(|_| written.trim_matches(['"', '\'']) == old)?;
    let start = span.start as usize + at;
    Some(Edit { place: document.place(Span::new(start, start + old.len())), replacement: new.to_owned() })
}

/// The history of a document that has none yet, as the last field of its front matter.
fn first_entry(source: &str, document: &Document, line: &HistoryLine<'_>) -> Option<Edit> {
    let front = &document.front;
    let block = front.block.filter(|_| !front.has(Field::History))?;
    let end = if source.get(..block.start as usize)?.ends_with("\r\n") { "\r\n" } else { "\n" };
    let HistoryLine { version, day, author, kind, summary } = *line;
    // Texts always have a form in JSON.
    let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
    let replacement = format!(
        "history:{end}  - {{version: {}, date: {day}, author: {}, kind: {}, summary: {}}}{end}",
        quoted(version),
        author.unwrap_or_default(),
        kind.name(),
        quoted(summary)
    );
    Some(Edit { place: document.place(Span::at(block.end as usize)), replacement })
}

/// The version after this one that changes no rule: its last number raised, a single number followed by one more.
fn next_version(version: &str) -> Option<String> {
    let (head, last) = version.rsplit_once('.').unwrap_or((version, ""));
    if last.is_empty() {
        let is_number = !head.is_empty() && head == version && head.chars().all(|it| it.is_ascii_digit());
        return is_number.then(|| format!("{head}.1"));
    }
    let number: u32 = last.parse().ok().filter(|_| last.chars().all(|it| it.is_ascii_digit()))?;
    Some(format!("{head}.{}", number.checked_add(1)?))
}

#[cfg(test)]
mod tests {
    use super::{Review, next_version};
    use crate::config::Config;
    use crate::link::link;
    use crate::source::fixture;
    use crate::text::Date;

    const DAY: &str = "2027-03-31";

    fn reviewed(text: &str) -> Result<String, String> {
        let linked = link(&fixture(&format!("//- policies/a.md\n{text}")), &Config::default());
        let review = Review { day: Date::parse(DAY).expect("a day"), role: "role:ceo", summary: "Still \"right\"" };
        super::review(text, &linked.handbook.documents[0], &review)
    }

    #[test]
    fn only_the_marks_of_the_review_change() {
        let text = "---\nid: POL-007\nversion: '1.9' # kept\nlast_reviewed: 2026-03-01\nnext_review: \"2027-03-01\"\nreview_interval: 12 months\nhistory:\n  # newest first\n  - {version: \"1.9\", date: 2026-03-01}\n---\nVersion 1.9 of 2026-03-01.\n";
        let expected = "---\nid: POL-007\nversion: '1.10' # kept\nlast_reviewed: 2027-03-31\nnext_review: \"2028-03-31\"\nreview_interval: 12 months\nhistory:\n  # newest first\n  - {version: \"1.10\", date: 2027-03-31, author: role:ceo, kind: review, summary: \"Still \\\"right\\\"\"}\n  - {version: \"1.9\", date: 2026-03-01}\n---\nVersion 1.9 of 2026-03-01.\n";
        assert_eq!(reviewed(text).as_deref(), Ok(expected));
    }

    #[test]
    fn a_first_history_and_other_line_ends_are_written() {
        let text = "---\r\nid: POL-007\r\nversion: 2\r\nlast_reviewed: 2026-03-01\r\n---\r\nText.\r\n";
        let made = reviewed(text).expect("a text");
        assert!(
            made.contains("version: 2.1\r\nlast_reviewed: 2027-03-31\r\nhistory:\r\n  - {version: \"2.1\""),
            "{made}"
        );
        assert!(made.ends_with("}\r\n---\r\nText.\r\n") && !made.replace("\r\n", "").contains('\n'), "{made}");
    }

    #[test]
    fn what_only_a_person_can_change_is_left_to_one() {
        let with = |more: &str| reviewed(&format!("---\nid: POL-007\n{more}---\nText.\n"));
        let refusal =
            |what: &str| format!("{what} of `POL-007` cannot be set here; enter the review by hand, then approve it");
        assert_eq!(with(""), Err(refusal("the `version`")));
        assert_eq!(with("version: draft\n"), Err(refusal("the `version`")));
        assert_eq!(with("version: 1.0\n"), Err(refusal("the `last_reviewed`")));
        let dated = "version: 1.0\nlast_reviewed: 2026-03-01\n";
        assert_eq!(with(&format!("{dated}next_review: 2027-01-01\n")), Err(refusal("the `next_review`")));
        assert_eq!(with(&format!("{dated}history: [{{version: 1.0}}]\n")), Err(refusal("the `history`")));
        let early = with("version: 1.0\nlast_reviewed: 2027-04-01\n");
        assert_eq!(early, Err("`POL-007` was last reviewed on 2027-04-01, and it is only 2027-03-31".to_owned()));
    }

    #[test]
    fn versions_count_on() {
        let next = |it| next_version(it);
        assert_eq!(next("1.0").as_deref(), Some("1.1"));
        assert_eq!(next("2.3.9").as_deref(), Some("2.3.10"));
        assert_eq!(next("4").as_deref(), Some("4.1"));
        for odd in ["", "1.", "1.x", "v", "1.0-rc"] {
            assert_eq!(next(odd), None, "{odd}");
        }
    }
}
