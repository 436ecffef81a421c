//! Judging a handbook: every rule looks, the settings give levels, the findings are sorted.

mod authority;
mod baseline;
mod change;
mod contacts;
mod destination;
mod directive;
mod duties;
mod explain;
mod glance;
mod hierarchy;
mod insertion;
mod limits;
mod mask;
mod naming;
mod news;
mod numbering;
mod prose;
mod quotation;
mod review;
mod rule;
mod rules;
mod secrets;
mod shingles;
mod silence;
mod site;
mod validity;
mod wanted;
mod wording;
mod words;
mod writing;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::config::{Config, Level};
use crate::diag::{Diagnostic, Finding, RuleInfo, Severity, nearest};
use crate::model::Document;
use crate::text::Place;

pub use baseline::{BASELINE_FILE, Baseline, Held};
pub use explain::explain;
pub use glance::{glance, is_of_one_text};
pub use insertion::{HistoryLine, history_entry};
pub use mask::{Masked, masked, masked_silences, secret_parts, starred};
pub use naming::{Naming, Sought, lost_roles};
pub use news::{News, news};
pub use quotation::wording;
pub use rule::{Base, Context, LookAtSentences, Passage, Rule, Scope};
use rules::RAISED;
pub use rules::{OFF_BY_DEFAULT, RULES, undecided};
pub use silence::{Silence, Silenced};
pub use wanted::{Needed, OneOf, needed};
pub use words::listed;
use writing::{Lexicons, Writing};

/// The rule with this code or name.
pub fn rule(code_or_name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| {
        rule.info.code.eq_ignore_ascii_case(code_or_name) || rule.info.name.eq_ignore_ascii_case(code_or_name)
    })
}

/// The name of a rule that a mistyped code or name was probably meant to be.
pub fn nearest_rule(typed: &str) -> Option<&'static str> {
    nearest(typed, RULES.iter().flat_map(|rule| [rule.info.name, rule.info.code]))
}

/// What a check came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// In the order of files and places, whatever order the rules ran in.
    pub diagnostics: Vec<Diagnostic>,
    /// Findings that somebody answers for, in the same order.
    pub silenced: Vec<Silenced>,
    /// Every permission that counts.
    pub permissions: Vec<Silence>,
}

impl Checked {
    /// All findings, the silenced ones among them, in order.
    pub fn with_silenced(self) -> Vec<Diagnostic> {
        let mut all = self.diagnostics;
        all.extend(self.silenced.into_iter().map(|it| it.diagnostic));
        all.sort_by(Diagnostic::order);
        all
    }
}

/// Runs all rules that are not off over the handbook and judges their findings together with those that reading raised.
pub fn check(cx: &Context<'_>, reading: Vec<Finding>) -> Checked {
    check_with(cx, reading, |_, _, _| true)
}

/// The same without the rules that have no say in whether a handbook is published and in what its site tells: those that
/// cannot come to an error with these settings, and that nobody has leave to break. Most of the work of a check is theirs.
pub fn check_for_publication(cx: &Context<'_>, reading: Vec<Finding>) -> Checked {
    check_with(cx, reading, |levels, rule, permissions| {
        levels.may_refuse(rule) || permissions.iter().any(|it| it.rules.contains(&rule.info.name))
    })
}

fn check_with(
    cx: &Context<'_>,
    reading: Vec<Finding>,
    is_wanted: impl Fn(&Levels, &Rule, &[Silence]) -> bool,
) -> Checked {
    let levels = Levels::of_context(cx);
    let (mut permissions, malformed) = silence::silences(cx);
    if let Some(base) = &cx.base {
        silence::trust_only(&mut permissions, &silence::silences(&base.alone(cx)).0);
    }
    let mut active = levels.active();
    active.retain(|rule| is_wanted(&levels, rule, &permissions));
    let mut findings = reading;
    findings.extend(malformed);
    findings.extend(misnamed_rules(cx.config));
    let writing_rules = WritingRules::of(cx, &active);
    findings.extend(run_on_documents(cx, &active, &writing_rules));
    run_on_introductions(cx, &active, &writing_rules, &mut findings);
    run_on_names(cx, &active, &mut findings);
    let on_rest = |rule: &&'static Rule| {
        let mut findings = Vec::new();
        run_on_rest(cx, rule, &mut findings);
        findings
    };
    findings.par_extend(active.par_iter().flat_map_iter(on_rest));
    let mut found: Vec<Diagnostic> = Vec::with_capacity(findings.len());
    found.extend(findings.into_iter().filter_map(|it| levels.judge(it)));
    found.sort_by(Diagnostic::order);
    found.dedup();
    let applied = silence::apply(cx, &permissions, found);
    let mut diagnostics = applied.kept;
    if !applied.idle.is_empty() {
        diagnostics.extend(applied.idle.into_iter().filter_map(|it| levels.judge(it)));
        diagnostics.sort_by(Diagnostic::order);
    }
    Checked { diagnostics, silenced: applied.silenced, permissions }
}

