//! Asking the `git` program: plumbing commands only, no hooks, no pager, and nothing inherited that could point it at
//! another repository.
#![expect(clippy::disallowed_methods, reason = "git is asked by running it; this file is the one that does")]

use std::collections::BTreeSet;
use std::io::{self, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command, Stdio};

use super::batch::{self, TakePiece};
use crate::error::Error;

/// Variables by which a caller (a hook, most often) would lead git to another repository or index.
const INHERITED: [&str; 7] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
];

/// The repository that holds a project's root.
#[derive(Debug, Clone)]
pub struct Repository {
    root: PathBuf,
    /// Where the root lies in the repository, with a final slash; empty for its top.
    prefix: String,
}

/// A file of a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Blob {
    /// Below the project's root.
    pub(super) name: String,
    pub(super) object: String,
    /// In bytes.
    pub(super) size: u64,
    pub(super) is_link: bool,
}

/// A commit of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LogEntry {
    /// In UTC, `2026-02-16`.
    pub(super) day: String,
    /// Name and address of the author, then of the co-authors.
    pub(super) authors: Vec<(String, String)>,
    pub(super) changes: Vec<LogChange>,
}

/// A file that a commit changed. Of a merge, only what differs from every parent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LogChange {
    /// Below the project's root.
    pub(super) name: String,
    /// The object at each parent; zeros where there is none.
    pub(super) before: Vec<String>,
    pub(super) after: String,
}

impl Repository {
    /// The repository around this folder.
    ///
    /// # Errors
    /// When git is not installed, or the folder is in no repository.
    pub fn around(root: &Path) -> Result<Self, Error> {
        let repository = Repository { root: root.to_owned(), prefix: String::new() };
        let prefix = repository.text("find the repository", &["rev-parse", "--show-prefix"])?;
        Ok(Repository { prefix: prefix.trim_end_matches('\n').to_owned(), ..repository })
    }

    /// The full name of the commit that a revision names.
    ///
    /// # Errors
    /// When there is no such revision; in a shallow clone the message says that it may lie beyond its end.
    pub fn commit(&self, revision: &str) -> Result<String, Error> {
        let name = format!("{revision}^{{commit}}");
        let found = self.text("look up the revision", &["rev-parse", "--verify", "--quiet", "--end-of-options", &name]);
        match found {
            Ok(commit) => Ok(commit.trim().to_owned()),
            Err(_) if self.is_shallow() => Err(Error::git(format!(
                "no revision `{revision}` here; this clone is shallow, fetch the whole history (`git fetch --unshallow`)"
            ))),
            Err(_) => Err(Error::git(format!("no revision `{revision}` in this repository"))),
        }
    }

    /// Whether the clone lacks a part of the history.
    pub fn is_shallow(&self) -> bool {
        self.text("ask for the depth", &["rev-parse", "--is-shallow-repository"]).is_ok_and(|it| it.trim() == "true")
    }

    /// The commit that is checked out, none before the first one.
    pub fn head(&self) -> Option<String> {
        self.commit("HEAD").ok()
    }

    /// The commit that is checked out, where a folder and others beside it are as it holds them.
    pub fn clean_head(&self, folder: &str, others: &[&str]) -> Option<String> {
        let held = self.text("list a folder", &["ls-tree", "HEAD", "--", folder]).ok()?;
        let mut arguments =
            vec!["--literal-pathspecs", "status", "--porcelain", "--untracked-files=all", "--no-renames", "--", folder];
        arguments.extend(others);
        let changed = self.text("look for changes", &arguments).ok()?;
        if held.trim().is_empty() || !changed.trim().is_empty() { None } else { self.head() }
    }

    /// The commits that changed any of these files or folders below the project's root, the newest first, at most so many.
    ///
    /// # Errors
    /// When git fails, or nothing was ever committed.
    pub fn commits(&self, names: &[&str], most: usize) -> Result<Vec<String>, Error> {
        let count = format!("--max-count={most}");
        let mut arguments = vec!["--literal-pathspecs", "rev-list", &count, "HEAD", "--"];
        arguments.extend(names);
        let listing = self.text("walk through the history", &arguments)?;
        Ok(listing.lines().map(str::to_owned).collect())
    }

