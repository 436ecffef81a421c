//! The dependency policy of `deny.toml` held over what Cargo resolves: licences, banned crates, sources.
//!
//! `cargo deny check` holds the same file, and advisories too; this test needs nothing to be installed.
#![expect(clippy::disallowed_methods, reason = "the policy is a file, and Cargo tells what is resolved")]

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use serde_json::Value;

use super::project::repository;

struct Policy {
    licences: Vec<String>,
    banned: Vec<String>,
}

fn policy() -> Policy {
    let text = fs::read_to_string(repository().join("deny.toml")).expect("deny.toml is there");
    let table: toml::Table = text.parse().expect("deny.toml is TOML");
    let words = |section: &str, key: &str| -> Vec<String> {
        let list = table[section][key].as_array().expect("a list");
        let word = |it: &toml::Value| it.as_str().or_else(|| it.get("crate")?.as_str()).expect("a text").to_owned();
        list.iter().map(word).collect()
    };
    assert_eq!(table["sources"]["unknown-registry"].as_str(), Some("deny"));
    assert_eq!(table["sources"]["unknown-git"].as_str(), Some("deny"));
    Policy { licences: words("licenses", "allow"), banned: words("bans", "deny") }
}

/// Whether an SPDX expression is met by the allowed licences. `/` is the old spelling of `OR`; an exception after `WITH`
/// belongs to its licence.
fn is_met(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let met = any_of(&words, &mut at, allowed);
    met && at == words.len()
}

fn any_of(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let mut met = all_of(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        met |= all_of(words, at, allowed);
    }
    met
}

fn all_of(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let mut met = one_of(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        met &= one_of(words, at, allowed);
    }
    met
}

fn one_of(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word == "(" {
        let met = any_of(words, at, allowed);
        *at += 1;
        return met;
    }
    let mut licence = (*word).to_owned();
    if words.get(*at) == Some(&"WITH") {
        licence = format!("{licence} WITH {}", words.get(*at + 1).unwrap_or(&""));
        *at += 2;
    }
    allowed.contains(&licence)
}

/// The packages that are built for any target. What Cargo resolves is more: it holds crates that only features which
/// nobody turned on would need.
fn packages() -> Vec<Value> {
    let metadata: Value =
        serde_json::from_str(&cargo(&["metadata", "--format-version", "1", "--locked"])).expect("Cargo prints JSON");
    let tree = ["tree", "--locked", "--target=all", "--edges=normal,build,dev", "--prefix=none", "--format={p}"];
    let tree = cargo(&tree);
    let built: BTreeSet<(&str, &str)> = tree.lines().filter_map(name_and_version).collect();
    let packages = metadata["packages"].as_array().expect("a list of packages");
    let is_built = |it: &&Value| {
        let text = |key: &str| it[key].as_str().unwrap_or_default();
        built.contains(&(text("name"), text("version")))
    };
    let packages: Vec<Value> = packages.iter().filter(is_built).cloned().collect();
    assert_eq!(packages.len(), built.len(), "every package that is built is looked at");
    packages
}

/// Of a line such as `serde v1.0.228` or `serde_derive v1.0.228 (proc-macro)`.
fn name_and_version(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.split_once(" v")?;
    Some((name, rest.split(' ').next()?))
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(repository()).output().expect("Cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("Cargo prints UTF-8")
}

#[test]
fn every_dependency_keeps_the_policy() {
    let policy = policy();
    let mut faults = Vec::new();
    for package in packages() {
        let name = package["name"].as_str().unwrap_or_default();
        let licence = package["license"].as_str().unwrap_or("none");
        if !is_met(licence, &policy.licences) {
            faults.push(format!("`{name}` has the licence {licence}"));
        }
        if policy.banned.iter().any(|it| it == name) {
            faults.push(format!("`{name}` is banned"));
        }
        let source = package["source"].as_str();
        if source.is_some_and(|it| it != "registry+https://github.com/rust-lang/crates.io-index") {
            faults.push(format!("`{name}` comes from {}", source.unwrap_or_default()));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn licence_expressions_are_read_as_spdx_means_them() {
    let allowed = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned);
    for met in
        ["MIT", "GPL-3.0 OR MIT", "MIT/Apache-2.0", "(MIT OR GPL-3.0) AND Apache-2.0", "Apache-2.0 WITH LLVM-exception"]
    {
        assert!(is_met(met, &allowed), "{met}");
    }
    for refused in ["GPL-3.0", "MIT AND GPL-3.0", "none", "", "(MIT OR Apache-2.0) AND EUPL-1.2"] {
        assert!(!is_met(refused, &allowed), "{refused}");
    }
}
