//! The words of the interface: every language has the same, every one that is asked for is there, and no page, script or
//! template says anything that no catalogue holds.
#![expect(clippy::disallowed_methods, reason = "the law is held against the files of the tree")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use walkdir::WalkDir;

use super::lexer::cut;
use super::project::{POLICY, Project, repository};

/// Files below a folder of the tree with this ending, by their names, without tests.
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in WalkDir::new(repository().join(folder)).sort_by_file_name() {
        let entry = entry.expect("the tree can be read");
        let name = entry.path().display().to_string();
        if entry.file_type().is_file() && name.ends_with(ending) && !name.ends_with("tests.rs") {
            found.push((name, fs::read_to_string(entry.path()).expect("a text")));
        }
    }
    assert!(!found.is_empty(), "{folder} has files");
    found
}

fn catalogue(text: &str) -> BTreeMap<String, String> {
    fn gather(prefix: &str, table: &toml::Table, texts: &mut BTreeMap<String, String>) {
        for (name, value) in table {
            let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
            match value {
                toml::Value::String(text) => drop(texts.insert(key, text.clone())),
                toml::Value::Table(inner) => gather(&key, inner, texts),
                other => panic!("{key} is no text: {other}"),
            }
        }
    }
    let mut texts = BTreeMap::new();
    gather("", &toml::from_str(text).expect("a catalogue"), &mut texts);
    texts
}

fn catalogues() -> Vec<(String, BTreeMap<String, String>)> {
    files("theme/words", ".toml").into_iter().map(|(name, text)| (name, catalogue(&text))).collect()
}

fn english() -> BTreeMap<String, String> {
    let all = catalogues();
    all.into_iter().find(|(name, _)| name.ends_with("en.toml")).expect("the first language").1
}

/// The names in braces.
fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|it| it.split_once('}')).map(|(name, _)| name).collect()
}

fn has(texts: &BTreeMap<String, String>, key: &str) -> bool {
    texts.contains_key(key)
        || (texts.contains_key(&format!("{key}.one")) && texts.contains_key(&format!("{key}.other")))
}

/// What stands between each `before` and the quotation mark after it.
fn quoted<'t>(text: &'t str, before: &'t str) -> impl Iterator<Item = &'t str> {
    text.split(before).skip(1).filter_map(|it| it.split_once('"')).map(|(key, _)| key)
}

#[test]
fn all_languages_have_the_same_words_with_the_same_places() {
    let english = english();
    for (name, texts) in catalogues() {
        let keys: BTreeSet<&String> = texts.keys().collect();
        let wanted: BTreeSet<&String> = english.keys().collect();
        assert_eq!(keys, wanted, "{name}");
        for (key, text) in &texts {
            assert!(!text.trim().is_empty(), "{name}: `{key}` is empty");
            // One thing may be told without its number.
            let (own, first) = (places(text), places(&english[key]));
            let agree = own == first || (key.rsplit('.').next() == Some("one") && own.is_subset(&first));
            assert!(agree, "{name}: the places of `{key}` are {own:?}, not {first:?}");
            let marks =
                |text: &str| text.matches("**").count() + text.matches('`').count() + text.matches("](").count();
            assert_eq!(marks(text), marks(&english[key]), "{name}: the marks of `{key}`");
        }
    }
}

#[test]
fn all_words_that_templates_and_scripts_ask_for_are_there() {
    let english = english();
    for (name, text) in files("theme/templates", ".html") {
        for key in quoted(&text, "t(key=\"").chain(quoted(&text, "rich(key=\"")) {
            assert!(has(&english, key), "{name} asks for `{key}`");
        }
    }
    for (folder, section) in [("theme/scripts", "script"), ("theme/search", "find")] {
        for (name, text) in files(folder, ".js") {
            for key in quoted(&text, "handbookSay(\"").chain(quoted(&text, " say(\"")) {
                assert!(has(&english, &format!("{section}.{key}")), "{name} asks for `{section}.{key}`");
            }
        }
    }
}

