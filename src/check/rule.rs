//! The shape of a rule, and what a rule sees.

use crate::config::{Config, Site};
use crate::diag::{Finding, RuleInfo};
use crate::model::{Document, Handbook, Risk, StatementLine};
use crate::text::{Date, Texts};

/// Everything a rule may look at.
#[derive(Clone, Copy)]
pub struct Context<'h> {
    pub handbook: &'h Handbook,
    pub config: &'h Config,
    pub texts: &'h Texts,
    /// The day of the run, given by the caller.
    pub today: Date,
    /// The named build that is being checked, if any.
    pub site: Option<&'h Site>,
}

/// What a rule looks at, one at a time.
#[derive(Clone, Copy)]
pub enum Scope {
    /// Raised while files are read and linked; the rule carries only its words.
    Reading,
    Document(fn(&Context<'_>, &Document, &mut Vec<Finding>)),
    Line(fn(&Context<'_>, &StatementLine, &mut Vec<Finding>)),
    Risk(fn(&Context<'_>, &Risk, &mut Vec<Finding>)),
    Handbook(fn(&Context<'_>, &mut Vec<Finding>)),
}

/// A rule: its words, what it looks at, and examples that are printed and run.
pub struct Rule {
    pub info: RuleInfo,
    pub scope: Scope,
    /// Projects (several files in one string) that raise the rule.
    pub bad: &'static [&'static str],
    /// Projects that do not.
    pub good: &'static [&'static str],
}

/// Runs the whole road over a project given as one string and returns all findings, on 21 November 2026.
#[cfg(test)]
pub fn example(fixture: &str) -> Vec<crate::diag::Diagnostic> {
    use crate::{config, link, source};

    let (settings, mut findings) = source::fixture_settings(fixture)
        .map_or_else(|| (Config::default(), Vec::new()), |text| config::read(crate::text::FileId::new(0), &text));
    let sources = source::fixture(fixture);
    findings.extend(sources.findings.clone());
    let linked = link::link(&sources, &settings);
    findings.extend(linked.findings);
    let today = Date::new(2026, 11, 21).expect("a day of the calendar");
    let site = settings.sites.first();
    let cx = Context { handbook: &linked.handbook, config: &settings, texts: &sources.texts, today, site };
    super::check(&cx, findings)
}
