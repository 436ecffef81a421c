//! Findings: what is wrong, where, and what to do. Plain data; how it is shown is for others.

use std::cmp::Ordering;

use crate::text::{FileId, Place, Span};

/// How much a finding weighs. The order is from light to heavy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Info,
    Warning,
    Error,
}

impl Severity {
    pub const ALL: [Severity; 3] = [Severity::Info, Severity::Warning, Severity::Error];

    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// What a rule is: the words that `explain`, the rule's page and every report print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleInfo {
    /// Stable code of the family table, such as `D008`; never reused.
    pub code: &'static str,
    /// Readable name, such as `missing-owner`; reads well after "allow".
    pub name: &'static str,
    /// Level where the settings say nothing.
    pub level: Severity,
    /// Clause or control of ISO/IEC 27001:2022 that the rule serves.
    pub clause: &'static str,
    /// Release in which the rule came.
    pub since: &'static str,
    /// One sentence: what the rule finds.
    pub summary: &'static str,
    /// Why it matters to an ISMS.
    pub why: &'static str,
    /// What to do about it.
    pub cure: &'static str,
}

/// A second place with a few words on its part in the finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    pub place: Place,
    pub words: String,
}

/// One replacement of bytes in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    pub place: Place,
    pub replacement: String,
}

/// A way to mend the finding: edits that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    pub title: String,
    pub edits: Vec<Edit>,
    /// Safe fixes keep the meaning; the others want a person's look.
    pub is_safe: bool,
}

impl Fix {
    /// One that keeps the meaning.
    pub fn safe(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Fix { title: title.into(), edits, is_safe: true }
    }

    /// One that wants a person's look.
    pub fn wants_a_look(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Fix { title: title.into(), edits, is_safe: false }
    }
}

/// Something found in the user's texts, under the name of the rule it breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Name of a rule; that it exists is held by a test of the room `check`.
    pub rule: &'static str,
    pub place: Place,
    /// One line in lower case without a full stop, names in backticks.
    pub message: String,
    /// What to do, in one line.
    pub hint: Option<String>,
    pub related: Vec<Label>,
    pub fixes: Vec<Fix>,
    /// A level that the rule itself chose for this case, instead of its own.
    pub level: Option<Severity>,
}

impl Finding {
    pub fn new(rule: &'static str, place: Place, message: impl Into<String>) -> Self {
        Finding {
            rule,
            place,
            message: message.into(),
            hint: None,
            related: Vec::new(),
            fixes: Vec::new(),
            level: None,
        }
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    #[must_use]
    pub fn related(mut self, place: Place, words: impl Into<String>) -> Self {
        self.related.push(Label { place, words: words.into() });
        self
    }

    #[must_use]
    pub fn at_level(mut self, level: Severity) -> Self {
        self.level = Some(level);
        self
    }

    /// Offers a fix of one edit in the finding's own file that keeps the meaning.
    #[must_use]
    pub fn fix(self, title: impl Into<String>, span: Span, replacement: impl Into<String>) -> Self {
        let edit = Edit { place: span.in_file(self.place.file), replacement: replacement.into() };
        self.with(Fix { title: title.into(), edits: vec![edit], is_safe: true })
    }

    /// Offers a fix of one edit in the finding's own file that wants a person's look.
    #[must_use]
    pub fn unsafe_fix(self, title: impl Into<String>, span: Span, replacement: impl Into<String>) -> Self {
        let edit = Edit { place: span.in_file(self.place.file), replacement: replacement.into() };
        self.with(Fix { title: title.into(), edits: vec![edit], is_safe: false })
    }

    /// Offers a fix, if there is one.
    #[must_use]
    pub fn with(mut self, fix: impl Into<Option<Fix>>) -> Self {
        self.fixes.extend(fix.into());
        self
    }
}

/// A finding with its rule and the level that the settings give it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub rule: &'static RuleInfo,
    pub severity: Severity,
    pub finding: Finding,
}

impl Diagnostic {
    /// The order of reports: by file, place, rule and words, whatever order the rules ran in.
    pub fn order(&self, other: &Self) -> Ordering {
        let key = |it: &Self| (it.finding.place.file, it.finding.place.span, it.rule.code);
        key(self).cmp(&key(other)).then_with(|| self.finding.message.cmp(&other.finding.message))
    }

    pub fn file(&self) -> FileId {
        self.finding.place.file
    }
}

/// The nearest known name to a mistyped one, if one is near enough to be meant: at most one slip in three letters.
pub fn nearest<'n>(typed: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let plain = |text: &str| text.to_lowercase().replace(['_', ' '], "-");
    let typed = plain(typed);
    let length = typed.chars().count();
    let allowed = (length / 3).max(1);
    known
        .into_iter()
        // Each letter more or less is a slip; most names are ruled out by their length alone.
        .filter(|name| name.chars().count().abs_diff(length) <= allowed)
        .map(|name| (distance(&typed, &plain(name)), name))
        .filter(|(slips, _)| *slips <= allowed)
        .min()
        .map(|(_, name)| name)
}

/// Restricted Damerau-Levenshtein distance (optimal string alignment), in characters.
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().take(64).collect();
    let right: Vec<char> = right.chars().take(64).collect();
    let mut rows = vec![(0..=right.len()).collect::<Vec<usize>>()];
    for (row, from) in left.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, to) in right.iter().enumerate() {
            let above = &rows[row];
            let mut best =
                (above[column] + usize::from(from != to)).min(above[column + 1] + 1).min(current[column] + 1);
            let swapped = row > 0 && column > 0 && *from == right[column - 1] && left[row - 1] == *to;
            if swapped {
                best = best.min(rows[row - 1][column - 1] + 1);
            }
            current.push(best);
        }
        rows.push(current);
    }
    rows[left.len()][right.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_names_are_offered_and_far_ones_are_not() {
        let known = ["owner", "title", "review_interval", "next_review"];
        assert_eq!(nearest("ower", known), Some("owner"));
        assert_eq!(nearest("onwer", known), Some("owner"));
        assert_eq!(nearest("review-interval", known), Some("review_interval"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(nearest("", known), None);
    }
}