/// The rules that look at sentences. A text is read as sentences once, and only if there are any.
struct WritingRules {
    looks: Vec<LookAtSentences>,
    lexicons: Option<Lexicons>,
}

impl WritingRules {
    fn of(cx: &Context<'_>, active: &[&'static Rule]) -> Self {
        let looks: Vec<_> = active
            .iter()
            .filter_map(|rule| match rule.scope {
                Scope::Sentences(look) => Some(look),
                _ => None,
            })
            .collect();
        let lexicons = if looks.is_empty() { None } else { Some(Lexicons::of(cx)) };
        WritingRules { looks, lexicons }
    }

    fn look(&self, cx: &Context<'_>, passage: &Passage<'_>, findings: &mut Vec<Finding>) {
        let Some(lexicon) = self.lexicons.as_ref().and_then(|it| it.of_passage(cx, passage)) else { return };
        if passage.document.is_some_and(Document::is_retired) {
            return;
        }
        let writing = Writing::read(passage.body, lexicon);
        for look in &self.looks {
            look(cx, passage, &writing, findings);
        }
    }
}

fn run_on_documents(cx: &Context<'_>, active: &[&'static Rule], writing_rules: &WritingRules) -> Vec<Finding> {
    let run = |document: &Document| look_at_document(cx, document, (active, writing_rules));
    cx.handbook.documents.par_iter().flat_map_iter(run).collect()
}

/// What the rules that look at a document by itself find in it.
fn look_at_document(
    cx: &Context<'_>,
    document: &Document,
    (active, writing_rules): (&[&'static Rule], &WritingRules),
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (file, body, name) = (document.file, &document.body, document.name());
    let passage = Passage { file, body, name, document: Some(document) };
    for rule in active {
        match rule.scope {
            Scope::Document(look) => look(cx, document, &mut findings),
            Scope::Passage(look) => look(cx, &passage, &mut findings),
            Scope::Reading
            | Scope::Sentences(_)
            | Scope::Names(_)
            | Scope::Line(_)
            | Scope::Risk(_)
            | Scope::Handbook(_)
            | Scope::Change(_) => {}
        }
    }
    writing_rules.look(cx, &passage, &mut findings);
    findings
}

fn run_on_introductions(
    cx: &Context<'_>,
    active: &[&'static Rule],
    writing_rules: &WritingRules,
    findings: &mut Vec<Finding>,
) {
    for section in &cx.handbook.sections {
        let Some(intro) = &section.intro else { continue };
        let passage = Passage { file: intro.file, body: &intro.body, name: &section.title, document: None };
        for rule in active {
            if let Scope::Passage(look) = rule.scope {
                look(cx, &passage, findings);
            }
        }
        writing_rules.look(cx, &passage, findings);
    }
}

/// The names of a large handbook take more room than anything else that is looked at, so they are let go before the rules
/// that gather much themselves begin.
fn run_on_names(cx: &Context<'_>, active: &[&'static Rule], findings: &mut Vec<Finding>) {
    let looks = active.iter().filter_map(|rule| if let Scope::Names(look) = rule.scope { Some(look) } else { None });
    let looks: Vec<_> = looks.collect();
    if looks.is_empty() {
        return;
    }
    let namings = naming::namings(cx.handbook);
    let look_at_names = |look: &fn(&Context<'_>, &[Naming<'_>], &mut Vec<Finding>)| {
        let mut findings = Vec::new();
        look(cx, &namings, &mut findings);
        findings
    };
    findings.par_extend(looks.par_iter().flat_map_iter(look_at_names));
}

fn run_on_rest(cx: &Context<'_>, rule: &Rule, findings: &mut Vec<Finding>) {
    match rule.scope {
        Scope::Reading | Scope::Document(_) | Scope::Passage(_) | Scope::Sentences(_) | Scope::Names(_) => {}
        Scope::Line(look) => cx.handbook.statement.iter().for_each(|line| look(cx, line, findings)),
        Scope::Risk(look) => cx.handbook.registers.risks.iter().for_each(|risk| look(cx, risk, findings)),
        Scope::Handbook(look) => look(cx, findings),
        Scope::Change(look) => {
            if let Some(base) = &cx.base {
                look(cx, base, findings);
            }
        }
    }
}

/// The rules that look at all with these settings, in the order of the list.
pub fn active_rules(config: &Config) -> Vec<&'static Rule> {
    Levels::from(config).active()
}

