//! Findings that somebody answers for: silenced at their place or in `[[lint.allow]]`, with a reason, an owner and an
//! end. They are an ISMS's documented exceptions; one that lacks any of the three, or is over, silences nothing.

use std::collections::BTreeMap;

use super::baseline;
use super::directive::{self, Directive};
use super::rule::Context;
use crate::diag::{Diagnostic, Finding};
use crate::model::{Body, Document, RegisterKind};
use crate::text::{Date, FileId, LineIndex, Place, Span};

/// Rule names of findings about silencing itself. They cannot be silenced.
pub(super) const MALFORMED: &str = "silence-malformed";
pub(super) const EXPIRED: &str = "silence-expired";
pub(super) const IDLE: &str = "silence-idle";

/// One permission to break a rule, complete and not over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence {
    /// Names of the rules.
    pub rules: Vec<&'static str>,
    /// Where it is written.
    pub place: Place,
    pub until: Date,
    /// The role that answers for it, as written.
    pub by: String,
    pub reason: String,
    cover: Cover,
}

/// What a silence covers.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Cover {
    Lines(Place),
    /// Documents by id, or files and folders by name.
    Named(Vec<String>),
}

/// A finding that is not shown, and the silence that covers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silenced {
    pub diagnostic: Diagnostic,
    pub silence: Silence,
}

/// Reads all silences of a handbook. Those that do not count come back as findings.
pub(super) fn silences(cx: &Context<'_>) -> (Vec<Silence>, Vec<Finding>) {
    let mut found = Found { cx, silences: Vec::new(), findings: Vec::new() };
    cx.handbook.documents.iter().for_each(|it| found.in_document(it));
    for section in &cx.handbook.sections {
        if let Some(intro) = &section.intro {
            found.in_body(intro.file, &intro.body);
        }
    }
    for (file, text) in cx.texts.iter() {
        if text.name.starts_with("registers/") || text.name.starts_with("controls/") {
            found.in_yaml(file, Span::new(0, text.content.len()));
        }
    }
    found.in_settings();
    (found.silences, found.findings)
}

/// Reads those that can cover a finding in this document: its own, and those of the settings.
pub(super) fn silences_of(cx: &Context<'_>, document: &Document) -> (Vec<Silence>, Vec<Finding>) {
    let mut found = Found { cx, silences: Vec::new(), findings: Vec::new() };
    found.in_document(document);
    found.in_settings();
    (found.silences, found.findings)
}

/// Takes the rules on approval records out of the permissions that the trusted base does not have: no change can give
/// itself leave to break them.
pub(super) fn trust_only(permissions: &mut [Silence], trusted: &[Silence]) {
    for silence in permissions {
        let is_same = |it: &&Silence| (&it.by, &it.reason, it.until) == (&silence.by, &silence.reason, silence.until);
        let known: Vec<&str> = trusted.iter().filter(is_same).flat_map(|it| it.rules.iter().copied()).collect();
        silence.rules.retain(|rule| !super::is_on_records(rule) || known.contains(rule));
    }
}

/// What silences leave of the findings.
pub(super) struct Applied {
    pub(super) kept: Vec<Diagnostic>,
    pub(super) silenced: Vec<Silenced>,
    /// About silences that cover nothing.
    pub(super) idle: Vec<Finding>,
}

/// Takes away what is silenced; what silences nothing becomes a finding.
pub(super) fn apply(cx: &Context<'_>, permissions: &[Silence], diagnostics: Vec<Diagnostic>) -> Applied {
    if permissions.is_empty() {
        return Applied { kept: diagnostics, silenced: Vec::new(), idle: Vec::new() };
    }
    let ids = baseline::ids(cx);
    let mut used = vec![false; permissions.len()];
    let (mut kept, mut silenced) = (Vec::with_capacity(diagnostics.len()), Vec::new());
    for diagnostic in diagnostics {
        match permissions.iter().position(|it| it.covers(cx, &ids, &diagnostic)) {
            Some(index) => {
                used[index] = true;
                silenced.push(Silenced { diagnostic, silence: permissions[index].clone() });
            }
            None => kept.push(diagnostic),
        }
    }
    let idle = permissions.iter().zip(used).filter(|(it, used)| !used && !it.rules.is_empty()).map(|(silence, _)| {
        Finding::new(IDLE, silence.place, format!("nothing here breaks {}", quoted(&silence.rules)))
            .hint("take the permission out")
    });
    Applied { kept, silenced, idle: idle.collect() }
}

