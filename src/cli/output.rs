//! `--format F[=FILE]`: which reports are written, and where each goes. All are made before the first is written.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::exit::Printer;
use crate::check::{self, RULES, Rule, Scope, Silenced, active_rules};
use crate::diag::{Diagnostic, Severity, nearest};
use crate::error::Error;
use crate::report::{self, Excused, Extent, Format, Origin, Reach, Report, RuleInRun, Subject, Tally};
use crate::session::Project;
use crate::text::Date;
use crate::write;

/// The long help of `--format`.
pub(super) const HELP: &str = "\
Form of the report, and the file that takes it in place of standard output; may be given several times

  text      for people, with the place underlined
  concise   one line a finding
  json      for programs, versioned
  github    annotations on a pull request (workflow commands)
  gitlab    Code Quality report
  sarif     SARIF 2.1.0, for code scanning
  junit     JUnit XML: a suite a document, a case a rule
  rdjson    for reviewdog, with suggestions
  markdown  summary for a job's page or a comment

As in `--format text --format junit=report.xml`. A file is written whole or not at all.";

/// One report that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Output {
    format: Format,
    /// None means standard output.
    file: Option<PathBuf>,
}

impl Output {
    /// Whether it is printed and nothing else may stand beside it.
    pub(super) fn is_printed_for_programs(&self) -> bool {
        self.file.is_none() && !matches!(self.format, Format::Text | Format::Concise | Format::Markdown)
    }
}

impl FromStr for Output {
    type Err = String;

    fn from_str(typed: &str) -> Result<Self, String> {
        let (name, file) = match typed.split_once('=') {
            Some((_, "")) => return Err(format!("no file is named after `{typed}`")),
            Some((name, "-" | "/dev/stdout")) => (name, None),
            Some((name, file)) => (name, Some(PathBuf::from(file))),
            None => (typed, None),
        };
        let names = || Format::ALL.into_iter().map(Format::name);
        match Format::ALL.into_iter().find(|it| it.name() == name) {
            Some(format) => Ok(Output { format, file }),
            None => Err(match nearest(name, names()) {
                Some(near) => format!("no format has the name `{name}`; did you mean `{near}`?"),
                None => format!("there are: {}", names().collect::<Vec<_>>().join(", ")),
            }),
        }
    }
}

impl fmt::Display for Output {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.file {
            None => write!(formatter, "{}", self.format.name()),
            Some(file) => write!(formatter, "{}={}", self.format.name(), file.display()),
        }
    }
}

/// Refuses two reports for one place, and reports in place of what they are about.
///
/// # Errors
/// Names the two, or the file of the handbook.
pub(super) fn refuse_clashes(outputs: &[Output], project: &Project) -> Result<(), Error> {
    let places: Vec<Option<PathBuf>> = outputs.iter().map(|it| it.file.as_deref().map(resolved)).collect();
    for (index, place) in places.iter().enumerate() {
        if let Some(earlier) = places[..index].iter().position(|it| it == place) {
            let (first, second) = (&outputs[earlier], &outputs[index]);
            return Err(Error::usage(match place {
                None => format!(
                    "`--format {first}` and `--format {second}` would both be printed; name a file for one, as in `{second}=FILE`"
                ),
                Some(_) => format!("`--format {first}` and `--format {second}` would be written to the same file"),
            }));
        }
    }
    let root = resolved(&project.root);
    for place in places.iter().flatten() {
        let Ok(below) = place.strip_prefix(&root) else { continue };
        let parts: Vec<_> = below.components().map(|it| it.as_os_str().to_string_lossy()).collect();
        let name = parts.join("/");
        let sources = &project.sources;
        if name == "book.toml" || sources.texts.find(&name).is_some() || sources.attachments.contains(&name) {
            return Err(Error::usage(format!("`{name}` is a file of the handbook; write the report somewhere else")));
        }
    }
    Ok(())
}

