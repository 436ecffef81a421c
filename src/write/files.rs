//! Single files, written whole or not at all: first each under a temporary name beside its place, then all moved.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use crate::error::Error;

/// Temporary names that are tried; others are left by runs that were killed.
const ATTEMPTS: u32 = 100;

/// Writes these files, over what stands there. When one of them cannot be written, all stay as they were. A link is
/// followed; a pipe or a device is written to as it is, after all others could be written.
///
/// # Errors
/// When a file cannot be written, is write-protected or is a folder.
pub fn files(files: &[(&Path, &[u8])]) -> Result<(), Error> {
    let mut staged = Vec::new();
    let mut streams = Vec::new();
    for (path, bytes) in files {
        match kind(path)? {
            Kind::File(target) => staged.push(Staged::new(path, target, bytes)?),
            Kind::Stream => streams.push((path, bytes)),
        }
    }
    for (path, bytes) in streams {
        let written = OpenOptions::new().append(true).open(path).and_then(|mut stream| stream.write_all(bytes));
        match written {
            // A reader that has gone away is no error.
            Err(error) if error.kind() != ErrorKind::BrokenPipe => return Err(Error::write(*path, error)),
            _ => {}
        }
    }
    staged.into_iter().try_for_each(Staged::publish)
}

/// A file that must not be there yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Below the root.
    pub name: String,
    pub text: String,
    /// Names and texts of files that mean nothing without it. They are put in place before it, so that a killed run
    /// leaves it with all of them or not at all; what such a run left of them is replaced.
    pub beside: Vec<(String, String)>,
}

/// Writes new files by their names below a root, making the folders that they need. All are written, or none is: what was
/// written before a failure is taken away again, folders too. Of runs at the same time in one folder, each waits for the
/// one before.
///
/// # Errors
/// When one of them is there already, leads out of the root or through a link, or cannot be written.
pub fn new_files(root: &Path, files: &[(String, impl AsRef<[u8]>)]) -> Result<(), Error> {
    new_files_then(root, files, || Ok(()))
}

/// The same, then the rest of the work, which must not write new files by this room. Where that fails, what was written is
/// taken away again too.
///
/// # Errors
/// As [`new_files`], and those of the rest.
pub fn new_files_then<T>(
    root: &Path,
    files: &[(String, impl AsRef<[u8]>)],
    rest: impl FnOnce() -> Result<T, Error>,
) -> Result<T, Error> {
    let alone = files.iter().map(|(name, bytes)| New { name, bytes: bytes.as_ref(), beside: &[] });
    put_new(root, &alone.collect::<Vec<_>>(), rest)
}

/// The same for files that have others beside them.
///
/// # Errors
/// As [`new_files`].
pub fn new_groups(root: &Path, files: &[NewFile]) -> Result<(), Error> {
    let groups = files.iter().map(|it| New { name: &it.name, bytes: it.text.as_bytes(), beside: &it.beside });
    put_new(root, &groups.collect::<Vec<_>>(), || Ok(()))
}

struct New<'n> {
    name: &'n str,
    bytes: &'n [u8],
    beside: &'n [(String, String)],
}

