//! Findings as the client shows them: the same codes, levels and places as in every report.

use std::collections::BTreeMap;
use std::path::Path;

use gen_lsp_types::{
    Code, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Message,
    PublishDiagnosticsParams, Uri,
};

use super::checking::Outcome;
use super::convert::{Encoding, Lines, uri_of};
use crate::diag::{self, Severity};
use crate::text::FileId;

/// Rules whose findings are shown faded: what they point at does nothing.
const UNNECESSARY: [&str; 1] = ["silence-idle"];

/// Rules whose findings are shown struck out: what they point at was replaced.
const DEPRECATED: [&str; 2] = ["control-of-2013", "link-to-retired"];

/// What is shown of each file, so that only what differs is sent.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// By name; the version of the text that an editor held, and the findings.
    by_file: BTreeMap<String, (Option<i32>, Vec<Diagnostic>)>,
}

/// How findings are told to this client.
#[derive(Debug, Clone)]
pub(super) struct Telling {
    pub(super) encoding: Encoding,
    /// The address of a rule's page, with `{rule}` or `{code}` in it.
    pub(super) rule_pages: Option<String>,
}

impl Shown {
    /// What must be sent so that the client shows the outcome of a check: files that are clear again, too.
    pub(super) fn update(
        &mut self,
        root: &Path,
        outcome: &Outcome,
        telling: &Telling,
    ) -> Vec<PublishDiagnosticsParams> {
        let mut by_file: BTreeMap<FileId, Vec<&diag::Diagnostic>> = BTreeMap::new();
        for diagnostic in &outcome.diagnostics {
            by_file.entry(diagnostic.file()).or_default().push(diagnostic);
        }
        let mut teller = Teller { root, outcome, telling, lines: BTreeMap::new() };
        let mut now = BTreeMap::new();
        for (file, diagnostics) in by_file {
            let name = outcome.texts.name(file).to_owned();
            let told = diagnostics.iter().map(|it| teller.tell(it)).collect();
            now.insert(name.clone(), (outcome.versions.get(&name).copied(), told));
        }
        let mut sent = Vec::new();
        let mut tell = |name: &str, version: Option<i32>, diagnostics: Vec<Diagnostic>| {
            sent.push(PublishDiagnosticsParams { uri: uri_of(root, name), version, diagnostics });
        };
        for name in self.by_file.keys().filter(|it| !now.contains_key(*it)) {
            tell(name, outcome.versions.get(name).copied(), Vec::new());
        }
        for (name, told) in now.iter().filter(|(name, told)| self.by_file.get(*name) != Some(*told)) {
            tell(name, told.0, told.1.clone());
        }
        self.by_file = now;
        sent
    }

    /// The same for one file, by its name; none where the client shows it already.
    pub(super) fn update_file(
        &mut self,
        (root, name): (&Path, &str),
        outcome: &Outcome,
        telling: &Telling,
    ) -> Option<PublishDiagnosticsParams> {
        let file = outcome.texts.find(name)?;
        let mut teller = Teller { root, outcome, telling, lines: BTreeMap::new() };
        let of_file = outcome.diagnostics.iter().filter(|it| it.file() == file);
        let diagnostics: Vec<Diagnostic> = of_file.map(|it| teller.tell(it)).collect();
        let version = outcome.versions.get(name).copied();
        let told = (version, diagnostics.clone());
        let before = if diagnostics.is_empty() {
            self.by_file.remove(name)?
        } else {
            self.by_file.insert(name.to_owned(), told.clone()).unwrap_or_default()
        };
        (before != told).then(|| PublishDiagnosticsParams { uri: uri_of(root, name), version, diagnostics })
    }
}

struct Teller<'o> {
    root: &'o Path,
    outcome: &'o Outcome,
    telling: &'o Telling,
    /// Of files that were looked at already.
    lines: BTreeMap<FileId, Lines<'o>>,
}

impl<'o> Teller<'o> {
    fn lines(&mut self, file: FileId) -> &Lines<'o> {
        let (texts, encoding) = (&self.outcome.texts, self.telling.encoding);
        self.lines.entry(file).or_insert_with(|| Lines::of(&texts.of(file).content, encoding))
    }

    fn tell(&mut self, diagnostic: &diag::Diagnostic) -> Diagnostic {
        let (rule, finding) = (diagnostic.rule, &diagnostic.finding);
        let hint = finding.hint.iter().map(|hint| format!("\n{hint}"));
        let related: Vec<DiagnosticRelatedInformation> =
            finding.related.iter().map(|label| self.related(label)).collect();
        let tags = tags(rule.name);
        Diagnostic {
            range: self.lines(finding.place.file).range(finding.place.span),
            severity: Some(severity(diagnostic.severity)),
            code: Some(Code::String(rule.code.to_owned())),
            code_description: self.telling.rule_page(rule.code, rule.name).map(|href| CodeDescription { href }),
            source: Some("ismsbook".to_owned()),
            message: Message::String(finding.message.clone() + &hint.collect::<String>()),
            tags: (!tags.is_empty()).then_some(tags),
            related_information: (!related.is_empty()).then_some(related),
            data: None,
        }
    }

    fn related(&mut self, label: &diag::Label) -> DiagnosticRelatedInformation {
        let uri = uri_of(self.root, self.outcome.texts.name(label.place.file));
        let location = self.lines(label.place.file).location(uri, label.place.span);
        DiagnosticRelatedInformation { location, message: label.words.clone() }
    }
}

impl Telling {
    fn rule_page(&self, code: &str, name: &str) -> Option<Uri> {
        let address = self.rule_pages.as_ref()?;
        Some(Uri(address.replace("{rule}", name).replace("{code}", code)))
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Info => DiagnosticSeverity::Information,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Error => DiagnosticSeverity::Error,
    }
}

fn tags(rule: &str) -> Vec<DiagnosticTag> {
    let named = |rules: &[&str], tag: DiagnosticTag| rules.contains(&rule).then_some(tag);
    let tags = [named(&UNNECESSARY, DiagnosticTag::Unnecessary), named(&DEPRECATED, DiagnosticTag::Deprecated)];
    tags.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::{DEPRECATED, UNNECESSARY};
    use crate::check;

    #[test]
    fn the_rules_with_a_look_of_their_own_exist() {
        for name in UNNECESSARY.iter().chain(&DEPRECATED) {
            assert!(check::rule(name).is_some(), "{name}");
        }
    }
}
