//! A handbook as one file for others: tables for spreadsheets, JSON for programs, owners for forges. One file an exporter.

mod approvals;
mod codeowners;
mod csv;

use crate::approval::Judged;
use crate::model::Handbook;
use crate::source::Sources;

pub use codeowners::codeowners;

/// What is exported from.
#[derive(Clone, Copy)]
pub struct Ground<'g> {
    pub handbook: &'g Handbook,
    pub sources: &'g Sources,
    pub judged: &'g Judged,
}

/// How a register is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// RFC 4180, in UTF-8, safe to open in a spreadsheet.
    Csv,
    Json,
}

/// The register of approvals: every record, whether it counts, and why not.
pub fn approvals(ground: &Ground<'_>, table: Table) -> String {
    match table {
        Table::Csv => approvals::csv(ground),
        Table::Json => approvals::json(ground),
    }
}
