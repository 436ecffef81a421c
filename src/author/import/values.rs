//! What an old header says, in the form in which front matter has it; and what names and the history of changes tell where
//! it says nothing.

use super::blocks::{self, Block};
use super::header::{self, Header};
use super::{Line, Target};
use crate::author::edits::quoted;
use crate::model::{ControlId, DocumentType, Field, natural_order};
use crate::parse::{RHYTHMS, understood_date};
use crate::text::{Interval, slug};

/// The fields that a header tells beside those that every document has, in the form in which front matter has them; and
/// what has no such form, which is left where it stands, in words.
pub(super) fn told(header: &Header, target: &Target) -> (Vec<Line>, Vec<String>) {
    let (mut lines, mut undecided) = (Vec::new(), Vec::new());
    for (field, said) in &header.fields {
        let value = unlinked(said);
        let written = match field {
            Field::Id | Field::Title | Field::Type | Field::Version | Field::Status => continue,
            Field::Owner | Field::Approver | Field::ApprovedBy => Some(role(&value, target)),
            Field::Authors | Field::Reviewers => {
                let names: Vec<String> = value.split([',', ';']).map(|it| role(it.trim(), target)).collect();
                Some(format!("[{}]", names.join(", ")))
            }
            Field::ApprovedOn
            | Field::EffectiveFrom
            | Field::EffectiveUntil
            | Field::LastReviewed
            | Field::NextReview => understood_date(&lowered(&value)).map(|it| it.to_string()),
            Field::ReviewInterval => interval(&value),
            // A coloured dot or another sign may stand before it.
            Field::Classification => Some(quoted(&classification(&value, &target.classifications))),
            Field::Summary
            | Field::Scope
            | Field::Language
            | Field::Contact
            | Field::ApprovalRef
            | Field::Retention => Some(quoted(&value)),
            Field::Controls => {
                let ids = value.split([',', ';']).map(|it| ControlId::parse_loosely(it).map(|id| id.to_string()));
                ids.collect::<Option<Vec<_>>>().map(|ids| format!("[{}]", ids.join(", ")))
            }
            // The day of the last change is that of the version that is there.
            Field::History => understood_date(&value).map(|day| {
                let version = header.fields.get(&Field::Version);
                let version = version.map(|it| format!("version: {}, ", quoted(&bare_version(it)))).unwrap_or_default();
                format!("[{{{version}date: {day}}}]")
            }),
            _ => None,
        };
        match written {
            Some(written) => lines.push(Line::new(*field, written)),
            // Words of the text in a comment are one line, whatever they hold.
            None => undecided.push(format!("the text says {} for `{}`", quoted(said), field.name())),
        }
    }
    (lines, undecided)
}

/// Pandoc writes letters that are set high between two marks: `1^st^ March 2024`.
fn lowered(value: &str) -> String {
    ["st", "nd", "rd", "th"]
        .iter()
        .fold(value.to_owned(), |value, letters| value.replace(&format!("^{letters}^"), letters))
}

/// Whether two texts have the same letters and digits, whatever stands between them and however large they are.
pub(super) fn same_words(one: &str, other: &str) -> bool {
    let bare = |it: &str| slug(it.strip_prefix("role:").unwrap_or(it));
    one == other || bare(one) == bare(other)
}

/// Whether two texts are the same words, in a link or not.
pub(super) fn same_link(one: &str, other: &str) -> bool {
    same_words(&unlinked(one), &unlinked(other))
}

/// The words of a value that is a link, such as `[IT](mailto:it@example.com)` or `[[Functions/Lead\|Lead]]`.
fn unlinked(value: &str) -> String {
    let wiki = value.strip_prefix("[[").and_then(|it| it.strip_suffix("]]"));
    let link = || value.strip_prefix('[')?.strip_suffix(')')?.split_once("](").map(|(words, _)| words);
    let words = wiki.map(|it| it.rsplit(['|', '/']).next().unwrap_or(it)).or_else(link);
    words.map_or_else(|| value.to_owned(), |it| it.trim().to_owned())
}

/// A role of the register where the words, or those in brackets behind them, name one; else the words.
fn role(words: &str, target: &Target) -> String {
    let in_brackets = words.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(inner, _)| inner);
    let name = |it: &str| slug(it.strip_prefix("role:").unwrap_or(it));
    let role = [Some(words), in_brackets].into_iter().flatten().map(name).find(|it| target.roles.contains(it));
    role.map_or_else(|| quoted(words), |it| format!("role:{it}"))
}

/// What people call the classes that most handbooks have, as anchors are made of it.
const CLASSES: [(&str, &[&str]); 3] = [
    ("public", &["öffentlich", "offen", "publique", "público", "pública", "unclassified"]),
    (
        "internal",
        &[
            "intern",
            "interne",
            "interno",
            "interna",
            "internal-use",
            "internal-use-only",
            "internal-only",
            "for-internal-use-only",
            "for-internal-use",
            "company-internal",
            "nur-intern",
            "nur-für-den-internen-gebrauch",
            "usage-interne",
            "uso-interno",
        ],
    ),
    ("confidential", &["vertraulich", "confidentiel", "confidentielle", "confidencial", "company-confidential"]),
];