    /// The names of the tags that an option of `git for-each-ref` chooses.
    ///
    /// # Errors
    /// When git fails.
    pub(super) fn tag_names(&self, option: &str) -> Result<Vec<String>, Error> {
        let arguments = ["for-each-ref", "--format=%(refname:lstrip=2)", option, "refs/tags"];
        let listing = self.text("list the tags", &arguments)?;
        Ok(listing.lines().map(str::to_owned).collect())
    }

    /// The newest commits behind what is checked out that added or changed files of a folder below the project's root: their
    /// names, their seconds after 1970, and those files.
    ///
    /// # Errors
    /// When git fails, or nothing was ever committed.
    pub(super) fn touching(&self, folder: &str, most: usize) -> Result<Vec<(String, i64, Vec<String>)>, Error> {
        let count = format!("--max-count={most}");
        let format = "--format=%x01%H %ct";
        let arguments = [
            "--literal-pathspecs",
            "log",
            "-z",
            "--name-only",
            "--no-renames",
            "--diff-filter=AM",
            "--no-show-signature",
            format,
            &count,
            "HEAD",
            "--",
            folder,
        ];
        let answer = self.text("walk through the history", &arguments)?;
        let mut found: Vec<(String, i64, Vec<String>)> = Vec::new();
        for token in answer.split('\0').map(|it| it.trim_start_matches('\n')).filter(|it| !it.is_empty()) {
            if let Some((commit, second)) = token.strip_prefix('\u{1}').and_then(|it| it.trim().split_once(' ')) {
                found.push((commit.to_owned(), second.parse().unwrap_or_default(), Vec::new()));
            } else if let (Some(name), Some(last)) = (token.strip_prefix(self.prefix.as_str()), found.last_mut()) {
                last.2.push(name.to_owned());
            }
        }
        Ok(found)
    }

