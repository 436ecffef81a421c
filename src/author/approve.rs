//! A new approval record as text: for which words, by whom, after which record. Writing and signing it is for others.

use crate::approval::{Judged, Standing, comes_late, may_accept};
use crate::config::Config;
use crate::link::NormalForms;
use crate::model::{ApprovalRecord, Digest, Document, Handbook, Id, Meaning, RecordPlace, Reference, Risk, bare_name};
use crate::parse::{RECORD_SCHEMA, record_name};
use crate::text::{Date, Moment};

/// Who approves what, and when.
#[derive(Debug, Clone, Copy)]
pub struct Request<'r> {
    /// Id of a document, or of a risk whose acceptance is recorded.
    pub document: &'r str,
    /// With or without `role:`.
    pub role: &'r str,
    /// With or without `person:`; none where the role has one holder.
    pub person: Option<&'r str>,
    pub meaning: Meaning,
    pub time: Moment,
}

/// A record to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRecord {
    /// Below the root.
    pub name: String,
    pub text: String,
    pub place: RecordPlace,
    /// Without `person:`.
    pub person: String,
    /// Of the words that the record is about.
    pub digest: Digest,
}

/// What a record is made from.
#[derive(Clone, Copy)]
pub struct Ground<'g> {
    pub handbook: &'g Handbook,
    pub config: &'g Config,
    pub forms: &'g NormalForms<'g>,
    pub judged: &'g Judged,
}

/// Makes the record that was asked for.
///
/// # Errors
/// Why there can be none: no such document, role or person, a role that may not approve it, a version that was approved
/// already.
pub fn approve(ground: &Ground<'_>, request: &Request<'_>) -> Result<NewRecord, String> {
    let role = bare_name(request.role);
    let subject = subject(ground, request)?;
    let person = person(ground.handbook, role, request.person)?;
    if !subject.roles.is_empty() && !subject.roles.iter().any(|it| it == role) {
        let roles = subject.roles.join(", ");
        return Err(format!("`role:{role}` may not approve `{}`; it may be approved by: {roles}", subject.id));
    }
    let Subject { id, version, digest, review_by, records, .. } = subject;
    let place = RecordPlace { document: id, version, role: role.to_owned(), meaning: request.meaning };
    let name = record_name(&place)?;
    refuse_second(&place, digest, &records)?;
    let previous = records.iter().max_by_key(|it| (it.approval.time.value, &it.place));
    if let Some(later) = previous.filter(|it| it.approval.time.value > request.time) {
        let (time, now) = (later.approval.time.value, request.time);
        return Err(format!("the last record of `{}` is of {time}, and it is only {now}", place.document));
    }
    let review_by = review_by.filter(|_| request.meaning == Meaning::Approve);
    let fields = [
        ("schema", Some(RECORD_SCHEMA.to_owned())),
        ("organisation", Some(ground.handbook.identity.organization.clone())),
        ("document", Some(place.document.to_string())),
        ("version", Some(place.version.clone())),
        ("digest", Some(digest.to_string())),
        ("previous", previous.map(|it| it.digest.to_string())),
        ("meaning", Some(place.meaning.name().to_owned())),
        ("person", Some(format!("person:{person}"))),
        ("role", Some(format!("role:{role}"))),
        ("time", Some(request.time.to_string())),
        ("review_by", review_by.map(|it| it.to_string())),
    ];
    let text = fields.map(|(key, value)| format!("{key}: {}\n", quoted(value.as_deref()))).concat();
    Ok(NewRecord { name, text, place, person, digest })
}

/// What is approved or taken back.
struct Subject<'g> {
    id: Id,
    version: String,
    digest: Digest,
    /// Names of the roles that may approve it, without `role:`; any, where there is none.
    roles: Vec<String>,
    review_by: Option<Date>,
    records: Vec<&'g ApprovalRecord>,
}

/// A document, or where none has the id a risk that is accepted.
fn subject<'g>(ground: &Ground<'g>, request: &Request<'_>) -> Result<Subject<'g>, String> {
    let is_document =
        ground.handbook.documents.iter().any(|it| it.id().is_some_and(|id| id.as_str() == request.document));
    let is_risk = |it: &&Risk| it.record.id.as_ref().is_some_and(|id| id.value.as_str() == request.document);
    match ground.handbook.registers.risks.iter().find(is_risk) {
        Some(risk) if !is_document => accepted_risk(ground, request, risk),
        _ => whole_document(ground, request),
    }
}

