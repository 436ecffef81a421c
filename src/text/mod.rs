//! Places in files: which file, which bytes, which line and column.
//!
//! The lowest floor. It knows text and days, and nothing of documents or rules.

mod change;
mod date;
mod glance;
mod heads;
mod line_index;
mod moment;
mod number;
mod slug;
mod span;

use std::sync::Arc;

pub use change::Change;
pub use date::{Date, Interval, IntervalError};
pub use glance::{has_capitals, has_digit};
pub use heads::Heads;
pub use line_index::{LineIndex, Position};
pub use moment::Moment;
pub use number::counted;
pub use slug::slug;
pub use span::{FileId, Place, Span, Spanned};

/// One file's text as it was read: a name with forward slashes, relative to the project's root,
/// and the content with every byte of the original, byte order mark and CRLF included.
#[derive(Debug, Clone)]
pub struct Text {
    pub name: Arc<str>,
    pub content: Arc<str>,
}

/// All texts of one project, in the order of their names; a [`FileId`] is an index into them.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    texts: Vec<Text>,
}

impl Texts {
    /// Adds a text and tells the id under which it is found from now on.
    pub fn push(&mut self, name: impl Into<Arc<str>>, content: impl Into<Arc<str>>) -> FileId {
        let id = FileId::new(self.texts.len());
        self.texts.push(Text { name: name.into(), content: content.into() });
        id
    }

    /// Puts another content in place of a file's.
    pub fn replace(&mut self, file: FileId, content: impl Into<Arc<str>>) {
        if let Some(text) = self.texts.get_mut(file.index()) {
            text.content = content.into();
        }
    }

    /// The text of a file. Ids come from [`Texts::push`] of the same collection.
    pub fn of(&self, file: FileId) -> &Text {
        &self.texts[file.index()]
    }

    /// The name of a file, for messages.
    pub fn name(&self, file: FileId) -> &str {
        &self.of(file).name
    }

    /// The bytes that a place points at.
    pub fn slice(&self, place: Place) -> &str {
        self.of(place.file).content.get(place.span.range()).unwrap_or_default()
    }

    /// Every text with its id, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Text)> {
        self.texts.iter().enumerate().map(|(index, text)| (FileId::new(index), text))
    }

    /// The id of the file with this name.
    pub fn find(&self, name: &str) -> Option<FileId> {
        self.iter().find(|(_, text)| &*text.name == name).map(|(id, _)| id)
    }

    pub fn len(&self) -> usize {
        self.texts.len()
    }

    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}
