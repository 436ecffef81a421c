//! A new id for a document or an entry of a register, everywhere it is named. Approval records are never touched: what
//! they prove, they prove of the old name.

use gen_lsp_types::{PrepareRenameParams, RenameParams, TextDocumentPositionParams};
use serde_json::{Value, json};

use super::convert::{Lines, uri_of};
use super::edits::{Changes, voided, workspace_edit_with};
use super::look::Look;
use super::moved::{self, Carriers, Moved, NewId};
use super::server::Refusal;
use super::spot;
use crate::check::{BASELINE_FILE, Baseline};
use crate::model::{RegisterKind, Target};
use crate::source;
use crate::text::{Place, Span};

/// Something that can have another id.
struct Named {
    target: Target,
    id: String,
    /// What stands before the id where people name it, such as `role:`.
    prefix: &'static str,
    place: Place,
}

pub(super) fn prepare(look: &Look<'_>, params: &PrepareRenameParams) -> Option<Value> {
    let named = named_at(look, &params.text_document_position_params)?;
    let text = look.text(named.place.file);
    let inner = *whole_words(&text[named.place.span.range()], &named.id).first()?;
    let span = inner.moved_by(named.place.span.start as usize);
    Some(json!({"range": look.lines(named.place.file).range(span), "placeholder": named.id}))
}

/// The edit, and what the user should know of it.
pub(super) fn rename(look: &Look<'_>, params: &RenameParams) -> Result<(Value, Option<String>), Refusal> {
    let Some(named) = named_at(look, &params.text_document_position_params) else {
        return Err(Refusal::failed("nothing here has an id that can be changed"));
    };
    let new = params.new_name.trim();
    let new = new.strip_prefix(named.prefix).unwrap_or(new);
    refuse_bad(look, &named, new)?;
    let mut changes = Changes::new();
    let places = spot::named_at(look, named.target).into_iter().chain(spot::written_at(look, named.target));
    for place in places.chain(answering(look, &named)) {
        let slice = &look.text(place.file)[place.span.range()];
        // The address of a link names a file, which has a name of its own.
        let words = slice.find("](").map_or(slice, |at| &slice[..at]);
        for span in whole_words(words, &named.id) {
            let span = span.moved_by(place.span.start as usize);
            changes.entry(place.file).or_default().insert(span, new.to_owned());
        }
    }
    let mut more = baseline_changes(look, &named, new);
    let carriers = carriers(look, &named, new);
    if !carriers.moved.is_empty() {
        moved::relink(look, named.target, (&carriers.moved, named.ids(new)), &mut changes);
    }
    for Moved { from, to } in &carriers.moved {
        // Edits come first, for they name the files as they are called before.
        more.push(json!({"kind": "rename", "oldUri": uri_of(look.root(), from), "newUri": uri_of(look.root(), to)}));
    }
    let words = words(look, (&named, new), (&changes, &carriers));
    Ok((workspace_edit_with(look, &changes, more), words))
}

impl Named {
    fn ids<'n>(&'n self, new: &'n str) -> NewId<'n> {
        NewId { old: &self.id, new }
    }
}

/// The files and folders that are named after a document.
fn carriers(look: &Look<'_>, named: &Named, new: &str) -> Carriers {
    match named.target {
        Target::Document(index) => moved::of(look, look.handbook().document(index), named.ids(new)),
        _ => Carriers::default(),
    }
}

/// The baseline tells documents by their ids, and is no text of the handbook.
fn baseline_changes(look: &Look<'_>, named: &Named, new: &str) -> Vec<Value> {
    if !matches!(named.target, Target::Document(_)) {
        return Vec::new();
    }
    let on_disk = || source::read_named(look.root(), BASELINE_FILE).ok().flatten();
    let Some(text) = look.desk.held(BASELINE_FILE).or_else(on_disk) else { return Vec::new() };
    let lines = Lines::of(&text, look.encoding);
    let edits = Baseline::places(&text, &named.id).into_iter();
    let edits: Vec<Value> = edits.map(|it| json!({"range": lines.range(it), "newText": new})).collect();
    if edits.is_empty() {
        return Vec::new();
    }
    let uri = uri_of(look.root(), BASELINE_FILE);
    vec![json!({"textDocument": {"uri": uri, "version": look.desk.version(BASELINE_FILE)}, "edits": edits})]
}

