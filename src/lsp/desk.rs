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
    /// Names of documents that changed since then.
    ahead: BTreeSet<String>,
    /// Those of them that nobody has glanced at.
    unseen: BTreeSet<String>,
    /// What kept the handbook from being read when it was settled last.
    trouble: Option<String>,
    is_trouble_told: bool,
}

impl Desk {
    /// Opens the handbook in a folder.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn open(root: PathBuf) -> Result<Self, Error> {
        let session = Arc::new(Session::open(root.clone())?);
        let (open, touched, stale, ahead, unseen) = Default::default();
        Ok(Desk {
            root,
            session,
            open,
            touched,
            stale,
            has_news: true,
            ahead,
            unseen,
            trouble: None,
            is_trouble_told: true,
        })
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

    /// Reads what changed. A handbook that cannot be read as it is now stays as it was, and its trouble is kept to be told.
    pub(super) fn settle(&mut self) {
        if self.touched.is_empty() && self.stale.is_empty() {
            return;
        }
        let session = Arc::make_mut(&mut self.session);
        let mut trouble = None;
        let mut note = |effect: Result<Effect, Error>| match effect {
            Ok(Effect::Nothing) => {}
            Ok(Effect::Registers(_) | Effect::Everything) => {
                // A name may lead elsewhere now, or who it names may have other rights, so whoever looks at an open text wants to know first.
                self.has_news = true;
                self.ahead.extend(self.open.keys().cloned());
                self.unseen.extend(self.open.keys().cloned());
            }
            Ok(Effect::Words(names) | Effect::Documents(names)) => {
                self.has_news = true;
                self.ahead.extend(names.iter().cloned());
                self.unseen.extend(names);
            }
            Err(error) => trouble = Some(error.to_string()),
        };
        for name in std::mem::take(&mut self.touched) {
            let text = self.open.get(&name).map(|it| Arc::clone(&it.text));
            note(session.hold(&name, text));
        }
        let stale: Vec<String> = std::mem::take(&mut self.stale).into_iter().collect();
        if !stale.is_empty() {
            note(session.refresh(&stale));
        }
        self.trouble = trouble;
        self.is_trouble_told = false;
    }

    /// Whether the trouble may be another one than when this was asked before.
    pub(super) fn has_news_of_trouble(&mut self) -> bool {
        !std::mem::replace(&mut self.is_trouble_told, true)
    }

    /// What keeps the handbook from being read as it is now.
    pub(super) fn trouble(&self) -> Option<String> {
        self.trouble.clone()
    }

    pub(super) fn project(&self) -> &Project {
        self.session.project()
    }

    /// The session for a check of everything that changed until now; none where nothing did.
    pub(super) fn news(&mut self) -> Option<Arc<Session>> {
        let news = std::mem::take(&mut self.has_news).then(|| Arc::clone(&self.session));
        if news.is_some() {
            self.ahead.clear();
        }
        news
    }

    /// Names of documents that are further than the last check that began.
    pub(super) fn ahead(&self) -> &BTreeSet<String> {
        &self.ahead
    }

    /// Those of them that were not asked for yet.
    pub(super) fn unseen(&mut self) -> BTreeSet<String> {
        std::mem::take(&mut self.unseen)
    }

    /// Whether something changed that nobody has looked at in any way.
    pub(super) fn has_unseen(&self) -> bool {
        !self.touched.is_empty() || !self.stale.is_empty() || !self.unseen.is_empty() || !self.is_trouble_told
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Desk, Open};

    #[test]
    fn a_text_whose_id_changes_is_looked_at_before_all_is_checked() {
        let mut desk = Desk::open(Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()).expect("the example");
        assert!(desk.news().is_some() && desk.unseen().is_empty());
        let name = "policies/40-access/pol-007-access-control.md";
        let text = desk.text(name).expect("a policy").replacen("id: POL-007", "id: POL-777", 1);
        desk.take(name.to_owned(), Open { version: 1, text: text.into() });
        desk.settle();
        assert_eq!(desk.unseen().into_iter().collect::<Vec<_>>(), [name]);
        assert_eq!(desk.ahead().len(), 1);
    }
}
