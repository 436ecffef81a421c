//! A baseline lets an old corpus in: for each document and rule the number of findings on the day of adoption. It can
//! only shrink: more findings than recorded show them all, fewer ask to prune it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::naming::lost_roles;
use super::rule::Context;
use crate::diag::Diagnostic;
use crate::text::{FileId, Span};

/// Name of the baseline's file, below the root.
pub const BASELINE_FILE: &str = "ismsbook-baseline.yaml";

const HEAD: &str = "# Findings of the day this handbook was taken under control. Lines may only go away or count down;\n\
                    # `ismsbook check --write-baseline` prunes what was mended.\n";

/// Numbers of findings, by document (its id, else its file's name) and rule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    counts: BTreeMap<(String, String), usize>,
}

/// What a baseline left of a check.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held {
    pub shown: Vec<Diagnostic>,
    /// Findings that the baseline knows.
    pub known: usize,
    /// Recorded findings that are no longer there.
    pub mended: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    baseline: Vec<Line>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    document: String,
    rule: String,
    count: usize,
}

/// The same with the places of the names.
#[derive(Deserialize)]
struct Placed {
    baseline: Vec<PlacedLine>,
}

#[derive(Deserialize)]
struct PlacedLine {
    document: serde_yaml::Spanned<String>,
}

impl Baseline {
    /// Reads the text of a baseline.
    ///
    /// # Errors
    /// When the text has another form; the words say where.
    pub fn read(text: &str) -> Result<Self, String> {
        let file: File = serde_yaml::from_str(text).map_err(|error| {
            let error = error.without_snippet();
            format!("`{BASELINE_FILE}` is not a baseline: {}", error.to_string().lines().next().unwrap_or_default())
        })?;
        let mut counts = BTreeMap::new();
        for line in file.baseline {
            *counts.entry((line.document, line.rule)).or_insert(0) += line.count;
        }
        Ok(Baseline { counts })
    }

    /// Where the text of a baseline names a document, by its id or its file's name; nowhere in a text of another form.
    pub fn places(text: &str, document: &str) -> Vec<Span> {
        let Ok(Placed { baseline }) = serde_yaml::from_str(text) else { return Vec::new() };
        let named = baseline.into_iter().map(|it| it.document).filter(|it| it.value == document);
        let place = |it: serde_yaml::Spanned<String>| {
            let start = usize::try_from(it.referenced.span().byte_offset()?).ok()?;
            // A quotation mark may stand before it.
            let at = start + text.get(start..)?.find(document)?;
            Some(Span::new(at, at + document.len()))
        };
        named.filter_map(place).collect()
    }

    /// The baseline of these findings. Where one was there before, it may only shrink: no line is new, no count higher.
    pub fn of(cx: &Context<'_>, diagnostics: &[Diagnostic], before: Option<&Baseline>) -> Self {
        let mut counts = counts(cx, diagnostics);
        if let Some(before) = before {
            counts.retain(|key, _| before.counts.contains_key(key));
            for (key, count) in &mut counts {
                *count = (*count).min(before.counts[key]);
            }
        }
        Baseline { counts }
    }

    /// The text of the baseline: one line for each document and rule, sorted, so that two branches merge by lines.
    pub fn write(&self) -> String {
        let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
        let lines = self.counts.iter().map(|((document, rule), count)| {
            format!("  - {{document: {}, rule: {rule}, count: {count}}}\n", quoted(document))
        });
        let lines: Vec<String> = lines.collect();
        if lines.is_empty() { format!("{HEAD}baseline: []\n") } else { format!("{HEAD}baseline:\n{}", lines.concat()) }
    }

    /// How many findings are recorded.
    pub fn total(&self) -> usize {
        self.counts.values().sum()
    }

