//! Findings as bytes, one file a format. Each format has wire types of its own.

mod concise;
mod json;
mod text;

use crate::diag::{Diagnostic, Severity};
use crate::text::{Date, Texts};

pub use json::rules as rules_json;

/// What a report is about.
#[derive(Clone, Copy)]
pub struct Report<'r> {
    /// In the order of [`Diagnostic::order`].
    pub diagnostics: &'r [Diagnostic],
    pub texts: &'r Texts,
    pub today: Date,
    pub looked_at: LookedAt,
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

/// How findings are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people: the text with the place underlined.
    Text,
    /// One line a finding.
    Concise,
    /// For programs; versioned, see `docs/json.md`.
    Json,
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
}

/// The report in a format. Text carries terminal colours; who prints it strips them where they are not wanted.
pub fn write(report: &Report<'_>, format: Format) -> String {
    match format {
        Format::Text => text::write(report),
        Format::Concise => concise::write(report),
        Format::Json => json::write(report),
    }
}

/// `1 control`, `2 controls`.
pub fn counted(number: usize, singular: &str) -> String {
    match number {
        1 => format!("1 {singular}"),
        _ => format!("{number} {singular}s"),
    }
}
