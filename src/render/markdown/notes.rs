//! Footnotes: numbered in the order of first use, with ids that no heading can have, and ways back to each mark.

use std::fmt::Write as _;

use super::Writer;
use super::escape::escape;

#[derive(Clone, Default)]
pub(super) struct Note {
    /// From 1, in the order of first use; 0 while it has not been used.
    number: u32,
    marks: u32,
    html: Option<String>,
}

impl Note {
    /// Keeps the text of the note until the end of the page; a second text for the same label is left out.
    pub(super) fn take(&mut self, html: String) {
        self.html.get_or_insert(html);
    }
}

impl Writer<'_> {
    pub(super) fn mark(&mut self, index: u32) {
        let Some(note) = self.notes.get_mut(index as usize) else { return };
        if note.number == 0 {
            self.next_number += 1;
            note.number = self.next_number;
        }
        note.marks += 1;
        let (number, mark) = (note.number, note.marks);
        let _ = write!(
            self.out,
            "<sup class=\"mark\"><a href=\"#_note-{number}\" id=\"_mark-{number}-{mark}\" role=\"doc-noteref\" \
             aria-label=\"{}\">{number}</a></sup>",
            self.ground.words.with("text.note", &[("n", &number)]),
        );
    }

    pub(super) fn notes_section(&mut self) {
        let mut notes: Vec<Note> = std::mem::take(&mut self.notes).into_iter().filter(|it| it.html.is_some()).collect();
        for note in &mut notes {
            if note.number == 0 {
                self.next_number += 1;
                note.number = self.next_number;
            }
        }
        notes.sort_by_key(|note| note.number);
        if notes.is_empty() {
            return;
        }
        let words = self.ground.words;
        self.out.push_str("<section class=\"notes\" role=\"doc-endnotes\" aria-label=\"");
        escape(&mut self.out, words.get("text.notes"));
        self.out.push_str("\">\n<ol>\n");
        for note in notes {
            let number = note.number;
            let _ = write!(self.out, "<li id=\"_note-{number}\" value=\"{number}\">");
            self.out.push_str(note.html.as_deref().unwrap_or_default().trim_end());
            for mark in 1..=note.marks {
                let _ = write!(
                    self.out,
                    " <a class=\"back\" href=\"#_mark-{number}-{mark}\" role=\"doc-backlink\" \
                     aria-label=\""
                );
                escape(&mut self.out, words.get("text.back"));
                self.out.push_str("\">↩</a>");
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol>\n</section>\n");
    }
}
