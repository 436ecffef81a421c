//! `import`: bring existing Markdown under control.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::exit::{Outcome, Printer};
use super::foreseen::Foreseen;
use super::output::{self, Output};
use super::{Common, ask, today};
use crate::author::{self, Import, Letters, Original, Target};
use crate::check::BASELINE_FILE;
use crate::config::Config;
use crate::error::Error;
use crate::session::Project;
use crate::source::{self, Layout, Part, Sources};
use crate::text::{Date, counted};
use crate::write;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Folder with Markdown, which is only read
    #[arg(value_name = "DIR")]
    from: PathBuf,
    /// Folder of the handbook into which it comes; a new one is begun where there is none [default: the handbook around us]
    #[arg(long, value_name = "DIR")]
    dest: Option<PathBuf>,
    /// Form in which what is left to decide is reported, and the file that takes it; may be given several times
    #[arg(long = "format", value_name = "FORMAT[=FILE]", default_value = "concise", long_help = output::HELP)]
    formats: Vec<Output>,
    /// Write without asking; without it and without a terminal nothing is written
    #[arg(long)]
    yes: bool,
    /// Take this day as today (YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

/// Files of office programs and what to do about them.
const FOREIGN: &[(&[&str], &str)] = &[
    (&["docx", "doc", "odt", "rtf"], "convert it with `pandoc FILE -t gfm -o FILE.md`, then import again"),
    (&["xlsx", "xls", "ods", "csv"], "a register: add its lines with `ismsbook new`, or write them into `registers/`"),
    (&["pdf"], "keep the document it was made from, and import that"),
];

/// Files that may hold a document, are taken along as they are because documents lead to them, and what to do about them.
const NO_MARKDOWN: &[(&[&str], &str)] = &[
    (&["mdx"], "rename it to `.md`, then import again"),
    (
        &["html", "htm", "rst", "adoc", "org", "tex"],
        "convert it with `pandoc FILE -t gfm -o FILE.md`, then import again",
    ),
    (&["txt"], "rename it to `.md` where it is a document, then import again"),
];

/// The rule that tells of a file in other letters.
const OTHER_LETTERS: &str = "not-utf8";

/// Settings of a handbook that begins with an import.
const SETTINGS: &str = "\
# Settings of the handbook.

[book]
title = \"Information security handbook\"
";

pub(super) fn run(common: &Common, arguments: &Arguments, printer: &Printer) -> Result<Outcome, Error> {
    let today = today(arguments.today)?;
    let to = match &arguments.dest {
        Some(dest) => super::working_folder()?.join(dest),
        None => super::project::root(common)?,
    };
    let settings = if to.is_dir() { source::read_settings(&to)? } else { None };
    if settings.is_none() && arguments.dest.is_none() {
        return Err(Error::usage("there is no handbook here; name the folder of one, old or new, with `--dest`"));
    }
    refuse_nested(&arguments.from, &to)?;
    let layout = Layout { documents: String::new(), build_dir: "book".to_owned() };
    let mut corpus = source::read(&arguments.from, &layout, None)?;
    let decoded = in_other_letters(&arguments.from, &mut corpus);
    // A handbook without a text yet is as good as a new one.
    let project = settings.as_ref().and_then(|_| Project::of(to.clone()).ok());
    let documents = originals(&corpus, &decoded);
    if documents.is_empty() {
        return Err(Error::usage(format!(
            "nothing to import: `{}` holds no Markdown that can be read",
            arguments.from.display()
        )));
    }
    let import = author::import(&documents, &target(project.as_ref()));
    let folder = project.as_ref().map_or("policies", |it| it.config.book.src.as_str());
    let mut texts = BTreeMap::new();
    for document in &import.documents {
        texts.insert(format!("{folder}/{}", document.name), Arc::from(document.text.as_str()));
    }
    let pictures =
        corpus.attachments.iter().filter(|it| advice(it).is_none() && !source::is_large(&arguments.from, it));
    let mut others: Vec<(String, &String)> = pictures.map(|name| (format!("{folder}/{name}"), name)).collect();
    let kept = write::taken(&to, texts.keys().chain(others.iter().map(|(name, _)| name)))?;
    texts.retain(|name, _| !kept.contains(name));
    others.retain(|(name, _)| !kept.contains(name));
    let changed = settings_with(settings.as_deref(), &import);
    let foreseen = Foreseen::of(&to, (&texts, &others), changed.text(), &corpus, today)?;
    output::refuse_clashes(&arguments.formats, &foreseen.project)?;
    let words = summary(&import, &corpus, &kept) + &too_large(&arguments.from, &corpus);
    if arguments.formats.iter().any(Output::is_printed_for_programs) {
        printer.note(&words);
    } else {
        printer.result(&words)?;
    }
    foreseen.report(&arguments.formats, common, printer)?;
    if let Settings::ByHand(lines) = &changed {
        printer.note(&format!("add to `[fields]` of `book.toml`:\n{lines}"));
    }
    let count = counted(texts.len() + others.len(), "file");
    let question = format!("Write {count} into `{}`? (yes/no)", to.display());
    let is_wanted =
        arguments.yes || (ask::is_possible() && ask::line(&question, "no")?.to_lowercase().starts_with('y'));
    if !is_wanted {
        printer.note("nothing was written; `--yes` writes it\n");
        return Ok(Outcome::Fine);
    }
    let mut files: Vec<(String, Vec<u8>)> =
        texts.iter().map(|(name, text)| (name.clone(), text.as_bytes().to_vec())).collect();
    for (name, from) in others {
        files.push((name, source::read_bytes(&arguments.from, from)?));
    }
    if let (Settings::Text(text), None) = (&changed, &settings) {
        files.push(("book.toml".to_owned(), text.clone().into_bytes()));
    }
    let baseline = foreseen.baseline();
    let noted = match &baseline {
        Some(made) => made.words(),
        None => format!("`{BASELINE_FILE}` is there and can only shrink; `ismsbook check` shows what is new"),
    };
    files.extend(baseline.map(|it| (BASELINE_FILE.to_owned(), it.text.into_bytes())));
    let old = settings.as_deref().filter(|_| matches!(changed, Settings::Text(_)));
    if old.is_some() && source::read_settings(&to)?.as_deref() != old {
        return Err(Error::usage("`book.toml` changed meanwhile; nothing was written"));
    }
    let place = to.join("book.toml");
    write::new_files_then(&to, &files, || match (&changed, old) {
        (Settings::Text(text), Some(_)) => write::files(&[(&place, text.as_bytes())]),
        (Settings::Text(_) | Settings::ByHand(_) | Settings::Same, _) => Ok(()),
    })?;
    let names = &foreseen.names_in_words();
    printer.note(&format!("{count} written into `{}`\n{noted}\n{names}", to.display()));
    Ok(Outcome::Fine)
}

