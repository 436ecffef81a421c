//! Pointing at a name: what it is, where it is written down, who else names it, where links lead.

use gen_lsp_types::{
    Contents, DefinitionParams, DocumentLink, DocumentLinkParams, Hover, HoverParams, Location, MarkupContent,
    MarkupKind, ReferenceParams, TextDocumentPositionParams, Uri,
};

use super::about::about;
use super::look::Look;
use super::spot::{self, Spot};
use crate::check;
use crate::model::{Body, LinkForm, RegisterKind, Target};
use crate::text::{FileId, Place, Span, counted};

/// The file and the byte that a question is about.
fn asked_at(look: &Look<'_>, params: &TextDocumentPositionParams) -> Option<(FileId, usize)> {
    let file = look.file(&params.text_document.uri)?;
    Some((file, look.lines(file).offset(params.position)))
}

fn spot_at(look: &Look<'_>, params: &TextDocumentPositionParams) -> Option<(FileId, Spot)> {
    let (file, offset) = asked_at(look, params)?;
    Some((file, spot::at(look, file, offset).or_else(|| term_at(look, file, offset))?))
}

pub(super) fn hover(look: &Look<'_>, params: &HoverParams) -> Option<Hover> {
    let (file, offset) = asked_at(look, &params.text_document_position_params)?;
    let told = rule_at(look.text(file), offset).or_else(|| variable_at(look, file, offset));
    let (words, span) = told.or_else(|| {
        let (_, spot) = spot_at(look, &params.text_document_position_params)?;
        Some((about(look, spot.target), spot.span))
    })?;
    let contents = Contents::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value: words });
    Some(Hover { contents, range: Some(look.lines(file).range(span)) })
}

pub(super) fn definition(look: &Look<'_>, params: &DefinitionParams) -> Option<Location> {
    let (_, spot) = spot_at(look, &params.text_document_position_params)?;
    Some(look.location(spot::written_at(look, spot.target)?))
}

pub(super) fn references(look: &Look<'_>, params: &ReferenceParams) -> Vec<Location> {
    let Some((_, spot)) = spot_at(look, &params.text_document_position_params) else { return Vec::new() };
    let mut places = spot::named_at(look, spot.target);
    let own = spot::written_at(look, spot.target);
    if params.context.include_declaration {
        places.extend(own.filter(|it| !places.contains(it)));
    } else {
        places.retain(|it| Some(*it) != own);
    }
    locations(look, &places)
}

/// Places in the order of files; the lines of each file are counted once.
pub(super) fn locations(look: &Look<'_>, places: &[Place]) -> Vec<Location> {
    let mut sorted = places.to_vec();
    sorted.sort_unstable();
    let by_file = sorted.chunk_by(|one, other| one.file == other.file);
    let told = by_file.flat_map(|places| {
        let (lines, uri) = (look.lines(places[0].file), look.uri(places[0].file));
        places.iter().map(|it| lines.location(uri.clone(), it.span)).collect::<Vec<_>>()
    });
    told.collect()
}

/// Links that lead into the handbook; addresses elsewhere are the client's own business.
pub(super) fn links(look: &Look<'_>, params: &DocumentLinkParams) -> Vec<DocumentLink> {
    let Some(file) = look.file(&params.text_document.uri) else { return Vec::new() };
    let Some(body) = body_of(look, file) else { return Vec::new() };
    let lines = look.lines(file);
    let linked = body.links.iter().filter(|it| it.form != LinkForm::Auto).filter_map(|link| {
        let target = link.target?;
        let (name, title) = look.handbook().name_and_title(target);
        let place = spot::written_at(look, target);
        let uri = match (target, place) {
            (Target::Attachment(_), _) => super::convert::uri_of(look.root(), name),
            (_, Some(place)) => {
                let line = look.lines(place.file).position(place.span.start as usize).line + 1;
                Uri(format!("{}#L{line}", look.uri(place.file).0))
            }
            (_, None) => return None,
        };
        let range = lines.range(link.span);
        Some(DocumentLink { range, target: Some(uri), tooltip: Some(title.to_owned()), data: None })
    });
    linked.collect()
}

/// The body of the document or the introduction in a file.
pub(super) fn body_of<'d>(look: &Look<'d>, file: FileId) -> Option<&'d Body> {
    let intro = || look.handbook().sections.iter().filter_map(|it| it.intro.as_ref()).find(|it| it.file == file);
    look.document_in(file).map(|it| &*it.body).or_else(|| intro().map(|it| &it.body))
}