#[test]
fn templates_say_nothing_themselves() {
    for (name, text) in files("theme/templates", ".html") {
        let mut plain = text;
        for (open, close) in [("{#", "#}"), ("{%", "%}"), ("{{", "}}")] {
            plain = without(&plain, open, close);
        }
        for label in ["aria-label=\"", "title=\"", "placeholder=\"", "alt=\"", "label=\""] {
            for said in quoted(&plain, label) {
                assert!(!has_letters(said), "{name} says `{said}` in {label}");
            }
        }
        let plain = without(&plain, "<", ">");
        assert!(!has_letters(&plain), "{name} says `{}`", plain.split_whitespace().collect::<Vec<_>>().join(" "));
    }
}

/// A text without everything between two marks, the marks included.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut parts = text.split(open);
    let mut made = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        made.push_str(part.split_once(close).map_or("", |(_, after)| after));
    }
    made
}

fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// A literal of a program that a reader would take for a sentence or a title.
fn is_said(literal: &str) -> bool {
    let mut characters = literal.chars();
    let begins = characters.next().is_some_and(char::is_uppercase) && characters.next().is_some_and(char::is_lowercase);
    let words = literal.split(' ').filter(|it| it.len() > 1 && it.chars().all(|it| it.is_ascii_lowercase())).count();
    let is_code = literal.contains("::") || literal.contains("{ --");
    // Names of what browsers have, such as observers.
    let is_code = is_code || (!literal.contains(' ') && literal.chars().skip(1).any(char::is_uppercase));
    !is_code && (begins || words > 2)
}

#[test]
fn pages_and_scripts_say_nothing_themselves() {
    // Trouble with the theme, with redirects or with a built site is told to whoever builds, not to readers.
    let told_elsewhere = ["manifest.rs", "theme.rs", "faults.rs", "redirect.rs"];
    for (name, text) in files("src/render", ".rs") {
        if told_elsewhere.iter().any(|it| name.ends_with(it)) {
            continue;
        }
        let program = text.split("#[cfg(test)]").next().unwrap_or_default();
        for literal in cut(program).literals {
            assert!(!is_said(&literal), "{name} says `{literal}`");
        }
    }
    for folder in ["theme/scripts", "theme/search"] {
        for (name, text) in files(folder, ".js") {
            let program: Vec<&str> = text.lines().filter(|it| !it.trim_start().starts_with("//")).collect();
            for literal in program.join("\n").split('"').skip(1).step_by(2) {
                let is_key = ["Arrow", "Escape", "Enter", "INPUT"].iter().any(|it| literal.starts_with(it));
                assert!(is_key || !is_said(literal), "{name} says `{literal}`");
            }
        }
    }
}

/// The first page of a small handbook in a language, with files of its own.
fn home(language: &str, files: &[(&str, &str)]) -> String {
    let project = Project::small(POLICY);
    let settings = project.read("book.toml").replace("[book]\n", &format!("[book]\nlanguage = \"{language}\"\n"));
    project.write("book.toml", settings);
    for (name, content) in files {
        project.write(name, content);
    }
    project.run(&["build", "--today", "2026-03-01"]).exits(0);
    project.read("book/index.html")
}

#[test]
fn a_handbook_speaks_the_language_of_its_settings() {
    for (language, said) in [
        ("en", [">Skip to the text<", "1 document<", "1 March 2026"]),
        ("de", [">Zum Text springen<", "1 Dokument<", "1. März 2026"]),
        ("de-AT", [">Zum Text springen<", "1 Dokument<", "1. März 2026"]),
        ("fr", [">Aller au texte<", "1 document<", "1er mars 2026"]),
        ("es", [">Ir al texto<", "1 documento<", "1 de marzo de 2026"]),
    ] {
        let page = home(language, &[]);
        assert!(page.contains(&format!("<html lang=\"{language}\"")), "{language}");
        for words in said {
            assert!(page.contains(words), "{language}: {words} in\n{page}");
        }
    }
}