fn put_new<T>(root: &Path, files: &[New<'_>], rest: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    let mut places = Vec::new();
    for file in files {
        let beside = file.beside.iter().map(|(name, text)| Ok((path_below(root, name)?, text.as_bytes())));
        places.push((path_below(root, file.name)?, file.bytes, beside.collect::<Result<Vec<_>, Error>>()?));
    }
    let mut made = Made::default();
    made.folder(root)?;
    let _alone = alone_in(root)?;
    if let Some((path, ..)) = places.iter().find(|(path, ..)| fs::symlink_metadata(path).is_ok()) {
        return Err(Error::write(path, io::Error::from(ErrorKind::AlreadyExists)));
    }
    for (path, ..) in &places {
        made.folder(path.parent().unwrap_or(root))?;
    }
    let mut staged = Vec::new();
    for (path, bytes, beside) in &places {
        for (path, bytes) in beside {
            staged.push((Staged::new(path, path.clone(), bytes)?, Staged::publish as Publish<'_>));
        }
        staged.push((Staged::new(path, path.clone(), bytes)?, Staged::publish_new));
    }
    for (file, publish) in staged {
        let target = file.target.clone();
        publish(file)?;
        made.files.push(target);
    }
    let done = rest()?;
    made.keep();
    Ok(done)
}

type Publish<'p> = fn(Staged<'p>) -> Result<(), Error>;

/// Held until it is dropped: one run at a time writes new files below a folder.
#[cfg(unix)]
fn alone_in(root: &Path) -> Result<fs::File, Error> {
    let folder = fs::File::open(root).map_err(|error| Error::read(root, error))?;
    folder.lock().map_err(|error| Error::write(root, error))?;
    Ok(folder)
}

/// Folders cannot be locked here; two runs at the same moment may see each other's files.
#[cfg(not(unix))]
fn alone_in(_: &Path) -> Result<(), Error> {
    Ok(())
}

/// Those of these names below a root at which something stands already, whatever it is.
///
/// # Errors
/// When a name leads out of the root or through a link.
pub fn taken(root: &Path, names: impl IntoIterator<Item = impl AsRef<str>>) -> Result<Vec<String>, Error> {
    let mut taken = Vec::new();
    for name in names {
        let name = name.as_ref();
        if fs::symlink_metadata(path_below(root, name)?).is_ok() {
            taken.push(name.to_owned());
        }
    }
    Ok(taken)
}

/// The path of a name below a root, when no part of the way is a link.
fn path_below(root: &Path, name: &str) -> Result<PathBuf, Error> {
    if name.split('/').any(|part| part.is_empty() || part == "." || part == "..") {
        return Err(Error::usage(format!("`{name}` is not a name inside the handbook")));
    }
    let mut path = root.to_owned();
    for part in name.split('/') {
        path.push(part);
        if fs::symlink_metadata(&path).is_ok_and(|it| it.is_symlink()) {
            return Err(Error::usage(format!("`{}` is a link; nothing was written", path.display())));
        }
    }
    Ok(path)
}

/// Folders and files that a run has made. Dropped before [`Made::keep`], they are gone.
#[derive(Default)]
struct Made {
    /// The outer ones first.
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Made {
    fn folder(&mut self, folder: &Path) -> Result<(), Error> {
        let missing: Vec<&Path> =
            folder.ancestors().take_while(|it| !it.as_os_str().is_empty() && !it.exists()).collect();
        for path in missing.into_iter().rev() {
            fs::create_dir(path).map_err(|error| Error::write(path, error))?;
            self.folders.push(path.to_owned());
        }
        if folder.as_os_str().is_empty() || folder.is_dir() {
            Ok(())
        } else {
            Err(Error::NotAFolder { path: folder.to_owned() })
        }
    }

    fn keep(mut self) {
        self.folders.clear();
        self.files.clear();
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        // Nothing can be done about what does not go away; a folder in which somebody else wrote meanwhile stays.
        for file in &self.files {
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

enum Kind {
    /// A file, or nothing yet, at this path behind all links.
    File(PathBuf),
    /// Something that cannot be replaced by a move.
    Stream,
}

fn kind(path: &Path) -> Result<Kind, Error> {
    // `/dev/stdout` may lead to a file that others hold open; moving a new one in its place would part them.
    if path.starts_with("/dev") || path.starts_with("/proc") {
        return Ok(Kind::Stream);
    }
    let Ok(found) = fs::metadata(path) else { return Ok(Kind::File(path.to_owned())) };
    if found.is_dir() {
        return Err(Error::write(path, io::Error::from(ErrorKind::IsADirectory)));
    }
    if !found.is_file() {
        return Ok(Kind::Stream);
    }
    if found.permissions().readonly() {
        return Err(Error::write(path, io::Error::from(ErrorKind::PermissionDenied)));
    }
    fs::canonicalize(path).map(Kind::File).map_err(|error| Error::write(path, error))
}

/// A file under its temporary name. Dropped before [`Staged::publish`], it is gone.
struct Staged<'p> {
    /// As the caller named it, for messages.
    path: &'p Path,
    target: PathBuf,
    temporary: PathBuf,
}

impl<'p> Staged<'p> {
    fn new(path: &'p Path, target: PathBuf, bytes: &[u8]) -> Result<Self, Error> {
        let fail = |error| Error::write(path, error);
        let Some(name) = target.file_name() else { return Err(fail(io::Error::from(ErrorKind::InvalidInput))) };
        let name = shortened(&name.to_string_lossy());
        let process = std::process::id();
        for attempt in 0..ATTEMPTS {
            let temporary = target.with_file_name(format!(".{name}.{process}.{attempt}.new"));
            let mut file = match OpenOptions::new().write(true).create_new(true).open(&temporary) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
                opened => opened.map_err(fail)?,
            };
            // From here on the file goes away with the value.
            let staged = Staged { path, target, temporary };
            file.write_all(bytes).map_err(fail)?;
            if let Ok(old) = fs::metadata(&staged.target) {
                file.set_permissions(old.permissions()).map_err(fail)?;
            }
            return Ok(staged);
        }
        Err(fail(io::Error::from(ErrorKind::AlreadyExists)))
    }

    fn publish(self) -> Result<(), Error> {
        fs::rename(&self.temporary, &self.target).map_err(|error| Error::write(self.path, error))
    }

    /// Moves the file into place, unless something has come to stand there meanwhile.
    fn publish_new(self) -> Result<(), Error> {
        match move_new(&self.temporary, &self.target) {
            Some(moved) => moved.map_err(|error| Error::write(self.path, error)),
            None => self.publish(),
        }
    }
}

/// A name that leaves room for what is added to it: file systems take 255 bytes, and a file may use them all.
fn shortened(name: &str) -> String {
    const ROOM: usize = 200;
    const KEPT: usize = 20;
    if name.len() <= ROOM {
        return name.to_owned();
    }
    let end: Vec<char> = name.chars().rev().take(KEPT).collect();
    name.chars().take(KEPT).chain(end.into_iter().rev()).collect()
}

impl Drop for Staged<'_> {
    fn drop(&mut self) {
        // After the move there is nothing left; else nothing can be done about a file that does not go away.
        let _ = fs::remove_file(&self.temporary);
    }
}

/// The move that never replaces; none where the system or its file system has no such move.
#[cfg(target_os = "linux")]
fn move_new(from: &Path, to: &Path) -> Option<io::Result<()>> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Err(Errno::INVAL | Errno::NOSYS) => None,
        moved => Some(moved.map_err(io::Error::from)),
    }
}

#[cfg(not(target_os = "linux"))]
fn move_new(_: &Path, _: &Path) -> Option<io::Result<()>> {
    None
}
