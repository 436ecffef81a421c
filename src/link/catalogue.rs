//! The catalogues that a handbook rests on: those built in, replaced or joined by the user's own.

use std::sync::LazyLock;

use crate::diag::Finding;
use crate::model::{Catalogue, natural_order};
use crate::parse;
use crate::text::{FileId, LineIndex, Span, Texts};

/// Facts on ISO/IEC 27001:2022 in our own words; a project's own file of the same kind takes their place.
const CONTROLS: &str = include_str!("../../controls/annex-a.yaml");
const CLAUSES: &str = include_str!("../../controls/clauses.yaml");
const CROSSWALKS: &str = include_str!("../../controls/crosswalks.yaml");

/// Read once, and only where a project lacks a part of it. A test holds that each file can be read.
static BUILT_IN: LazyLock<Catalogue> = LazyLock::new(|| {
    let mut catalogue = Catalogue::default();
    // Not in parallel: a thread of the pool that waited here might take up a task that waits for this very value.
    for part in [CONTROLS, CLAUSES, CROSSWALKS].into_iter().flat_map(parse::catalogue) {
        join(&mut catalogue, part);
    }
    catalogue
});

/// The built-in catalogues.
pub(super) fn built_in() -> &'static Catalogue {
    &BUILT_IN
}

/// Reads the project's catalogues, which are in these files, and fills up with the built-in ones.
pub(super) fn catalogue(texts: &Texts, files: &[FileId]) -> (Catalogue, Vec<Finding>) {
    let mut catalogue = Catalogue::default();
    let mut findings = Vec::new();
    for file in files.iter().copied() {
        let content = &texts.of(file).content;
        match parse::catalogue(content) {
            Ok(part) => join(&mut catalogue, part),
            Err(fault) => {
                let lines = LineIndex::new(content);
                let line = fault.line.map_or(0, |line| line.saturating_sub(1));
                let start = lines.start_of(line);
                let place = Span::new(start, start + lines.text_of(line).len()).in_file(file);
                let message = format!("catalogue cannot be read: {}", fault.message);
                let hint = "compare it with the built-in catalogue of the same name";
                findings.push(Finding::new(parse::faults::BAD_VALUE, place, message).hint(hint));
            }
        }
    }
    if !catalogue.controls.iter().any(|it| it.is_reference) {
        catalogue.controls.extend(BUILT_IN.controls.iter().cloned());
    }
    if catalogue.clauses.is_empty() {
        catalogue.clauses.clone_from(&BUILT_IN.clauses);
    }
    if catalogue.frameworks.is_empty() {
        catalogue.frameworks.clone_from(&BUILT_IN.frameworks);
    }
    catalogue.controls.sort_by(|left, right| left.id.cmp(&right.id));
    catalogue.clauses.sort_by(|left, right| natural_order(left.id.as_str(), right.id.as_str()));
    (catalogue, findings)
}

/// Adds a part; a control that is there already keeps its place, and takes the wording of the later file.
fn join(catalogue: &mut Catalogue, part: Catalogue) {
    for control in part.controls {
        match catalogue.controls.iter_mut().find(|it| it.id == control.id) {
            Some(known) => *known = control,
            None => catalogue.controls.push(control),
        }
    }
    catalogue.clauses.extend(part.clauses);
    catalogue.frameworks.extend(part.frameworks);
    catalogue.wordings.extend(part.wordings);
}

#[cfg(test)]
mod tests {
    use super::{CLAUSES, CONTROLS, CROSSWALKS};
    use crate::parse;

    #[test]
    fn the_built_in_catalogues_are_whole() {
        let count = |text: &str| {
            let part = parse::catalogue(text).expect("a built-in catalogue can be read");
            (part.controls.len(), part.clauses.len(), part.frameworks.len())
        };
        assert_eq!(count(CONTROLS), (93, 0, 0));
        assert!(count(CLAUSES).1 > 25);
        assert_eq!(count(CROSSWALKS).2, 6);
    }
}