fn quoted(rules: &[&str]) -> String {
    rules.iter().map(|rule| format!("`{rule}`")).collect::<Vec<_>>().join(", ")
}

impl Silence {
    fn covers(&self, cx: &Context<'_>, ids: &BTreeMap<FileId, &str>, diagnostic: &Diagnostic) -> bool {
        let place = diagnostic.finding.place;
        let is_about_silence = [MALFORMED, EXPIRED, IDLE].contains(&diagnostic.rule.name);
        if is_about_silence || !self.rules.contains(&diagnostic.rule.name) {
            return false;
        }
        match &self.cover {
            Cover::Lines(lines) => {
                lines.file == place.file && lines.span.start <= place.span.start && place.span.start <= lines.span.end
            }
            Cover::Named(names) => {
                let file = cx.texts.name(place.file);
                let id = ids.get(&place.file);
                names.iter().any(|name| {
                    let is_file =
                        file.strip_prefix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
                    is_file || id.is_some_and(|id| id == name)
                })
            }
        }
    }
}

struct Found<'c, 'h> {
    cx: &'c Context<'h>,
    silences: Vec<Silence>,
    findings: Vec<Finding>,
}

impl Found<'_, '_> {
    fn in_document(&mut self, document: &Document) {
        if let Some(block) = document.front.block {
            self.in_yaml(document.file, block);
        }
        self.in_body(document.file, &document.body);
    }

    /// Comments of a body. One on a line of its own covers the block that follows, another the line it stands on.
    fn in_body(&mut self, file: FileId, body: &Body) {
        let mut lines = None;
        for comment in &body.comments {
            let text = body.source.get(comment.range()).unwrap_or_default();
            let Some(inner) = directive::in_markdown(text) else { continue };
            let lines = lines.get_or_insert_with(|| LineIndex::new(&body.source));
            let line = lines.line(comment.start as usize);
            let rest = lines.text_of(line).replacen(text.trim_end(), "", 1);
            let cover = if rest.trim().is_empty() {
                let last = lines.line((comment.end as usize).saturating_sub(1).max(comment.start as usize));
                block_after(lines, last)
            } else {
                line_span(lines, line)
            };
            self.take(inner, comment.in_file(file), Cover::Lines(cover.in_file(file)));
        }
    }

    /// Comments of YAML. One on a line of its own covers the entry that follows with all that belongs to it; in the first
    /// line of a block also what the block lacks. Another covers the line it stands on.
    fn in_yaml(&mut self, file: FileId, span: Span) {
        let content = &self.cx.texts.of(file).content;
        let block = content.get(span.range()).unwrap_or_default();
        if !block.contains(directive::MARK) {
            return;
        }
        let lines = LineIndex::new(content);
        let (first, last) = (lines.line(span.start as usize), lines.line(span.end as usize));
        for line in first..=last {
            let Some((at, inner)) = directive::in_yaml(lines.text_of(line)) else { continue };
            let start = lines.start_of(line);
            let place = Span::new(start + at, start + lines.text_of(line).len()).in_file(file);
            let stands_alone = lines.text_of(line)[..at].trim().is_empty();
            let cover = if stands_alone { entry_after(&lines, line, last) } else { line_span(&lines, line) };
            self.take(inner, place, Cover::Lines(cover.in_file(file)));
        }
    }

    fn in_settings(&mut self) {
        let Some(file) = self.cx.config.file else { return };
        for allow in &self.cx.config.lint.allow {
            let directive = Directive {
                rules: allow.rules.iter().map(|it| it.value.clone()).collect(),
                until: allow.until.as_ref().map(|it| it.value.clone()),
                by: allow.by.as_ref().map(|it| it.value.clone()),
                reason: allow.reason.as_ref().map(|it| it.value.clone()),
            };
            let place = allow.span.in_file(file);
            let names: Vec<String> = allow.documents.iter().map(|it| it.value.clone()).collect();
            if names.is_empty() {
                let message = "this permission names no document, file or folder";
                self.findings.push(Finding::new(MALFORMED, place, message).hint("add `documents = [\"POL-007\"]`"));
                continue;
            }
            self.judge(&directive, place, Cover::Named(names));
        }
    }

