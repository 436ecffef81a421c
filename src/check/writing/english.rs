//! The words by which the writing rules know English: British and American, as policies use it.

use super::lexicon::{Cue, Words};

// Long lists read better in lines than in columns of one word.
#[rustfmt::skip]
pub(super) static ENGLISH: Words = Words {
    language: "en",
    cues: &[
        (Cue::Must, &["must"]),
        (Cue::Shall, &["shall"]),
        (Cue::Should, &["should"]),
        (Cue::Will, &["will"]),
        (
            Cue::Weak,
            &[
                "try to", "if possible", "where possible", "wherever possible", "whenever possible",
                "as far as possible", "as much as possible", "as far as practicable", "where practicable",
                "where feasible", "to the extent possible", "make every effort", "endeavour to", "endeavor to",
                "strive to",
            ],
        ),
        (
            Cue::Often,
            &[
                "regularly", "periodically", "routinely", "frequently", "from time to time", "on a regular basis",
                "on a periodic basis", "at regular intervals", "at planned intervals",
            ],
        ),
        (
            Cue::DoubleNegative,
            &[
                "not fail to", "never fail to", "not uncommon", "not unlikely", "not unusual", "not unreasonable",
                "not unimportant", "not unknown", "not unaware", "not unacceptable", "not unauthorised",
                "not unauthorized", "not unencrypted", "not unprotected", "not unsafe", "not unwilling",
                "not insignificant", "not infrequent", "not infrequently",
            ],
        ),
        (Cue::Means, &["means", "is defined as", "stands for"]),
        (
            Cue::Passing,
            &[
                "currently", "at present", "at the moment", "at the time of writing", "recently",
                "in the near future", "our new",
            ],
        ),
    ],
    vague: &[
        "appropriate", "appropriately", "adequate", "adequately", "sufficient", "sufficiently", "reasonable",
        "suitable", "timely", "as needed", "as necessary", "when necessary", "where necessary", "if necessary",
        "as required", "etc", "and/or", "best effort", "best efforts",
    ],
    shortened: &[
        "e.g", "i.e", "eg", "ie", "etc", "cf", "vs", "approx", "incl", "resp", "dr", "mr", "mrs", "ms", "prof", "st",
        "no", "nos", "fig", "sec", "ch", "art", "para", "inc", "ltd", "co", "corp", "dept", "vol", "ed", "al",
    ],
    subordinators: &[
        "if", "when", "whenever", "where", "wherever", "who", "whom", "which", "that", "what", "whatever", "whether",
        "how", "why", "because", "unless", "everything", "anything", "believe", "believes", "think", "thinks",
    ],
    subject_openers: &[
        "the", "a", "an", "this", "these", "our", "your", "their", "its", "you", "we", "they", "he", "she", "it",
        "each", "every", "any", "everybody", "everyone", "somebody", "someone", "anybody", "anyone", "nobody",
        "people", "staff", "users",
    ],
    conjunctions: &["if", "when", "whenever", "before", "after", "until", "once", "unless", "because", "so"],
    meanings: &["mean", "have the meaning", "have the same meaning", "generally have the same meaning"],
    actors: &[
        "user", "employee", "contractor", "manager", "administrator", "developer", "engineer", "supplier", "vendor",
        "visitor", "owner", "auditor", "department", "team", "organization", "organisation", "company", "board",
        "officer", "intern", "requester", "approver", "reviewer",
    ],
    crowds: &["staff", "personnel", "people", "everyone", "everybody", "management", "top management", "third parties"],
    duty_headings: &[
        "must do", "must not", "duties", "rules", "requirements", "responsibilities", "obligations", "steps",
        "procedure", "procedures", "process", "instructions",
    ],
    background_headings: &[
        "why", "purpose", "background", "introduction", "overview", "scope", "definitions", "terms", "references",
        "context", "annex", "appendix", "history", "glossary", "questions",
    ],
    untelling_headings: &[
        "general", "general information", "general provisions", "general remarks", "miscellaneous", "misc", "other",
        "others", "other matters", "other provisions", "other information", "various", "varia", "sundry",
        "further information", "additional information", "further provisions",
    ],
    annex_headings: &["annex", "appendix", "attachment"],
    prospects: &[
        "be able", "be available", "see", "find", "get", "receive", "notice", "look like", "already", "now", "enable",
        "affect", "impact", "only affect", "only impact", "not affect", "not impact", "suffice", "be enough",
        "be sufficient",
    ],
    not: "not",
    usually: &["usually", "typically", "normally", "often", "probably", "sometimes"],
    prepositions: &["to", "of", "for", "by", "with", "from", "in", "on", "at", "between", "than", "as"],
    speakers: &["we"],
    stand_ins: &["it", "this", "that", "which", "there", "you"],
    negations: &["no", "not", "only", "none"],
    asides: &["also", "then", "thus", "therefore"],
    outlooks: &[
        "be", "have", "see", "find", "get", "receive", "notice", "learn", "know", "want", "need", "often", "usually",
        "probably", "likely", "sometimes", "lose", "still", "no longer", "understand", "only see", "then",
    ],
    frequencies: &[
        "every", "each", "daily", "weekly", "monthly", "quarterly", "yearly", "annually", "annual", "hourly", "once",
        "twice", "day", "days", "week", "weeks", "month", "months", "quarter", "year", "years", "schedule",
        "calendar", "plan", "programme", "defined", "described", "set out", "laid down", "interval set",
    ],
    recurring: &[
        "review", "test", "check", "audit", "update", "train", "patch", "scan", "monitor", "verify", "assess",
        "rotate", "change", "report", "measure", "inspect", "back up", "evaluate", "reassess", "practise",
        "practice", "exercise", "reviewed", "tested", "checked", "audited", "updated", "trained", "patched",
        "scanned", "monitored", "verified", "assessed", "rotated", "changed", "reported", "measured", "inspected",
        "backed up", "evaluated", "reassessed", "practised", "practiced", "exercised",
    ],
    passive: &["be", "not be", "always be", "also be", "only be", "never be", "all be", "then be"],
    is_participle,
    doers: &["by"],
    addressed: &["you", "we", "i"],
    months: &[
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ],
    date_leads: &["from", "until", "till", "by", "as of", "as from", "starting", "effective"],
    means: &["means", "is defined as", "stands for"],
    everyday_abbreviations: &[
        "AG", "AM", "AMD", "ASCII", "AT", "AWS", "BBC", "BC", "BMW", "BSD", "BSI", "BIOS", "BYOD", "CAD", "CC", "CD", "CEO", "CET", "CFO", "COO", "CPU", "CSV",
        "CTO", "CV", "DIN", "DIY", "DVD", "DHL", "EEA", "EN", "EU", "EUR", "FAQ", "GB", "GBP", "GMT", "GNU", "GPS", "HP", "HQ", "HR",
        "HTML", "HTTP", "HTTPS", "ICT", "IBM", "ID", "IDS", "IKEA", "IEC", "IEEE", "IETF", "II", "III", "IP", "ISBN", "ISO", "IT",
        "IV", "IX", "JPEG", "JSON", "KB", "LAN", "LLC", "LTD", "MB", "MHZ", "MIT", "NASA", "NATO", "NB", "NIST", "OK", "PC", "PDF",
        "PHD", "PIN", "PLC", "PM", "PNG", "PR", "PS", "RAM", "RFC", "SAP", "SIM", "SMS", "SQL", "TB", "TV", "UK", "UN",
        "UPS", "URI", "URL", "US", "USA", "USB", "USD", "UNIX", "UTC", "UTF", "VAT", "VI", "VII", "VIII", "VIP", "VS",
        "WLAN", "XI", "XII", "XIII", "XIV", "XML", "XV", "YAML",
    ],
    shouted: &[
        "ALL", "ALWAYS", "AN", "AND", "ANY", "ARE", "AS", "BE", "BUT", "BY", "CAN", "CANNOT", "DO", "DON", "EVEN",
        "EVER", "EVERY", "FIRST", "FOR", "FROM", "GET", "HAS", "HAVE", "HEAD", "HIGH", "IF", "IN", "IS", "IT", "LAST", "LOW", "MAY", "MEDIUM", "MORE",
        "MUST", "NEVER", "NEW", "NO", "NON", "NONE", "NOT", "NOTE", "NOW", "OF", "OFF", "OLD", "ON", "ONCE", "ONE",
        "ONLY", "OR", "OUT", "OWN", "POST", "PUT", "READ", "SHALL", "SHOULD", "SO", "SPAM", "STOP", "THAT", "THE", "THEN", "THIS", "TO",
        "TWO", "UP", "USE", "VERY", "WILL", "WITH", "WRITE", "YES", "YOU", "YOUR", "TODO", "TBC", "TBD", "FIXME",
        "XXX", "XX", "ISMS", "README", "LOREM",
    ],
};