fn whole_document<'g>(ground: &Ground<'g>, request: &Request<'_>) -> Result<Subject<'g>, String> {
    let (document, standing) = document(ground, request.document)?;
    let id = document.id().cloned().ok_or("a document without an id cannot be approved")?;
    let records = records(ground.handbook, &id);
    let (version, digest) = match request.meaning {
        Meaning::Approve => (version(document)?, ground.forms.digest(document)),
        Meaning::Withdraw => newest(document, standing, &records)?,
    };
    let late = comes_late(document, &version, request.time, &records).filter(|_| request.meaning == Meaning::Approve);
    if let Some(day) = late {
        return Err(format!(
            "version {version} of `{id}` takes effect on {day}, before this approval; first give it an `effective_from` \
             from {} on, as the day is part of what is approved",
            request.time.date()
        ));
    }
    let review_by = review_by(ground.config, document, request.time.date());
    Ok(Subject { id, version, digest, roles: standing.requirement.roles.clone(), review_by, records })
}

/// The acceptance that the register declares: its day stands for the version, its end for the review.
fn accepted_risk<'g>(ground: &Ground<'g>, request: &Request<'_>, risk: &'g Risk) -> Result<Subject<'g>, String> {
    let id = Id::new(request.document);
    let records = records(ground.handbook, &id);
    let acceptance = risk.acceptance.as_ref();
    let roles = may_accept(risk);
    let review_by = acceptance.and_then(|it| it.until).map(|it| it.value);
    let (version, digest) = match request.meaning {
        Meaning::Approve => {
            let on = acceptance.and_then(|it| it.on);
            let on = on.ok_or_else(|| format!("`{id}` declares no `acceptance` with its day (`on`)"))?;
            let digest = ground.forms.risks().get(&id).copied();
            (
                on.value.to_string(),
                digest.ok_or_else(|| format!("the entry of `{id}` cannot be read without a finding"))?,
            )
        }
        Meaning::Withdraw => {
            let approves = |it: &&&ApprovalRecord| it.place.meaning == Meaning::Approve;
            let newest = records.iter().filter(approves).max_by_key(|it| it.approval.time.value);
            let newest = newest.ok_or_else(|| format!("`{id}` has no acceptance that could be withdrawn"))?;
            (newest.place.version.clone(), newest.approval.digest.value)
        }
    };
    Ok(Subject { id, version, digest, roles, review_by, records })
}

fn document<'g>(ground: &Ground<'g>, id: &str) -> Result<(&'g Document, &'g Standing), String> {
    let pairs = ground.handbook.documents.iter().zip(&ground.judged.standings);
    let named: Vec<_> = pairs.filter(|(document, _)| document.id().is_some_and(|it| it.as_str() == id)).collect();
    match named.as_slice() {
        [one] => Ok(*one),
        [] => {
            let ids = ground.handbook.documents.iter().filter_map(|it| Some(it.id()?.as_str()));
            let near = crate::diag::nearest(id, ids).map(|it| format!("; did you mean `{it}`?")).unwrap_or_default();
            Err(format!("no document has the id `{id}`{near}"))
        }
        _ => Err(format!("several documents have the id `{id}`; give each its own first")),
    }
}

/// The person who was named, if they hold the role; else its one holder.
fn person(handbook: &Handbook, role: &str, named: Option<&str>) -> Result<String, String> {
    let roles = &handbook.registers.roles;
    let Some(entry) = roles.iter().find(|it| bare_name(it.record.name()) == role) else {
        let near = crate::diag::nearest(role, roles.iter().map(|it| bare_name(it.record.name())));
        let near = near.map(|it| format!("; did you mean `role:{it}`?")).unwrap_or_default();
        return Err(format!("no role `{role}` in the register of roles{near}"));
    };
    let people = |list: &[Reference]| list.iter().map(|it| bare_name(&it.raw.value).to_owned()).collect::<Vec<_>>();
    let holders = people(&entry.held_by);
    match (named.map(bare_name), holders.as_slice()) {
        (Some(name), _) if holders.iter().any(|it| it == name) => Ok(name.to_owned()),
        (Some(name), _) if people(entry.deputy.as_slice()).iter().any(|it| it == name) => Ok(name.to_owned()),
        (Some(name), _) => Err(format!("`person:{name}` does not hold `role:{role}`")),
        (None, [one]) => Ok(one.clone()),
        (None, []) => Err(format!(
            "`role:{role}` is held by nobody who could approve; add the person with `ismsbook new person \"NAME\"`, and \
             their id to `held_by` of the role"
        )),
        (None, _) => Err(format!("several people hold `role:{role}`; name one with `--by`: {}", holders.join(", "))),
    }
}