    /// What the objects of these names come to as a commit, in their order: its full name, and its second after 1970. None
    /// for what is no commit.
    pub(super) fn commits_named(&self, names: &[String]) -> Result<Vec<Option<(String, i64)>>, Error> {
        let peeled: Vec<String> = names.iter().map(|it| format!("{it}^{{commit}}")).collect();
        let peeled: Vec<&str> = peeled.iter().map(String::as_str).collect();
        let answer = self.batch("--batch-check=%(objectname)", &peeled)?;
        let answer = String::from_utf8_lossy(&answer);
        let is_object = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_hexdigit());
        let objects: Vec<Option<&str>> = answer.lines().map(|it| Some(it).filter(|it| is_object(it))).collect();
        if objects.len() != names.len() {
            return Err(Error::git("`git cat-file` left objects out"));
        }
        let known: Vec<&str> = objects.iter().flatten().copied().collect();
        let contents = self.contents(&known)?;
        let mut seconds = contents.iter().map(|it| committed(it));
        let told = objects.into_iter().map(|it| Some((it?.to_owned(), seconds.next()??)));
        Ok(told.collect())
    }

    /// The last commit that two commits share; none where they share none, or a shallow clone has it cut off.
    pub(super) fn merge_base(&self, one: &str, other: &str) -> Result<Option<String>, Error> {
        let arguments = ["merge-base", one, other];
        let output = self.command(&arguments).stdin(Stdio::null()).output();
        let output = output.map_err(|error| Error::git(format!("cannot run `git merge-base`: {error}")))?;
        match output.status.code() {
            Some(0) => Ok(Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())),
            Some(1) => Ok(None),
            _ => self.text("find where the change began", &arguments).map(Some),
        }
    }

    /// The commits that one revision reaches and another does not, newest first, with the files that they changed.
    pub(super) fn log(&self, without: &str, of: &str) -> Result<Vec<LogEntry>, Error> {
        let range = format!("{without}..{of}");
        let arguments = [
            "log",
            "-z",
            "--raw",
            "--root",
            "--no-abbrev",
            "--no-renames",
            "--diff-merges=combined",
            "--no-show-signature",
            "--date=format-local:%Y-%m-%d",
            LOG_FORMAT,
            "--end-of-options",
            &range,
            "--",
        ];
        let answer = self.bytes("read the commits of the change", &arguments)?;
        Ok(split_log(&answer, &self.prefix))
    }

    /// The sizes of objects in bytes, in the order in which they are named.
    pub(super) fn sizes(&self, objects: &[&str]) -> Result<Vec<u64>, Error> {
        let answer = self.batch("--batch-check=%(objectsize)", objects)?;
        let answer = String::from_utf8_lossy(&answer);
        let sizes: Vec<u64> = answer.lines().map(|line| line.trim().parse().unwrap_or(u64::MAX)).collect();
        if sizes.len() == objects.len() { Ok(sizes) } else { Err(Error::git("`git cat-file` left objects out")) }
    }

    /// All files of a commit below the project's root, sorted by name. Submodules are left out.
    pub(super) fn files(&self, commit: &str) -> Result<Vec<Blob>, Error> {
        let listing = self.bytes("list the files", &["ls-tree", "-r", "-z", "-l", "--full-tree", commit])?;
        let mut blobs = self.blobs(commit, &listing)?;
        blobs.sort_by(|left, right| left.name.cmp(&right.name));
        Ok(blobs)
    }

    /// The files of a commit that have these names below the project's root, or lie in folders of these names.
    pub(super) fn files_of(&self, commit: &str, names: &[&str]) -> Result<Vec<Blob>, Error> {
        let paths: Vec<String> = names.iter().map(|it| format!("{}{it}", self.prefix)).collect();
        let mut arguments = vec!["ls-tree", "-r", "-z", "-l", "--full-tree", commit, "--"];
        arguments.extend(paths.iter().map(String::as_str));
        let listing = self.bytes("list the files", &arguments)?;
        let mut blobs = self.blobs(commit, &listing)?;
        blobs.sort_by(|left, right| left.name.cmp(&right.name));
        Ok(blobs)
    }

    /// The objects of files or folders of these names at a commit, which tell whether anything in them differs. Names that
    /// are not there have none.
    ///
    /// # Errors
    /// When git fails.
    pub fn objects(&self, commit: &str, names: &[&str]) -> Result<Vec<String>, Error> {
        let paths: Vec<String> = names.iter().map(|it| format!("{}{it}", self.prefix)).collect();
        let mut arguments = vec!["ls-tree", "-z", "--full-tree", commit, "--"];
        arguments.extend(paths.iter().map(String::as_str));
        let listing = self.text("list the files", &arguments)?;
        Ok(listing.split('\0').filter(|it| !it.is_empty()).map(str::to_owned).collect())
    }

    /// The names that a file had in the commits that changed it, at most so many, below the project's root; git guesses
    /// renames by how much two texts share.
    ///
    /// # Errors
    /// When git fails, or nothing was ever committed.
    pub fn names(&self, name: &str, most: usize) -> Result<BTreeSet<String>, Error> {
        let count = format!("--max-count={most}");
        let arguments =
            ["--literal-pathspecs", "log", "--follow", "-z", "--name-only", "--format=", &count, "HEAD", "--", name];
        let listing = self.text("follow a file through its names", &arguments)?;
        let names = listing.split('\0').filter_map(|it| it.trim_start_matches('\n').strip_prefix(self.prefix.as_str()));
        Ok(names.filter(|it| !it.is_empty()).map(str::to_owned).collect())
    }

    /// The answer of `ls-tree -z -l`.
    ///
    /// # Errors
    /// When an object is not in the repository, or cannot be read: what it held may have decided something.
    fn blobs(&self, commit: &str, listing: &[u8]) -> Result<Vec<Blob>, Error> {
        let blobs: Vec<Blob> = listing.split(|byte| *byte == 0).filter_map(|line| self.blob(line)).collect();
        match blobs.iter().find(|it| it.size == UNREAD) {
            Some(lost) => Err(Error::git(format!(
                "git cannot read `{}` of {commit}; look after the repository with `git fsck`",
                lost.name
            ))),
            None => Ok(blobs),
        }
    }

    /// One line of `ls-tree -l`: mode, type, object, size, tab, name.
    fn blob(&self, line: &[u8]) -> Option<Blob> {
        let line = String::from_utf8_lossy(line);
        let (facts, path) = line.split_once('\t')?;
        let mut facts = facts.split_ascii_whitespace();
        let (mode, kind, object, size) = (facts.next()?, facts.next()?, facts.next()?, facts.next()?);
        let name = path.strip_prefix(self.prefix.as_str())?.to_owned();
        (kind == "blob").then(|| Blob {
            name,
            object: object.to_owned(),
            // Git writes `BAD` where it cannot read the object.
            size: size.parse().unwrap_or(UNREAD),
            is_link: mode == "120000",
        })
    }

    /// The contents of objects, in the order in which they are named.
    pub(super) fn contents(&self, objects: &[&str]) -> Result<Vec<Vec<u8>>, Error> {
        let mut contents = vec![Vec::new(); objects.len()];
        self.each_content(objects, &mut |index, piece| {
            contents[index].extend_from_slice(piece);
            Ok(())
        })?;
        Ok(contents)
    }

    /// Hands over the contents of objects one after the other, piece by piece, each with the place of its object; an empty
    /// one is one empty piece. Nothing is held but the piece.
    pub(super) fn each_content(&self, objects: &[&str], take: &mut TakePiece<'_>) -> Result<(), Error> {
        self.ask("--batch", objects, |output| batch::each_content(output, objects.len(), take))
    }

    /// What `git cat-file` answers when it is asked for these objects.
    fn batch(&self, how: &str, objects: &[&str]) -> Result<Vec<u8>, Error> {
        self.ask(how, objects, |output| {
            let mut answer = Vec::new();
            output.read_to_end(&mut answer).map_err(|it| cat_file_failed(&it))?;
            Ok(answer)
        })
    }

    /// Asks `git cat-file` for these objects and reads its answer; nothing where there are none.
    fn ask<T: Default>(
        &self,
        how: &str,
        objects: &[&str],
        read: impl FnOnce(&mut BufReader<ChildStdout>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        if objects.is_empty() {
            return Ok(T::default());
        }
        let mut child = self
            .command(&["cat-file", how])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|it| cat_file_failed(&it))?;
        let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Error::git("`git cat-file` gave no pipes"));
        };
        let names: String = objects.iter().flat_map(|it| [*it, "\n"]).collect();
        // Names and answers are larger than a pipe holds: one thread writes while this one reads.
        let writer = std::thread::spawn(move || input.write_all(names.as_bytes()));
        let mut output = BufReader::with_capacity(PIPE, output);
        let answer = read(&mut output);
        // Where the answer was not read to its end, git must see that nobody waits for the rest.
        drop(output);
        let written = writer.join();
        child.wait().map_err(|it| cat_file_failed(&it))?;
        let answer = answer?;
        if !matches!(written, Ok(Ok(()))) {
            return Err(Error::git("`git cat-file` ended before it was asked everything"));
        }
        Ok(answer)
    }

    fn text(&self, doing: &str, arguments: &[&str]) -> Result<String, Error> {
        self.bytes(doing, arguments).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    }

    fn bytes(&self, doing: &str, arguments: &[&str]) -> Result<Vec<u8>, Error> {
        let output = self.command(arguments).stdin(Stdio::null()).output().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Error::git("git is not installed, or not on the path"),
            _ => Error::git(format!("cannot run git to {doing}: {error}")),
        })?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let words = String::from_utf8_lossy(&output.stderr);
        let words = words.lines().next().unwrap_or_default().trim_start_matches("fatal: ");
        Err(Error::git(format!("git cannot {doing} in `{}`: {words}", self.root.display())))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.current_dir(&self.root);
        for name in INHERITED {
            command.env_remove(name);
        }
        command.env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C").env("TZ", "UTC");
        // In a clone without all contents git would ask its origin for them, and nothing here speaks to a network: no
        // protocol has this name.
        command.env("GIT_ALLOW_PROTOCOL", "none");
        command.args([
            "--no-pager",
            "--no-optional-locks",
            "-c",
            "core.fsmonitor=false",
            "-c",
            "core.hooksPath=/dev/null",
        ]);
        command.args(arguments);
        command
    }
}

