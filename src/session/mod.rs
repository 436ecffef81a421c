//! The pipeline held open: a project read and linked, and kept up while its texts change on disk and in editors.

mod aside;
mod excused;
mod project;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::check;
use crate::error::Error;
use crate::link::Reach;
use crate::model::Body;
use crate::parse;
use crate::source::{self, Part, Sources, There};
use crate::text::FileId;

pub use aside::Aside;
pub use excused::carried;
pub use project::{Earlier, Project, Seen, read_config};

/// A project that stays open. What an editor holds unsaved wins over the disk.
#[derive(Clone)]
pub struct Session {
    root: PathBuf,
    project: Arc<Project>,
    /// What was read from the disk, without what editors hold.
    on_disk: Sources,
    /// Unsaved texts by their names below the root.
    held: BTreeMap<String, Arc<str>>,
    /// Whether changes were told that could not be read, so that the next look must be at everything.
    is_behind: bool,
}

/// So many documents are read anew one by one; more are read all together, on all cores.
const FEW: usize = 16;

/// How far a change reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// All texts are as they were.
    Nothing,
    /// Nothing but the words of the documents in these files: no front matter, no heading, no other text. Names are below
    /// the root.
    Words(Vec<String>),
    /// Nothing but the documents in these files, with their front matter and headings: none has another id, so every name
    /// of a document leads where it led.
    Documents(Vec<String>),
    /// Nothing but what the entries of registers in these files say, and documents as above: no entry came, went or has
    /// another id.
    Registers(Vec<String>),
    /// Anything may be different.
    Everything,
}

impl Session {
    /// Reads a project and keeps it open.
    ///
    /// # Errors
    /// As [`Project::of`].
    pub fn open(root: PathBuf) -> Result<Self, Error> {
        let project = Arc::new(Project::of(root.clone())?);
        let on_disk = project.sources.clone();
        Ok(Session { root, project, on_disk, held: BTreeMap::new(), is_behind: false })
    }

    /// The project as it is now.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// The same for another thread, which may look at it while the session goes on.
    pub fn shared(&self) -> Arc<Project> {
        Arc::clone(&self.project)
    }

    /// Takes the text of a file from an editor, or gives the file back to the disk.
    ///
    /// # Errors
    /// When the project cannot be read again; it stays as it was.
    pub fn hold(&mut self, name: &str, text: Option<Arc<str>>) -> Result<Effect, Error> {
        let before = match text {
            Some(text) => self.held.insert(name.to_owned(), text),
            None => self.held.remove(name),
        };
        if before.as_ref() == self.held.get(name) { Ok(Effect::Nothing) } else { self.refresh(&[name.to_owned()]) }
    }

    /// Looks again at files whose names below the root are given, as they changed, came or went.
    ///
    /// # Errors
    /// When the project cannot be read; it stays as it was.
    pub fn refresh(&mut self, names: &[String]) -> Result<Effect, Error> {
        let Some(changed) = self.changed(names) else { return self.reread(names) };
        if changed.is_empty() {
            return Ok(Effect::Nothing);
        }
        let Some((project, reach)) = self.project.reworded(&changed) else { return self.reread(names) };
        self.project = Arc::new(project);
        let texts = &self.project.sources.texts;
        let names: Vec<String> = changed.iter().map(|(file, _)| texts.name(*file).to_owned()).collect();
        for (name, (_, text)) in names.iter().zip(changed) {
            if let Some(file) = self.on_disk.texts.find(name).filter(|_| !self.held.contains_key(name)) {
                self.on_disk.texts.replace(file, text);
            }
        }
        Ok(match reach {
            Reach::Words => Effect::Words(names),
            Reach::Documents => Effect::Documents(names),
            Reach::Registers => Effect::Registers(names),
        })
    }

