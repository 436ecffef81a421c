//! What a file is made of: symbols of one file and of the whole handbook, and what can be folded.

use std::collections::BTreeMap;

use gen_lsp_types::{
    BaseSymbolInformation, DocumentSymbol, DocumentSymbolParams, FoldingRange, FoldingRangeKind, FoldingRangeParams,
    SymbolKind, WorkspaceSymbol, WorkspaceSymbolLocation, WorkspaceSymbolParams,
};

use super::convert::Lines;
use super::look::Look;
use super::navigate::body_of;
use super::settings::{self, Table};
use super::spot;
use crate::model::{Heading, Record, RegisterKind, Target};
use crate::text::{FileId, Place, Span};

/// Symbols of the whole handbook that one answer holds.
const MOST: usize = 200;

pub(super) fn symbols(look: &Look<'_>, params: &DocumentSymbolParams) -> Vec<DocumentSymbol> {
    let Some(file) = look.file(&params.text_document.uri) else { return Vec::new() };
    let lines = look.lines(file);
    match body_of(look, file) {
        Some(body) => headings(&lines, &body.headings, body.span.end as usize),
        None if look.name(file) == "book.toml" => {
            settings::tables(lines.text).iter().map(|it| table(&lines, it)).collect()
        }
        None => entries(look, file).iter().map(|it| entry(&lines, it)).collect(),
    }
}

/// Headings, each with those below it inside.
fn headings(lines: &Lines<'_>, all: &[Heading], end: usize) -> Vec<DocumentSymbol> {
    let mut symbols = Vec::new();
    let mut rest = all;
    while let Some((first, below)) = rest.split_first() {
        let inner = below.iter().take_while(|it| it.level > first.level).count();
        let stop = below.get(inner).map_or(end, |it| it.span.start as usize);
        let mut made = symbol(first.text.clone(), SymbolKind::String, lines, first.span);
        made.range = lines.range(Span::new(first.span.start as usize, stop.max(first.span.end as usize)));
        made.children = Some(headings(lines, &below[..inner], stop));
        symbols.push(made);
        rest = &below[inner..];
    }
    symbols
}

fn symbol(name: String, kind: SymbolKind, lines: &Lines<'_>, span: Span) -> DocumentSymbol {
    let range = lines.range(span);
    // A name without letters is not taken by every client.
    let name = if name.trim().is_empty() { "(unnamed)".to_owned() } else { name };
    DocumentSymbol::new(name, None, kind, None, None, range, range, None)
}

/// A table of settings, with what is set inside.
fn table(lines: &Lines<'_>, table: &Table) -> DocumentSymbol {
    let mut made = symbol(table.name.clone(), SymbolKind::Object, lines, table.head);
    made.range = lines.range(table.whole);
    let keys = table.keys.iter().map(|(key, span)| symbol(key.clone(), SymbolKind::Property, lines, *span));
    made.children = Some(keys.collect());
    made
}

/// One entry of a register or line of the statement.
struct Entry {
    name: String,
    title: String,
    whole: Place,
    named: Span,
}

fn entries(look: &Look<'_>, file: FileId) -> Vec<Entry> {
    let handbook = look.handbook();
    let of_record = |record: &Record| Entry {
        name: record.name().to_owned(),
        title: if record.id.is_some() { record.title().to_owned() } else { String::new() },
        whole: record.place,
        named: record.name_place().span,
    };
    let records = RegisterKind::WITH_ENTRIES.into_iter().flat_map(|kind| handbook.registers.records(kind));
    let mut entries: Vec<Entry> = records.filter(|it| it.place.file == file).map(of_record).collect();
    let lines = handbook.statement.iter().filter(|it| it.place.file == file);
    entries.extend(lines.map(|line| Entry {
        name: line.control.raw.value.clone(),
        title: line.control.target.map_or(String::new(), |it| handbook.name_and_title(it).1.to_owned()),
        whole: line.place,
        named: line.control.raw.span,
    }));
    entries.sort_by_key(|it| it.whole);
    entries
}

fn entry(lines: &Lines<'_>, entry: &Entry) -> DocumentSymbol {
    let mut made = symbol(entry.name.clone(), SymbolKind::Object, lines, entry.named);
    made.detail = (!entry.title.is_empty()).then(|| entry.title.clone());
    let whole = entry.whole.span;
    let whole = Span { start: whole.start.min(entry.named.start), end: whole.end.max(entry.named.end) };
    made.range = lines.range(whole);
    made
}

