//! What stands at a place of a text, where a thing is written down, and who names it.

use super::look::Look;
use crate::model::{Handbook, Record, RegisterKind, Target, bare_name};
use crate::text::{FileId, Place, Span};

/// A name in a text and what it leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) target: Target,
    pub(super) span: Span,
}

/// What the bytes at an offset name.
pub(super) fn at(look: &Look<'_>, file: FileId, offset: usize) -> Option<Spot> {
    let touches = |span: Span| span.start as usize <= offset && offset <= span.end as usize;
    if look.name(file) == "book.toml" {
        let mut literals = literals(look.text(file)).into_iter().filter(|it| touches(*it));
        let named = |span: Span| named(look.handbook(), &look.text(file)[span.range()]);
        return literals.find_map(|span| Some(Spot { target: named(span)?, span }));
    }
    if let Some(spot) = answering(look, file, offset) {
        return Some(spot);
    }
    let written = written_in(look.handbook(), file).into_iter().filter(|it| touches(it.span));
    let written = written.chain(recorded_in(look.handbook(), file).into_iter().filter(|it| touches(it.span)));
    let cited = look.handbook().citations.iter().filter(|it| it.place.file == file && touches(it.place.span));
    let cited = cited.map(|it| Spot { target: it.to, span: it.place.span });
    written.chain(cited).min_by_key(|it| it.span.len())
}

/// The role that a permission names, as in `by=role:ciso`.
fn answering(look: &Look<'_>, file: FileId, offset: usize) -> Option<Spot> {
    let text = look.text(file);
    let ends_name = |it: char| !(it.is_ascii_alphanumeric() || matches!(it, ':' | '-' | '_' | '='));
    let start = text.get(..offset)?.rfind(ends_name).map_or(0, |at| at + 1);
    let end = text[offset..].find(ends_name).map_or(text.len(), |at| offset + at);
    let name = text.get(start..end)?.strip_prefix("by=")?;
    Some(Spot { target: named(look.handbook(), name)?, span: Span::new(end - name.len(), end) })
}

/// What the approval record in a file names.
fn recorded_in(handbook: &Handbook, file: FileId) -> Vec<Spot> {
    let records = handbook.ledger.iter().flat_map(|it| &it.records);
    let Some(record) = records.into_iter().find(|it| it.file == file) else { return Vec::new() };
    let approval = &record.approval;
    let names = [
        (approval.document.value.as_str(), approval.document.span),
        (approval.person.raw.value.as_str(), approval.person.raw.span),
        (approval.role.raw.value.as_str(), approval.role.raw.span),
    ];
    let spot = |(name, span): (&str, Span)| Some(Spot { target: named(handbook, name)?, span });
    names.into_iter().filter_map(spot).collect()
}

/// The ids that a file gives to things: of its document, of its entries, of the controls in its statement.
pub(super) fn written_in(handbook: &Handbook, file: FileId) -> Vec<Spot> {
    let documents = handbook.indexed_documents().filter(|(_, document)| document.file == file);
    let documents = documents.filter_map(|(index, document)| {
        Some(Spot { target: Target::Document(index), span: document.front.id.as_ref()?.span })
    });
    let mut spots: Vec<Spot> = documents.collect();
    for kind in RegisterKind::WITH_ENTRIES {
        let records = (0..).zip(handbook.registers.records(kind)).filter(|(_, record)| record.place.file == file);
        spots.extend(
            records.map(|(index, record)| Spot { target: Target::Entry(kind, index), span: record.name_place().span }),
        );
    }
    let lines = handbook.statement.iter().filter(|line| line.place.file == file);
    spots.extend(lines.filter_map(|line| Some(Spot { target: line.control.target?, span: line.control.raw.span })));
    spots
}

