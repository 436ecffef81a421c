//! The law of the floors: a room imports only from lower floors, and a rule never imports a rule.
#![expect(clippy::disallowed_methods, reason = "the law is held against the source files")]

use std::fmt;
use std::fs;

use walkdir::WalkDir;

use super::lexer::{Token, cut};
use super::project::repository;

/// The rooms from the ground up. Rooms on one floor do not know each other; each may import from all floors below.
const FLOORS: &[(u8, &[&str])] = &[
    (0, &["text"]),
    (1, &["diag", "model"]),
    (2, &["config", "source", "parse", "seal"]),
    (3, &["link"]),
    (4, &["approval"]),
    (5, &["check", "survey", "compare"]),
    (6, &["render", "export", "report", "schema", "author"]),
    (7, &["write", "session"]),
    (8, &["serve", "lsp"]),
    (9, &["cli"]),
];

/// Files that are no rooms: what stops a run may be named on every floor, the roots may name all.
const ROOMLESS: &[&str] = &["error"];
const ROOTS: &[&str] = &["lib", "main"];

/// Crates that only these rooms may know.
const CRATES_AT_HOME: &[(&str, &[&str])] = &[
    ("ammonia", &["render"]),
    ("annotate_snippets", &["report"]),
    ("anstream", &["cli"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("gen_lsp_types", &["lsp"]),
    ("granit_parser", &["parse"]),
    ("gray_matter", &["parse"]),
    ("hyper", &["serve"]),
    ("hyper_util", &["serve"]),
    ("jiff", &["text", "cli"]),
    ("notify", &["serve"]),
    ("pulldown_cmark", &["parse"]),
    ("rust_embed", &["render", "link", "author"]),
    ("serde_yaml", &["check", "parse"]),
    ("similar", &["author", "compare"]),
    ("tera", &["render"]),
    ("tokio", &["serve"]),
    ("toml", &["config"]),
    ("walkdir", &["source", "write"]),
];

fn floor(room: &str) -> Option<u8> {
    FLOORS.iter().find(|(_, rooms)| rooms.contains(&room)).map(|(floor, _)| *floor)
}

/// One name used by one file, with its full path from the root of the crate.
#[derive(Debug, PartialEq, Eq)]
struct Arrow {
    /// The path of the module that uses the name.
    from: Vec<String>,
    to: Vec<String>,
    line: usize,
}

impl fmt::Display for Arrow {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} -> {} (line {})", self.from.join("::"), self.to.join("::"), self.line)
    }
}

/// The path of the module that a file below `src` holds.
fn module_of(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = name.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if parts.last().is_some_and(|it| it == "mod") {
        parts.pop();
    }
    if parts.len() == 1 && ROOTS.contains(&parts[0].as_str()) {
        parts.clear();
    }
    parts
}