/// Everything with a name or title that holds the query, exact names first.
pub(super) fn everywhere(look: &Look<'_>, params: &WorkspaceSymbolParams) -> Vec<WorkspaceSymbol> {
    let handbook = look.handbook();
    let query = params.query.to_lowercase();
    let documents = handbook.indexed_documents().map(|(index, _)| (Target::Document(index), SymbolKind::File));
    let entries = RegisterKind::WITH_ENTRIES.into_iter().flat_map(|kind| {
        let count = u32::try_from(handbook.registers.records(kind).len()).unwrap_or(0);
        (0..count).map(move |index| (Target::Entry(kind, index), SymbolKind::Object))
    });
    let controls = handbook.statement.iter().filter_map(|it| Some((it.control.target?, SymbolKind::Constant)));
    let mut found: Vec<(usize, Target, SymbolKind)> = documents
        .chain(entries)
        .chain(controls)
        .filter_map(|(target, kind)| Some((rank(handbook.name_and_title(target), &query)?, target, kind)))
        .collect();
    found.sort_by_key(|(rank, target, _)| (*rank, *target));
    found.truncate(MOST);
    // The lines of each file are counted once: a register holds many of what is found.
    let mut lines = BTreeMap::new();
    found.into_iter().filter_map(|(_, target, kind)| everywhere_one(look, &mut lines, (target, kind))).collect()
}

/// How well a name or title meets a query in small letters; less is better, none is not at all.
fn rank((name, title): (&str, &str), query: &str) -> Option<usize> {
    let name = name.to_lowercase();
    if name == query {
        return Some(0);
    }
    if name.starts_with(query) {
        return Some(1);
    }
    (name.contains(query) || title.to_lowercase().contains(query)).then_some(2)
}

fn everywhere_one<'d>(
    look: &Look<'d>,
    lines: &mut BTreeMap<FileId, Lines<'d>>,
    (target, kind): (Target, SymbolKind),
) -> Option<WorkspaceSymbol> {
    let place = spot::written_at(look, target)?;
    let lines = lines.entry(place.file).or_insert_with(|| look.lines(place.file));
    let (name, title) = look.handbook().name_and_title(target);
    let container = look.name(place.file).to_owned();
    Some(WorkspaceSymbol {
        location: WorkspaceSymbolLocation::Location(lines.location(look.uri(place.file), place.span)),
        data: None,
        base_symbol_information: BaseSymbolInformation {
            name: if name == title { name.to_owned() } else { format!("{name} {title}") },
            kind,
            tags: None,
            container_name: Some(container),
        },
    })
}

/// Front matter, what stands under a heading, entries of registers.
pub(super) fn folding(look: &Look<'_>, params: &FoldingRangeParams) -> Vec<FoldingRange> {
    let Some(file) = look.file(&params.text_document.uri) else { return Vec::new() };
    let lines = look.lines(file);
    let mut folds = Vec::new();
    let mut fold = |start: usize, end: usize, kind: FoldingRangeKind| {
        // The lines without the empty ones at their end.
        let end = start + lines.text.get(start..end).unwrap_or_default().trim_end().len();
        let (first, last) = (lines.position(start).line, lines.position(end).line);
        if last > first {
            let (start_character, end_character, collapsed_text) = (None, None, None);
            let kind = Some(kind);
            folds.push(FoldingRange {
                start_line: first,
                start_character,
                end_line: last,
                end_character,
                kind,
                collapsed_text,
            });
        }
    };
    if let Some(block) = look.document_in(file).and_then(|it| it.front.block) {
        // From the fence above to the fence below.
        let start = lines.text[..block.start as usize].trim_end().len().saturating_sub(1);
        let end =
            lines.text[block.end as usize..].find("---").map_or(block.end as usize, |at| block.end as usize + at + 3);
        fold(start, end, FoldingRangeKind::Region);
    }
    match body_of(look, file) {
        Some(body) => {
            for (index, heading) in body.headings.iter().enumerate() {
                let next = body.headings[index + 1..].iter().find(|it| it.level <= heading.level);
                let stop = next.map_or(body.span.end, |it| it.span.start);
                fold(heading.span.start as usize, stop as usize, FoldingRangeKind::Region);
            }
        }
        None => {
            if look.name(file) == "book.toml" {
                for table in settings::tables(lines.text) {
                    fold(table.whole.start as usize, table.whole.end as usize, FoldingRangeKind::Region);
                }
            }
            for entry in entries(look, file) {
                fold(entry.whole.span.start as usize, entry.whole.span.end as usize, FoldingRangeKind::Region);
            }
        }
    }
    folds
}