/// Where a thing is written down; none of what the built-in catalogues say.
pub(super) fn written_at(look: &Look<'_>, target: Target) -> Option<Place> {
    let handbook = look.handbook();
    match target {
        Target::Document(index) => {
            let document = handbook.document(index);
            let span = document.front.id.as_ref().map_or(Span::at(0), |it| it.span);
            Some(document.place(span))
        }
        Target::Heading(index, heading) => {
            let document = handbook.document(index);
            let span = document.body.headings.get(heading as usize).map_or(Span::at(0), |it| it.span);
            Some(document.place(span))
        }
        Target::Section(index) => Some(Span::at(0).in_file(handbook.sections[index as usize].intro.as_ref()?.file)),
        Target::Control(index) => handbook.statement_line(index).map(crate::model::StatementLine::control_place),
        Target::Entry(kind, index) => handbook.registers.record(kind, index).map(Record::name_place),
        Target::Statement => handbook.statement_place,
        Target::Clause(_) | Target::Register(_) | Target::Attachment(_) => None,
    }
}

/// Every place that names a thing, in the order of files: what leads to a heading leads to its document too.
pub(super) fn named_at(look: &Look<'_>, target: Target) -> Vec<Place> {
    let handbook = look.handbook();
    let leads_here = |to: Target| match (target, to) {
        (Target::Document(own), Target::Heading(other, _)) => own == other,
        _ => to == target,
    };
    let cited = handbook.citations.iter().filter(|it| leads_here(it.to)).map(|it| it.place);
    let mut places: Vec<Place> = cited.collect();
    if let Some(file) = look.project().config.file {
        let text = look.text(file);
        let literals = literals(text).into_iter().filter(|span| named(handbook, &text[span.range()]) == Some(target));
        places.extend(literals.map(|span| span.in_file(file)));
    }
    places.sort_unstable();
    places.dedup();
    places
}

/// The texts between quotation marks in a file of settings, without the marks; comments are passed over.
pub(super) fn literals(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut opened: Option<(usize, char)> = None;
        for (at, letter) in line.char_indices() {
            match opened {
                None if letter == '#' => break,
                None if letter == '"' || letter == '\'' => opened = Some((at + 1, letter)),
                Some((from, mark)) if letter == mark => {
                    found.push(Span::new(start + from, start + at));
                    opened = None;
                }
                None | Some(_) => {}
            }
        }
        start += line.len();
    }
    found
}

/// The document, role, person or entry with this name.
pub(super) fn named(handbook: &Handbook, name: &str) -> Option<Target> {
    let by_id = |kind: RegisterKind, id: &str| {
        let records = handbook.registers.records(kind);
        let found = records.iter().position(|it| it.id.as_ref().is_some_and(|own| own.value.as_str() == id))?;
        Some(Target::Entry(kind, u32::try_from(found).ok()?))
    };
    if name.starts_with("role:") {
        return by_id(RegisterKind::Roles, bare_name(name));
    }
    if name.starts_with("person:") {
        return by_id(RegisterKind::People, bare_name(name));
    }
    let document = handbook.indexed_documents().find(|(_, it)| it.id().is_some_and(|id| id.as_str() == name));
    let named_by_id =
        |kind: &RegisterKind| !matches!(kind, RegisterKind::Roles | RegisterKind::People | RegisterKind::Terms);
    let entry = || RegisterKind::WITH_ENTRIES.into_iter().filter(named_by_id).find_map(|kind| by_id(kind, name));
    document.map(|(index, _)| Target::Document(index)).or_else(entry)
}

/// Where an id stands in a text as a whole, with nothing around it that continues it.
pub(super) fn whole_words(text: &str, id: &str, continues: fn(char) -> bool) -> Vec<Span> {
    let found = text.match_indices(id).filter(|(at, _)| {
        let before = text[..*at].chars().next_back();
        let after = text[at + id.len()..].chars().next();
        !before.is_some_and(continues) && !after.is_some_and(continues)
    });
    found.map(|(at, _)| Span::new(at, at + id.len())).collect()
}

#[cfg(test)]
mod tests {
    use super::literals;

    #[test]
    fn texts_of_settings_are_found_and_comments_are_not() {
        let text = "ids = [\"POL-007\", 'ä'] # \"no\"\nx = 1\nby = \"role:ciso\"\nopen = \"\n";
        let found: Vec<&str> = literals(text).iter().map(|it| &text[it.range()]).collect();
        assert_eq!(found, ["POL-007", "ä", "role:ciso"]);
    }
}
