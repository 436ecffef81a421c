//! `check --fix`: mends in memory until nothing more is to mend, then writes all files or shows the difference.

use std::collections::BTreeSet;

use super::exit::Printer;
use super::project;
use crate::author::{self, Wish};
use crate::check;
use crate::diag::Diagnostic;
use crate::error::Error;
use crate::session::Project;
use crate::text::counted;
use crate::write;

/// Rounds after which fixing stops, even if two fixes should undo each other.
const ROUNDS: usize = 16;

/// What becomes of the mended texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outlet {
    Write,
    Show,
}

/// Mends what `find` finds. Returns the project as it is afterwards.
///
/// # Errors
/// When a file changed on disk since it was read, or cannot be written; then none is.
pub(super) fn fix(
    project: Project,
    (wish, outlet): (Wish, Outlet),
    find: impl Fn(&Project) -> Vec<Diagnostic>,
    printer: &Printer,
) -> Result<Project, Error> {
    let mut mended = project.clone();
    let (mut applied, mut left, mut voided) = (0, 0, BTreeSet::new());
    for _ in 0..ROUNDS {
        let diagnostics = find(&mended);
        let round = author::fix(&diagnostics, &mended.linked.handbook, &mended.sources.texts, wish);
        left = round.left;
        if round.applied == 0 {
            break;
        }
        applied += round.applied;
        voided.extend(round.voided);
        mended = mended.with_texts(round.files);
    }
    let changed: Vec<(&str, &str, &str)> = changed(&project, &mended);
    match outlet {
        Outlet::Show => {
            let differences = changed.iter().map(|(name, before, after)| author::difference(name, before, after));
            printer.result(&differences.collect::<String>())?;
        }
        Outlet::Write => {
            project::refuse_changed(&project, changed.iter().map(|(name, ..)| *name))?;
            let paths: Vec<_> = changed.iter().map(|(name, _, after)| (project.root.join(name), *after)).collect();
            let files: Vec<_> = paths.iter().map(|(path, after)| (path.as_path(), after.as_bytes())).collect();
            write::files(&files)?;
        }
    }
    let verb = if outlet == Outlet::Show { "can be mended" } else { "mended" };
    let mut notes = vec![format!("{} {verb} in {}", counted(applied, "finding"), counted(changed.len(), "file"))];
    if left > 0 {
        let kept = if left == 1 { "1 fix".to_owned() } else { format!("{left} fixes") };
        notes.push(format!(
            "{kept} left that would change a meaning or an approved document; see `--unsafe-fixes --diff`"
        ));
    }
    if !voided.is_empty() {
        let names = check::listed(voided.iter().map(String::as_str));
        notes.push(format!("this voids the approval of {names}"));
    }
    printer.note(&format!("{}\n", notes.join("\n")));
    Ok(if outlet == Outlet::Show { project } else { mended })
}

/// Name, text before and text after of every file that differs.
pub(super) fn changed<'p>(before: &'p Project, after: &'p Project) -> Vec<(&'p str, &'p str, &'p str)> {
    let pairs = before.sources.texts.iter().zip(after.sources.texts.iter());
    let pairs = pairs.map(|((_, before), (_, after))| (&*before.name, &*before.content, &*after.content));
    pairs.filter(|(_, before, after)| before != after).collect()
}
