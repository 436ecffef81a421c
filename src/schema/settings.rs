//! The page of settings for people, `docs/settings.md`, in Markdown with one sentence a line.

use std::fmt::Write as _;

use crate::config::TABLES;
use crate::config::form::{Absent, Setting, Table};
use crate::model::form::Shape;

const HEAD: &str = "\
# Settings

Settings stand in `book.toml` at the root of the handbook.
Names are mdBook's where mdBook has the thing.
Every setting has a default, so the file may be absent or empty.
An unknown or mistyped setting is a finding at its place, with the nearest known name; what can be read still counts.

This page is printed from the code that reads the settings, and each example is read by it in a test.
`ismsbook schema book` prints a JSON Schema of this file, and `ismsbook schema` and `ismsbook schema registers` print those of front matter and registers, keys from `[fields]` included.
Editors complete and check by them, as with `# yaml-language-server: $schema=PATH` or `#:schema PATH` at the head of a file.
";

/// The whole page.
pub fn page() -> String {
    let mut page = HEAD.to_owned();
    for table in TABLES {
        section(&mut page, table);
    }
    page
}

fn section(page: &mut String, table: &Table) {
    // Writing to a string cannot fail.
    let depth = if is_below_another(table) { "###" } else { "##" };
    let _ = writeln!(page, "\n{depth} `{}`\n", table.head());
    if !table.about.is_empty() {
        let _ = writeln!(page, "{}\n", table.about);
    }
    let settings = table.settings();
    if !settings.is_empty() {
        *page += "| Setting | Takes | Default | Meaning |\n|---|---|---|---|\n";
        for setting in settings {
            let Setting { key, shape, absent, about } = setting;
            let _ = writeln!(page, "| `{key}` | {} | {} | {about} |", takes(*shape), default(*absent));
        }
        *page += "\n";
    }
    let _ = writeln!(page, "```toml\n{}```", table.example);
}

fn is_below_another(table: &Table) -> bool {
    let outer = table.path.rsplit_once('.').map(|it| it.0);
    outer.is_some_and(|outer| TABLES.iter().any(|it| it.path == outer))
}

fn takes(shape: Shape) -> String {
    let quoted = |names: Vec<&str>| names.into_iter().map(|it| format!("`\"{it}\"`")).collect::<Vec<_>>();
    match shape {
        Shape::Texts => "list of texts".to_owned(),
        Shape::Date => "day such as `\"2027-01-31\"`".to_owned(),
        Shape::Interval => "time such as `\"12 months\"`".to_owned(),
        Shape::Number => "whole number".to_owned(),
        Shape::YesOrNo => "`true` or `false`".to_owned(),
        Shape::OneOf(names) => match quoted(names()).as_slice() {
            [all @ .., last] if !all.is_empty() => format!("{} or {last}", all.join(", ")),
            names => names.join(", "),
        },
        Shape::SomeOf(names) => format!("list of {}", quoted(names()).join(", ")),
        Shape::Grid => "list of rows of whole numbers".to_owned(),
        Shape::Text
        | Shape::Suggested(..)
        | Shape::Map(_)
        | Shape::Maps(_)
        | Shape::YesOrMap(_)
        | Shape::TextOrMap(_)
        | Shape::Reasons
        | Shape::TextMap(_) => "text".to_owned(),
    }
}

fn default(absent: Absent) -> String {
    match absent {
        Absent::Nothing => "–".to_owned(),
        Absent::Is("[]") => "none".to_owned(),
        Absent::Is("\"\"") => "empty".to_owned(),
        Absent::Is(value) => format!("`{value}`"),
        Absent::Otherwise(words) => words.to_owned(),
    }
}

/// Markdown as one line of words, as editors show them: without the addresses of links.
pub(super) fn plain(markdown: &str) -> String {
    let mut words = String::new();
    let mut rest = markdown;
    while let Some((before, (text, (_, after)))) = rest
        .split_once('[')
        .and_then(|(before, link)| Some((before, link.split_once("](")?)))
        .and_then(|(before, (text, address))| Some((before, (text, address.split_once(')')?))))
    {
        words += before;
        words += text;
        rest = after;
    }
    (words + rest).replace('\n', " ")
}
