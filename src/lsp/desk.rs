//! The handbook that is open, with the texts that editors hold. Changes are taken at once and read when somebody asks.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::error::Error;
use crate::session::{Effect, Project, Session};

/// A text that an editor holds.
#[derive(Debug, Clone)]
pub(super) struct Open {
    pub(super) version: i32,
    pub(super) text: Arc<str>,
}

pub(super) struct Desk {
    pub(super) root: PathBuf,
    /// Shared with the thread that checks; changing it meanwhile makes a copy.
    session: Arc<Session>,
    /// By name below the root.
    open: BTreeMap<String, Open>,
    /// Names of texts that editors took, changed or gave back since the session last looked.
    touched: BTreeSet<String>,
    /// Names of files that changed on disk since then.
    stale: BTreeSet<String>,
    /// Whether anything changed since the last check began.
    has_news: bool,
}

impl Desk {
    /// Opens the handbook in a folder.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn open(root: PathBuf) -> Result<Self, Error> {
        let session = Arc::new(Session::open(root.clone())?);
        let (open, touched, stale) = Default::default();
        Ok(Desk { root, session, open, touched, stale, has_news: true })
    }

    /// An editor opened or changed a file.
    pub(super) fn take(&mut self, name: String, open: Open) {
        if !is_ours(&name) {
            return;
        }
        let is_as_known = !self.open.contains_key(&name) && self.text(&name) == Some(&*open.text);
        self.open.insert(name.clone(), open);
        if !is_as_known {
            self.touched.insert(name);
        }
    }

    /// An editor closed a file: what is on disk counts again.
    pub(super) fn give_back(&mut self, name: &str) {
        if self.open.remove(name).is_some() {
            self.touched.insert(name.to_owned());
        }
    }

    /// Files came, went or changed on disk. What an editor holds goes on to win.
    pub(super) fn look_again(&mut self, name: String) {
        if self.open.contains_key(&name) {
            self.touched.insert(name);
        } else {
            self.stale.insert(name);
        }
    }

    /// Reads what changed.
    ///
    /// # Errors
    /// When the handbook cannot be read as it is now; it stays as it was.
    pub(super) fn settle(&mut self) -> Result<(), Error> {
        if self.touched.is_empty() && self.stale.is_empty() {
            return Ok(());
        }
        let session = Arc::make_mut(&mut self.session);
        let mut outcome = Ok(());
        let mut note = |effect: Result<Effect, Error>| match effect {
            Ok(effect) => self.has_news |= effect != Effect::Nothing,
            Err(error) => outcome = Err(error),
        };
        for name in std::mem::take(&mut self.touched) {
            let text = self.open.get(&name).map(|it| Arc::clone(&it.text));
            note(session.hold(&name, text));
        }
        let stale: Vec<String> = std::mem::take(&mut self.stale).into_iter().collect();
        if !stale.is_empty() {
            note(session.refresh(&stale));
        }
        outcome
    }

    pub(super) fn project(&self) -> &Project {
        self.session.project()
    }

    /// The session for a check of everything that changed until now; none where nothing did.
    pub(super) fn news(&mut self) -> Option<Arc<Session>> {
        std::mem::take(&mut self.has_news).then(|| Arc::clone(&self.session))
    }

    pub(super) fn has_news(&self) -> bool {
        self.has_news || !self.touched.is_empty() || !self.stale.is_empty()
    }

    /// The versions of the texts that editors hold.
    pub(super) fn versions(&self) -> BTreeMap<String, i32> {
        self.open.iter().map(|(name, open)| (name.clone(), open.version)).collect()
    }

    pub(super) fn version(&self, name: &str) -> Option<i32> {
        self.open.get(name).map(|it| it.version)
    }

    /// A text that an editor holds, whatever part it plays.
    pub(super) fn held(&self, name: &str) -> Option<Arc<str>> {
        self.open.get(name).map(|it| Arc::clone(&it.text))
    }

    fn text(&self, name: &str) -> Option<&str> {
        let texts = &self.project().sources.texts;
        texts.find(name).map(|file| &*texts.of(file).content)
    }
}

/// Whether a file of this name can be part of a handbook. The session knows exactly; this spares it the rest.
pub(super) fn is_ours(name: &str) -> bool {
    let ending = Path::new(name).extension().map(|it| it.to_string_lossy().to_ascii_lowercase());
    let has_text = ending.is_some_and(|it| ["md", "markdown", "yaml", "yml"].contains(&it.as_str()));
    name == "book.toml" || has_text || name.starts_with("approvals/")
}