#[test]
fn a_project_has_words_and_languages_of_its_own() {
    let own = "[frame]\nhome = \"Anfang\"\n";
    let page = home("de", &[("theme/words/de.toml", own)]);
    assert!(page.contains(">Anfang<") && page.contains(">Zum Text springen<"));
    // What a catalogue lacks is said in English.
    let page = home("it", &[("theme/words/it.toml", "[frame]\nskip = \"Vai al testo\"\n")]);
    assert!(page.contains(">Vai al testo<") && page.contains(">Home<"));
}

#[test]
fn a_translation_is_linked_both_ways_and_says_when_it_is_behind() {
    let original = POLICY.replace("status: draft", "status: approved\napproved_by: role:ceo\napproved_on: 2026-02-01");
    let german = |followed: &str| {
        format!(
            "---\nid: POL-107\ntitle: Zugangsrichtlinie\nlanguage: de\nversion: \"1.0\"\nstatus: draft\n\
             owner: role:ciso\ntranslation_of: {followed}\n---\n\n## Zweck\n\nText.\n"
        )
    };
    let project = Project::small(&original);
    let pages = |followed: &str| {
        project.write("policies/access.de.md", german(followed));
        project.run(&["build", "--draft"]).exits(0);
        let page = |name: &str| project.read(&format!("book/documents/{name}.html"));
        (page("pol-007"), page("pol-107"))
    };
    let (leading, follower) = pages("POL-007@1.0");
    assert!(
        leading.contains("<a href=\"../documents/pol-107.html\" hreflang=\"de\" lang=\"de\" dir=\"ltr\">Deutsch</a>"),
        "{leading}"
    );
    assert!(follower.contains("hreflang=\"en\" lang=\"en\" dir=\"ltr\">English</a>"), "{follower}");
    assert!(
        follower.contains("<div class=\"text\" lang=\"de\" dir=\"ltr\">") && leading.contains("<div class=\"text\">")
    );
    assert!(!follower.contains("This translation"));
    assert!(pages("POL-007@0.9").1.contains("This translation follows version 0.9; the original is at version 1.0"));
    assert!(pages("POL-007").1.contains("This translation does not say which version it follows"));
}

#[test]
fn an_error_can_be_told_where_the_settings_or_the_document_say() {
    let with = |settings: &str, contact: &str| {
        let project = Project::small(&POLICY.replace("audience:", &format!("{contact}audience:")));
        let text = format!("{}{settings}", project.read("book.toml"));
        project.write("book.toml", text);
        project.run(&["build"]).exits(0);
        project.read("book/documents/pol-007.html")
    };
    let repository = "[output.html]\ngit-repository-url = \"https://github.com/example/handbook\"\n";
    let issue = "https://github.com/example/handbook/issues/new?title=POL-007%20Access%20control%20policy";
    assert!(with(repository, "").contains(issue));
    let mail = "mailto:isms@example.com?subject=POL-007%20Access%20control%20policy";
    assert!(with("", "contact: isms@example.com\n").contains(mail));
    assert!(!with("", "contact: ask around\n").contains("Report an error"));
}

