//! Approval records, read strictly: every key is known and given once, every value has its one form. A record of which
//! anything is doubtful is no record.

use super::fields::{Fields, Reading};
use super::yaml::{self, Limits, Piece, Value};
use super::{faults, values};
use crate::diag::Finding;
use crate::model::{Approval, ApprovalRecord, Digest, Id, Meaning, RecordPlace, Reference};
use crate::text::{Date, FileId, Moment, Span, Spanned};

/// The form of records that is read and written.
pub const RECORD_SCHEMA: &str = "ismsbook-approval/1";
/// The folder of records, with a final slash.
pub const RECORDS_FOLDER: &str = "approvals/";
/// A record is a few lines; what is longer is none.
const LARGEST_RECORD: usize = 8 * 1024;
/// Longest part of a record's path.
const LONGEST_NAME: usize = 100;

/// What the name of a file below `approvals/` says about the record in it.
///
/// # Errors
/// Why it is no name of a record. The parts may hold only letters, digits, `-`, `_` and, in ids and versions, single
/// points and `+`, so that none of them can lead elsewhere or look like another on any file system.
pub fn record_place(name: &str) -> Result<RecordPlace, String> {
    let below = name.strip_prefix(RECORDS_FOLDER).unwrap_or(name);
    let parts: Vec<&str> = below.split('/').collect();
    let &[document, version, file] = parts.as_slice() else {
        return Err("a record lies in `approvals/ID/VERSION/ROLE.yaml`".to_owned());
    };
    let Some(stem) = file.strip_suffix(".yaml") else {
        return Err("the file of a record is called after its role and ends in `.yaml`".to_owned());
    };
    let (role, meaning) = match stem.strip_suffix(".withdraw") {
        Some(role) => (role, Meaning::Withdraw),
        None => (stem, Meaning::Approve),
    };
    for (what, part) in [("id", document), ("version", version)] {
        if !is_path_part(part) {
            return Err(format!("`{}` cannot be the {what} of a document with records", values::shown(part)));
        }
    }
    if !is_path_part(role) || role.contains(['.', '+']) {
        return Err(format!("`{}` cannot be the name of a role with records", values::shown(role)));
    }
    Ok(RecordPlace { document: Id::new(document), version: version.to_owned(), role: role.to_owned(), meaning })
}

/// The name of a record's file, below the root.
///
/// # Errors
/// As [`record_place`]: a name that could not be read back is not made.
pub fn record_name(place: &RecordPlace) -> Result<String, String> {
    let ending = match place.meaning {
        Meaning::Approve => "yaml",
        Meaning::Withdraw => "withdraw.yaml",
    };
    let name = format!("{RECORDS_FOLDER}{}/{}/{}.{ending}", place.document, place.version, place.role);
    if record_place(&name)? == *place { Ok(name) } else { Err(format!("`{name}` is not the name of one record")) }
}

fn is_path_part(part: &str) -> bool {
    let is_plain = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_' | b'.' | b'+');
    part.len() <= LONGEST_NAME
        && part.bytes().all(is_plain)
        && part.starts_with(|it: char| it.is_ascii_alphanumeric())
        && !part.ends_with('.')
        && !part.contains("..")
}

/// The bytes of a record that its digest and its signature cover: a checkout that turns LF into CRLF changes nothing.
pub fn record_bytes(source: &str) -> Vec<u8> {
    source.replace("\r\n", "\n").into_bytes()
}

/// Reads a record. Where anything is wrong there is no record, only findings.
pub fn record(file: FileId, name: &str, source: &str) -> (Option<ApprovalRecord>, Vec<Finding>) {
    let mut cx = Reading::new(file);
    let place = match record_place(name) {
        Ok(place) => Some(place),
        Err(words) => {
            cx.report(faults::RECORD_MALFORMED, first_line(source), words);
            None
        }
    };
    let approval = if source.len() > LARGEST_RECORD {
        cx.report(faults::RECORD_MALFORMED, first_line(source), "a record has at most 8 KiB");
        None
    } else {
        approval(&mut cx, source)
    };
    let record = match (place, approval, cx.findings.is_empty()) {
        (Some(place), Some(approval), true) => {
            Some(ApprovalRecord { file, digest: Digest::of(&record_bytes(source)), place, approval, signature: None })
        }
        _ => None,
    };
    let findings = cx.findings.into_iter().map(malformed).collect();
    (record, findings)
}

/// Whatever is wrong in a record is one fault, and no fix is offered: the tool wrote it, so somebody changed it.
fn malformed(finding: Finding) -> Finding {
    let hint = finding.hint.unwrap_or_else(|| "restore the record, or approve the document again".to_owned());
    Finding { rule: faults::RECORD_MALFORMED, hint: Some(hint), fixes: Vec::new(), level: None, ..finding }
}

fn first_line(source: &str) -> Span {
    Span::new(0, source.lines().next().unwrap_or_default().len())
}