fn version(document: &Document) -> Result<String, String> {
    let version = document.front.version.as_ref().map(|it| it.value.clone());
    version.ok_or_else(|| format!("`{}` has no version that could be approved", document.name()))
}

/// The version that is taken back, with the digest of its words.
fn newest(document: &Document, standing: &Standing, records: &[&ApprovalRecord]) -> Result<(String, Digest), String> {
    let version = standing.approved_version.clone();
    let approves = |it: &&&ApprovalRecord| {
        it.place.meaning == Meaning::Approve && Some(&it.place.version) == standing.approved_version.as_ref()
    };
    let digest = records.iter().find(approves).map(|it| it.approval.digest.value);
    version.zip(digest).ok_or_else(|| format!("`{}` has no approval that could be withdrawn", document.name()))
}

fn records<'h>(handbook: &'h Handbook, id: &Id) -> Vec<&'h ApprovalRecord> {
    handbook.ledger.iter().flat_map(|it| it.of(id)).collect()
}

fn refuse_second(place: &RecordPlace, digest: Digest, records: &[&ApprovalRecord]) -> Result<(), String> {
    let of_version = records.iter().filter(|it| it.place.version == place.version);
    for record in of_version {
        if record.place == *place && record.approval.digest.value == digest {
            let verb = if place.meaning == Meaning::Approve { "approved" } else { "withdrawn" };
            return Err(format!(
                "version {} of `{}` is {verb} by `role:{}` already",
                place.version, place.document, place.role
            ));
        }
        if record.approval.digest.value != digest {
            let (version, document) = (&place.version, &place.document);
            return Err(format!("version {version} of `{document}` was approved with other words; raise the version"));
        }
    }
    Ok(())
}

/// The day until which the review holds: as the document says, else the interval after today.
fn review_by(config: &Config, document: &Document, today: Date) -> Option<Date> {
    let front = &document.front;
    let longest = || config.review.longest.get(&document.document_type()?).copied();
    let interval = || front.review_interval.map(|it| it.value).or_else(longest);
    let reviewed = front.last_reviewed.map_or(today, |it| it.value);
    front.next_review.map(|it| it.value).or_else(|| reviewed.plus(interval()?))
}