/// Reads the documents that are text in other letters than ours, and takes back what was found of them.
fn in_other_letters(from: &Path, corpus: &mut Sources) -> BTreeMap<String, (String, Letters)> {
    let found = corpus.findings.iter().filter(|it| it.rule == OTHER_LETTERS);
    let names = found.map(|it| corpus.texts.name(it.place.file).to_owned()).filter(|it| is_markdown(it));
    let read = |name: &String| author::read_letters(&source::read_bytes(from, name).ok()?);
    let decoded: BTreeMap<String, (String, Letters)> =
        names.filter_map(|name| Some((name.clone(), read(&name)?))).collect();
    let texts = &corpus.texts;
    corpus.findings.retain(|it| it.rule != OTHER_LETTERS || !decoded.contains_key(texts.name(it.place.file)));
    decoded
}

fn is_markdown(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ["md", "markdown"].iter().any(|it| it.eq_ignore_ascii_case(ending)))
}

/// The documents and introductions of the corpus that can be read, by name.
fn originals<'c>(corpus: &'c Sources, decoded: &'c BTreeMap<String, (String, Letters)>) -> Vec<Original<'c>> {
    let is_document = |part: &Part| matches!(part, Part::Document | Part::Introduction);
    let documents = corpus.parts.iter().filter(|(_, part)| is_document(part)).map(|(file, _)| corpus.texts.of(*file));
    let plain = documents.map(|it| Original { name: &it.name, text: &it.content, letters: Letters::Utf8 });
    let others = decoded.iter().map(|(name, (text, letters))| Original { name, text, letters: *letters });
    let unreadable: BTreeSet<&str> = corpus.findings.iter().map(|it| corpus.texts.name(it.place.file)).collect();
    let is_wanted = |it: &Original<'_>| !unreadable.contains(it.name) && !author::is_frame(it.name);
    let mut all: Vec<Original<'_>> = plain.chain(others).filter(is_wanted).collect();
    all.sort_by_key(|it| it.name);
    all
}

/// A corpus is never imported into itself, nor around itself.
fn refuse_nested(from: &Path, to: &Path) -> Result<(), Error> {
    let full = |path: &Path| {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let existing = path.ancestors().find_map(|it| Some((it, it.canonicalize().ok()?)));
        existing.map_or(path.clone(), |(above, real)| real.join(path.strip_prefix(above).unwrap_or(&path)))
    };
    let (from_full, to_full) = (full(from), full(to));
    if to_full.starts_with(&from_full) || from_full.starts_with(to_full.join("policies")) {
        let message = format!("`{}` lies in the folder that is imported; choose another with `--dest`", to.display());
        return Err(Error::usage(message));
    }
    Ok(())
}

