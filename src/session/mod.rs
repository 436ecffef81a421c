//! The pipeline held open: a project read and linked, and kept up while its texts change on disk and in editors.

mod project;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::check;
use crate::error::Error;
use crate::model::Body;
use crate::parse;

pub use project::{Earlier, Project, Seen, read_config};

/// A project that stays open. What an editor holds unsaved wins over the disk.
pub struct Session {
    root: PathBuf,
    project: Arc<Project>,
    /// Unsaved texts by their names below the root.
    held: BTreeMap<String, Arc<str>>,
}

/// How far a change reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// All texts are as they were.
    Nothing,
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
        Ok(Session { root, project, held: BTreeMap::new() })
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
        if names.is_empty() {
            return Ok(Effect::Nothing);
        }
        self.project = Arc::new(Project::holding(self.root.clone(), &self.held)?);
        Ok(Effect::Everything)
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
