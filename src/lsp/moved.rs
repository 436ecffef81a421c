//! The file of a document that gets another id, and folders that are named after it: their new names, and whoever leads
//! to them by the old ones.

use std::collections::BTreeSet;

use super::edits::Changes;
use super::look::Look;
use super::spot::whole_words;
use crate::link;
use crate::model::{Body, Document, LinkForm, Target};
use crate::source::{self, Part, There};
use crate::text::{FileId, Span};

/// A file or a folder and its new name, both below the root and in the same folder.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Moved {
    pub(super) from: String,
    pub(super) to: String,
}

/// What carries the id of a document in its name.
#[derive(Debug, Default)]
pub(super) struct Carriers {
    /// What gets a new name, the deepest first, so that each is still found by its old name.
    pub(super) moved: Vec<Moved>,
    /// What keeps its name, in the order of names.
    pub(super) kept: Vec<String>,
}

/// An id that is replaced by another.
#[derive(Clone, Copy)]
pub(super) struct NewId<'n> {
    pub(super) old: &'n str,
    pub(super) new: &'n str,
}

/// What becomes of the file of a document with another id, and of the folders that are named after it. All keep their names
/// where the client cannot give others, and each whose new name is taken.
pub(super) fn of(look: &Look<'_>, document: &Document, ids: NewId<'_>) -> Carriers {
    let file = look.name(document.file).to_owned();
    let mut carriers = Carriers::default();
    for from in folders(look).into_iter().chain([file]) {
        let start = from.rfind('/').map_or(0, |at| at + 1);
        let mut to = from.clone();
        for span in ids.carried(&from[start..]).iter().rev() {
            let span = span.moved_by(start);
            to.replace_range(span.range(), &ids.written_as(&from[span.range()]));
        }
        if to == from {
            continue;
        }
        if look.renames_files && is_free(look, &to) {
            carriers.moved.push(Moved { from, to });
        } else {
            carriers.kept.push(from);
        }
    }
    carriers.moved.sort_by_key(|it| std::cmp::Reverse(it.from.matches('/').count()));
    carriers.kept.sort();
    carriers
}

/// The folders below that of the documents.
fn folders(look: &Look<'_>) -> BTreeSet<String> {
    let sources = &look.project().sources;
    let root = sources.documents_folder.as_str();
    let names = sources.texts.iter().map(|(_, it)| &*it.name).chain(sources.attachments.iter().map(String::as_str));
    let mut folders = BTreeSet::new();
    for name in names.filter_map(|it| it.strip_prefix(root)) {
        for (at, _) in name.match_indices('/') {
            folders.insert(&name[..at]);
        }
    }
    folders.into_iter().map(|it| format!("{root}{it}")).collect()
}

fn is_free(look: &Look<'_>, name: &str) -> bool {
    look.project().sources.texts.find(name).is_none() && source::look(look.root(), name) == There::Nothing
}

/// Writes the new names wherever the old ones are part of a way to a file: in links and pictures, in front matter,
/// registers and settings.
pub(super) fn relink(look: &Look<'_>, target: Target, (moved, ids): (&[Moved], NewId<'_>), changes: &mut Changes) {
    let handbook = look.handbook();
    let of_documents = handbook.documents.iter().map(|it| (it.file, &*it.body));
    let of_sections = handbook.sections.iter().filter_map(|it| it.intro.as_ref()).map(|it| (it.file, &it.body));
    let is_moved = |to: Option<Target>| {
        let Some(Target::Document(document) | Target::Heading(document, _)) = to else { return false };
        target == Target::Document(document)
            && moved.iter().any(|it| it.from == look.name(handbook.document(document).file))
    };
    let mut segments = Vec::new();
    for (file, body) in of_documents.chain(of_sections) {
        let by_stem = body.links.iter().filter(|it| it.form != LinkForm::Markdown && is_moved(it.target));
        segments.extend(by_stem.filter_map(|it| Some((file, written_stem(look, file, (&it.destination, it.span))?))));
        let links = body.links.iter().filter(|it| it.form == LinkForm::Markdown).map(|it| (&it.destination, it.span));
        for (destination, span) in links.chain(body.images.iter().map(|it| (&it.destination, it.span))) {
            let Some(name) = link::linked_file(look.name(file), destination) else { continue };
            if moved.iter().any(|it| it.is_on_the_way_to(&name))
                && let Some(written) = written_path(look, (file, body), (destination, span))
            {
                segments.extend(renamed_segments(look, (file, written), (&name, moved)));
            }
        }
    }
    let sources = &look.project().sources;
    for file in sources.of(Part::Settings).chain(sources.of(Part::Register)) {
        segments.extend(spelt_out(look.text(file), moved).into_iter().map(|it| (file, it)));
    }
    for document in &handbook.documents {
        let head = &look.text(document.file)[..document.body.span.start as usize];
        segments.extend(spelt_out(head, moved).into_iter().map(|it| (document.file, it)));
    }
    for segment in segments {
        change(look, segment, ids, changes);
    }
}