/// The class that the handbook has for what a text calls it, else the words of the text.
fn classification(words: &str, known: &[String]) -> String {
    let words = words.trim_start_matches(|it: char| !it.is_alphanumeric()).to_lowercase();
    let slug = slug(&words);
    let own = known.iter().find(|it| *it == &slug).map(String::as_str);
    let meant = || CLASSES.iter().find(|(_, names)| names.contains(&slug.as_str())).map(|(class, _)| *class);
    let class = own.or_else(|| meant().filter(|it| known.iter().any(|known| known == it)));
    class.map_or(words.clone(), str::to_owned)
}

/// How often people say that something is looked at again, beside the words that `check` knows.
const RHYTHMS_OF_OTHERS: [(&[&str], &str); 4] = [
    (&["biannual", "biannually", "halbjährlich", "semestriel", "semestrielle", "semestral"], "6 months"),
    (&["jährlich", "annuel", "annuelle", "annuellement", "anual", "anualmente"], "12 months"),
    (&["vierteljährlich", "trimestriel", "trimestrielle", "trimestral"], "3 months"),
    (&["monatlich", "mensuel", "mensuelle", "mensual"], "1 month"),
];

/// The interval that words begin with: `Annually or upon significant changes`, `at least every 6 months`.
fn interval(words: &str) -> Option<String> {
    let lower = words.to_lowercase();
    let lower = lower.trim();
    let lower = ["at least ", "mindestens "].iter().find_map(|it| lower.strip_prefix(it)).unwrap_or(lower);
    let begins = |it: &str| {
        lower.strip_prefix(it).is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '-'))
    };
    let mut rhythms = RHYTHMS.iter().chain(&RHYTHMS_OF_OTHERS);
    if let Some((_, interval)) = rhythms.find(|(words, _)| words.iter().any(|it| begins(it))) {
        return Some((*interval).to_owned());
    }
    let bare = lower.strip_prefix("every ").unwrap_or(lower);
    let two: Vec<&str> = bare.split([' ', '-', ',', '(']).filter(|it| !it.is_empty()).take(2).collect();
    let read = |it: &str| Interval::parse(it).ok().map(|it| it.to_string());
    read(words).or_else(|| read(&two.join(" ")))
}

/// `1.2` of `v1.2 (final)`.
pub(super) fn bare_version(words: &str) -> String {
    let first = words.split_whitespace().next().unwrap_or(words);
    let bare = first.trim_start_matches(['v', 'V']).trim_end_matches([',', ';']);
    if bare.starts_with(|it: char| it.is_ascii_digit()) { bare.to_owned() } else { words.to_owned() }
}

/// `1.2` of `access-policy_v1.2`.
pub(super) fn version_in(stem: &str) -> Option<String> {
    stem.split(['_', '-', ' ', '(', ')']).rev().find_map(|part| {
        let digits = part.strip_prefix(['v', 'V'])?;
        let is_version = digits.starts_with(|it: char| it.is_ascii_digit())
            && digits.chars().all(|it| it.is_ascii_digit() || it == '.');
        is_version.then(|| digits.trim_end_matches('.').to_owned())
    })
}

/// The highest version in a table of changes: one that has a column for versions and one for days, people or changes.
pub(super) fn version_of_history(text: &str) -> Option<String> {
    let in_block = |block: &Block<'_>| {
        let (columns, rows) = header::list(&block.lines).filter(|(columns, _)| header::is_history(columns))?;
        let version = columns.iter().position(|it| Field::called(it) == Some(Field::Version))?;
        let is_version = |it: &String| it.len() <= 12 && it.starts_with(|first: char| first.is_ascii_digit());
        let versions =
            rows.into_iter().filter_map(|row| row.get(version).map(|it| bare_version(it))).filter(is_version);
        versions.max_by(|one, other| natural_order(one, other))
    };
    blocks::blocks(text).iter().find_map(in_block)
}

/// `POL-007` of `pol-007-access-control`: letters, then a number, at the head; more letters before it only in capitals,
/// as in `ISMS-POL-007 Access control`.
pub(super) fn id_in(words: &str) -> Option<String> {
    let parts: Vec<&str> = words.splitn(5, ['-', '_', ' ', ':']).take(4).collect();
    let is_number = |it: &str| (1..=5).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_digit());
    let is_family = |it: &str| (2..=5).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_alphabetic());
    let at = parts.iter().position(|it| is_number(it))?;
    let families = &parts[..at];
    let are_capitals = families.iter().all(|it| it.bytes().all(|it| it.is_ascii_uppercase()));
    let is_id = !families.is_empty() && families.iter().all(|it| is_family(it)) && (at == 1 || are_capitals);
    is_id.then(|| format!("{}-{}", families.join("-").to_uppercase(), parts[at]))
}

