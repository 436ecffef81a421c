//! The pipeline held open: a project read and linked, and kept up while its texts change on disk and in editors.

mod excused;
mod project;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use crate::check;
use crate::error::Error;
use crate::link::Reach;
use crate::model::Body;
use crate::parse;
use crate::source::{self, Part, There};
use crate::text::FileId;

pub use excused::carried;
pub use project::{Earlier, Project, Seen, read_config};

/// A project that stays open. What an editor holds unsaved wins over the disk.
#[derive(Clone)]
pub struct Session {
    root: PathBuf,
    project: Arc<Project>,
    /// Unsaved texts by their names below the root.
    held: BTreeMap<String, Arc<str>>,
    /// Those of them that were no file when all was read; such texts come last.
    unsaved: BTreeSet<String>,
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
        Ok(Session { root, project, held: BTreeMap::new(), unsaved: BTreeSet::new(), is_behind: false })
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
        let Some(changed) = self.changed(names) else { return self.reread() };
        if changed.is_empty() {
            return Ok(Effect::Nothing);
        }
        let Some((project, reach)) = self.project.reworded(&changed) else { return self.reread() };
        self.project = Arc::new(project);
        let texts = &self.project.sources.texts;
        let names = changed.iter().map(|(file, _)| texts.name(*file).to_owned()).collect();
        Ok(match reach {
            Reach::Words => Effect::Words(names),
            Reach::Documents => Effect::Documents(names),
        })
    }

    fn reread(&mut self) -> Result<Effect, Error> {
        self.is_behind = true;
        self.project = Arc::new(Project::holding(self.root.clone(), &self.held)?);
        self.unsaved = self.held.keys().filter(|it| !self.is_file(it)).cloned().collect();
        self.is_behind = false;
        Ok(Effect::Everything)
    }

    /// The documents among these files that have another text now; none where more than texts of known documents may have
    /// changed.
    fn changed(&self, names: &[String]) -> Option<Vec<(FileId, Arc<str>)>> {
        let (sources, layout) = (&self.project.sources, self.project.layout());
        let mut changed = Vec::new();
        for name in names.iter().filter(|it| layout.concerns(it)) {
            match sources.texts.find(name) {
                Some(_) if self.held.contains_key(name) && self.is_file(name) == self.unsaved.contains(name) => {
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
        let is_document = |file: FileId| sources.of(Part::Document).any(|it| it == file);
        let are_few = changed.len() <= FEW && changed.iter().all(|(file, _)| is_document(*file));
        if self.is_behind || !are_few { None } else { Some(changed) }
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
