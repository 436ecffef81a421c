//! The smallest things that pages show: links with ids, days, badges; made from the model, leaving out what is hidden.

use crate::approval::{Review, Standing, State};
use crate::model::{Document, Handbook, Reference, RegisterKind, Target};
use crate::text::{Date, Spanned};

use super::Renderer;
use super::brief::brief;
use super::part::LINKS;
use super::view::{Badge, Day, Fact, Piece, PieceKind, Pieces, Relations};
use super::words::Words;

impl Day {
    pub(super) fn of(words: &Words, date: Date) -> Self {
        Day { words: words.day(date), iso: date.to_string() }
    }
}

impl Badge {
    pub(super) fn state(words: &Words, state: State) -> Self {
        Badge { tone: state.name().to_owned(), text: words.of_section("state", state.name()) }
    }
}

impl Piece {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Piece { text: text.into(), ..Piece::default() }
    }

    /// Words that stand back, such as "none".
    pub(super) fn note(text: impl Into<String>) -> Self {
        Piece { kind: PieceKind::Note, text: text.into(), ..Piece::default() }
    }

    /// What a check says.
    pub(super) fn message(text: impl Into<String>) -> Self {
        Piece { kind: PieceKind::Message, text: text.into(), ..Piece::default() }
    }

    pub(super) fn number(number: usize) -> Self {
        Piece { kind: PieceKind::Number, text: number.to_string(), ..Piece::default() }
    }

    pub(super) fn day(words: &Words, date: Date) -> Self {
        Piece { kind: PieceKind::Day(date.to_string()), text: words.day(date), ..Piece::default() }
    }

    pub(super) fn badge(tone: impl Into<String>, text: impl Into<String>) -> Self {
        Piece { kind: PieceKind::Badge(tone.into()), text: text.into(), ..Piece::default() }
    }

    pub(super) fn on_new_line(mut self) -> Self {
        self.begins_line = true;
        self
    }

    pub(super) fn leading_to(mut self, href: Option<String>) -> Self {
        self.href = href;
        self
    }

    pub(super) fn state(words: &Words, state: State) -> Self {
        Piece::badge(state.name(), words.of_section("state", state.name()))
    }
}

/// The badge of a document's standing for a narrow place, with the day from which it will be in force, and the review
/// where it presses.
pub(super) fn standing_pieces(words: &Words, standing: &Standing) -> Vec<Piece> {
    let mut pieces = match (standing.state, standing.since) {
        (State::Approved, Some(day)) => {
            let badge = Piece::badge(State::Approved.name(), words.get("value.approved"));
            vec![badge, Piece::note(words.get("document.from")).on_new_line(), Piece::day(words, day)]
        }
        (state, _) => vec![Piece::state(words, state)],
    };
    if let Review::Overdue(days) = standing.review {
        let late = words.count(days.unsigned_abs() as usize, "review.late");
        pieces.push(Piece::badge("overdue", late).on_new_line());
    }
    if standing.flags.is_changed {
        pieces.push(Piece::badge("overdue", words.get("approval.changed")).on_new_line());
    }
    pieces
}

pub(super) fn overdue_words(words: &Words, days: i32) -> String {
    words.count(days.unsigned_abs() as usize, "script.overdue")
}

/// The title of a role without what stands in brackets.
pub(super) fn shortened(mut piece: Piece) -> Piece {
    if let Some((head, _)) = piece.text.split_once(" (") {
        piece.text = head.to_owned();
    }
    piece
}

