//! The file of a document that gets another id: its new name, where the old one carries the id, and the links that lead
//! to it by that name.

use super::edits::Changes;
use super::look::Look;
use super::spot::{literals, whole_words};
use crate::model::{Body, Document, Link, LinkForm, Target};
use crate::source::{self, There};
use crate::text::{FileId, Span};

/// A file and its new name, both below the root.
pub(super) struct Moved {
    pub(super) from: String,
    pub(super) to: String,
}

/// An id that is replaced by another.
#[derive(Clone, Copy)]
pub(super) struct NewId<'n> {
    pub(super) old: &'n str,
    pub(super) new: &'n str,
}

/// What becomes of the file of a document with another id; none where its name does not carry the id, or the new name is
/// taken.
pub(super) fn of(look: &Look<'_>, document: &Document, ids: NewId<'_>) -> Option<Moved> {
    let from = look.name(document.file).to_owned();
    let start = from.rfind('/').map_or(0, |at| at + 1);
    let mut to = from.clone();
    let carried = ids.carried(&from[start..]);
    for span in carried.iter().rev() {
        let span = span.moved_by(start);
        to.replace_range(span.range(), &ids.written_as(&from[span.range()]));
    }
    let is_free = look.project().sources.texts.find(&to).is_none() && source::look(look.root(), &to) == There::Nothing;
    (to != from && is_free).then_some(Moved { from, to })
}

/// Writes the new name wherever the old one is linked to, in Markdown and in the settings.
pub(super) fn relink(look: &Look<'_>, target: Target, (moved, ids): (&Moved, NewId<'_>), changes: &mut Changes) {
    let handbook = look.handbook();
    let of_documents = handbook.documents.iter().map(|it| (it.file, &*it.body));
    let of_sections = handbook.sections.iter().filter_map(|it| it.intro.as_ref()).map(|it| (it.file, &it.body));
    for (file, body) in of_documents.chain(of_sections) {
        for link in body.links.iter().filter(|it| it.form == LinkForm::Markdown && leads_to(target, it)) {
            if let Some(segment) = last_segment(look, (file, body), link) {
                change(look, (file, segment), ids, changes);
            }
        }
    }
    if let Some(file) = look.project().config.file {
        let text = look.text(file);
        let start = moved.from.rfind('/').map_or(0, |at| at + 1);
        for span in literals(text).into_iter().filter(|it| text[it.range()] == moved.from) {
            change(look, (file, Span::new(span.start as usize + start, span.end as usize)), ids, changes);
        }
    }
}

fn change(look: &Look<'_>, (file, segment): (FileId, Span), ids: NewId<'_>, changes: &mut Changes) {
    let text = &look.text(file)[segment.range()];
    for span in ids.carried(text) {
        let words = ids.written_as(&text[span.range()]);
        changes.entry(file).or_default().insert(span.moved_by(segment.start as usize), words);
    }
}

fn leads_to(target: Target, link: &Link) -> bool {
    match (target, link.target) {
        (Target::Document(own), Some(Target::Document(other) | Target::Heading(other, _))) => own == other,
        _ => false,
    }
}

/// The part of a link's address that names the file: behind the words of the link, else in the definition it refers to.
fn last_segment(look: &Look<'_>, (file, body): (FileId, &Body), link: &Link) -> Option<Span> {
    let text = look.text(file);
    let path = link.destination.split(['#', '?']).next().unwrap_or_default();
    let name = path.rsplit('/').next().filter(|it| !it.is_empty())?;
    let after = |at: usize, until: usize| Some(at + text.get(at..until)?.find(path)? + path.len() - name.len());
    let slice = text.get(link.span.range())?;
    let at = match slice.rfind("](") {
        Some(at) => after(link.span.start as usize + at + 2, link.span.end as usize)?,
        None => definitions(text, body.span.start as usize).find_map(|(at, until)| after(at, until))?,
    };
    Some(Span::new(at, at + name.len()))
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
