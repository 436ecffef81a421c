//! The shape of a rule, and what a rule sees.

use super::naming::Naming;
use super::writing::Writing;
use crate::approval::History;
use crate::config::{Config, Site};
use crate::diag::{Finding, RuleInfo};
use crate::model::{Body, Document, Handbook, Risk, StatementLine};
use crate::text::{Date, FileId, Place, Span, Texts};

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
    /// What the handbook was before, where a revision to compare with was named.
    pub base: Option<Base<'h>>,
}

impl Context<'_> {
    /// The language of a text as its primary code (BCP 47), such as `en` of `en-GB`: the document's own, else the
    /// handbook's.
    pub fn language<'d>(&'d self, document: Option<&'d Document>) -> &'d str {
        let own = document.and_then(|it| it.front.language.as_ref()).map(|it| it.value.as_str());
        let code = own.unwrap_or(&self.handbook.identity.language);
        code.split(['-', '_']).next().unwrap_or_default()
    }
}

/// The handbook at an earlier revision.
#[derive(Clone, Copy)]
pub struct Base<'h> {
    /// As the user named it.
    pub revision: &'h str,
    pub handbook: &'h Handbook,
    pub config: &'h Config,
    pub texts: &'h Texts,
    /// What git knows of the change; none where nobody asked it.
    pub history: Option<&'h History>,
}

impl<'h> Base<'h> {
    /// The earlier handbook by itself, as it would be checked on the same day.
    pub fn alone(&self, cx: &Context<'_>) -> Context<'h> {
        let Base { handbook, config, texts, .. } = *self;
        Context { handbook, config, texts, today: cx.today, site: None, base: None }
    }
}

/// Text that readers see: the body of a document, or the introduction of a section.
#[derive(Clone, Copy)]
pub struct Passage<'h> {
    pub file: FileId,
    pub body: &'h Body,
    /// What people call the text in a message.
    pub name: &'h str,
    /// None for an introduction.
    pub document: Option<&'h Document>,
}

impl Passage<'_> {
    pub fn place(&self, span: Span) -> Place {
        span.in_file(self.file)
    }

    /// Whether an approval covers the text, so that any change of it asks for a new one.
    pub fn is_approved(&self) -> bool {
        self.document.is_some_and(Document::is_approved)
    }
}

/// How a writing rule looks at a text.
pub type LookAtSentences = fn(&Context<'_>, &Passage<'_>, &Writing<'_>, &mut Vec<Finding>);

/// What a rule looks at, one at a time; names come all at once.
#[derive(Clone, Copy)]
pub enum Scope {
    /// Raised while files are read and linked; the rule carries only its words.
    Reading,
    Document(fn(&Context<'_>, &Document, &mut Vec<Finding>)),
    Passage(fn(&Context<'_>, &Passage<'_>, &mut Vec<Finding>)),
    /// A passage read as sentences, in a language whose words are known; never of a retired document.
    Sentences(LookAtSentences),
    Names(fn(&Context<'_>, &[Naming<'_>], &mut Vec<Finding>)),
    Line(fn(&Context<'_>, &StatementLine, &mut Vec<Finding>)),
    Risk(fn(&Context<'_>, &Risk, &mut Vec<Finding>)),
    Handbook(fn(&Context<'_>, &mut Vec<Finding>)),
    /// Looks only where there is a base to compare with.
    Change(fn(&Context<'_>, &Base<'_>, &mut Vec<Finding>)),
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

/// Runs the whole road over a project given as one string and returns all findings, on 21 November 2026. Where the string
/// holds files of an earlier project, the project is compared with it.
#[cfg(test)]
pub fn example(fixture: &str) -> Vec<crate::diag::Diagnostic> {
    example_checked(fixture, super::check).diagnostics
}

/// The same, as this check has it.
#[cfg(test)]
pub fn example_checked(fixture: &str, check: fn(&Context<'_>, Vec<Finding>) -> super::Checked) -> super::Checked {
    use crate::approval::{self, Inputs};
    use crate::{config, link, source};

    let (settings, mut findings) = source::fixture_settings(fixture)
        .map_or_else(|| (Config::default(), Vec::new()), |text| config::read(FileId::new(0), &text));
    let sources = source::fixture(fixture);
    findings.extend(sources.findings.clone());
    let linked = link::link(&sources, &settings);
    findings.extend(linked.findings);
    let today = Date::new(2026, 11, 21).expect("a day of the calendar");
    let inputs = Inputs { handbook: &linked.handbook, config: &settings, sources: &sources, today, base: None };
    findings.extend(approval::judge(&inputs).findings);
    let site = settings.sites.first();
    let earlier =
        source::fixture_base(fixture).map(|sources| (link::link(&sources, &settings).handbook, sources.texts));
    let base = earlier.as_ref().map(|(handbook, texts)| Base {
        revision: "main",
        handbook,
        config: &settings,
        texts,
        history: None,
    });
    let cx = Context { handbook: &linked.handbook, config: &settings, texts: &sources.texts, today, site, base };
    check(&cx, findings)
}
