//! Which files changed: what the system tells of the project's folders, gathered until it is quiet for a moment.
//!
//! Folders are watched and not files, for editors replace files by renaming. Each folder has a watch of its own, so that
//! hidden folders, built sites and what tools install cost nothing.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::Watching;
use super::desk::Message;
use crate::error::Error;
use crate::session::Project;
use crate::source;

/// How long nothing must happen before a change is taken as whole. Longer than the gaps inside a checkout of many files,
/// shorter than anybody notices.
const QUIET: Duration = Duration::from_millis(10);

/// After so many events a change is taken as whole although more is coming.
const LARGEST_BATCH: usize = 20_000;

const POLLED_EVERY: Duration = Duration::from_millis(500);

/// What changed in one go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Batch {
    /// Names of files and folders below the root, with forward slashes; the root itself is empty.
    pub(super) names: BTreeSet<String>,
    /// Whether folders came or went, or may have.
    pub(super) has_folders: bool,
}

/// The folders that are watched.
pub(super) struct Watch {
    watcher: Box<dyn Watcher + Send>,
    root: PathBuf,
    covered: BTreeSet<PathBuf>,
}

/// Begins to watch a project; every change is sent to the desk.
pub(super) fn begin(
    project: &Project,
    watching: Watching,
    desk: &Sender<Message>,
    note: &Arc<dyn Fn(&str) + Send + Sync>,
) -> Result<Watch, Error> {
    // Some systems tell the real path of a file, whatever path was watched.
    let root = project.root.canonicalize().map_err(|error| Error::read(&project.root, error))?;
    let (told, events) = mpsc::channel();
    let failed = |error: notify::Error| Error::usage(format!("the folders cannot be watched: {error}"));
    let polled = |told: &Sender<_>| -> Result<Box<dyn Watcher + Send>, Error> {
        // By contents, for times of files count in seconds here, and a second save in one second would be lost.
        let config = Config::default().with_poll_interval(POLLED_EVERY).with_follow_symlinks(false);
        let config = config.with_compare_contents(true);
        Ok(Box::new(PollWatcher::new(sender(told), config).map_err(failed)?))
    };
    let mut watch = match watching {
        Watching::Polled => Watch { watcher: polled(&told)?, root, covered: BTreeSet::new() },
        Watching::Told => {
            let config = Config::default().with_follow_symlinks(false);
            let watcher = RecommendedWatcher::new(sender(&told), config).map_err(failed)?;
            Watch { watcher: Box::new(watcher), root, covered: BTreeSet::new() }
        }
    };
    if let Err(error) = watch.cover(project) {
        if watching == Watching::Polled {
            return Err(failed(error));
        }
        note(&format!("the system tells of no changes ({error}); looking at the files twice a second instead\n"));
        watch.watcher = polled(&told)?;
        watch.cover(project).map_err(failed)?;
    }
    let (root, desk) = (watch.root.clone(), desk.clone());
    let gather = move || while gather(&root, &events, &desk) {};
    thread::Builder::new().name("watch".to_owned()).spawn(gather).map_err(|error| Error::read("a thread", error))?;
    Ok(watch)
}

fn sender(told: &Sender<Event>) -> impl Fn(notify::Result<Event>) + Send + use<> {
    let told = told.clone();
    move |event| {
        if let Ok(event) = event {
            // Nobody listens any more when the preview ends.
            let _ = told.send(event);
        }
    }
}

impl Watch {
    /// Watches the folders that there are now. Those that were watched are watched anew, for a folder that went and came
    /// back is another one to the system.
    pub(super) fn cover(&mut self, project: &Project) -> notify::Result<()> {
        let folders = source::folders(&self.root, &project.layout(), &[project.config.html.theme.as_str()]);
        let folders: BTreeSet<PathBuf> = folders.into_iter().collect();
        for gone in self.covered.difference(&folders) {
            // It is gone, so it may not be known any more either.
            let _ = self.watcher.unwatch(gone);
        }
        for folder in &folders {
            match self.watcher.watch(folder, RecursiveMode::NonRecursive) {
                // It went while we looked; that will be told too.
                Err(_) if !folder.is_dir() => {}
                done => done?,
            }
        }
        self.covered = folders;
        Ok(())
    }
}