/// Every path of a file that begins with `crate`, `super` or `self`, made absolute; groups in braces are spread out.
fn arrows(module: &[String], text: &str) -> Vec<Arrow> {
    let tokens = cut(text).tokens;
    let mut found = Vec::new();
    // Inline modules by the depth of braces at which they opened.
    let mut inline: Vec<(String, usize)> = Vec::new();
    let mut depth = 0_usize;
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at].what {
            Token::Mark('{') => depth += 1,
            Token::Mark('}') => {
                depth = depth.saturating_sub(1);
                inline.retain(|(_, opened)| *opened < depth + 1);
            }
            Token::Word(word) if word == "mod" => {
                if let (Some(Token::Word(name)), Some(Token::Mark('{'))) =
                    (tokens.get(at + 1).map(|it| &it.what), tokens.get(at + 2).map(|it| &it.what))
                {
                    depth += 1;
                    inline.push((name.clone(), depth));
                    at += 2;
                }
            }
            Token::Word(word) if ["crate", "super", "self"].contains(&word.as_str()) => {
                let is_path = tokens.get(at + 1).is_some_and(|it| it.what == Token::Path);
                let is_tail = at > 0 && tokens[at - 1].what == Token::Path;
                if is_path && !is_tail {
                    let here: Vec<String> =
                        module.iter().cloned().chain(inline.iter().map(|it| it.0.clone())).collect();
                    let mut spread = Vec::new();
                    let words: Vec<Token> = tokens[at..].iter().map(|it| it.what.clone()).collect();
                    path(&words, &[], &mut spread);
                    let line = tokens[at].line;
                    found.extend(spread.into_iter().map(|to| Arrow {
                        from: here.clone(),
                        to: absolute(&here, &to),
                        line,
                    }));
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// Reads a path at the head of the tokens, `a::{b, c::d}` as two; gives how many tokens it took.
fn path(tokens: &[Token], before: &[String], spread: &mut Vec<Vec<String>>) -> usize {
    let mut whole = before.to_vec();
    let mut at = 0;
    loop {
        match tokens.get(at) {
            Some(Token::Word(word)) => whole.push(word.clone()),
            Some(Token::Mark('{')) => {
                at += 1;
                while at < tokens.len() && tokens[at] != Token::Mark('}') {
                    at += path(&tokens[at..], &whole, spread).max(1);
                    while tokens.get(at).is_some_and(|it| *it != Token::Mark('}') && *it != Token::Mark(',')) {
                        at += 1;
                    }
                    if tokens.get(at) == Some(&Token::Mark(',')) {
                        at += 1;
                    }
                }
                return at + 1;
            }
            _ => {
                spread.push(whole);
                return at;
            }
        }
        at += 1;
        if tokens.get(at) != Some(&Token::Path) {
            spread.push(whole);
            return at;
        }
        at += 1;
    }
}

/// The full path of what `to` names inside the module `here`.
fn absolute(here: &[String], to: &[String]) -> Vec<String> {
    let mut whole: Vec<String> = here.to_vec();
    for word in to {
        match word.as_str() {
            "crate" => whole.clear(),
            "self" => {}
            "super" => {
                whole.pop();
            }
            word => whole.push(word.to_owned()),
        }
    }
    whole
}

/// What is wrong with the arrows of one file; empty when it keeps the law.
fn broken(name: &str, text: &str) -> Vec<String> {
    let module = module_of(name);
    let Some(room) = module.first() else { return Vec::new() };
    if ROOMLESS.contains(&room.as_str()) {
        let leads_out = |it: &Arrow| it.to.first() != Some(room);
        let leading_out = arrows(&module, text).into_iter().filter(leads_out);
        return leading_out.map(|it| format!("{name}: {it}: `{room}` stands below all rooms")).collect();
    }
    let Some(own) = floor(room) else {
        return vec![format!("{name}: the room `{room}` stands on no floor")];
    };
    let mut faults = Vec::new();
    for arrow in arrows(&module, text) {
        let Some(other) = arrow.to.first() else {
            faults.push(format!("{name}: {arrow}: names the whole crate"));
            continue;
        };
        if other == room || ROOMLESS.contains(&other.as_str()) {
            continue;
        }
        match floor(other) {
            None => faults.push(format!("{name}: {arrow}: `{other}` stands on no floor")),
            Some(floor) if floor > own => faults.push(format!("{name}: {arrow}: runs up from floor {own} to {floor}")),
            Some(floor) if floor == own => faults.push(format!("{name}: {arrow}: runs sideways on floor {own}")),
            Some(_) => {}
        }
    }
    faults.extend(foreign_crates(name, room, text));
    faults
}

/// Crates used away from their home.
fn foreign_crates(name: &str, room: &str, text: &str) -> Vec<String> {
    let tokens = cut(text).tokens;
    let mut faults = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Token::Word(word) = &token.what else { continue };
        let is_head = at == 0 || tokens[at - 1].what != Token::Path;
        let is_path = tokens.get(at + 1).is_some_and(|it| it.what == Token::Path);
        let Some((known, homes)) = CRATES_AT_HOME.iter().find(|(known, _)| known == word) else { continue };
        if is_head && is_path && !homes.contains(&room) {
            faults.push(format!("{name}: line {}: only {} may know `{known}`", token.line, homes.join(" and ")));
        }
    }
    faults
}

/// Rules that name another rule.
fn rules_that_name_rules(files: &[(String, String)]) -> Vec<String> {
    let is_rule = |name: &str, text: &str| name.starts_with("check/rules/") && text.contains("static RULE: Rule");
    let rules: Vec<Vec<String>> =
        files.iter().filter(|(name, text)| is_rule(name, text)).map(|(name, _)| module_of(name)).collect();
    let mut faults = Vec::new();
    for (name, text) in files.iter().filter(|(name, text)| is_rule(name, text)) {
        let own = module_of(name);
        for arrow in arrows(&own, text) {
            let is_other = rules.iter().any(|rule| *rule != own && arrow.to.starts_with(rule));
            if is_other {
                faults.push(format!("{name}: {arrow}: a rule names another rule"));
            }
        }
    }
    faults
}

/// Every source file below `src` with its text, by name.
fn source_files() -> Vec<(String, String)> {
    let root = repository().join("src");
    let entries = WalkDir::new(&root).sort_by_file_name().into_iter().filter_map(Result::ok);
    let sources = entries.filter(|it| it.path().extension().is_some_and(|ending| ending == "rs"));
    sources
        .map(|entry| {
            let name = entry.path().strip_prefix(&root).expect("an entry lies below its folder");
            let text = fs::read_to_string(entry.path()).expect("a source file can be read");
            (name.to_string_lossy().replace('\\', "/"), text)
        })
        .collect()
}

#[test]
fn no_arrow_runs_up_or_sideways() {
    let files = source_files();
    assert!(files.len() > 20, "the scan found only {} files", files.len());
    let mut faults: Vec<String> = files.iter().flat_map(|(name, text)| broken(name, text)).collect();
    faults.extend(rules_that_name_rules(&files));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_scan_sees_the_arrows_that_are_there() {
    let files = source_files();
    let has = |from: &str, to: &str| {
        let all = files.iter().flat_map(|(name, text)| arrows(&module_of(name), text));
        all.into_iter()
            .any(|it| it.from.first().is_some_and(|it| it == from) && it.to.first().is_some_and(|it| it == to))
    };
    assert!(has("check", "model") && has("link", "config") && has("diag", "text"));
}

#[test]
fn upward_and_sideways_arrows_are_caught_in_every_spelling() {
    let caught = |name: &str, text: &str| broken(name, text).len();
    assert_eq!(caught("parse/body.rs", "use crate::check::Rule;"), 1);
    assert_eq!(caught("parse/body.rs", "use crate::{\n    text::Span,\n    render::{Page, plan::Plan},\n};"), 2);
    assert_eq!(caught("parse/body.rs", "fn f() { let x = crate::config::read(); }"), 1);
    assert_eq!(caught("parse/deep/body.rs", "use super::super::super::link::Linked;"), 1);
    assert_eq!(caught("parse/mod.rs", "use super::source::Sources;"), 1);
    assert_eq!(caught("parse/body.rs", "mod tests { use super::super::super::cli::run; }"), 1);
    assert_eq!(caught("model/mod.rs", "pub use crate::diag::Finding;"), 1);
    assert_eq!(caught("parse/body.rs", "use crate as everything; use crate::*;"), 1);
}

#[test]
fn lower_floors_own_files_and_plain_words_are_no_arrows_up() {
    let text = "//! crate::cli is only named here.\nuse crate::text::{Date, Span};\nuse crate::error::Error;\nuse super::yaml::Tree;\n\
                mod tests { use super::parse; use super::super::front; const WORDS: &str = \"crate::cli::run\"; }";
    assert_eq!(broken("parse/body.rs", text), Vec::<String>::new());
}

#[test]
fn a_room_without_a_floor_is_caught() {
    assert_eq!(broken("attic/mod.rs", ""), ["attic/mod.rs: the room `attic` stands on no floor"]);
    assert_eq!(broken("cli/mod.rs", "use crate::attic::Box;").len(), 1);
}

#[test]
fn a_rule_that_names_a_rule_is_caught() {
    let rule = |name: &str, import: &str| {
        (format!("check/rules/{name}.rs"), format!("{import}\npub(super) static RULE: Rule = Rule {{}};"))
    };
    let files = [rule("a", "use super::b::RULE as OTHER;"), rule("b", "use super::shared::words;"), rule("c", "")];
    assert_eq!(rules_that_name_rules(&files).len(), 1);
}

#[test]
fn a_crate_away_from_its_home_is_caught() {
    assert_eq!(broken("check/mod.rs", "use tera::Tera;").len(), 1);
    assert_eq!(broken("render/theme.rs", "use tera::Tera;"), Vec::<String>::new());
}