/// The levels of the rules as the settings have them.
struct Levels {
    infos: BTreeMap<&'static str, &'static RuleInfo>,
    by_name: BTreeMap<&'static str, Level>,
    /// The levels of the trusted base, which hold for what records prove: no change can turn off the rule that finds it.
    trusted: Option<BTreeMap<&'static str, Level>>,
}

/// Rules on what a change does to words that were approved, beside those on the records themselves.
const ON_APPROVED_WORDS: [&str; 2] = ["version-not-raised", "illegal-transition"];

/// Whether a rule is about what approval records prove, or about words that they bind.
fn is_on_records(name: &str) -> bool {
    name == crate::parse::faults::RECORD_MALFORMED
        || crate::approval::faults::ALL.contains(&name)
        || ON_APPROVED_WORDS.contains(&name)
}

fn levels_by_name(config: &Config) -> BTreeMap<&'static str, Level> {
    let known = |(name, level): (&String, &crate::text::Spanned<Level>)| Some((rule(name)?.info.name, level.value));
    config.lint.levels.iter().filter_map(known).collect()
}

impl Levels {
    fn from(config: &Config) -> Self {
        let infos = RULES.iter().map(|rule| (rule.info.name, &rule.info)).collect();
        Levels { infos, by_name: levels_by_name(config), trusted: None }
    }

    fn of_context(cx: &Context<'_>) -> Self {
        Levels { trusted: cx.base.map(|base| levels_by_name(base.config)), ..Levels::from(cx.config) }
    }

    fn active(&self) -> Vec<&'static Rule> {
        RULES.iter().copied().filter(|rule| self.of(&rule.info, None) != Level::Off).collect()
    }

    fn of(&self, info: &RuleInfo, chosen: Option<Severity>) -> Level {
        let is_off = OFF_BY_DEFAULT.contains(&info.name);
        let by_default = if is_off { Level::Off } else { Level::At(chosen.unwrap_or(info.level)) };
        let levels = self.trusted.as_ref().filter(|_| is_on_records(info.name)).unwrap_or(&self.by_name);
        levels.get(info.name).copied().unwrap_or(by_default)
    }

    /// Whether a finding of the rule can be an error.
    fn may_refuse(&self, rule: &Rule) -> bool {
        let raised = RAISED.contains(&rule.info.name).then_some(Severity::Error);
        self.of(&rule.info, raised) == Level::At(Severity::Error)
    }

    /// A finding whose rule is off, or unknown (which a test excludes), is dropped.
    fn judge(&self, finding: Finding) -> Option<Diagnostic> {
        let info: &'static RuleInfo = self.infos.get(finding.rule)?;
        match self.of(info, finding.level) {
            Level::Off => None,
            Level::At(severity) => Some(Diagnostic { rule: info, severity, finding }),
        }
    }
}

