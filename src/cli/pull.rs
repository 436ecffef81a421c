//! The report on a change: what it causes, what it changes, and who must decide what.

use super::output::{self, Findings};
use super::{changes, check};
use crate::approval::Judged;
use crate::error::Error;
use crate::report::diff::Diff;
use crate::report::pull::{self, Pull};
use crate::session::{Earlier, Seen};
use crate::text::Date;

/// The report on the files on disk against the base, as Markdown.
///
/// # Errors
/// When the baseline cannot be read.
pub(super) fn report(now: Seen<'_>, before: (&Earlier, &Judged), today: Date) -> Result<String, Error> {
    let (base, judged) = before;
    let project = now.project;
    let diagnostics = check::caused(now, before, today)?;
    let changes = changes::between(Seen { project: &base.project, judged }, now);
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
