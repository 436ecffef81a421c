//! The only room that changes the disk. A site is written beside its target and moved into place when it is whole.
#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "this room is the project's one writer")]

mod files;

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::error::Error;

pub use files::{NewFile, files, new_files, new_files_then, new_groups, taken};

/// The file that marks a folder as written by us, and lists the names in it that are ours.
const MARKER: &str = ".ismsbook-site";

/// The file in a folder being written that its build holds locked.
const LOCK: &str = ".ismsbook-lock";

/// A site being written. Dropped before [`Staging::publish`], it leaves no trace and the target as it was.
#[derive(Debug)]
pub struct Staging {
    target: PathBuf,
    folder: PathBuf,
    kept: &'static str,
    is_published: bool,
    /// Held as long as the site is being written, so that two builds of one target do not mix.
    _lock: File,
}

impl Staging {
    /// Makes a folder beside the target. What the target has in its folder `kept` stays there, but for what is written anew.
    ///
    /// # Errors
    /// When the target is something else than an empty folder or a site of ours, or cannot be written.
    pub fn new(target: &Path, kept: &'static str) -> Result<Self, Error> {
        let target = std::path::absolute(target).map_err(|error| Error::write(target, error))?;
        // Where the target is a link, the folder behind it is meant.
        let target = fs::canonicalize(&target).unwrap_or(target);
        let (Some(parent), Some(name)) = (target.parent(), target.file_name()) else {
            return Err(Error::usage(format!("`{}` cannot be a site", target.display())));
        };
        restore_interrupted(&target, kept)?;
        refuse_foreign(&target)?;
        refuse_link(&target.join(kept))?;
        fs::create_dir_all(parent).map_err(|error| Error::write(parent, error))?;
        let folder = parent.join(format!(".{}.new", name.to_string_lossy()));
        let lock = claim(&folder, &target, kept)?;
        Ok(Staging { target, folder, kept, is_published: false, _lock: lock })
    }

    /// Makes these folders in the site.
    ///
    /// # Errors
    /// When one cannot be made, or its name leads out of the site.
    pub fn make_folders<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> Result<(), Error> {
        for name in names {
            let path = self.path_of(name)?;
            fs::create_dir_all(&path).map_err(|error| Error::write(path, error))?;
        }
        Ok(())
    }

    /// Writes one file of the site, by its name with forward slashes. Its folder was made before.
    ///
    /// # Errors
    /// When the file cannot be written, or its name leads out of the site.
    pub fn put(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let path = self.path_of(name)?;
        fs::write(&path, bytes).map_err(|error| Error::write(path, error))
    }

    /// Adds to a file of the site that was begun with [`Staging::put`].
    ///
    /// # Errors
    /// As [`Staging::put`].
    pub fn append(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let path = self.path_of(name)?;
        let opened = File::options().append(true).open(&path);
        opened.and_then(|mut file| file.write_all(bytes)).map_err(|error| Error::write(path, error))
    }

    fn path_of(&self, name: &str) -> Result<PathBuf, Error> {
        let leads_out = name.is_empty()
            || name.starts_with('/')
            || name.contains('\\')
            || name.split('/').any(|part| part.is_empty() || part == "." || part == "..");
        if leads_out {
            Err(Error::usage(format!("`{name}` is not a name inside the site")))
        } else {
            Ok(self.folder.join(name))
        }
    }

    /// Moves the site into place. What lay in the old one and was not ours is kept; the rest of it goes away with
    /// [`Replaced::remove`].
    ///
    /// # Errors
    /// When the move fails; the old site is then still there.
    pub fn publish(mut self) -> Result<Replaced, Error> {
        let lock = self.folder.join(LOCK);
        fs::remove_file(&lock).map_err(|error| Error::write(lock, error))?;
        let names = top_level(&self.folder)?;
        let list: Vec<&str> = names.iter().map(String::as_str).collect();
        self.put(MARKER, list.join("\n").as_bytes())?;
        let old = beside(&self.target, "old");
        if self.target.exists() {
            exchange(&self.folder, &self.target, &old)?;
            self.is_published = true;
            keep(&old, &self.target, self.kept)?;
            set_aside(&old, &self.target)?;
        } else {
            fs::rename(&self.folder, &self.target).map_err(|error| Error::write(&self.target, error))?;
            self.is_published = true;
        }
        Ok(Replaced { target: self.target.clone() })
    }
}

