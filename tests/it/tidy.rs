//! The laws of the tree that no compiler holds: lengths, heads, names, what the documents must mention, how text is set.
#![expect(clippy::disallowed_methods, reason = "the laws are held against the files of the tree")]

use std::fs;

use walkdir::{DirEntry, WalkDir};

use super::lexer::cut;
use super::project::repository;

const LONGEST_FILE: usize = 600;

/// Names of files that say nothing about what is inside.
const EMPTY_NAMES: &[&str] = &["utils", "util", "helpers", "helper", "misc", "common", "manager"];

/// Words of unfinished work. They are put together here so that this file does not hold them.
const UNFINISHED: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX")];

/// Beginnings of paths that exist on one machine only, and hosts of package registries.
const MACHINE_WORDS: &[&str] = &[
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("registry.np", "mjs"),
    concat!("index.cra", "tes.io"),
    concat!("static.cra", "tes.io"),
    concat!("deb.deb", "ian.org"),
    concat!("pypi", ".org"),
];

/// Endings of files that people read as text.
const TEXT_ENDINGS: &[&str] =
    &["rs", "md", "toml", "yaml", "yml", "json", "mjs", "js", "css", "html", "svg", "txt", "run", "gitignore", "npmrc"];

struct TreeFile {
    /// Relative to the repository, with forward slashes.
    name: String,
    text: String,
}

/// Every text file that belongs to the tree: what `.gitignore` names is left out, lock files too.
fn tree_files() -> Vec<TreeFile> {
    let root = repository();
    let ignored = fs::read_to_string(root.join(".gitignore")).expect("the tree has a .gitignore");
    let ignored: Vec<&str> = ignored.lines().map(|it| it.trim_matches('/')).filter(|it| !it.is_empty()).collect();
    let is_wanted = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        name != ".git" && !ignored.contains(&&*name)
    };
    let entries = WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(is_wanted).filter_map(Result::ok);
    let mut files = Vec::new();
    for entry in entries.filter(|it| it.file_type().is_file()) {
        let name = entry.path().strip_prefix(root).expect("an entry lies below its root");
        let name = name.to_string_lossy().replace('\\', "/");
        let ending = name.rsplit(['.', '/']).next().unwrap_or_default();
        let is_lock = name.ends_with("Cargo.lock") || name.ends_with("package-lock.json");
        if TEXT_ENDINGS.contains(&ending) && !is_lock {
            let text = fs::read_to_string(entry.path()).unwrap_or_else(|error| panic!("{name}: {error}"));
            files.push(TreeFile { name, text });
        }
    }
    files
}

/// The text files with this ending.
fn files_ending(ending: &str) -> Vec<TreeFile> {
    let has_ending = |it: &TreeFile| it.name.rsplit_once('.').is_some_and(|(_, own)| own == ending);
    tree_files().into_iter().filter(has_ending).collect()
}

fn rust_files() -> Vec<TreeFile> {
    files_ending("rs")
}

#[track_caller]
fn none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn no_file_of_code_is_too_long() {
    let lines = |it: &TreeFile| it.text.lines().count();
    let long = rust_files().into_iter().filter(|it| lines(it) > LONGEST_FILE);
    none(
        &long.map(|it| format!("{} has {} lines; {LONGEST_FILE} are allowed", it.name, lines(&it))).collect::<Vec<_>>(),
    );
}

#[test]
fn every_file_of_code_says_what_it_is_for() {
    let has_head = |it: &TreeFile| it.text.starts_with("//!");
    let bare = rust_files().into_iter().filter(|it| it.name != "src/main.rs" || !it.text.starts_with("fn main() {}"));
    let bare = bare.filter(|it| !has_head(it));
    none(&bare.map(|it| format!("{} does not begin with `//!`", it.name)).collect::<Vec<_>>());
}

#[test]
fn no_file_has_an_empty_name() {
    let stem = |name: &str| name.rsplit('/').next().and_then(|it| it.split('.').next()).unwrap_or_default().to_owned();
    let folders = |name: &str| name.split('/').any(|it| EMPTY_NAMES.contains(&it));
    let empty =
        rust_files().into_iter().filter(|it| EMPTY_NAMES.contains(&stem(&it.name).as_str()) || folders(&it.name));
    none(&empty.map(|it| format!("{}: name the file after the one thing inside", it.name)).collect::<Vec<_>>());
}

#[test]
fn no_comment_leaves_work_behind() {
    let mut faults = Vec::new();
    for file in rust_files() {
        for comment in cut(&file.text).comments {
            // Words in backticks are spoken of, not left behind.
            let said: String = comment.what.split('`').step_by(2).collect();
            let words = said.split(|it: char| !it.is_alphanumeric());
            if words.into_iter().any(|it| UNFINISHED.contains(&it)) {
                faults.push(format!("{}:{}: do it, or open an issue", file.name, comment.line));
            }
        }
    }
    none(&faults);
}

#[test]
fn source_does_not_unwrap() {
    let mut faults = Vec::new();
    for file in rust_files().into_iter().filter(|it| it.name.starts_with("src/")) {
        let code = file.text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        for (index, line) in code.lines().enumerate() {
            let is_comment = line.trim_start().starts_with("//");
            if line.contains(".unwrap()") && !is_comment {
                faults.push(format!("{}:{}: say why it holds, with `expect`", file.name, index + 1));
            }
        }
    }
    none(&faults);
}

