//! The handbook as it will be with what an import brings in: checked, reported and recorded before anything is written.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::Common;
use super::exit::Printer;
use super::names::NamesInWords;
use super::output::{self, Findings, Output};
use crate::check::{BASELINE_FILE, Baseline};
use crate::diag::Diagnostic;
use crate::error::Error;
use crate::session::Project;
use crate::source::{self, Sources, There};
use crate::text::{Date, counted};

/// Texts by their names below the root.
type Texts = BTreeMap<String, Arc<str>>;

/// The handbook as it will be with what comes in, checked before anything is written.
pub(super) struct Foreseen<'a> {
    pub(super) project: Project,
    today: Date,
    diagnostics: Vec<Diagnostic>,
    /// Names of the texts that come in.
    new: &'a Texts,
    /// Names of files that cannot come in.
    left_out: BTreeSet<String>,
}

/// The rules that tell what an import could not decide, or could not take over.
const TOLD: &[&str] = &[
    "undecided-value",
    "missing-owner",
    "duplicate-id",
    "bad-id-format",
    "unknown-type",
    "bad-date",
    "bad-interval",
    "bad-value",
    "no-front-matter",
    "front-matter-unclosed",
    "text-before-front-matter",
    "front-matter-too-large",
    "yaml-syntax",
    "duplicate-key",
    "yaml-anchor",
    "tab-indentation",
    "unknown-control",
    "control-of-2013",
    "broken-link",
    "broken-anchor",
];

impl<'a> Foreseen<'a> {
    pub(super) fn of(
        to: &Path,
        (texts, others): (&'a Texts, &[(String, &String)]),
        settings: Option<&str>,
        corpus: &Sources,
        today: Date,
    ) -> Result<Self, Error> {
        let mut held = texts.clone();
        if let Some(text) = settings {
            held.insert("book.toml".to_owned(), Arc::from(text));
        }
        let others: Vec<String> = others.iter().map(|(name, _)| name.clone()).collect();
        let mut project = Project::with_new(to.to_owned(), &held, &others)?;
        let mut left_out = BTreeSet::new();
        for finding in &corpus.findings {
            let name = corpus.texts.name(finding.place.file);
            left_out.insert(name.to_owned());
            project.tell((name, ""), finding.clone());
        }
        let diagnostics = project.check(&project.context(today, None, None)).diagnostics;
        Ok(Foreseen { project, today, diagnostics, new: texts, left_out })
    }

    fn name(&self, diagnostic: &Diagnostic) -> &str {
        self.project.sources.texts.name(diagnostic.file())
    }

    /// Reports what is left to decide in what comes in.
    pub(super) fn report(&self, formats: &[Output], common: &Common, printer: &Printer) -> Result<(), Error> {
        let is_told = |it: &&Diagnostic| {
            let name = self.name(it);
            self.left_out.contains(name) || (self.new.contains_key(name) && TOLD.contains(&it.rule.name))
        };
        let diagnostics: Vec<Diagnostic> = self.diagnostics.iter().filter(is_told).cloned().collect();
        let findings = Findings {
            diagnostics: &diagnostics,
            silenced: &[],
            today: self.today,
            fail_on: self.project.config.lint.fail_on,
            is_whole: false,
            has_base: false,
            is_quiet: common.quiet,
            is_covered: &|name| self.new.contains_key(name),
        };
        output::write(formats, &self.project, &findings, printer)
    }

    /// What the names in words ask for, where no role is described yet.
    pub(super) fn names_in_words(&self) -> String {
        let handbook = &self.project.linked.handbook;
        if handbook.registers.roles.is_empty() { NamesInWords::of(handbook).to_do() } else { String::new() }
    }

    /// What is known from today on, so that only what is new is an error. What is left to decide is told until it is
    /// decided, unless that would make every run fail. None where a baseline is there already.
    pub(super) fn baseline(&self) -> Option<Recorded> {
        if source::look(&self.project.root, BASELINE_FILE) != There::Nothing {
            return None;
        }
        let fail_on = self.project.config.lint.fail_on;
        let is_left_open = |it: &&Diagnostic| it.rule.name == TOLD[0] && it.severity < fail_on;
        let (open, known): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
            self.diagnostics.iter().filter(|it| !self.left_out.contains(self.name(it))).partition(is_left_open);
        let known: Vec<Diagnostic> = known.into_iter().cloned().collect();
        let cx = self.project.context(self.today, None, None);
        let made = Baseline::of(&cx, &known, None);
        Some(Recorded { text: made.write(), open: open.len(), known })
    }
}

/// A baseline that is to be written.
pub(super) struct Recorded {
    pub(super) text: String,
    /// Findings that are left to decide and stay visible.
    open: usize,
    known: Vec<Diagnostic>,
}

impl Recorded {
    pub(super) fn words(&self) -> String {
        let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
        for diagnostic in &self.known {
            *rules.entry(diagnostic.rule.name).or_default() += 1;
        }
        let mut rules: Vec<(usize, &str)> = rules.into_iter().map(|(name, count)| (count, name)).collect();
        rules.sort_by_key(|(count, name)| (Reverse(*count), *name));
        let rules: Vec<String> = rules.iter().map(|(count, name)| format!("  {count:>6} {name}\n")).collect();
        let open = match self.open {
            0 => String::new(),
            count => format!("{} left to decide: `ismsbook check` shows each at its place\n", counted(count, "value")),
        };
        format!(
            "{} to be looked at, recorded in `{BASELINE_FILE}`: `ismsbook check --no-ignores` shows them\n{}{open}",
            counted(self.known.len(), "finding"),
            rules.concat()
        )
    }
}
