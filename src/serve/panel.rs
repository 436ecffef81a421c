//! What is wrong with what the open page shows, as the script of the preview reads it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::scene::Shown;
use crate::diag::{Diagnostic, Severity};
use crate::model::{RegisterKind, Target};
use crate::render::PageKind;
use crate::text::{FileId, LineIndex, Place, Texts};

/// Findings that one page lists; of more, only their number is told.
const LISTED: usize = 200;

/// A finding as it is told to the browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Told {
    level: &'static str,
    code: &'static str,
    rule: &'static str,
    message: String,
    hint: Option<String>,
    file: String,
    /// From 1, as the column, which counts characters.
    line: usize,
    column: usize,
    #[serde(skip)]
    start: u32,
}

/// All findings by the names of their files, in the order of places.
pub(super) type Findings = BTreeMap<String, Vec<Told>>;

/// Findings put into words, while the texts are those that were checked.
pub(super) fn told(diagnostics: &[Diagnostic], texts: &Texts) -> Findings {
    let mut findings = Findings::new();
    let mut lines: BTreeMap<FileId, LineIndex<'_>> = BTreeMap::new();
    for diagnostic in diagnostics {
        let finding = &diagnostic.finding;
        let Place { file, span } = finding.place;
        let content = &texts.of(file).content;
        let index = lines.entry(file).or_insert_with(|| LineIndex::new(content));
        let line = index.line(span.start as usize);
        let before = content.get(index.start_of(line)..span.start as usize).unwrap_or_default();
        let name = texts.name(file).to_owned();
        findings.entry(name.clone()).or_default().push(Told {
            level: diagnostic.severity.name(),
            code: diagnostic.rule.code,
            rule: diagnostic.rule.name,
            message: finding.message.clone(),
            hint: finding.hint.clone(),
            file: name,
            line: line + 1,
            column: before.chars().count() + 1,
            start: span.start,
        });
    }
    findings
}

/// What the browser is told of the page that it shows.
#[derive(Debug, Serialize)]
pub(super) struct State<'s> {
    /// Counts the changes since the preview began.
    pub(super) version: u64,
    /// A name of the page's bytes; none where it cannot be shown.
    pub(super) page: Option<String>,
    /// Why the newest state cannot be shown.
    pub(super) fault: Option<&'s str>,
    /// Whether the findings are those of this state.
    pub(super) is_checked: bool,
    pub(super) findings: Vec<&'s Told>,
    /// Findings of the page that are not listed.
    pub(super) more: usize,
    /// Errors in the whole handbook.
    pub(super) errors: usize,
}

impl<'s> State<'s> {
    /// Takes in the findings of a page.
    pub(super) fn with(mut self, findings: &'s Findings, page: Option<(PageKind, &Shown)>) -> Self {
        let all = || findings.values().flatten();
        self.errors = all().filter(|it| it.level == Severity::Error.name()).count();
        let of_page: Vec<&Told> = match page.map(|(kind, shown)| reach(kind, shown)) {
            None => Vec::new(),
            Some(Reach::Everything) => all().collect(),
            Some(Reach::Places(places)) => places
                .iter()
                .flat_map(|it| findings.get(it.file).into_iter().flatten().filter(|told| it.has(told)))
                .collect(),
        };
        self.more = of_page.len().saturating_sub(LISTED);
        self.findings = of_page.into_iter().take(LISTED).collect();
        self
    }
}

/// The texts that a page is about.
enum Reach<'t> {
    Everything,
    Places(Vec<Part<'t>>),
}

/// A file, or one entry of it.
struct Part<'t> {
    file: &'t str,
    entry: Option<Place>,
}

impl Part<'_> {
    fn has(&self, told: &Told) -> bool {
        self.entry.is_none_or(|it| (it.span.start..it.span.end.max(it.span.start + 1)).contains(&told.start))
    }
}

fn reach(kind: PageKind, shown: &Shown) -> Reach<'_> {
    let project = &shown.project;
    let (handbook, texts) = (&project.linked.handbook, &project.sources.texts);
    let whole = |file: FileId| Part { file: texts.name(file), entry: None };
    let register = |kind: RegisterKind| {
        let files: BTreeSet<FileId> = handbook.registers.records(kind).iter().map(|it| it.place.file).collect();
        files.into_iter().map(whole).collect()
    };
    let entry = |kind: RegisterKind, index: u32| {
        let place = handbook.registers.record(kind, index).map(|it| it.place);
        place.map(|it| Part { file: texts.name(it.file), entry: Some(it) }).into_iter().collect()
    };
    let line = |control: u32| {
        let lines = handbook.statement.iter().filter(|it| it.control.target == Some(Target::Control(control)));
        lines.map(|it| Part { file: texts.name(it.place.file), entry: Some(it.place) }).collect()
    };
    Reach::Places(match kind {
        PageKind::Home => return Reach::Everything,
        PageKind::Document(index) => vec![whole(handbook.document(index).file)],
        PageKind::Section(index, _) => {
            handbook.sections[index as usize].intro.iter().map(|it| whole(it.file)).collect()
        }
        PageKind::Control(index) => line(index),
        PageKind::Applicability => handbook.statement_place.iter().map(|it| whole(it.file)).collect(),
        PageKind::Risk(index) => entry(RegisterKind::Risks, index),
        PageKind::Asset(index) => entry(RegisterKind::Assets, index),
        PageKind::Role(index, _) => entry(RegisterKind::Roles, index),
        PageKind::Risks(_) | PageKind::Treatment(_) => register(RegisterKind::Risks),
        PageKind::Assets(_) => register(RegisterKind::Assets),
        PageKind::Roles(_) => register(RegisterKind::Roles),
        PageKind::Glossary(_) => register(RegisterKind::Terms),
        PageKind::Register(kind, _) => register(kind),
        // What these show is gathered from everywhere.
        _ => Vec::new(),
    })
}