impl Moved {
    fn is_on_the_way_to(&self, name: &str) -> bool {
        self.names(name) || name.strip_prefix(self.from.as_str()).is_some_and(|rest| rest.starts_with('/'))
    }

    /// Whether this is the file or folder of that name, which a link may give without its ending.
    fn names(&self, name: &str) -> bool {
        self.from == name || self.from.strip_suffix(".md") == Some(name)
    }
}

fn change(look: &Look<'_>, (file, segment): (FileId, Span), ids: NewId<'_>, changes: &mut Changes) {
    let text = &look.text(file)[segment.range()];
    for span in ids.carried(text) {
        let words = ids.written_as(&text[span.range()]);
        changes.entry(file).or_default().insert(span.moved_by(segment.start as usize), words);
    }
}

/// The name in a wiki link, such as `[[pol-008-keys#scope|Keys]]`.
fn written_stem(look: &Look<'_>, file: FileId, (destination, span): (&str, Span)) -> Option<Span> {
    let at = look.text(file).get(span.range())?.find(destination)?;
    let length = destination.split('#').next().map_or(0, str::len);
    Some(Span::new(at, at + length).moved_by(span.start as usize))
}

/// The parts of a written path that stand for files and folders with new names. The last parts of the path are those of the
/// file's name, up to where it climbs.
fn renamed_segments(
    look: &Look<'_>,
    (file, written): (FileId, Span),
    (name, moved): (&str, &[Moved]),
) -> Vec<(FileId, Span)> {
    let text = &look.text(file)[written.range()];
    let (mut found, mut end, mut name) = (Vec::new(), text.len(), name);
    loop {
        let start = text[..end].rfind('/').map_or(0, |at| at + 1);
        if matches!(&text[start..end], "" | "." | "..") {
            return found;
        }
        if moved.iter().any(|it| it.names(name)) {
            found.push((file, Span::new(start, end).moved_by(written.start as usize)));
        }
        let Some((above, _)) = name.rsplit_once('/').filter(|_| start > 0) else { return found };
        (end, name) = (start - 1, above);
    }
}

/// The path of a link's address as it is written: behind the words of the link, else in the definition it refers to.
fn written_path(look: &Look<'_>, (file, body): (FileId, &Body), (destination, span): (&str, Span)) -> Option<Span> {
    let text = look.text(file);
    let path = destination.split(['#', '?']).next().filter(|it| !it.is_empty())?;
    let after = |at: usize, until: usize| Some(at + text.get(at..until)?.find(path)?);
    let at = match text.get(span.range())?.rfind("](") {
        Some(at) => after(span.start as usize + at + 2, span.end as usize)?,
        None => definitions(text, body.span.start as usize).find_map(|(at, until)| after(at, until))?,
    };
    Some(Span::new(at, at + path.len()))
}

/// Where the addresses of link definitions stand: `[label]: address`.
fn definitions(text: &str, body: usize) -> impl Iterator<Item = (usize, usize)> {
    let mut start = body;
    text[body..].split_inclusive('\n').filter_map(move |line| {
        let begin = start;
        start += line.len();
        let at = line.find("]:").filter(|_| line.trim_start().starts_with('['))?;
        Some((begin + at + 2, begin + line.len()))
    })
}

/// The last parts of the old names where they are spelt out from the root on, as in registers and settings.
fn spelt_out(text: &str, moved: &[Moved]) -> Vec<Span> {
    let continues = |it: char| it.is_alphanumeric() || matches!(it, '-' | '_' | '.');
    let mut found = Vec::new();
    for it in moved {
        let last = it.from.rfind('/').map_or(0, |at| at + 1);
        for (at, _) in text.match_indices(&it.from) {
            let end = at + it.from.len();
            let before = text[..at].chars().next_back();
            let is_whole = !before.is_some_and(|it| continues(it) || it == '/') && !text[end..].starts_with(continues);
            found.extend(is_whole.then(|| Span::new(at + last, end)));
        }
    }
    found
}

impl NewId<'_> {
    /// Where the old id stands in the name of a file, whatever the case: `pol-007-access.md`.
    fn carried(self, name: &str) -> Vec<Span> {
        whole_words(&name.to_ascii_lowercase(), &self.old.to_ascii_lowercase(), char::is_alphanumeric)
    }

    /// The new id in small letters where the old one is written so.
    fn written_as(self, old: &str) -> String {
        if old == self.old || old.chars().any(char::is_uppercase) {
            self.new.to_owned()
        } else {
            self.new.to_ascii_lowercase()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::NewId;

    #[test]
    fn an_id_is_known_in_the_name_of_a_file() {
        let ids = NewId { old: "POL-7", new: "POL-8" };
        assert_eq!(ids.carried("pol-7-access.md").len(), 1);
        assert_eq!(ids.carried("POL-7_access.md").len(), 1);
        assert!(ids.carried("pol-70.md").is_empty() && ids.carried("xpol-7.md").is_empty());
        assert_eq!((ids.written_as("pol-7"), ids.written_as("POL-7")), ("pol-8".to_owned(), "POL-8".to_owned()));
    }
}