/// Waits for a change and sends it when it is whole; false when there is nobody left on either side.
fn gather(root: &Path, events: &Receiver<Event>, desk: &Sender<Message>) -> bool {
    let mut batch = Batch::default();
    while batch.names.is_empty() {
        let Ok(event) = events.recv() else { return false };
        take(root, &event, &mut batch);
    }
    for _ in 0..LARGEST_BATCH {
        match events.recv_timeout(QUIET) {
            Ok(event) => take(root, &event, &mut batch),
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
    desk.send(Message::Changed(batch)).is_ok()
}

fn take(root: &Path, event: &Event, batch: &mut Batch) {
    if event.need_rescan() {
        // Events were lost, so anything may have changed.
        batch.names.insert(String::new());
        batch.has_folders = true;
    }
    let is_change = match event.kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        EventKind::Any | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) | EventKind::Other => true,
    };
    if !is_change {
        return;
    }
    for path in &event.paths {
        let Some(name) = name_below(root, path) else { continue };
        // What is gone may have been a folder; a file's name without a dot is rare enough.
        let is_folder = path.is_dir() || (path.extension().is_none() && !path.exists());
        if batch.names.insert(name) {
            batch.has_folders |= is_folder;
        }
    }
}

/// The name of a path below the root with forward slashes; none for what lies elsewhere or is hidden.
fn name_below(root: &Path, path: &Path) -> Option<String> {
    let below = path.strip_prefix(root).ok()?;
    let parts: Vec<_> = below.components().map(|it| it.as_os_str().to_string_lossy().into_owned()).collect();
    if parts.iter().any(|it| it.starts_with('.')) { None } else { Some(parts.join("/")) }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use notify::Event;
    use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, Flag, ModifyKind};

    use super::{Batch, take};

    fn taken(events: &[(EventKind, &str)]) -> Batch {
        let mut batch = Batch::default();
        for (kind, path) in events {
            take(Path::new("/no/such/place"), &Event::new(*kind).add_path(path.into()), &mut batch);
        }
        batch
    }

    #[test]
    fn reading_and_hidden_files_are_no_changes() {
        let read = EventKind::Access(AccessKind::Open(AccessMode::Any));
        let change = EventKind::Modify(ModifyKind::Any);
        let batch = taken(&[
            (read, "/no/such/place/policies/a.md"),
            (change, "/no/such/place/policies/.a.md.swp"),
            (change, "/no/such/place/.git/index"),
            (change, "/elsewhere/a.md"),
        ]);
        assert_eq!(batch, Batch::default());
    }

    #[test]
    fn a_file_that_is_written_again_and_again_is_one_name() {
        let path = "/no/such/place/policies/a.md";
        let closed = EventKind::Access(AccessKind::Close(AccessMode::Write));
        let batch = taken(&[
            (EventKind::Create(CreateKind::File), path),
            (EventKind::Modify(ModifyKind::Any), path),
            (closed, path),
        ]);
        assert_eq!(batch.names.into_iter().collect::<Vec<_>>(), ["policies/a.md"]);
        assert!(!batch.has_folders);
    }

    #[test]
    fn lost_events_and_folders_that_went_ask_for_another_look_at_all() {
        let mut batch = Batch::default();
        take(Path::new("/no/such/place"), &Event::new(EventKind::Other).set_flag(Flag::Rescan), &mut batch);
        assert!(batch.has_folders && batch.names.contains(""));
        let removed = EventKind::Remove(notify::event::RemoveKind::Any);
        assert!(taken(&[(removed, "/no/such/place/policies/40-access")]).has_folders);
    }
}