/// What a site that is in place has replaced.
#[must_use = "the old site stands beside the new one until it is removed"]
#[derive(Debug)]
pub struct Replaced {
    target: PathBuf,
}

impl Replaced {
    /// Removes the old site, which may take a minute on a slow disk, and what killed runs left of older ones.
    ///
    /// # Errors
    /// When something does not go away; the next build tries again.
    pub fn remove(self) -> Result<(), Error> {
        for folder in set_aside_of(&self.target)? {
            match fs::remove_dir_all(&folder) {
                // Another build may be removing it too.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                removed => removed.map_err(|error| Error::write(folder, error))?,
            }
        }
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.is_published {
            // Nothing can be done about a temporary folder that does not go away; the next build takes another.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// Makes the folder in which a site is written, empty and ours alone. What a killed build left there is cleared away.
///
/// A build that was killed right after the exchange has left the old site there: what it kept goes back to the target first.
fn claim(folder: &Path, target: &Path, kept: &str) -> Result<File, Error> {
    let fail = |error| Error::write(folder, error);
    fs::create_dir_all(folder).map_err(fail)?;
    let lock = File::create(folder.join(LOCK)).map_err(fail)?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let message = format!("another build is writing `{}`; wait until it is done", folder.display());
            return Err(Error::usage(message));
        }
        Err(TryLockError::Error(error)) => return Err(fail(error)),
    }
    if folder.join(MARKER).is_file() && target.is_dir() {
        keep(folder, target, kept)?;
    }
    for entry in fs::read_dir(folder).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        if entry.file_name() == LOCK {
            continue;
        }
        let is_folder = entry.file_type().map_err(fail)?.is_dir();
        if is_folder { fs::remove_dir_all(entry.path()) } else { fs::remove_file(entry.path()) }.map_err(fail)?;
    }
    Ok(lock)
}

fn beside(target: &Path, ending: &str) -> PathBuf {
    let name = target.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    target.with_file_name(format!(".{name}.{ending}"))
}

/// After a build that was killed between two moves, the last good site stands under its temporary name.
fn restore_interrupted(target: &Path, kept: &str) -> Result<(), Error> {
    let old = beside(target, "old");
    if !old.exists() {
        return Ok(());
    }
    if target.exists() {
        keep(&old, target, kept)?;
        set_aside(&old, target)
    } else {
        fs::rename(&old, target).map_err(|error| Error::write(target, error))
    }
}

/// The ending of folders of which nothing is wanted any more. An old site is never removed under the name from which it
/// would be restored: of one that is half gone, nobody could tell what in it was ours.
const SET_ASIDE: &str = ".gone";

fn set_aside(old: &Path, target: &Path) -> Result<(), Error> {
    let ours = (0..u32::MAX).map(|number| beside(target, &format!("{}.{number}{SET_ASIDE}", std::process::id())));
    let free = ours.into_iter().find(|it| fs::symlink_metadata(it).is_err()).unwrap_or_else(|| old.to_owned());
    fs::rename(old, &free).map_err(|error| Error::write(old, error))
}

fn set_aside_of(target: &Path) -> Result<Vec<PathBuf>, Error> {
    let (Some(parent), Some(name)) = (target.parent(), target.file_name()) else { return Ok(Vec::new()) };
    let beginning = format!(".{}.", name.to_string_lossy());
    let is_one = |it: &String| {
        let numbers = it.strip_prefix(&beginning).and_then(|it| it.strip_suffix(SET_ASIDE));
        numbers.is_some_and(|it| it.split('.').count() == 2 && it.bytes().all(|it| it == b'.' || it.is_ascii_digit()))
    };
    Ok(top_level(parent)?.iter().filter(|it| is_one(it)).map(|it| parent.join(it)).collect())
}

fn refuse_foreign(target: &Path) -> Result<(), Error> {
    if !target.exists() {
        return Ok(());
    }
    if !target.is_dir() {
        return Err(Error::NotAFolder { path: target.to_owned() });
    }
    let is_empty = top_level(target)?.is_empty();
    if is_empty || target.join(MARKER).is_file() {
        return Ok(());
    }
    Err(Error::usage(format!(
        "`{}` holds files that this tool did not write; choose an empty folder with `--dest`, or empty it",
        target.display()
    )))
}