fn approval(cx: &mut Reading, source: &str) -> Option<Approval> {
    if source.starts_with('\u{feff}') {
        cx.report(faults::RECORD_MALFORMED, Span::at(0), "a record begins with no byte order mark");
    }
    let piece = Piece { file: cx.file, source, span: Span::new(0, source.len()) };
    let (roots, found) = yaml::read(piece, Limits::RECORD);
    cx.findings.extend(found);
    let [root] = roots.as_slice() else {
        cx.report(faults::RECORD_MALFORMED, first_line(source), "a record is one map of fields");
        return None;
    };
    let mut fields = Fields::of(cx, root, "the record")?;
    let schema = required(cx, &mut fields, "schema");
    if let Some(schema) = schema.filter(|it| it.value != RECORD_SCHEMA) {
        let words = format!("`{}` is no form of records that is known", values::shown(&schema.value));
        cx.report(faults::RECORD_MALFORMED, schema.span, words).hint =
            Some(format!("`{RECORD_SCHEMA}` is read; a later form needs a later `ismsbook`"));
    }
    let organisation = required(cx, &mut fields, "organisation");
    let document = required(cx, &mut fields, "document");
    let version = required(cx, &mut fields, "version");
    let digest = required(cx, &mut fields, "digest").and_then(|it| digest_of(cx, &it));
    let previous = nullable(cx, &mut fields, "previous");
    let previous = previous.map(|it| it.map(|it| digest_of(cx, &it)));
    let meaning = required(cx, &mut fields, "meaning").and_then(|it| meaning_of(cx, &it));
    let person = required(cx, &mut fields, "person").and_then(|it| reference_of(cx, source, it, "person:"));
    let role = required(cx, &mut fields, "role").and_then(|it| reference_of(cx, source, it, "role:"));
    let time = required(cx, &mut fields, "time").and_then(|it| time_of(cx, &it));
    let review_by = nullable(cx, &mut fields, "review_by");
    let review_by = review_by.map(|it| it.map(|it| day_of(cx, &it)));
    fields.finish(cx, "an approval record");
    Some(Approval {
        organisation: organisation?,
        document: document?.map(Id::new),
        version: version?,
        digest: digest?,
        previous: previous?.map_or(Some(None), |it| it.map(Some))?,
        meaning: meaning?,
        person: person?,
        role: role?,
        time: time?,
        review_by: review_by?.map_or(Some(None), |it| it.map(Some))?,
    })
}

fn required(cx: &mut Reading, fields: &mut Fields<'_>, key: &'static str) -> Option<Spanned<String>> {
    match fields.find(key) {
        Some(entry) => values::text(cx, entry),
        None => {
            missing(cx, fields, key);
            None
        }
    }
}

/// A key that must be there and may say `null`; the outer option is none where it is missing or no text.
#[expect(clippy::option_option, reason = "a key that is missing is not a key that says null")]
fn nullable(cx: &mut Reading, fields: &mut Fields<'_>, key: &'static str) -> Option<Option<Spanned<String>>> {
    match fields.find(key) {
        Some(entry) if entry.value.value == Value::Empty => Some(None),
        Some(entry) => values::text(cx, entry).map(Some),
        None => {
            missing(cx, fields, key);
            None
        }
    }
}

fn missing(cx: &mut Reading, fields: &Fields<'_>, key: &str) {
    let span = fields.first_key();
    cx.report(faults::RECORD_MALFORMED, span, format!("the record has no `{key}`"));
}

fn digest_of(cx: &mut Reading, text: &Spanned<String>) -> Option<Spanned<Digest>> {
    let digest = Digest::parse(&text.value);
    if digest.is_none() {
        cx.report(faults::RECORD_MALFORMED, text.span, "this is no digest of the form `sha256:` and 64 digits");
    }
    digest.map(|it| Spanned::new(it, text.span))
}

fn meaning_of(cx: &mut Reading, text: &Spanned<String>) -> Option<Spanned<Meaning>> {
    let meaning = Meaning::ALL.into_iter().find(|it| it.name() == text.value);
    if meaning.is_none() {
        let words = format!("`{}` is neither `approve` nor `withdraw`", values::shown(&text.value));
        cx.report(faults::RECORD_MALFORMED, text.span, words);
    }
    meaning.map(|it| Spanned::new(it, text.span))
}

fn reference_of(cx: &mut Reading, source: &str, text: Spanned<String>, prefix: &str) -> Option<Reference> {
    // Who approved as what is read by people in the file itself: no escapes, no text over several lines.
    if !source.get(text.span.range()).is_some_and(|it| it.contains(&text.value)) {
        let words = format!("`{}` is not written as it reads", values::shown(&text.value));
        cx.report(faults::RECORD_MALFORMED, text.span, words);
        return None;
    }
    if text.value.len() > prefix.len() && text.value.starts_with(prefix) {
        return Some(Reference::unresolved(text));
    }
    let words = format!("`{}` does not begin with `{prefix}`", values::shown(&text.value));
    cx.report(faults::RECORD_MALFORMED, text.span, words);
    None
}