/// A text in quotation marks is never taken for anything else by any reader of YAML.
fn quoted(text: Option<&str>) -> String {
    // A text always has a form in JSON.
    text.map_or_else(|| "null".to_owned(), |text| serde_json::to_string(text).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{Ground, Request, approve};
    use crate::approval::{Assurance, Inputs, State, judge};
    use crate::config::{self, Config};
    use crate::link::{NormalForms, link};
    use crate::model::Meaning;
    use crate::source::{fixture, fixture_settings};
    use crate::text::{Date, FileId, Moment};

    const FILES: &str = "//- policies/a.md\n---\nid: POL-007\nversion: 1.10\nstatus: approved\nlast_reviewed: 2026-02-10\nreview_interval: 12 months\n---\nAccess ends.\n//- registers/roles.yaml\nroles:\n  - {id: ceo, title: Chief executive, held_by: [person:mira], deputy: person:jonas}\n  - {id: board, title: Board, held_by: [person:a, person:b]}\n";

    fn make(files: &str, change: impl Fn(&mut Request<'_>)) -> Result<(String, String), String> {
        let (state, made) = judged(files, change);
        made.map(|(name, text)| (name, format!("{text}{state:?}")))
    }

    fn judged(files: &str, change: impl Fn(&mut Request<'_>)) -> (State, Result<(String, String), String>) {
        let config = fixture_settings(files).map_or_else(Config::default, |it| config::read(FileId::new(0), &it).0);
        let sources = fixture(files);
        let linked = link(&sources, &config);
        let handbook = &linked.handbook;
        let today = Date::parse("2026-11-21").expect("a day");
        let judged = judge(&Inputs { handbook, config: &config, sources: &sources, today, base: None });
        let forms = NormalForms::new(handbook, &sources, &config);
        let time = Moment::parse("2026-02-16T09:30:00Z").expect("a moment");
        let mut request =
            Request { document: "POL-007", role: "role:ceo", person: None, meaning: Meaning::Approve, time };
        change(&mut request);
        let made = approve(&Ground { handbook, config: &config, forms: &forms, judged: &judged }, &request);
        (judged.standings[0].state, made.map(|it| (it.name, it.text)))
    }

    #[test]
    fn a_record_that_was_made_puts_its_document_in_force() {
        let (name, text) = judged(FILES, |_| ()).1.expect("a record");
        assert_eq!(name, "approvals/POL-007/1.10/ceo.yaml");
        assert!(text.contains("\nprevious: null\n") && text.ends_with("review_by: \"2027-02-10\"\n"), "{text}");
        let with_record = format!("{FILES}//- {name}\n{text}");
        let (state, again) = judged(&with_record, |_| ());
        assert_eq!(state, State::InForce);
        assert_eq!(again, Err("version 1.10 of `POL-007` is approved by `role:ceo` already".to_owned()));
        let edited = with_record.replace("Access ends.", "Access ends late.");
        let refused = judged(&edited, |_| ()).1;
        assert_eq!(
            refused,
            Err("version 1.10 of `POL-007` was approved with other words; raise the version".to_owned())
        );
        let later = Moment::parse("2026-03-01T00:00:00Z").expect("a moment");
        let withdrawn = judged(&with_record, |it| (it.meaning, it.time) = (Meaning::Withdraw, later)).1;
        let (name, text) = withdrawn.expect("a record");
        assert_eq!(name, "approvals/POL-007/1.10/ceo.withdraw.yaml");
        assert_eq!(judged(&format!("{with_record}//- {name}\n{text}"), |_| ()).0, State::InReview);
        let earlier = Moment::parse("2026-01-01T00:00:00Z").expect("a moment");
        assert!(judged(&with_record, |it| (it.meaning, it.time) = (Meaning::Withdraw, earlier)).1.is_err());
    }

    #[test]
    fn what_took_effect_before_is_refused_while_its_day_can_still_be_set() {
        let on = |more: &str| judged(&FILES.replace("last_reviewed", &format!("{more}last_reviewed")), |_| ()).1;
        let refused = on("effective_from: 2026-02-14\n").expect_err("too late");
        assert_eq!(
            refused,
            "version 1.10 of `POL-007` takes effect on 2026-02-14, before this approval; first give it an `effective_from` \
             from 2026-02-16 on, as the day is part of what is approved"
        );
        // Somewhere it was still the fifteenth; and a declared approval may be older than the first record.
        assert!(on("effective_from: 2026-02-15\n").is_ok());
        assert!(on("effective_from: 2020-01-01\napproved_on: 2020-01-01\n").is_ok());
        assert!(on("effective_from: 2020-01-01\napproved_on: 2020-01-02\n").is_err());
        // A first version has no day of effect that a review could keep.
        assert!(on("effective_from: 2020-01-01\nhistory:\n  - {version: 1.10, kind: review}\n").is_err());
    }

    #[test]
    fn the_owner_of_a_risk_accepts_it_as_it_is() {
        let risk = "risks:\n  - id: RISK-004\n    title: Stolen laptop\n    owner: role:ceo\n    residual: {likelihood: 2, impact: 3}\n    acceptance: {by: role:ceo, on: 2026-02-10, until: 2027-02-10}\n    actions: []\n";
        let files = format!("{FILES}//- registers/risks.yaml\n{risk}");
        let accept = |it: &mut Request<'_>| it.document = "RISK-004";
        let (name, text) = judged(&files, accept).1.expect("a record");
        assert_eq!(name, "approvals/RISK-004/2026-02-10/ceo.yaml");
        assert!(text.ends_with("review_by: \"2027-02-10\"\n"), "{text}");
        let recorded = format!("{files}//- {name}\n{text}");
        let proof = |files: &str| {
            let sources = fixture(files);
            let linked = link(&sources, &Config::default());
            let today = Date::parse("2026-11-21").expect("a day");
            let config = Config::default();
            let judged =
                judge(&Inputs { handbook: &linked.handbook, config: &config, sources: &sources, today, base: None });
            let accepted = judged.accepted.into_iter().flatten().next().expect("an acceptance");
            (accepted.assurance, accepted.is_changed, judged.findings.len())
        };
        assert_eq!(proof(&files), (Assurance::Declared, false, 0));
        assert_eq!(proof(&recorded), (Assurance::Bound, false, 0));
        assert_eq!(proof(&recorded.replace("actions: []", "actions: [{title: Lock}]")), (Assurance::Bound, false, 0));
        for (from, to) in [("likelihood: 2", "likelihood: 4"), ("Stolen", "Lost"), ("until: 2027", "until: 2028")] {
            let changed = recorded.replacen(from, to, 1);
            assert_eq!(proof(&changed), (Assurance::None, true, 1), "{to}");
        }
        assert_eq!(proof(&recorded.replace("on: 2026-02-10", "on: 2026-02-11")), (Assurance::None, false, 1));
        // A record that cannot be read never leaves the register believed.
        let unread = recorded.replace("review_by: \"2027-02-10\"\n", "review_by: \"2027-02-10\"\nnote: x\n");
        assert_eq!(proof(&unread), (Assurance::None, false, 1));
        let again = judged(&recorded, accept).1;
        assert_eq!(again, Err("version 2026-02-10 of `RISK-004` is approved by `role:ceo` already".to_owned()));
        let later = Moment::parse("2026-03-01T00:00:00Z").expect("a moment");
        let taken_back = |it: &mut Request<'_>| {
            (it.document, it.meaning, it.time) = ("RISK-004", Meaning::Withdraw, later);
        };
        let (name, text) = judged(&recorded, taken_back).1.expect("a record");
        assert_eq!(proof(&format!("{recorded}//- {name}\n{text}")).0, Assurance::None);
        let other = |it: &mut Request<'_>| (it.document, it.role, it.person) = ("RISK-004", "board", Some("a"));
        let refused = judged(&files, other).1;
        assert_eq!(refused, Err("`role:board` may not approve `RISK-004`; it may be approved by: ceo".to_owned()));
        let open = files.replace("    acceptance: {by: role:ceo, on: 2026-02-10, until: 2027-02-10}\n", "");
        let refused = judged(&open, accept).1.expect_err("nothing is accepted");
        assert_eq!(refused, "`RISK-004` declares no `acceptance` with its day (`on`)");
    }

    #[test]
    fn who_may_not_approve_is_told_why() {
        let refused = |files: &str, change: fn(&mut Request<'_>)| make(files, change).err().unwrap_or_default();
        assert_eq!(
            refused(FILES, |it| it.document = "POL-07"),
            "no document has the id `POL-07`; did you mean `POL-007`?"
        );
        assert_eq!(
            refused(FILES, |it| it.role = "ceoo"),
            "no role `ceoo` in the register of roles; did you mean `role:ceo`?"
        );
        assert_eq!(refused(FILES, |it| it.role = "treasurer"), "no role `treasurer` in the register of roles");
        assert_eq!(refused(FILES, |it| it.person = Some("eve")), "`person:eve` does not hold `role:ceo`");
        assert_eq!(
            refused(FILES, |it| it.role = "board"),
            "several people hold `role:board`; name one with `--by`: a, b"
        );
        assert_eq!(
            refused(FILES, |it| it.meaning = Meaning::Withdraw),
            "`POL-007` has no approval that could be withdrawn"
        );
        let ruled = format!("//- book.toml\n[[approval]]\nroles = [\"board\"]\n{FILES}");
        assert_eq!(refused(&ruled, |_| ()), "`role:ceo` may not approve `POL-007`; it may be approved by: board");
        assert!(
            refused(&FILES.replace("1.10", "1/10"), |_| ()).contains("cannot be")
                || !refused(&FILES.replace("1.10", "1/10"), |_| ()).is_empty()
        );
        assert!(make(FILES, |it| it.person = Some("person:jonas")).is_ok());
    }
}