#[test]
fn nothing_points_at_one_machine_or_at_a_registry() {
    let mut faults = Vec::new();
    for file in tree_files() {
        for (index, line) in file.text.lines().enumerate() {
            for word in MACHINE_WORDS.iter().filter(|it| line.contains(**it)) {
                faults.push(format!("{}:{}: names `{word}`", file.name, index + 1));
            }
        }
    }
    none(&faults);
}

#[test]
fn the_architecture_mentions_every_entry_of_the_tree() {
    let architecture = fs::read_to_string(repository().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md is there");
    let mut tops: Vec<String> =
        tree_files().iter().filter_map(|it| it.name.split('/').next().map(str::to_owned)).collect();
    tops.extend(["Cargo.lock".to_owned(), "LICENSE-MIT".to_owned(), "LICENSE-APACHE".to_owned()]);
    tops.sort();
    tops.dedup();
    tops.retain(|it| it != "ARCHITECTURE.md" && !architecture.contains(it.as_str()));
    none(&tops.iter().map(|it| format!("ARCHITECTURE.md does not mention `{it}`")).collect::<Vec<_>>());
}

#[test]
fn the_architecture_mentions_every_room() {
    let architecture = fs::read_to_string(repository().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md is there");
    let lib = fs::read_to_string(repository().join("src/lib.rs")).expect("src/lib.rs is there");
    let rooms = lib.lines().filter_map(|it| it.strip_prefix("pub mod ")).map(|it| it.trim_end_matches(';'));
    let absent = rooms
        .filter(|room| !architecture.contains(&format!("{room}/")) && !architecture.contains(&format!("{room}.rs")));
    none(&absent.map(|it| format!("ARCHITECTURE.md does not mention the room `{it}`")).collect::<Vec<_>>());
}

#[test]
fn the_documents_fields_are_documented() {
    let page = fs::read_to_string(repository().join("docs/documents.md")).expect("docs/documents.md is there");
    let absent = ismsbook::model::Field::ALL.into_iter().filter(|it| !page.contains(&format!("| `{}` |", it.name())));
    none(&absent.map(|it| format!("docs/documents.md does not explain `{}`", it.name())).collect::<Vec<_>>());
}

#[test]
fn the_registers_are_documented() {
    use ismsbook::model::RegisterKind;

    let page = fs::read_to_string(repository().join("docs/registers.md")).expect("docs/registers.md is there");
    let kinds = RegisterKind::WITH_ENTRIES.into_iter().chain([RegisterKind::Applicability]);
    let absent = kinds.filter(|it| !page.contains(&format!("## `{}`", it.name())));
    none(&absent.map(|it| format!("docs/registers.md does not explain `{}`", it.name())).collect::<Vec<_>>());
}

/// Words with a stop after which the sentence goes on.
const ABBREVIATIONS: &[&str] = &["e.g.", "i.e.", "etc.", "No.", "vs.", "cf.", "Art.", "approx."];

/// Places in a line where a second sentence begins.
fn second_sentences(line: &str) -> Vec<String> {
    let prose: String =
        line.split('`').enumerate().map(|(index, part)| if index % 2 == 0 { part } else { "code" }).collect();
    let words: Vec<&str> = prose.split_whitespace().collect();
    let ends = |word: &str| {
        let bare = word.trim_end_matches(['*', '_', ')', '"', '”']);
        let is_number = bare.trim_end_matches('.').chars().all(|it| it.is_ascii_digit());
        // A word in bold with a stop is a heading that runs in.
        let is_label = word.starts_with("**") && word.ends_with(".**");
        bare.ends_with(['.', '!', '?']) && !is_number && !is_label && !ABBREVIATIONS.contains(&bare)
    };
    let begins = |word: &str| word.trim_start_matches(['*', '_', '(', '[', '"', '“']).starts_with(char::is_uppercase);
    let pairs = words.windows(2).filter(|pair| ends(pair[0]) && begins(pair[1]));
    pairs.map(|pair| pair.join(" ")).collect()
}

#[test]
fn markdown_is_set_one_sentence_a_line() {
    let mut faults = Vec::new();
    for file in files_ending("md").into_iter().filter(|it| !it.name.starts_with("tests/")) {
        let mut is_code = false;
        let mut is_front = false;
        for (index, line) in file.text.lines().enumerate() {
            if line == "---" && (index == 0 || is_front) {
                is_front = index == 0;
            } else if line.trim_start().starts_with("```") {
                is_code = !is_code;
            } else if !is_code && !is_front && !line.starts_with('|') {
                let found = second_sentences(line);
                faults.extend(found.iter().map(|it| format!("{}:{}: …{it}…", file.name, index + 1)));
            }
        }
    }
    none(&faults);
}

#[test]
fn a_second_sentence_is_seen_and_an_abbreviation_is_not_one() {
    assert_eq!(second_sentences("You lock it. Then you leave."), ["it. Then"]);
    assert_eq!(second_sentences("**Stop!** You wait."), ["**Stop!** You"]);
    for line in [
        "1. Take the key.",
        "Keep it, e.g. Monday.",
        "See `a. B` there.",
        "Clause 7.5 Approval",
        "Version 1. May",
        "**Using.** One key.",
    ] {
        assert_eq!(second_sentences(line), Vec::<String>::new(), "{line}");
    }
}
