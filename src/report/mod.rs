//! Findings as bytes, one file a format. Each format has wire types of its own.

pub mod acknowledgements;
mod concise;
pub mod diff;
mod fingerprint;
mod github;
mod gitlab;
mod json;
mod junit;
mod lines;
mod markdown;
pub mod pull;
mod rdjson;
#[cfg(test)]
mod sample;
mod sarif;
pub mod status;
mod text;
pub mod verify;
mod wording;

use crate::diag::{Diagnostic, RuleInfo, Severity};
use crate::text::{Date, FileId, Place, Texts, counted};

pub use json::rules as rules_json;

/// What a report is about.
#[derive(Clone, Copy)]
pub struct Report<'r> {
    /// In the order of [`Diagnostic::order`].
    pub diagnostics: &'r [Diagnostic],
    /// In the same order.
    pub silenced: &'r [Excused<'r>],
    pub texts: &'r Texts,
    pub today: Date,
    pub looked_at: LookedAt,
    pub extent: Extent<'r>,
    pub origin: Origin<'r>,
    /// The level from which the check fails.
    pub fail_on: Severity,
}

impl<'r> Report<'r> {
    /// A report on the whole handbook that knows neither its rules nor its documents nor its repository: enough for
    /// people ([`Format::Text`], [`Format::Concise`]) and [`Format::Json`]. It fails from errors on.
    pub fn new(diagnostics: &'r [Diagnostic], texts: &'r Texts, today: Date, looked_at: LookedAt) -> Self {
        let extent = Extent { rules: &[], documents: &[], is_whole: true };
        let origin = Origin { folder: "", address: None };
        Report { diagnostics, silenced: &[], texts, today, looked_at, extent, origin, fail_on: Severity::Error }
    }

    /// The name of a file from the root of the repository.
    fn path(&self, file: FileId) -> String {
        format!("{}{}", self.origin.folder, self.texts.name(file))
    }

    fn document(&self, file: FileId) -> Option<&Subject<'r>> {
        let documents = self.extent.documents;
        documents.binary_search_by_key(&file, |it| it.file).ok().map(|index| &documents[index])
    }
}

/// A finding that is not shown, since somebody answers for it.
#[derive(Debug, Clone, Copy)]
pub struct Excused<'r> {
    pub diagnostic: &'r Diagnostic,
    pub reason: &'r str,
    /// The role that answers for it.
    pub by: &'r str,
    /// The last day on which it holds.
    pub until: Date,
    /// Where that is written.
    pub place: Place,
}

/// How far a report reaches: what was held against what.
#[derive(Debug, Clone, Copy)]
pub struct Extent<'r> {
    /// All rules in the order of their codes, those that are off included.
    pub rules: &'r [RuleInRun<'r>],
    /// The documents that are reported on, in the order of their files.
    pub documents: &'r [Subject<'r>],
    /// Whether nothing was left out by naming files and folders.
    pub is_whole: bool,
}

/// A rule as this run took it.
#[derive(Debug, Clone, Copy)]
pub struct RuleInRun<'r> {
    pub info: &'r RuleInfo,
    /// Why it did not look at all, where it did not.
    pub skipped: Option<&'static str>,
    pub reach: Reach,
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Each document by itself.
    Document,
    /// Files as they are read, registers, or the handbook as a whole.
    Handbook,
}

/// A document that is reported on.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'r> {
    pub file: FileId,
    pub id: Option<&'r str>,
    /// The id, else the file's name.
    pub name: &'r str,
    pub title: &'r str,
}

/// Where the handbook lies, for formats that name files from the root of a repository or link to them.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'r> {
    /// Folder of the handbook in its repository, with a final slash; empty where it is the root.
    pub folder: &'r str,
    /// Address under which the files of the repository are shown at this revision, with a final slash.
    pub address: Option<&'r str>,
}

/// How much was looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LookedAt {
    pub documents: usize,
    pub statement_lines: usize,
    pub risks: usize,
    /// Entries of all registers, risks included.
    pub entries: usize,
}

impl LookedAt {
    /// `63 documents, 93 lines of the statement of applicability and 120 register entries`.
    fn words(self) -> String {
        let entries = match self.entries {
            1 => "1 register entry".to_owned(),
            entries => format!("{entries} register entries"),
        };
        let (documents, lines) = (counted(self.documents, "document"), counted(self.statement_lines, "line"));
        format!("{documents}, {lines} of the statement of applicability and {entries}")
    }
}

/// How findings are written down. `docs/formats.md` describes each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people: the text with the place underlined.
    Text,
    /// One line a finding.
    Concise,
    /// For programs; versioned, see `docs/json.md`.
    Json,
    /// Annotations by GitHub's workflow commands, then every finding on a line.
    Github,
    /// GitLab's Code Quality report.
    Gitlab,
    /// SARIF 2.1.0.
    Sarif,
    /// `JUnit` XML: a suite a document, a case a rule.
    Junit,
    /// reviewdog's diagnostic format.
    Rdjson,
    /// A summary for a job's page or a comment.
    Markdown,
}

impl Format {
    pub const ALL: [Format; 9] = [
        Format::Text,
        Format::Concise,
        Format::Json,
        Format::Github,
        Format::Gitlab,
        Format::Sarif,
        Format::Junit,
        Format::Rdjson,
        Format::Markdown,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Concise => "concise",
            Format::Json => "json",
            Format::Github => "github",
            Format::Gitlab => "gitlab",
            Format::Sarif => "sarif",
            Format::Junit => "junit",
            Format::Rdjson => "rdjson",
            Format::Markdown => "markdown",
        }
    }
}

/// How many findings there are of each level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub errors: usize,
    pub warnings: usize,
    pub infos: usize,
}

impl Tally {
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let count = |severity| diagnostics.iter().filter(|it| it.severity == severity).count();
        Tally { errors: count(Severity::Error), warnings: count(Severity::Warning), infos: count(Severity::Info) }
    }

    /// Whether any finding is at this level or above.
    pub fn reaches(self, level: Severity) -> bool {
        match level {
            Severity::Info => self.errors + self.warnings + self.infos > 0,
            Severity::Warning => self.errors + self.warnings > 0,
            Severity::Error => self.errors > 0,
        }
    }

    /// `2 errors, 1 warning`, or `nothing found`.
    pub fn words(self) -> String {
        let parts = [(self.errors, "error"), (self.warnings, "warning"), (self.infos, "hint")];
        let parts: Vec<_> = parts.into_iter().filter(|(number, _)| *number > 0).collect();
        if parts.is_empty() {
            return "nothing found".to_owned();
        }
        parts.into_iter().map(|(number, name)| counted(number, name)).collect::<Vec<_>>().join(", ")
    }
}

/// The report in a format. Text carries terminal colours; who prints it strips them where they are not wanted.
pub fn write(report: &Report<'_>, format: Format) -> String {
    match format {
        Format::Text => text::write(report),
        Format::Concise => concise::write(report),
        Format::Json => json::write(report),
        Format::Github => github::write(report),
        Format::Gitlab => gitlab::write(report),
        Format::Sarif => sarif::write(report),
        Format::Junit => junit::write(report),
        Format::Rdjson => rdjson::write(report),
        Format::Markdown => markdown::write(report),
    }
}

/// What was looked at and how much was found, as one line.
fn summary(report: &Report<'_>) -> String {
    format!("checked {}: {}\n", report.looked_at.words(), Tally::of(report.diagnostics).words())
}
