//! The report on a change: what it causes, what it changes, and who must decide what.

use super::output::{self, Findings};
use super::{changes, check};
use crate::error::Error;
use crate::report::diff::Diff;
use crate::report::pull::{self, Pull};
use crate::session::{Earlier, Project};
use crate::text::Date;

/// The report on the files on disk against the base, as Markdown.
///
/// # Errors
/// When the baseline cannot be read.
pub(super) fn report(project: &Project, base: &Earlier, today: Date) -> Result<String, Error> {
    let diagnostics = check::caused(project, base, today)?;
    let changes = changes::between(&base.project, project, today, base.history.as_ref());
    let findings = Findings {
        diagnostics: &diagnostics,
        silenced: &[],
        today,
        fail_on: project.config.lint.fail_on,
        is_whole: true,
        has_base: true,
        is_quiet: false,
        is_covered: &|_| true,
    };
    let diff = Diff { changes: &changes, from: &base.revision, to: "the files on disk", today, notes: &[] };
    Ok(output::with_report(project, &findings, |report| pull::write(&Pull { report: *report, diff })))
}