/// Participles that do not end in `ed`, as duties use them.
const IRREGULAR: [&str; 34] = [
    "made",
    "kept",
    "done",
    "taken",
    "given",
    "held",
    "written",
    "set",
    "sent",
    "shown",
    "told",
    "put",
    "run",
    "read",
    "built",
    "found",
    "shut",
    "brought",
    "chosen",
    "drawn",
    "hidden",
    "left",
    "paid",
    "sought",
    "sworn",
    "taught",
    "torn",
    "withdrawn",
    "undertaken",
    "overseen",
    "cut",
    "split",
    "met",
    "begun",
];

/// Words that look like the participle of an act and tell of a state or an ability.
const STATES: [&str; 28] = [
    "based",
    "located",
    "aged",
    "experienced",
    "qualified",
    "skilled",
    "dedicated",
    "involved",
    "limited",
    "depended",
    "aware",
    "allowed",
    "permitted",
    "concerned",
    "interested",
    "related",
    "entitled",
    "prepared",
    "needed",
    "supposed",
    "expected",
    "advanced",
    "detailed",
    "unused",
    "connected",
    "authorised",
    "authorized",
    "red",
];

fn is_participle(word: &str) -> bool {
    let is_regular = word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed");
    (is_regular || IRREGULAR.contains(&word)) && !STATES.contains(&word)
}