/// Names under `[lint.rules]` that no rule has.
fn misnamed_rules(config: &Config) -> Vec<Finding> {
    let Some(file) = config.file else { return Vec::new() };
    let unknown = config.lint.levels.iter().filter(|(name, _)| rule(name).is_none());
    unknown
        .map(|(name, level)| {
            let place = Place { file, span: level.span };
            let finding = Finding::new("unknown-setting", place, format!("no rule has the code or name `{name}`"));
            match nearest_rule(name) {
                Some(near) => finding.hint(format!("did you mean `{near}`?")),
                None => finding.hint("`ismsbook rules` lists them all"),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rayon::prelude::*;

    use super::{RULES, Rule, Scope, rule};
    use crate::check::rule::{example, example_checked};
    use crate::diag::Severity;

    #[test]
    fn codes_and_names_are_unique() {
        let codes: BTreeSet<_> = RULES.iter().map(|it| it.info.code).collect();
        let names: BTreeSet<_> = RULES.iter().map(|it| it.info.name).collect();
        assert_eq!((codes.len(), names.len()), (RULES.len(), RULES.len()));
    }

    #[test]
    fn a_check_for_publication_finds_every_error_and_all_that_is_excused() {
        let (mut errors, mut warnings) = (0, 0);
        for bad in RULES.iter().flat_map(|it| it.bad) {
            let whole = example_checked(bad, super::check);
            let publication = example_checked(bad, super::check_for_publication);
            assert_eq!(whole.silenced, publication.silenced, "{bad}");
            let of = |checked: &super::Checked, level: Severity| {
                checked.diagnostics.iter().filter(|it| it.severity == level).cloned().collect::<Vec<_>>()
            };
            assert_eq!(of(&whole, Severity::Error), of(&publication, Severity::Error), "{bad}");
            errors += of(&whole, Severity::Error).len();
            warnings += of(&whole, Severity::Warning).len() - of(&publication, Severity::Warning).len();
        }
        assert!(errors > 100 && warnings > 100, "{errors} errors, {warnings} warnings left out");
    }

    #[test]
    fn every_bad_example_raises_its_rule_and_no_good_one_does() {
        let faults: Vec<String> = RULES.par_iter().flat_map_iter(|it| wrong_examples(it)).collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    fn wrong_examples(it: &'static Rule) -> Vec<String> {
        let raised = |fixture: &str| example(fixture).iter().any(|found| found.rule.name == it.info.name);
        let silent = it.bad.iter().filter(|bad| !raised(bad));
        let silent = silent.map(|bad| format!("{} is silent on its bad example:\n{bad}", it.info.name));
        let loud = it.good.iter().filter(|good| raised(good));
        let loud = loud.map(|good| format!("{} speaks on its good example:\n{good}", it.info.name));
        silent.chain(loud).collect()
    }

    #[test]
    fn the_writing_rules_are_silent_in_languages_that_they_do_not_know() {
        let of_sentences = RULES.iter().filter(|it| matches!(it.scope, Scope::Sentences(_)));
        let mut tried = 0;
        for (rule, bad) in of_sentences.flat_map(|rule| rule.bad.iter().map(move |bad| (rule, bad))) {
            for language in ["de", "fr-CH", "es", "nl", "ja"] {
                let fixture = bad.replace("---\nid:", &format!("---\nlanguage: {language}\nid:"));
                assert!(!example(&fixture).iter().any(|it| it.rule.name == rule.info.name), "{language}: {fixture}");
                tried += usize::from(fixture != *bad);
            }
        }
        assert!(tried > 60, "{tried} texts were tried");
    }

    #[test]
    fn what_reading_raises_has_a_rule() {
        for name in crate::parse::faults::ALL.iter().chain(crate::approval::faults::ALL) {
            assert!(rule(name).is_some(), "{name}");
        }
    }

    #[test]
    fn where_records_decide_the_declared_approval_is_not_judged() {
        let record = "//- approvals/POL-007/1.0/ceo.yaml\nschema: ismsbook-approval/1\n";
        for code in ["A101", "A102", "A103", "A104", "A105", "A107"] {
            let rule = rule(code).expect("a rule");
            for bad in rule.bad.iter().filter(|bad| bad.contains("id: POL-007")) {
                let raises = |fixture: &str| example(fixture).iter().any(|it| it.rule.code == code);
                assert!(raises(bad) && !raises(&format!("{bad}{record}")), "{code}: {bad}");
            }
            assert!(rule.bad.iter().any(|bad| bad.contains("id: POL-007")), "{code}");
        }
    }

    /// The words are printed as documentation, so they keep one form.
    #[test]
    fn words_of_rules_are_whole_sentences() {
        for it in RULES {
            let info = &it.info;
            for words in [info.summary, info.why, info.cure] {
                let is_sentence = words.starts_with(|it: char| it.is_uppercase() || matches!(it, '"' | '`'))
                    && words.ends_with(['.', '`']);
                assert!(is_sentence && !words.contains("  "), "{}: {words}", info.name);
            }
            assert!(info.summary.len() <= 140, "{}: {}", info.name, info.summary);
            assert!(!it.bad.is_empty() || matches!(it.scope, Scope::Reading), "{} has no example", info.name);
        }
    }

    #[test]
    fn rules_that_are_off_exist() {
        for name in super::OFF_BY_DEFAULT {
            assert!(rule(name).is_some(), "{name}");
        }
    }

    #[test]
    fn rules_are_found_by_code_and_by_name() {
        assert_eq!(rule("d008").map(|it| it.info.name), Some("missing-owner"));
        assert_eq!(rule("missing-owner").map(|it| it.info.code), Some("D008"));
    }
}