/// The size of an object that git cannot read.
const UNREAD: u64 = u64::MAX;

/// How much of an answer of git is read at a time, in bytes: what a pipe holds.
const PIPE: usize = 64 * 1024;

fn cat_file_failed(error: &io::Error) -> Error {
    Error::git(format!("cannot run `git cat-file`: {error}"))
}

/// The second at which a commit was made, from its line `committer NAME <ADDRESS> SECONDS ZONE`.
fn committed(commit: &[u8]) -> Option<i64> {
    let head = String::from_utf8_lossy(commit);
    let line = head.lines().take_while(|it| !it.is_empty()).find(|it| it.starts_with("committer "))?;
    line.rsplit(' ').nth(1)?.parse().ok()
}

/// Day, author, address, co-authors of a commit. Trailers are the only form in which git knows co-authors.
const LOG_FORMAT: &str =
    "--format=%x01%ad%x02%an%x02%ae%x02%(trailers:key=Co-authored-by,valueonly,unfold,separator=%x02)";

/// Takes the answer of `log -z --raw` apart: for each commit its line, then for each file a line of modes and objects, and
/// its name. Merges have a colon more for each parent.
fn split_log(answer: &[u8], prefix: &str) -> Vec<LogEntry> {
    let mut entries: Vec<LogEntry> = Vec::new();
    let answer = String::from_utf8_lossy(answer);
    let mut tokens = answer.split('\0').map(|it| it.trim_start_matches('\n'));
    while let Some(token) = tokens.next() {
        if let Some(line) = token.strip_prefix('\u{1}') {
            let mut parts = line.trim_end_matches('\n').split('\u{2}');
            let mut part = || parts.next().unwrap_or_default().to_owned();
            let (day, author) = (part(), (part(), part()));
            let others = parts.filter_map(|it| {
                let (name, address) = it.trim().strip_suffix('>')?.rsplit_once('<')?;
                Some((name.trim().to_owned(), address.trim().to_owned()))
            });
            let authors = [author].into_iter().chain(others).collect();
            entries.push(LogEntry { day, authors, changes: Vec::new() });
        } else if token.starts_with(':') {
            let (Some(name), Some(entry)) = (tokens.next(), entries.last_mut()) else { break };
            let parents = token.bytes().take_while(|it| *it == b':').count();
            let words: Vec<&str> = token.trim_start_matches(':').split(' ').collect();
            // A mode for each side, then an object for each side.
            let objects = words.get(parents + 1..=parents * 2 + 1).unwrap_or_default();
            let (Some(name), Some((after, before))) = (name.strip_prefix(prefix), objects.split_last()) else {
                continue;
            };
            let before = before.iter().map(|it| (*it).to_owned()).collect();
            entry.changes.push(LogChange { name: name.to_owned(), before, after: (*after).to_owned() });
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::split_log;

    #[test]
    fn a_log_is_split_into_commits_and_files() {
        let answer = "\u{1}2026-03-01\u{2}Ann\u{2}a@x\u{2}Bo B <b@x>\u{2}odd\0\n:100644 100644 aa bb M\0in/a.md\0:000000 100644 00 cc A\0out.md\0\0\u{1}2026-03-02\u{2}Cy\u{2}c@x\u{2}\n\0::100644 100644 100644 aa bb dd MM\0in/b.md\0";
        let entries = split_log(answer.as_bytes(), "in/");
        let pair = |name: &str, address: &str| (name.to_owned(), address.to_owned());
        assert_eq!(entries[0].authors, [pair("Ann", "a@x"), pair("Bo B", "b@x")]);
        assert_eq!((entries[0].day.as_str(), entries[0].changes.len()), ("2026-03-01", 1));
        assert_eq!((entries[0].changes[0].name.as_str(), entries[0].changes[0].after.as_str()), ("a.md", "bb"));
        assert_eq!(entries[1].changes[0].before, ["aa", "bb"]);
        assert_eq!((entries[1].authors.len(), entries[1].changes[0].after.as_str()), (1, "dd"));
    }
}
