//! Work that nobody waits for: the findings of the whole handbook and the search index, on threads of their own with
//! shares of the state that they began with.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::desk::Message;
use super::panel;
use super::scene::Shown;
use crate::error::Error;
use crate::render::{Excused, Renderer};
use crate::session::Aside;

/// The files of the search index by their paths.
pub(super) type Index = BTreeMap<String, Vec<u8>>;

/// What a check of the whole handbook came to.
pub(super) struct Checkup {
    pub(super) findings: panel::Findings,
    /// Findings that somebody answers for, which are shown on a page of the site.
    pub(super) excused: Vec<Excused>,
}

/// How long the text must rest before all of it is checked: somebody who writes saves again soon.
const REST: Duration = Duration::from_millis(100);

/// Where work is done beside the desk.
#[derive(Clone)]
pub(super) struct Workshop {
    desk: Sender<Message>,
    aside: Aside,
    /// The version that is shown now, so that work on an older one need not begin.
    newest: Arc<AtomicU64>,
}

impl Workshop {
    pub(super) fn new(desk: Sender<Message>) -> Self {
        Workshop { desk, aside: Aside::new(), newest: Arc::default() }
    }

    pub(super) fn shows(&self, version: u64) {
        self.newest.store(version, Ordering::Relaxed);
    }

    /// Checks the whole handbook; the answer always comes, empty where the work was left.
    pub(super) fn check(&self, shown: Shown, version: u64) {
        let workshop = self.clone();
        begin(move || {
            thread::sleep(REST);
            let is_old = workshop.newest.load(Ordering::Relaxed) != version;
            let checkup = (!is_old).then(|| workshop.aside.run(|| checkup(&shown)));
            let _ = workshop.desk.send(Message::Checked { version, checkup });
        });
    }

    /// Makes the search index; the answer always comes.
    pub(super) fn index(&self, shown: Shown, version: u64) {
        let workshop = self.clone();
        begin(move || {
            let index = workshop.aside.run(|| index(&shown)).unwrap_or_default();
            let _ = workshop.desk.send(Message::Indexed { version, index });
        });
    }
}

/// Lets go of what is no longer shown. Beside the desk, for it may be a whole handbook, and somebody waits for the new one.
pub(super) fn let_go(old: impl Send + 'static) {
    begin(move || drop(old));
}

fn begin(work: impl FnOnce() + Send + 'static) {
    // A system that gives no thread gives no findings; the pages go on.
    drop(thread::Builder::new().name("workshop".to_owned()).spawn(work));
}

fn checkup(shown: &Shown) -> Checkup {
    let project = &shown.project;
    let cx = project.context(shown.today, shown.site(), None);
    let checked = project.check_judged(&cx, &shown.judged);
    let findings = panel::told(&checked.diagnostics, &project.sources.texts);
    Checkup { findings, excused: project.excused(&checked) }
}

fn index(shown: &Shown) -> Result<Index, Error> {
    let made = Mutex::new(Index::new());
    let put = |name: &str, bytes: &[u8]| {
        made.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), bytes.to_owned());
        Ok(())
    };
    Renderer::new(shown.context(), &shown.overrides)?.write_search(&put)?;
    Ok(made.into_inner().unwrap_or_else(PoisonError::into_inner))
}