/// The term of the glossary that is written at an offset of running text; the longest, where several are.
fn term_at(look: &Look<'_>, file: FileId, offset: usize) -> Option<Spot> {
    let body = body_of(look, file)?;
    let text = look.text(file);
    let start = text.get(..offset)?.rfind('\n').map_or(0, |at| at + 1);
    let end = text[offset..].find('\n').map_or(text.len(), |at| offset + at);
    if (start as u32) < body.span.start {
        return None;
    }
    let line = &text[start..end];
    let terms = (0..).zip(&look.handbook().registers.terms).filter(|(_, term)| term.is_linked);
    let spots = terms.flat_map(|(index, term)| {
        let title = term.record.title.iter().map(|it| it.value.as_str());
        let others = term.abbreviation.iter().chain(&term.aliases).map(|it| it.value.as_str());
        let words = title.chain(others).filter(|it| !it.is_empty()).collect::<Vec<_>>();
        words.into_iter().filter_map(move |word| {
            let at = word_around(line, word, offset - start)?;
            let span = Span::new(start + at, start + at + word.len());
            Some(Spot { target: Target::Entry(RegisterKind::Terms, index), span })
        })
    });
    spots.max_by_key(|it| it.span.len())
}

/// Where a word stands in a line so that it holds an offset, capitals not counted.
fn word_around(line: &str, word: &str, offset: usize) -> Option<usize> {
    let first = offset.saturating_sub(word.len());
    let starts = (first..=offset).filter(|at| line.is_char_boundary(*at));
    let is_end_of_word = |it: Option<char>| !it.is_some_and(char::is_alphanumeric);
    starts.filter(|at| line.get(*at..at + word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word))).find(|at| {
        let after = line[at + word.len()..].chars().next();
        is_end_of_word(line[..*at].chars().next_back()) && is_end_of_word(after)
    })
}

/// The rule that a permission names at an offset, in the rule's own words.
fn rule_at(text: &str, offset: usize) -> Option<(String, Span)> {
    let start = text.get(..offset)?.rfind('\n').map_or(0, |at| at + 1);
    let end = text[offset..].find('\n').map_or(text.len(), |at| offset + at);
    let line = &text[start..end];
    let allowed = line.find("ismsbook:").and_then(|at| Some(at + line[at..].find("allow(")? + "allow(".len()))?;
    let is_name = |it: char| it.is_ascii_alphanumeric() || it == '-';
    let at = offset - start;
    let from = line[..at].rfind(|it| !is_name(it)).map_or(0, |it| it + 1);
    let to = line[at..].find(|it| !is_name(it)).map_or(line.len(), |it| at + it);
    if from < allowed {
        return None;
    }
    let info = check::rule(&line[from..to])?.info;
    let words = format!("**{} {}**\n\n{}\n\n{}\n\n{}", info.code, info.name, info.summary, info.why, info.cure);
    Some((words, Span::new(start + from, start + to)))
}

/// What a `{{ variable }}` stands for, and how many places use it.
fn variable_at(look: &Look<'_>, file: FileId, offset: usize) -> Option<(String, Span)> {
    let touches = |span: Span| span.start as usize <= offset && offset <= span.end as usize;
    let used = body_of(look, file)?.variables.iter().find(|it| touches(it.span))?;
    let handbook = look.handbook();
    let Some(variable) = handbook.variables.get(&used.name) else {
        return Some((
            format!("`{}` is set nowhere; `[isms.variables]` of `book.toml` is its place", used.name),
            used.span,
        ));
    };
    let bodies = handbook.documents.iter().map(|it| &*it.body);
    let bodies = bodies.chain(handbook.sections.iter().filter_map(|it| Some(&it.intro.as_ref()?.body)));
    let count = bodies.flat_map(|it| &it.variables).filter(|it| it.name == used.name).count();
    let words = format!("**{}** {}\n\nVariable, used in {}", used.name, variable.value, counted(count, "place"));
    Some((words, used.span))
}

#[cfg(test)]
mod tests {
    use super::{rule_at, word_around};

    #[test]
    fn a_word_is_found_around_an_offset_as_a_whole() {
        let line = "Each Asset and its assets, ä asset";
        assert_eq!(word_around(line, "asset", 7), Some(5));
        assert_eq!(word_around(line, "asset", 20), None);
        assert_eq!(word_around(line, "asset", line.len()), Some(line.len() - 5));
    }

    #[test]
    fn only_rules_in_a_permission_are_told() {
        let text = "missing-owner\n<!-- ismsbook: allow(missing-owner, by=role:ciso) -->\n";
        assert!(rule_at(text, 3).is_none());
        let at = text.rfind("missing").expect("it is there");
        let (words, span) = rule_at(text, at + 3).expect("a rule");
        assert!(words.starts_with("**D008 missing-owner**"), "{words}");
        assert_eq!(&text[span.range()], "missing-owner");
    }
}