    /// Holds findings against the baseline. Of a document and rule with more findings than recorded, all are shown.
    pub fn hold(&self, cx: &Context<'_>, diagnostics: Vec<Diagnostic>) -> Held {
        let now = counts(cx, &diagnostics);
        let ids = ids(cx);
        // A corpus that moves in has no records, so what is wrong with them is never of old.
        let is_known = |diagnostic: &Diagnostic| {
            if super::is_on_records(diagnostic.rule.name) {
                return false;
            }
            let key = key(cx, &ids, diagnostic);
            self.counts.get(&key).is_some_and(|allowed| now.get(&key).is_some_and(|count| count <= allowed))
        };
        let (known, shown): (Vec<_>, Vec<_>) = diagnostics.into_iter().partition(is_known);
        let left = |(key, count): (&(String, String), &usize)| count.saturating_sub(now.get(key).copied().unwrap_or(0));
        Held { shown, known: known.len(), mended: self.counts.iter().map(left).sum() }
    }
}

/// The rule on names that the register of roles does not have. It is silent where no role is described, and would speak
/// of a whole corpus when the first one is, so what it would say is held from the beginning.
const SLEEPING: &str = "unknown-role";

fn counts(cx: &Context<'_>, diagnostics: &[Diagnostic]) -> BTreeMap<(String, String), usize> {
    let ids = ids(cx);
    let mut counts = BTreeMap::new();
    if cx.handbook.registers.roles.is_empty() {
        for naming in lost_roles(cx.handbook) {
            *counts.entry(key_of(cx, &ids, (naming.place.file, SLEEPING))).or_insert(0) += 1;
        }
    }
    for diagnostic in diagnostics.iter().filter(|it| !super::is_on_records(it.rule.name)) {
        *counts.entry(key(cx, &ids, diagnostic)).or_insert(0) += 1;
    }
    counts
}

/// The id of the document in each file that has one.
pub(super) fn ids<'h>(cx: &Context<'h>) -> BTreeMap<FileId, &'h str> {
    cx.handbook.documents.iter().filter_map(|it| Some((it.file, it.id()?.as_str()))).collect()
}

/// By what findings are told apart whatever lines they stand on: the document (its id, else its file's name), and the
/// name of the rule.
pub(super) fn key(cx: &Context<'_>, ids: &BTreeMap<FileId, &str>, diagnostic: &Diagnostic) -> (String, String) {
    key_of(cx, ids, (diagnostic.file(), diagnostic.rule.name))
}

fn key_of(cx: &Context<'_>, ids: &BTreeMap<FileId, &str>, (file, rule): (FileId, &str)) -> (String, String) {
    let document = ids.get(&file).copied().unwrap_or_else(|| cx.texts.name(file));
    (document.to_owned(), rule.to_owned())
}

#[cfg(test)]
mod tests {
    use super::Baseline;

    #[test]
    fn a_baseline_is_read_as_it_was_written() {
        let text = "baseline:\n  - {document: \"a: b.md\", rule: missing-owner, count: 2}\n";
        let baseline = Baseline::read(text).expect("a baseline");
        assert!(baseline.write().ends_with(text));
        assert_eq!(Baseline::read(&baseline.write()), Ok(baseline));
    }

    #[test]
    fn the_places_of_a_name_are_its_own_and_no_others() {
        let text = "# ä POL-1\nbaseline:\n  - {document: \"POL-1\", rule: a, count: 1}\n  - document: POL-1\n    rule: b\n    count: 2\n  - {document: POL-10, rule: a, count: 1}\n";
        let found = Baseline::places(text, "POL-1");
        assert_eq!(found.iter().map(|it| text[..it.start as usize].lines().count()).collect::<Vec<_>>(), [3, 4]);
        assert!(found.iter().all(|it| &text[it.range()] == "POL-1"));
        assert!(Baseline::places("baseline: 3", "POL-1").is_empty());
    }

    #[test]
    fn another_file_is_refused() {
        for wrong in
            ["risks: []", "baseline: 3", "- a", "baseline:\n  - {document: a, rule: b, count: 1, more: 2}\n", ""]
        {
            assert!(Baseline::read(wrong).is_err(), "{wrong}");
        }
    }
}
