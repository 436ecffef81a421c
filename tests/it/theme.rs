//! The contract with those who write a theme: `theme/README.md` lists every name that a template may use, printed from the
//! structs of the views, and every block that a template may redefine.
#![expect(clippy::disallowed_methods, reason = "the law is held against the files of the tree")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use super::project::repository;

/// What stands in `view` on the pages of a template.
const VIEWS: &[(&str, &str)] = &[
    ("applicability.html", "ListView"),
    ("approvals.html", "ListView"),
    ("book-document.html", "DocumentView"),
    ("branch.html", ""),
    ("coverage.html", "CoverageView"),
    ("document.html", "DocumentView"),
    ("editions.html", "EditionsView"),
    ("entry.html", "EntryView"),
    ("exceptions.html", "ExceptionsView"),
    ("glossary.html", "GlossaryView"),
    ("history.html", "DocumentHistoryView"),
    ("home.html", "HomeView"),
    ("icon.html", ""),
    ("list.html", "ListView"),
    ("listing.html", "ListingView"),
    ("missing.html", ""),
    ("print.html", "PrintView"),
    ("redirect.html", "RedirectView"),
    ("register.html", "EntriesView"),
    ("reviews.html", "ReviewsView"),
    ("risks.html", "RisksView"),
    ("role.html", "RoleView"),
    ("audience.html", "AudienceView"),
    ("search.html", "SearchView"),
    ("section.html", "SectionView"),
    ("sections.html", ""),
    ("shelves.html", ""),
    ("traceability.html", "TraceabilityView"),
];

/// A field that reaches templates as markup.
const MARKUP: &str = "markup, safe";

/// Where the printed part begins.
const MARK: &str = "<!-- printed -->\n";

fn read(name: &str) -> String {
    fs::read_to_string(repository().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The templates in the order of their names.
fn templates() -> Vec<(String, String)> {
    let folder = repository().join("theme/templates");
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("the templates")
        .map(|it| it.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), read(&format!("theme/templates/{name}")))).collect()
}

/// The names after `{% block` or `{%- block`.
fn blocks(template: &str) -> Vec<&str> {
    template
        .split("block ")
        .skip(1)
        .filter_map(|it| it.split([' ', '%', '-']).next())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect()
}

/// A type as the writers of templates know it.
fn type_words(rust: &str) -> String {
    let inner = |prefix: &str| rust.strip_prefix(prefix).and_then(|it| it.strip_suffix('>'));
    if let Some(one) = inner("Option<Box<").and_then(|it| it.strip_suffix('>')).or_else(|| inner("Option<")) {
        return format!("{}, or none", type_words(one));
    }
    if let Some(one) = inner("Vec<") {
        return format!("list of {}", type_words(one));
    }
    match rust {
        "String" | "&'static str" => "text".to_owned(),
        "usize" | "u32" | "u8" => "number".to_owned(),
        "bool" => "yes or no".to_owned(),
        "Piece" | "Pieces" => MARKUP.to_owned(),
        name => format!("[{name}](#{})", name.to_lowercase()),
    }
}

/// The structs of a file, each as a section with a table of its fields.
fn structs(source: &str) -> String {
    let mut out = String::new();
    let (mut notes, mut is_inside, mut made) = (Vec::new(), false, None);
    for line in source.lines().map(str::trim) {
        if let Some(note) = line.strip_prefix("/// ") {
            notes.push(note.replace('|', "\\|").replace("[`", "`").replace("`]", "`"));
        } else if let Some(name) = line.strip_prefix("pub struct ").and_then(|it| it.strip_suffix(" {")) {
            let _ = write!(out, "\n### {name}\n\n");
            if !notes.is_empty() {
                let _ = write!(out, "{}\n\n", notes.join(" "));
            }
            out.push_str("| Name | Type | Meaning |\n|---|---|---|\n");
            is_inside = true;
            notes.clear();
        } else if let (true, Some((name, of))) =
            (is_inside, line.strip_prefix("pub ").and_then(|it| it.split_once(": ")))
        {
            let of = made.take().unwrap_or_else(|| type_words(of.trim_end_matches(',')));
            let _ = writeln!(out, "| `{name}` | {of} | {} |", notes.join(" "));
            notes.clear();
        } else if line == "}" {
            is_inside = false;
        } else if let Some(writer) = line.strip_prefix("#[serde(serialize_with = \"markup::") {
            made = Some(if writer.starts_with("lines") { format!("list of {MARKUP}") } else { MARKUP.to_owned() });
        } else if !line.starts_with('#') {
            notes.clear();
        }
    }
    out
}

/// What stands below the mark of `theme/README.md`.
fn printed() -> String {
    let mut out = String::from("## Templates\n\n| Template | `view` | Blocks |\n|---|---|---|\n");
    for (name, text) in templates() {
        let view = VIEWS.iter().find(|(template, _)| *template == name).map_or("", |(_, view)| *view);
        let view = if view.is_empty() { String::new() } else { format!("[{view}](#{})", view.to_lowercase()) };
        let blocks: Vec<String> = blocks(&text).iter().map(|it| format!("`{it}`")).collect();
        let _ = writeln!(out, "| `{name}` | {view} | {} |", blocks.join(", "));
    }
    out.push_str("\n## Components\n\n");
    for line in read("theme/templates/components.html").lines() {
        if let Some(head) = line.split("component ").nth(1).filter(|it| it.contains('(')) {
            let head = head.trim_end_matches(['-', '%', '}', ' ']).replace(", @root", "").replace("(@root)", "()");
            let _ = writeln!(out, "- `{head}`");
        }
    }
    out.push_str("\n## Names on every page\n");
    out.push_str(&structs(&read("src/render/view.rs")));
    out.push_str("\n## Names of each kind of page\n");
    out.push_str(&structs(&read("src/render/views.rs")));
    out
}

#[test]
fn the_contract_lists_every_name_of_the_views() {
    let name = "theme/README.md";
    let text = read(name);
    let (head, below) = text.split_once(MARK).expect("a mark before the printed part");
    let wanted = printed();
    if std::env::var_os("SNAPSHOTS").is_some_and(|it| it == "overwrite") {
        fs::write(repository().join(name), format!("{head}{MARK}\n{wanted}")).expect("the contract can be written");
        return;
    }
    assert_eq!(below.trim(), wanted.trim(), "refresh with SNAPSHOTS=overwrite");
}

#[test]
fn every_template_of_a_page_has_its_view_and_pages_are_made_of_small_blocks() {
    let mut all = BTreeSet::new();
    for (name, text) in templates() {
        let is_page = !["base.html", "components.html"].contains(&name.as_str());
        assert_eq!(VIEWS.iter().any(|(template, _)| *template == name), is_page, "{name}");
        all.extend(blocks(&text).into_iter().map(str::to_owned));
    }
    assert!(all.len() >= 20, "only {} blocks", all.len());
}