/// The path behind all links, as far as it exists.
fn resolved(path: &Path) -> PathBuf {
    if let Ok(full) = path.canonicalize() {
        return full;
    }
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    match (folder.canonicalize(), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

/// What a run found, and what it was asked to hold it against.
pub(super) struct Findings<'r> {
    pub(super) diagnostics: &'r [Diagnostic],
    /// What somebody answers for.
    pub(super) silenced: &'r [Silenced],
    pub(super) today: Date,
    pub(super) fail_on: Severity,
    /// Whether no files or folders were named.
    pub(super) is_whole: bool,
    /// Whether there was a revision to compare with.
    pub(super) has_base: bool,
    /// Whether nothing is to be said where nothing was found.
    pub(super) is_quiet: bool,
    /// Whether this file is reported on.
    pub(super) is_covered: &'r dyn Fn(&str) -> bool,
}

/// Makes all reports, writes those that go to files, then prints the one that does not.
///
/// # Errors
/// When a file cannot be written; then none is.
pub(super) fn write(
    outputs: &[Output],
    project: &Project,
    findings: &Findings<'_>,
    printer: &Printer,
) -> Result<(), Error> {
    with_report(project, findings, |report| write_all(outputs, findings, report, printer))
}

fn write_all(outputs: &[Output], findings: &Findings<'_>, report: &Report<'_>, printer: &Printer) -> Result<(), Error> {
    let mut files = Vec::new();
    let mut answer = None;
    for output in outputs {
        let is_silent = findings.is_quiet && findings.diagnostics.is_empty() && output.format == Format::Text;
        match &output.file {
            Some(file) => files.push((file.as_path(), plain(report::write(report, output.format), output.format))),
            None if is_silent => {}
            None => answer = Some(report::write(report, output.format)),
        }
    }
    let bytes: Vec<(&Path, &[u8])> = files.iter().map(|(file, text)| (*file, text.as_bytes())).collect();
    write::files(&bytes)?;
    let is_printed = outputs.iter().any(|it| it.file.is_none());
    match answer {
        Some(text) => printer.result(&text)?,
        None if is_printed || findings.is_quiet => {}
        None => printer.note(&format!("{}\n", Tally::of(findings.diagnostics).words())),
    }
    Ok(())
}

/// Makes the report of what was found and hands it over.
pub(super) fn with_report<T>(project: &Project, findings: &Findings<'_>, make: impl FnOnce(&Report<'_>) -> T) -> T {
    let rules = rules(project, findings);
    let documents = documents(project, findings);
    let folder = folder_in_repository(&project.root);
    let address = super::source_address().or_else(|| {
        let url = project.config.html.git_repository_url.as_deref()?;
        Some(format!("{}/blob/HEAD/", url.trim_end_matches('/')))
    });
    let masked = check::masked(findings.diagnostics, &project.sources.texts);
    let (diagnostics, texts) = match &masked {
        Some(masked) => (masked.diagnostics.as_slice(), &masked.texts),
        None => (findings.diagnostics, &project.sources.texts),
    };
    let silenced = check::masked_silences(findings.silenced, &project.sources.texts);
    let silenced: Vec<Excused<'_>> = silenced.iter().map(excused).collect();
    make(&Report {
        silenced: &silenced,
        extent: Extent { rules: &rules, documents: &documents, is_whole: findings.is_whole },
        origin: Origin { folder: &folder, address: address.as_deref() },
        fail_on: findings.fail_on,
        ..Report::new(diagnostics, texts, findings.today, project.looked_at())
    })
}

fn excused(silenced: &Silenced) -> Excused<'_> {
    let Silenced { diagnostic, silence } = silenced;
    Excused { diagnostic, reason: &silence.reason, by: &silence.by, until: silence.until, place: silence.place }
}

/// Text carries colours, which have no place in a file.
fn plain(text: String, format: Format) -> String {
    match format {
        Format::Text => anstream::adapter::strip_str(&text).to_string(),
        _ => text,
    }
}

/// All rules with what the settings and the run make of them.
fn rules(project: &Project, findings: &Findings<'_>) -> Vec<RuleInRun<'static>> {
    let active: Vec<&str> = active_rules(&project.config).into_iter().map(|it| it.info.code).collect();
    let in_run = |rule: &'static Rule| {
        let (reach, is_in_vain) = match rule.scope {
            Scope::Document(_) | Scope::Passage(_) | Scope::Sentences(_) => (Reach::Document, false),
            Scope::Reading | Scope::Names(_) | Scope::Line(_) | Scope::Risk(_) | Scope::Handbook(_) => {
                (Reach::Handbook, false)
            }
            Scope::Change(_) => (Reach::Handbook, !findings.has_base),
        };
        let skipped = match is_in_vain {
            _ if !active.contains(&rule.info.code) => Some("off in the settings"),
            true => Some("no revision to compare with"),
            false => None,
        };
        RuleInRun { info: &rule.info, skipped, reach }
    };
    let mut rules: Vec<_> = RULES.iter().copied().map(in_run).collect();
    rules.sort_by_key(|it| it.info.code);
    rules
}

fn documents<'p>(project: &'p Project, findings: &Findings<'_>) -> Vec<Subject<'p>> {
    let texts = &project.sources.texts;
    let documents = project.linked.handbook.documents.iter();
    let mut subjects: Vec<Subject<'p>> = documents
        .filter(|it| (findings.is_covered)(texts.name(it.file)))
        .map(|it| Subject {
            file: it.file,
            id: it.id().map(crate::model::Id::as_str),
            name: it.name(),
            title: it.title(),
        })
        .collect();
    subjects.sort_by_key(|it| it.file);
    subjects
}

/// Where the handbook lies below the nearest folder upward that holds a repository.
pub(super) fn folder_in_repository(root: &Path) -> String {
    let Ok(full) = root.canonicalize() else { return String::new() };
    let Some(repository) = full.ancestors().find(|it| it.join(".git").exists()) else { return String::new() };
    let below = full.strip_prefix(repository).unwrap_or(Path::new(""));
    below.components().flat_map(|it| [it.as_os_str().to_string_lossy().into_owned(), "/".to_owned()]).collect()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{HELP, Output};
    use crate::report::Format;

    #[test]
    fn a_format_is_read_with_its_file() {
        let read = |typed: &str| typed.parse::<Output>();
        assert_eq!(read("sarif"), Ok(Output { format: Format::Sarif, file: None }));
        let file = Some(PathBuf::from("out/a=b.xml"));
        assert_eq!(read("junit=out/a=b.xml"), Ok(Output { format: Format::Junit, file }));
        assert_eq!(read("json=-"), read("json"));
        assert_eq!(read("sarf"), Err("no format has the name `sarf`; did you mean `sarif`?".to_owned()));
        assert!(read("json=").is_err_and(|it| it.contains("no file")));
        assert!(read("html").is_err_and(|it| it.contains("markdown")));
    }

    #[test]
    fn the_help_lists_every_format() {
        let absent: Vec<_> = Format::ALL.iter().filter(|it| !HELP.contains(&format!("\n  {} ", it.name()))).collect();
        assert!(absent.is_empty(), "{absent:?}");
    }
}