fn named_at(look: &Look<'_>, params: &TextDocumentPositionParams) -> Option<Named> {
    let file = look.file(&params.text_document.uri)?;
    let spot = spot::at(look, file, look.lines(file).offset(params.position))?;
    let handbook = look.handbook();
    let (target, prefix) = match spot.target {
        Target::Document(index) | Target::Heading(index, _) => (Target::Document(index), ""),
        Target::Entry(RegisterKind::Roles, _) => (spot.target, "role:"),
        Target::Entry(RegisterKind::People, _) => (spot.target, "person:"),
        // A term is known by its words, and what the standard lists keeps its number.
        Target::Entry(RegisterKind::Terms, _)
        | Target::Section(_)
        | Target::Control(_)
        | Target::Clause(_)
        | Target::Register(_)
        | Target::Statement
        | Target::Attachment(_) => return None,
        Target::Entry(..) => (spot.target, ""),
    };
    let id = match target {
        Target::Document(index) => handbook.document(index).id()?.as_str().to_owned(),
        Target::Entry(kind, index) => handbook.registers.record(kind, index)?.id.as_ref()?.value.as_str().to_owned(),
        _ => return None,
    };
    Some(Named { target, id, prefix, place: spot.span.in_file(file) })
}

fn refuse_bad(look: &Look<'_>, named: &Named, new: &str) -> Result<(), Refusal> {
    let is_id = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '.' | '_');
    if new.is_empty() || !new.chars().all(is_id) {
        return Err(Refusal::failed(format!("`{new}` is no id: it takes letters, digits, `-`, `.` and `_`")));
    }
    if new == named.id {
        return Err(Refusal::failed(format!("`{new}` is its id already")));
    }
    let handbook = look.handbook();
    let document = handbook.documents.iter().filter_map(|it| it.id()).find(|it| it.as_str().eq_ignore_ascii_case(new));
    let control = || handbook.catalogue.controls.iter().find(|it| it.id.as_str() == new).map(|it| &it.id);
    let entry = || spot::named(handbook, &format!("{}{new}", named.prefix));
    let is_other = |target: Target| target != named.target;
    let clashes = match named.prefix {
        "" => {
            document.is_some_and(|it| it.as_str() != named.id) || control().is_some() || entry().is_some_and(is_other)
        }
        _ => entry().is_some(),
    };
    if clashes { Err(Refusal::failed(format!("`{}{new}` exists already", named.prefix))) } else { Ok(()) }
}

/// Permissions that name a role as the one that answers, which no link leads from.
fn answering(look: &Look<'_>, named: &Named) -> Vec<Place> {
    let mut places = Vec::new();
    if named.prefix != "role:" {
        return places;
    }
    let wanted = format!("by=role:{}", named.id);
    for (file, text) in look.project().sources.texts.iter() {
        let found = text.content.match_indices(&wanted).map(|(at, _)| Span::new(at, at + wanted.len()));
        let is_whole = |span: &Span| !text.content[span.end as usize..].starts_with(continues);
        places.extend(found.filter(is_whole).map(|span| span.in_file(file)));
    }
    places
}

fn continues(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '-' | '_')
}

/// Where an id stands in a text as a whole.
fn whole_words(text: &str, id: &str) -> Vec<Span> {
    spot::whole_words(text, id, continues)
}

fn words(look: &Look<'_>, (named, new): (&Named, &str), (changes, carriers): (&Changes, &Carriers)) -> Option<String> {
    let mut told = Vec::new();
    let voided = voided(look, changes);
    if !voided.is_empty() {
        told.push(format!("this voids the approval of {}", voided.join(", ")));
    }
    if let Target::Document(index) = named.target {
        let document = look.handbook().document(index);
        if look.handbook().has_records(document) {
            told.push(format!("the records in `approvals/{}` stay as they are and prove nothing of `{new}`", named.id));
        }
        for name in &carriers.kept {
            let what = if name == look.name(document.file) { "file" } else { "folder" };
            told.push(format!("the {what} keeps its name `{name}`"));
        }
    }
    (!told.is_empty()).then(|| told.join("; "))
}

#[cfg(test)]
mod tests {
    use super::whole_words;

    #[test]
    fn an_id_is_found_as_a_whole_only() {
        let found = |text: &str| whole_words(text, "POL-7").len();
        assert_eq!(found("[[POL-7]] POL-7#scope \"POL-7\" POL-7@1.0"), 4);
        assert_eq!(found("POL-70 XPOL-7 POL-7-1"), 0);
        assert_eq!(whole_words("role:ciso", "ciso").len(), 1);
    }
}