    /// Reads these files again, or all where the change may reach further, parses what is new and links everything.
    fn reread(&mut self, names: &[String]) -> Result<Effect, Error> {
        let was_behind = std::mem::replace(&mut self.is_behind, true);
        let settings = project::settings(&self.root, &self.held)?;
        let read = read_config(settings.as_deref());
        let layout = project::layout(&self.root, settings.as_deref(), &read.0);
        let before = self.on_disk.of(Part::Settings).next();
        let is_laid_out_so = self.project.layout() == layout && before.is_some() == settings.is_some();
        let again = || source::read_again(&self.root, &layout, &self.on_disk, names);
        let again = if was_behind || !is_laid_out_so { None } else { again() };
        self.on_disk = match again {
            Some(mut sources) => {
                let file = sources.of(Part::Settings).next();
                file.zip(settings).into_iter().for_each(|(file, text)| sources.texts.replace(file, text));
                sources
            }
            None => {
                let mut sources = source::read(&self.root, &layout, settings)?;
                sources.share(&self.project.sources);
                sources
            }
        };
        let mut sources = self.on_disk.clone();
        for (name, text) in &self.held {
            sources.hold(name, text, &layout);
        }
        self.project = Arc::new(self.project.again(sources, read)?);
        self.is_behind = false;
        Ok(Effect::Everything)
    }

    /// The documents and registers among these files that have another text now; none where more than texts of known ones
    /// may have changed.
    fn changed(&self, names: &[String]) -> Option<Vec<(FileId, Arc<str>)>> {
        let (sources, layout) = (&self.project.sources, self.project.layout());
        let mut changed = Vec::new();
        for name in names.iter().filter(|it| layout.concerns(it)) {
            match sources.texts.find(name) {
                Some(_) if self.held.contains_key(name) && self.is_file(name) == self.is_unsaved(name) => {
                    return None;
                }
                Some(file) => {
                    let was_unfit = sources.findings.iter().any(|it| it.place.file == file);
                    let held = self.held.get(name).cloned();
                    let text = held.or_else(|| source::reread(&self.root, name)).filter(|_| !was_unfit)?;
                    if text != sources.texts.of(file).content {
                        changed.push((file, text));
                    }
                }
                None if self.is_as_known(name) => {}
                None => return None,
            }
        }
        let is_read_alone =
            |file: FileId| [Part::Document, Part::Register].into_iter().any(|it| sources.of(it).any(|it| it == file));
        let are_few = changed.len() <= FEW && changed.iter().all(|(file, _)| is_read_alone(*file));
        if self.is_behind || !are_few { None } else { Some(changed) }
    }

    /// Whether a text that an editor holds was no file when it was looked for; such texts come last.
    fn is_unsaved(&self, name: &str) -> bool {
        self.on_disk.texts.find(name).is_none()
    }

    fn is_file(&self, name: &str) -> bool {
        source::look(&self.root, name) == There::File
    }

    /// Whether a name that is no text's is what it was: a picture that is still there, or nothing as before, for editors
    /// write files beside a text that go at once.
    fn is_as_known(&self, name: &str) -> bool {
        let sources = &self.project.sources;
        let is_attached = sources.attachments.iter().any(|it| it == name);
        let is_below = |it: &str| it.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'));
        match source::look(&self.root, name) {
            _ if self.held.contains_key(name) || name.is_empty() => false,
            There::File => is_attached,
            There::Nothing => {
                let texts = sources.texts.iter().map(|(_, it)| &*it.name);
                !is_attached && !texts.chain(sources.attachments.iter().map(String::as_str)).any(is_below)
            }
            There::Other => false,
        }
    }
}

/// The words of a rule, found by its code or name.
pub struct Explained {
    /// Code and name.
    pub title: String,
    pub body: Body,
}

/// What a rule asks and why, from the rule's own text; none where there is no such rule.
pub fn explained(code_or_name: &str) -> Option<Explained> {
    let rule = check::rule(code_or_name)?;
    let text: Arc<str> = check::explain(rule).into();
    let title = format!("{} {}", rule.info.code, rule.info.name);
    Some(Explained { title, body: parse::text(&text) })
}