/// What ids of a type begin with.
pub(super) fn family(kind: DocumentType) -> &'static str {
    match kind {
        DocumentType::Policy => "POL",
        DocumentType::Standard => "STD",
        DocumentType::Procedure => "PRO",
        DocumentType::Guideline => "GDL",
        DocumentType::Plan => "PLN",
        DocumentType::Manual => "MAN",
        DocumentType::Register => "REG",
        DocumentType::Record => "REC",
        DocumentType::Template => "TPL",
    }
}

/// Words at the end of a file's name that tell how far it had come, and are no part of its title.
const STATES: [&str; 8] = ["final", "draft", "approved", "signed", "copy", "entwurf", "freigegeben", "brouillon"];

/// A name of a file as words, without a version at its end.
pub(super) fn spoken(stem: &str) -> String {
    let is_version = |part: &&str| version_in(part).is_none();
    let words: Vec<&str> = stem.split(['_', '-', ' ']).filter(|it| !it.is_empty()).filter(is_version).collect();
    // A number at the head only keeps files in their order.
    let is_number = |it: &&&str| it.bytes().all(|it| it.is_ascii_digit() || it == b'.');
    let numbers = words.iter().take_while(is_number).count();
    let rest = &words[if numbers < words.len() { numbers } else { 0 }..];
    let states = rest.iter().rev().take_while(|it| STATES.contains(&slug(it).as_str())).count();
    let words = rest[..if states < rest.len() { rest.len() - states } else { rest.len() }].join(" ");
    let mut letters = words.chars();
    let first = letters.next().map(|it| it.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::{classification, id_in, interval, spoken, unlinked, version_of_history};

    #[test]
    fn an_interval_is_what_the_words_begin_with() {
        for (words, read) in [
            ("Annual (or upon significant change)", Some("12 months")),
            ("Annually or when needed", Some("12 months")),
            ("at least every 6 months", Some("6 months")),
            ("12-month cycle", Some("12 months")),
            ("Semi-annually", Some("6 months")),
            ("Half-yearly, by the owner", Some("6 months")),
            ("Every other year", Some("24 months")),
            ("vierteljährlich", Some("3 months")),
            ("P12M", Some("12 months")),
            ("annual-ish", None),
            ("when needed", None),
        ] {
            assert_eq!(interval(words).as_deref(), read, "{words}");
        }
    }

    #[test]
    fn a_number_before_the_words_of_a_name_is_no_word() {
        assert_eq!(spoken("03 - change_management_v2.0"), "Change management");
        assert_eq!(spoken("2024"), "2024");
        assert_eq!(spoken("04. Backup Procedure (FINAL)"), "Backup Procedure");
        assert_eq!(spoken("Leitlinie_Entwurf_v0.3"), "Leitlinie");
        assert_eq!(spoken("Final draft"), "Final draft", "something must be left");
    }

    #[test]
    fn an_id_may_have_more_than_one_family_where_all_are_capitals() {
        for (name, id) in [
            ("pol-007-access-control", Some("POL-007")),
            ("ISMS-POL-007 Access Control v2.0", Some("ISMS-POL-007")),
            ("RL-IS-03_Passwort", Some("RL-IS-03")),
            ("data-back-2024-up", None),
            ("04-backup", None),
            ("ISMS-POL-Access 3", None),
            ("information-security-9", None),
        ] {
            assert_eq!(id_in(name).as_deref(), id, "{name}");
        }
    }

    #[test]
    fn a_class_is_one_that_the_handbook_has() {
        let known = ["public", "internal", "for-partners"].map(str::to_owned);
        for (words, class) in [
            ("● Intern", "internal"),
            ("Internal Use Only", "internal"),
            ("For partners", "for-partners"),
            ("Öffentlich", "public"),
            ("Vertraulich", "vertraulich"),
            ("TLP:AMBER", "tlp:amber"),
        ] {
            assert_eq!(classification(words, &known), class, "{words}");
        }
    }

    #[test]
    fn of_a_link_the_words_are_taken() {
        assert_eq!(unlinked("[[Functions/ISMS Manager\\|ISMS Manager]]"), "ISMS Manager");
        assert_eq!(unlinked("[[Jane Doe]]"), "Jane Doe");
        assert_eq!(unlinked("[IT](mailto:it@example.com)"), "IT");
        assert_eq!(unlinked("IT [x]"), "IT [x]");
    }

    #[test]
    fn the_history_of_changes_tells_the_newest_version() {
        let history =
            "## Changes\n\n| Version | Date | Author |\n|--|--|--|\n| 1.9 | x | A |\n| v1.10 | y | B |\n| next | | |\n";
        assert_eq!(version_of_history(history).as_deref(), Some("1.10"));
        assert_eq!(version_of_history("| Version | Supported |\n|--|--|\n| 1.9 | yes |\n| 2.0 | no |\n"), None);
    }
}