/// A word as it stands at the head of a line: `in-review` is `In review`.
pub(super) fn capital(word: &str) -> String {
    let spaced = word.replace(['-', '_'], " ");
    let mut characters = spaced.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

/// A fact with a label of the catalogue; none without pieces.
pub(super) fn fact(words: &Words, label: &str, pieces: Vec<Piece>) -> Option<Fact> {
    if pieces.is_empty() {
        return None;
    }
    Some(Fact { label: words.of_section("label", label), pieces: Pieces { all: pieces, is_list: false } })
}

pub(super) fn list_fact(words: &Words, label: &str, pieces: Vec<Piece>) -> Option<Fact> {
    let is_list = pieces.len() > 1;
    let mut fact = fact(words, label, pieces)?;
    fact.pieces.is_list = is_list;
    Some(fact)
}

pub(super) fn words_fact(words: &Words, label: &str, text: Option<&Spanned<String>>) -> Option<Fact> {
    let text = text.filter(|it| !it.value.trim().is_empty())?;
    fact(words, label, vec![Piece::text(&text.value)])
}

pub(super) fn day_fact(words: &Words, label: &str, day: Option<&Spanned<Date>>) -> Option<Fact> {
    fact(words, label, vec![Piece::day(words, day?.value)])
}

impl Renderer<'_> {
    /// A day in words, and for machines.
    pub(super) fn day(&self, date: Date) -> Piece {
        Piece::day(&self.words, date)
    }

    /// What a target is called, leading there. None where it is hidden, but for the roles that a shown document names:
    /// their titles are words of the document.
    pub(super) fn piece(&self, target: Target) -> Option<Piece> {
        let handbook: &Handbook = self.handbook;
        let href = self.addresses.href(handbook, target);
        if href.is_none() && !matches!(target, Target::Entry(RegisterKind::Roles, _)) {
            return None;
        }
        let (id, title) = handbook.name_and_title(target);
        let shows_id = match target {
            Target::Document(document) => handbook.document(document).id().is_some(),
            Target::Entry(kind, entry) => {
                let has_id = handbook.registers.record(kind, entry).is_some_and(|it| it.id.is_some());
                has_id && !matches!(kind, RegisterKind::Roles | RegisterKind::People | RegisterKind::Terms)
            }
            Target::Control(_) | Target::Clause(_) | Target::Heading(..) => true,
            Target::Section(_) | Target::Register(_) | Target::Statement | Target::Attachment(_) => false,
        };
        let id = if shows_id { Some(id.to_owned()) } else { None };
        let text = if id.as_deref() == Some(title) { String::new() } else { brief(title).into_owned() };
        let language = match target {
            Target::Document(document) => self.foreign_language(handbook.document(document)),
            _ => None,
        };
        Some(Piece { text, href, id, language, ..Piece::default() })
    }

    /// The same without the title, for narrow places.
    pub(super) fn id_piece(&self, target: Target) -> Option<Piece> {
        let piece = self.piece(target)?;
        Some(if piece.id.is_some() { Piece { text: String::new(), ..piece } } else { piece })
    }

    pub(super) fn document_piece(&self, document: u32) -> Option<Piece> {
        self.piece(Target::Document(document))
    }

    /// A document for a list that says nothing else of its state.
    pub(super) fn marked_document(&self, document: u32) -> Option<Piece> {
        Some(Piece { mark: self.mark(document), ..self.document_piece(document)? })
    }

    /// What a reader must know of a document before following it: its state where it is not in force, else its review
    /// where that is overdue.
    pub(super) fn mark(&self, document: u32) -> Option<Badge> {
        let standing = self.scope.standing(document);
        match (standing.state, standing.review) {
            (State::InForce, Review::Overdue(_)) => {
                Some(Badge { tone: "overdue".to_owned(), text: self.words.get("review.overdue").to_owned() })
            }
            (State::InForce, Review::In(_) | Review::None) => None,
            (state, _) => Some(Badge::state(&self.words, state)),
        }
    }

    /// What a reference names; as it is written where it names nothing; nothing where that is hidden.
    pub(super) fn reference(&self, reference: &Reference) -> Option<Piece> {
        match reference.target {
            Some(target) => self.piece(target),
            None => Some(Piece::text(&reference.raw.value)),
        }
    }

    pub(super) fn references(&self, references: &[Reference]) -> Vec<Piece> {
        references.iter().filter_map(|it| self.reference(it)).collect()
    }

    pub(super) fn id_references(&self, references: &[Reference]) -> Vec<Piece> {
        let piece = |reference: &Reference| match reference.target {
            Some(target) => self.id_piece(target),
            None => Some(Piece::text(&reference.raw.value)),
        };
        references.iter().filter_map(piece).collect()
    }

    pub(super) fn option(&self, reference: Option<&Reference>) -> Vec<Piece> {
        reference.and_then(|it| self.reference(it)).into_iter().collect()
    }

    pub(super) fn reference_fact(&self, label: &str, reference: Option<&Reference>) -> Option<Fact> {
        fact(&self.words, label, self.option(reference))
    }

    pub(super) fn references_fact(&self, label: &str, references: &[Reference]) -> Option<Fact> {
        list_fact(&self.words, label, self.references(references))
    }

    /// The same for a table.
    pub(super) fn short_option(&self, reference: Option<&Reference>) -> Vec<Piece> {
        self.option(reference).into_iter().map(shortened).collect()
    }

    /// The title of the role or the name of the person that a reference names, for filters and single lines.
    pub(super) fn plain_name(&self, reference: Option<&Reference>) -> String {
        self.option(reference).into_iter().next().map_or_else(String::new, |it| it.text)
    }

    /// Related things under a title, once each; none where there is nothing to show.
    pub(super) fn relations(&self, title: &str, targets: impl IntoIterator<Item = Target>) -> Option<Relations> {
        let mut seen: Vec<Target> = Vec::new();
        let mut pieces = Vec::new();
        let mut more = 0;
        for target in targets {
            if pieces.len() >= LINKS {
                more += usize::from(self.addresses.visible.shows(target));
                continue;
            }
            if seen.contains(&target) {
                continue;
            }
            seen.push(target);
            pieces.extend(match target {
                Target::Document(document) => self.marked_document(document),
                _ => self.piece(target),
            });
        }
        if pieces.is_empty() {
            None
        } else {
            Some(Relations { title: self.words.of_section("relation", title), pieces, more })
        }
    }
}

/// The targets of references that were found.
pub(super) fn targets(references: &[Reference]) -> impl Iterator<Item = Target> + '_ {
    references.iter().filter_map(|it| it.target)
}

/// The words for a document's type at the head of a line.
pub(super) fn type_words(words: &Words, document: &Document) -> String {
    let name = document.document_type().map_or("document", |it| it.name());
    words.value(name)
}

#[cfg(test)]
mod tests {
    use super::capital;

    #[test]
    fn names_become_words() {
        assert_eq!(capital("in-review"), "In review");
    }
}