    fn take(&mut self, inner: &str, place: Place, cover: Cover) {
        match directive::parse(inner) {
            Ok(directive) => self.judge(&directive, place, cover),
            Err(fault) => self.findings.push(Finding::new(MALFORMED, place, fault).hint(directive::FORM)),
        }
    }

    fn judge(&mut self, directive: &Directive, place: Place, cover: Cover) {
        match self.silence(directive, place, cover) {
            Ok(silence) => self.silences.push(silence),
            Err(finding) => self.findings.push(finding),
        }
    }

    /// A directive counts when its rules exist, its owner is a known role, it has a reason, and its end is yet to come.
    fn silence(&self, directive: &Directive, place: Place, cover: Cover) -> Result<Silence, Finding> {
        let malformed = |message: String| Finding::new(MALFORMED, place, message).hint(directive::FORM);
        let known = |name: &String| {
            let rule = super::rule(name).map(|it| it.info.name);
            rule.ok_or_else(|| malformed(format!("no rule has the code or name `{name}`")))
        };
        let rules = directive.rules.iter().map(known).collect::<Result<Vec<_>, _>>()?;
        if rules.is_empty() {
            return Err(malformed("this permission names no rule".to_owned()));
        }
        let reason = directive.reason.clone().filter(|it| !it.trim().is_empty());
        let reason = reason.ok_or_else(|| malformed("this permission gives no reason".to_owned()))?;
        let by = directive.by.clone().ok_or_else(|| malformed("nobody answers for this permission".to_owned()))?;
        if !self.is_role(&by) {
            return Err(malformed(format!("`{by}` is not in the role register")));
        }
        let until = directive.until.as_ref().ok_or_else(|| malformed("this permission has no end".to_owned()))?;
        let is_no_day = || malformed(format!("`{until}` is not a day of the form YYYY-MM-DD"));
        let until = Date::parse(until).ok_or_else(is_no_day)?;
        if until < self.cx.today {
            let message = format!("the permission to break {} ended on {until}", quoted(&rules));
            let hint = "mend what it allowed, or have it granted anew with a new end";
            return Err(Finding::new(EXPIRED, place, message).hint(hint));
        }
        Ok(Silence { rules, place, until, by, reason, cover })
    }

    fn is_role(&self, name: &str) -> bool {
        let bare = name.strip_prefix("role:").unwrap_or(name).trim();
        let roles = self.cx.handbook.registers.records(RegisterKind::Roles);
        roles.iter().any(|it| it.id.as_ref().is_some_and(|id| id.value.as_str() == bare))
    }
}

fn line_span(lines: &LineIndex<'_>, line: usize) -> Span {
    let start = lines.start_of(line);
    Span::new(start, start + lines.text_of(line).len())
}

/// From the line after `line` to the end of the next block: up to an empty line.
fn block_after(lines: &LineIndex<'_>, line: usize) -> Span {
    let is_empty = |it: &usize| lines.text_of(*it).trim().is_empty();
    let last = lines.count();
    let first = (line + 1..last).find(|it| !is_empty(it)).unwrap_or(line);
    let end = (first..last).find(is_empty).map_or(last - 1, |it| it.saturating_sub(1).max(first));
    Span::new(lines.start_of(line), line_span(lines, end).end as usize)
}

/// From the line itself to the end of the entry that begins on the next line: all lines that stand deeper than it.
fn entry_after(lines: &LineIndex<'_>, line: usize, last: usize) -> Span {
    let depth = |it: usize| lines.text_of(it).len() - lines.text_of(it).trim_start().len();
    let is_text = |it: &usize| {
        let text = lines.text_of(*it).trim_start();
        !text.is_empty() && !text.starts_with('#')
    };
    let Some(first) = (line + 1..=last).find(is_text) else { return line_span(lines, line) };
    let end = (first + 1..=last).take_while(|it| !is_text(it) || depth(*it) > depth(first)).last().unwrap_or(first);
    Span::new(lines.start_of(line), line_span(lines, end).end as usize)
}