/// What is kept is moved from site to site, so it must lie in the site itself.
fn refuse_link(kept: &Path) -> Result<(), Error> {
    if fs::symlink_metadata(kept).is_ok_and(|it| it.is_symlink()) {
        return Err(Error::usage(format!("`{}` is a link; nothing was written", kept.display())));
    }
    Ok(())
}

/// Puts the new folder in the target's place and the old one under `old`. On Linux the two change places in one step;
/// elsewhere there is a moment in which the old site stands under its temporary name, from which the next build restores it.
fn exchange(folder: &Path, target: &Path, old: &Path) -> Result<(), Error> {
    if exchange_at_once(folder, target) {
        return fs::rename(folder, old).map_err(|error| Error::write(old, error));
    }
    fs::rename(target, old).map_err(|error| Error::write(old, error))?;
    fs::rename(folder, target).map_err(|error| {
        // Back to what was there; if that fails too, the next build restores it.
        let _ = fs::rename(old, target);
        Error::write(target, error)
    })
}

#[cfg(target_os = "linux")]
fn exchange_at_once(folder: &Path, target: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, folder, CWD, target, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn exchange_at_once(_: &Path, _: &Path) -> bool {
    false
}

fn top_level(folder: &Path) -> Result<BTreeSet<String>, Error> {
    let names = fs::read_dir(folder).and_then(|entries| {
        entries.map(|entry| entry.map(|it| it.file_name().to_string_lossy().into_owned())).collect::<io::Result<_>>()
    });
    names.map_err(|error| Error::read(folder, error))
}

/// Moves what is not ours, and what is in the folder `kept`, from the old site into the new one, where nothing of that name
/// is.
fn keep(old: &Path, new: &Path, kept: &str) -> Result<(), Error> {
    let list = fs::read_to_string(old.join(MARKER)).unwrap_or_default();
    let ours: BTreeSet<&str> = list.lines().collect();
    for name in top_level(old)? {
        let is_foreign = name != MARKER && name != LOCK && !ours.contains(name.as_str());
        if is_foreign || name == kept {
            move_missing(&old.join(&name), &new.join(&name))?;
        }
    }
    let (old, new) = (old.join(kept), new.join(kept));
    if old.is_dir() && new.is_dir() {
        for name in top_level(&old)? {
            move_missing(&old.join(&name), &new.join(&name))?;
        }
    }
    Ok(())
}

/// Moves what stands at a path, where nothing stands at the other.
fn move_missing(from: &Path, to: &Path) -> Result<(), Error> {
    if to.exists() {
        return Ok(());
    }
    fs::rename(from, to).map_err(|error| Error::write(to, error))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{Staging, top_level};

    fn publish(target: &Path, words: &str) -> super::Replaced {
        let staging = Staging::new(target, "editions").expect("the folder is free");
        staging.put("index.html", words.as_bytes()).expect("the folder can be written");
        staging.publish().expect("the folder can be moved")
    }

    #[test]
    fn a_new_site_is_in_place_before_the_old_one_is_removed() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let target = folder.path().join("book");
        publish(&target, "old").remove().expect("there is nothing to remove");
        let replaced = publish(&target, "new");
        assert_eq!(fs::read_to_string(target.join("index.html")).expect("it is there"), "new");
        assert_eq!(top_level(folder.path()).expect("a folder").len(), 2, "the old one stands beside it");
        replaced.remove().expect("the old one goes");
        assert_eq!(top_level(folder.path()).expect("a folder").into_iter().collect::<Vec<_>>(), ["book"]);
    }

    #[test]
    fn what_a_killed_removal_left_is_taken_for_nobodys_file_and_removed() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let target = folder.path().join("book");
        publish(&target, "old").remove().expect("there is nothing to remove");
        // The list of what is ours went first.
        let half = folder.path().join(".book.7.0.gone");
        fs::create_dir(&half).expect("folders can be made");
        fs::write(half.join("gone-page.html"), "words").expect("files can be written");
        fs::create_dir(folder.path().join(".book.mine.gone")).expect("folders can be made");
        publish(&target, "new").remove().expect("all of it goes");
        assert!(!target.join("gone-page.html").exists());
        let left = top_level(folder.path()).expect("a folder");
        assert_eq!(left.into_iter().collect::<Vec<_>>(), [".book.mine.gone", "book"]);
    }
}