fn target(project: Option<&Project>) -> Target {
    let Some(project) = project else {
        return Target { classifications: Config::default().isms.classifications, ..Target::default() };
    };
    let handbook = &project.linked.handbook;
    Target {
        roles: handbook.registers.roles.iter().map(|it| it.record.name().to_owned()).collect(),
        ids: handbook.documents.iter().filter_map(|it| Some(it.id()?.to_string())).collect(),
        aliases: project.config.fields.clone(),
        classifications: project.config.isms.classifications.clone(),
    }
}

fn advice(name: &str) -> Option<&'static str> {
    told_of(FOREIGN, name)
}

fn told_of(list: &[(&[&str], &'static str)], name: &str) -> Option<&'static str> {
    let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
    list.iter().find(|(endings, _)| endings.contains(&ending.as_str())).map(|(_, advice)| *advice)
}

/// Files that are not taken along for their size: a film beside the texts must not keep them from coming in.
fn too_large(from: &Path, corpus: &Sources) -> String {
    let large = corpus.attachments.iter().filter(|it| advice(it).is_none() && source::is_large(from, it));
    let line = |name: &String| {
        format!("left out: {}: it is very large; copy it where a document needs it\n", name.escape_debug())
    };
    large.map(line).collect()
}

enum Settings {
    Same,
    Text(String),
    /// Lines for a table that is there already.
    ByHand(String),
}

impl Settings {
    /// That are to be written.
    fn text(&self) -> Option<&str> {
        if let Settings::Text(text) = self { Some(text) } else { None }
    }
}

/// The settings with the foreign names of fields that were found.
fn settings_with(settings: Option<&str>, import: &Import) -> Settings {
    let lines: String = import.aliases.iter().fold(String::new(), |mut lines, (key, own)| {
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{} = {}", crate::config::quoted(key), crate::config::quoted(own));
        lines
    });
    let begun = begun_settings(import);
    let text = settings.unwrap_or(&begun);
    let has_table = text.lines().any(|line| line.trim().starts_with("[fields]") || line.trim().starts_with("fields"));
    if lines.is_empty() {
        return if settings.is_some() { Settings::Same } else { Settings::Text(text.to_owned()) };
    }
    if has_table {
        return Settings::ByHand(lines);
    }
    let gap = if text.ends_with('\n') { "\n" } else { "\n\n" };
    Settings::Text(format!("{text}{gap}# Names that imported documents give to fields.\n[fields]\n{lines}"))
}

/// Settings of a new handbook, in the language of its texts.
fn begun_settings(import: &Import) -> String {
    let language = import.language.map_or(String::new(), |tag| format!("language = \"{tag}\"\n"));
    format!("{SETTINGS}{language}")
}

fn summary(import: &Import, corpus: &Sources, kept: &[String]) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    for document in &import.documents {
        let name = document.name.escape_debug();
        let letters = document.letters.name().map_or(String::new(), |it| format!("; its letters are those of {it}"));
        match (&document.id, &document.title) {
            (Some(id), Some(title)) => {
                let _ = writeln!(
                    out,
                    "{name}: {} {} (read from {}{}{}{})",
                    id.escape_debug(),
                    title.escape_debug(),
                    document.style.words(),
                    if document.has_new_id { "; the id is new" } else { "" },
                    if document.has_shed_header { "; that header leaves the text" } else { "" },
                    letters
                );
            }
            _ => {
                let _ = writeln!(out, "{name}: taken over as it is{letters}");
            }
        }
    }
    for (key, own) in &import.aliases {
        let _ = writeln!(out, "field `{}` stands for `{own}`", key.escape_debug());
    }
    for (file, part) in &corpus.parts {
        let name = corpus.texts.name(*file);
        if !matches!(part, Part::Document | Part::Introduction) || author::is_frame(name) {
            let _ = writeln!(out, "left out: {} is no document", name.escape_debug());
        }
    }
    for name in &corpus.attachments {
        if let Some(advice) = advice(name) {
            let _ = writeln!(out, "left out: {}: {advice}", name.escape_debug());
        }
        if let Some(advice) = told_of(NO_MARKDOWN, name) {
            let _ = writeln!(out, "taken along as it is: {} is no Markdown; {advice}", name.escape_debug());
        }
    }
    for name in kept {
        let _ = writeln!(out, "left alone, as it is there: {}", name.escape_debug());
    }
    out
}