fn time_of(cx: &mut Reading, text: &Spanned<String>) -> Option<Spanned<Moment>> {
    let moment = Moment::parse(&text.value);
    if moment.is_none() {
        let words = format!("`{}` is no time of the form `2026-02-16T09:30:00Z`", values::shown(&text.value));
        cx.report(faults::RECORD_MALFORMED, text.span, words);
    }
    moment.map(|it| Spanned::new(it, text.span))
}

fn day_of(cx: &mut Reading, text: &Spanned<String>) -> Option<Spanned<Date>> {
    let date = Date::parse(&text.value);
    if date.is_none() {
        let words = format!("`{}` is no day of the form `2026-02-16`", values::shown(&text.value));
        cx.report(faults::RECORD_MALFORMED, text.span, words);
    }
    date.map(|it| Spanned::new(it, text.span))
}

#[cfg(test)]
mod tests {
    use super::{record, record_name, record_place};
    use crate::model::Meaning;
    use crate::text::FileId;

    const GOOD: &str = "schema: ismsbook-approval/1\norganisation: Quillhaven Ltd\ndocument: POL-007\nversion: \"1.10\"\ndigest: sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\nprevious: null\nmeaning: approve\nperson: person:mira\nrole: role:ceo\ntime: 2026-02-16T09:30:00Z\nreview_by: 2027-02-16\n";
    const NAME: &str = "approvals/POL-007/1.10/ceo.yaml";

    #[test]
    fn a_record_is_read_in_full() {
        let (made, findings) = record(FileId::new(0), NAME, GOOD);
        assert_eq!(findings, []);
        let made = made.expect("a record");
        assert_eq!((made.place.role.as_str(), made.approval.version.value.as_str()), ("ceo", "1.10"));
        assert_eq!(made.approval.time.value.to_string(), "2026-02-16T09:30:00Z");
        let (other, _) = record(FileId::new(0), NAME, &GOOD.replace('\n', "\r\n"));
        assert_eq!(other.map(|it| it.digest), Some(made.digest));
    }

    #[test]
    fn whatever_is_doubtful_is_no_record() {
        let wrong = [
            GOOD.replace("approval/1", "approval/2"),
            GOOD.replace("previous: null\n", ""),
            GOOD.replace("previous: null", "previous: none"),
            GOOD.replace("sha256:ba", "sha256:BA"),
            GOOD.replace("meaning: approve", "meaning: approved"),
            GOOD.replace("person:mira", "mira"),
            GOOD.replace("role:ceo", "role:"),
            GOOD.replace("role:ceo", "\"role:\\x63eo\""),
            GOOD.replace("role:ceo", "\"role:\nceo\""),
            GOOD.replace("person:mira", "\"person:mi\\\n  ra\""),
            GOOD.replace("09:30:00Z", "09:30:00"),
            GOOD.replace("2027-02-16", "2027-02-30"),
            GOOD.replace("POL-007", "[POL-007]"),
            format!("{GOOD}note: x\n"),
            format!("{GOOD}role: role:ciso\n"),
            format!("{GOOD}---\n{GOOD}"),
            format!("\u{feff}{GOOD}"),
            format!("{GOOD}# {}\n", "x".repeat(9000)),
            GOOD.replace("role:ceo", "&a role:ceo"),
            "- 1\n".to_owned(),
            String::new(),
            "{{{{".to_owned(),
        ];
        for text in wrong {
            let (made, findings) = record(FileId::new(0), NAME, &text);
            assert!(made.is_none() && !findings.is_empty(), "{text}");
            assert!(findings.iter().all(|it| it.rule == "record-malformed" && it.fixes.is_empty()), "{findings:?}");
        }
    }

    #[test]
    fn names_that_could_lead_elsewhere_are_refused() {
        let place = record_place("approvals/POL-007/1.0/ceo.withdraw.yaml").expect("a place");
        assert_eq!((place.meaning, place.role.as_str()), (Meaning::Withdraw, "ceo"));
        assert_eq!(record_name(&place).as_deref(), Ok("approvals/POL-007/1.0/ceo.withdraw.yaml"));
        for wrong in [
            "approvals/../1.0/ceo.yaml",
            "approvals/POL-007/../ceo.yaml",
            "approvals/POL-007/1..0/ceo.yaml",
            "approvals/POL-007/1.0./ceo.yaml",
            "approvals/.hidden/1.0/ceo.yaml",
            "approvals/POL 007/1.0/ceo.yaml",
            "approvals/POL-007\\x/1.0/ceo.yaml",
            "approvals/РOL-007/1.0/ceo.yaml",
            "approvals/POL-007/1.0/ceo.yml",
            "approvals/POL-007/1.0/ceo.x.yaml",
            "approvals/POL-007/1.0/.yaml",
            "approvals/POL-007/ceo.yaml",
            "approvals/a/POL-007/1.0/ceo.yaml",
            "approvals//1.0/ceo.yaml",
        ] {
            assert!(record_place(wrong).is_err(), "{wrong}");
        }
    }
}