#[test]
fn duties_and_their_times_are_found_in_the_language_of_the_document() {
    for (language, title, sentence, when) in [
        ("de", "Führungskraft", "Vierteljährlich muss die Führungskraft alle Konten prüfen.", "monthly"),
        ("fr", "Responsable", "Le responsable doit signaler une perte dans les 24 heures.", "event"),
        ("es", "Responsable", "Los derechos deben revisarse cada año por la responsable.", "yearly"),
    ] {
        let policy = POLICY.replace("language: en", &format!("language: {language}"));
        let (head, _) = policy.split_once("The information security lead must").expect("a duty");
        let project = Project::small(&format!("{head}{sentence}\n"));
        let roles = project.read("registers/roles.yaml").replace("Information security lead", title);
        project.write("registers/roles.yaml", roles);
        let settings = project.read("book.toml").replace("[book]\n", &format!("[book]\nlanguage = \"{language}\"\n"));
        project.write("book.toml", settings);
        project.run(&["build", "--draft"]).exits(0);
        let page = project.read("book/roles/ciso.html");
        assert!(page.contains(&format!("<li>{sentence} <span")), "{page}");
        assert!(page.contains(&format!("id=\"_when-{when}\"")), "{page}");
    }
}

#[test]
fn titles_of_controls_and_clauses_are_in_the_language_of_the_site() {
    let project = Project::small(POLICY);
    let settings = project.read("book.toml").replace("[book]\n", "[book]\nlanguage = \"fr\"\n");
    project.write("book.toml", settings);
    project.run(&["build"]).exits(0);
    assert!(project.read("book/controls/a-5-15.html").contains("Contrôle des accès</h1>"));
    assert!(
        project.read("book/documents/pol-007.html").contains("<span class=\"id\">A.5.15</span> Contrôle des accès</a>")
    );
    assert!(project.read("book/applicability.html").contains("Travail à distance"));
    assert!(project.read("book/clauses/index.html").contains("Revue de direction"));
    let index: Vec<u8> = project.tree("book/search").into_values().flatten().collect();
    assert!(String::from_utf8_lossy(&index).contains("Contrôle des accès"), "the search finds it");
}

#[test]
fn summaries_of_controls_and_clauses_are_in_the_language_of_the_site_or_say_that_they_are_in_english() {
    let project = Project::small(POLICY);
    let settings = project.read("book.toml");
    let speak = |language: &str| {
        project.write("book.toml", settings.replace("[book]\n", &format!("[book]\nlanguage = \"{language}\"\n")));
        project.run(&["build"]).exits(0);
        project.read("book/controls/a-8-13.html")
    };
    let german =
        "Daten, Software und Systeme sichern und durch Tests nachweisen, dass sie sich wiederherstellen lassen.";
    assert!(speak("de-AT").contains(&format!("<p class=\"lead\">{german}</p>")));
    let english = "Keep backup copies of data";
    assert!(speak("pt").contains(&format!("<p class=\"lead\" lang=\"en\" dir=\"ltr\">{english}")));
    assert!(speak("en-GB").contains(&format!("<p class=\"lead\">{english}")));
    assert!(speak("de").contains("name=\"description\" content=\"Daten, Software"));
    let clause = |language: &str| {
        speak(language);
        project.read("book/clauses/9-2.html")
    };
    assert!(clause("de").contains("<p class=\"lead\">Das Managementsystem selbst auditieren"));
    assert!(clause("pt").contains("<p class=\"lead\" lang=\"en\" dir=\"ltr\">"));
}

#[test]
fn printed_sheets_speak_the_language_of_the_site_or_of_its_theme() {
    let project = Project::small(POLICY);
    let settings = project.read("book.toml").replace("[book]\n", "[book]\nlanguage = \"de\"\n");
    project.write("book.toml", settings);
    project.run(&["build"]).exits(0);
    let style = project.read("book/theme/handbook.css");
    assert!(style.contains("@bottom-left { content: \"Ausgedruckt nicht gelenkt\" }"), "{style}");
    assert!(style.contains("content: \"\" counter(page) \" von \" counter(pages) \"\""), "{style}");
    assert!(!style.contains("Uncontrolled"));
    project.write("theme/words/de.toml", "[frame]\nuncontrolled = \"Nur \\\"online\\\" gilt.\"\n");
    project.run(&["build"]).exits(0);
    assert!(project.read("book/theme/handbook.css").contains("content: \"Nur \\\"online\\\" gilt\""));
}
