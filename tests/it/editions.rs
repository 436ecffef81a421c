//! Editions: built from tags, never changed, known to each other, for the readers of their site and no others.
#![expect(clippy::disallowed_methods, reason = "folders are moved as a killed build leaves them")]

use std::fs;

use crate::git::{Repository, git, program};
use crate::project::{POLICY, Project, Tree, is_page};

/// A second document beside the policy.
const GUIDE: &str = "\
//- policies/guide.md
---
id: GDL-001
title: Guide to travel
type: guideline
version: \"1.0\"
status: draft
language: en
owner: role:ciso
authors: [role:ciso]
classification: public
audience: [all-staff]
scope: All staff.
review_interval: 12 months
---

## Scope

Lock the case.
";

const SITES: &str = "\n[[site]]\nname = \"public\"\nclassification = \"public\"\n";

/// Tags `v1` of March without the guide and `v2` of June with it, and words that came later.
fn handbook() -> Repository {
    let repository = Repository::of(Project::small(POLICY));
    repository.git(&["config", "core.autocrlf", "false"]);
    repository.project.write(".gitignore", "book\nsite\n");
    repository.tag_on("2026-03-01", "v1");
    let (_, guide) = GUIDE.split_once('\n').expect("a name and a text");
    repository.project.write("policies/guide.md", guide);
    repository.tag_on("2026-06-01", "v2");
    repository.edit("policies/access.md", "every account", "each account");
    repository.commit("later");
    repository
}

fn text<'t>(tree: &'t Tree, name: &str) -> &'t str {
    let bytes = tree.get(name).unwrap_or_else(|| panic!("{name} among {:?}", tree.keys()));
    std::str::from_utf8(bytes).expect("a text")
}

fn has(tree: &Tree, words: &str) -> Vec<String> {
    let found =
        tree.iter().filter(|(name, bytes)| name.contains(words) || String::from_utf8_lossy(bytes).contains(words));
    found.map(|(name, _)| name.clone()).collect()
}

#[test]
fn an_edition_is_what_its_tag_holds_and_says_so_on_every_page() {
    let repository = handbook();
    let project = &repository.project;
    project.run(&["build", "--edition", "v1"]).exits(0).says("edition `v1` of 2026-03-01 has");
    let site = project.tree("book");
    assert!(text(&site, "documents/pol-007.html").contains("each account"));
    let old = text(&site, "editions/v1/documents/pol-007.html");
    assert!(old.contains("every account") && old.contains("as of <time datetime=\"2026-03-01\">"), "{old}");
    assert!(!site.contains_key("editions/v2/index.html") && !site.contains_key("editions/v1/documents/gdl-001.html"));
    for (name, bytes) in site.iter().filter(|(name, _)| name.starts_with("editions/") && is_page(name)) {
        let page = String::from_utf8_lossy(bytes);
        let up = if name.matches('/').count() > 2 { "../../../" } else { "../../" };
        for words in [
            "<meta name=\"robots\" content=\"noindex",
            "<strong>Edition v1</strong> of <time datetime=\"2026-03-01\">1 March 2026</time>",
            " – edition v1</title>",
            " · edition v1</p>",
            &format!("<a href=\"{up}index.html\" data-edition-current>"),
            &format!("<script src=\"{up}editions.js\" defer></script>"),
        ] {
            assert!(page.contains(words), "{name} lacks {words}");
        }
        assert!(!page.contains("application/atom+xml") && !page.contains("data-pagefind-body"), "{name}");
    }
    let manifest: serde_json::Value = serde_json::from_str(text(&site, "editions/v1/manifest.json")).expect("JSON");
    let commit = repository.git(&["rev-parse", "v1"]);
    assert_eq!((&manifest["edition"], &manifest["today"]), (&"v1".into(), &"2026-03-01".into()));
    assert_eq!(manifest["commit"], commit.trim());
    assert!(!site.keys().any(|it| it == "editions/v1/404.html" || it == "editions/v1/editions.js"));
}

#[test]
fn all_editions_stand_in_one_list_that_pages_and_programs_read() {
    let repository = handbook();
    let project = &repository.project;
    project.run(&["build"]).exits(0);
    let bare = project.tree("book");
    assert!(text(&bare, "editions.html").contains("No edition is published yet"));
    assert!(!text(&bare, "index.html").contains("editions.js"));
    project.run(&["build", "--edition", "all"]).exits(0);
    let site = project.tree("book");
    let script = text(&site, "editions.js").trim_start_matches("window.handbookEditions = ").trim_end_matches(";\n");
    let list: serde_json::Value = serde_json::from_str(script).expect("JSON");
    assert_eq!(list, serde_json::from_str::<serde_json::Value>(text(&site, "editions.json")).expect("JSON"));
    let lines = list["editions"].as_array().expect("a list");
    let seen: Vec<_> = lines.iter().map(|it| (&it["name"], &it["day"], &it["address"], &it["documents"])).collect();
    let line = |name: &str, day: &str, documents: i32| {
        [name.into(), day.into(), format!("editions/{name}/").into(), serde_json::Value::from(documents)]
    };
    let (first, second) = (line("v1", "2026-03-01", 1), line("v2", "2026-06-01", 2));
    let pair = |[name, day, address, documents]: &[serde_json::Value; 4]| {
        (name.clone(), day.clone(), address.clone(), documents.clone())
    };
    let seen: Vec<_> = seen.into_iter().map(|(a, b, c, d)| (a.clone(), b.clone(), c.clone(), d.clone())).collect();
    assert_eq!(seen, [pair(&first), pair(&second)]);
    let page = text(&site, "editions.html");
    let rows = page.find("editions/v2/index.html").zip(page.find("editions/v1/index.html"));
    assert!(rows.is_some_and(|(newer, older)| newer < older), "{page}");
    assert!(text(&site, "documents/pol-007.html").contains("data-document=\"POL-007\""));
    // What leads to the same document of another edition knows where it is not.
    assert!(text(&site, "pages.js").contains("\"GDL-001\":\"documents/gdl-001.html\""));
    let old = text(&site, "editions/v1/pages.js");
    assert!(
        old.contains("\"POL-007\"") && !old.contains("GDL-001") && old.contains("\"controls/a-5-15.html\""),
        "{old}"
    );
}

#[test]
fn what_is_published_stays_byte_for_byte() {
    let repository = handbook();
    let project = &repository.project;
    project.run(&["build", "--edition", "v1"]).exits(0);
    let of = |edition: &str| -> Tree {
        project.tree("book").into_iter().filter(|(name, _)| name.starts_with(&format!("editions/{edition}/"))).collect()
    };
    let first = of("v1");
    repository.edit("policies/access.md", "each account", "all accounts");
    project.run(&["build", "--today", "2026-12-01"]).exits(0);
    assert_eq!(of("v1"), first, "a build of the current text keeps it");
    assert!(project.read("book/documents/pol-007.html").contains("all accounts"));
    let outcome = project.run(&["build", "--edition", "all", "--today", "2026-12-02"]).exits(0);
    assert!(outcome.stderr.contains("edition `v1` stands as it was published"), "{outcome:?}");
    assert_eq!(of("v1"), first);
    project.run(&["build", "--edition", "v1", "--edition", "v2", "--dest", "site"]).exits(0);
    let elsewhere: Tree = project.tree("site").into_iter().filter(|(name, _)| name.starts_with("editions/")).collect();
    let here: Tree = of("v1").into_iter().chain(of("v2")).collect();
    assert_eq!(elsewhere, here, "two builds of one tag give the same bytes");
}

#[test]
fn a_tag_that_was_moved_changes_nothing_and_names_a_page() {
    let repository = handbook();
    let project = &repository.project;
    project.run(&["build", "--edition", "all"]).exits(0);
    let published = project.tree("book");
    repository.git(&["tag", "--force", "v1", "main"]);
    let outcome = project.run(&["build", "--edition", "all"]).exits(2);
    assert!(outcome.stderr.contains("edition `v1` is published and is never changed"), "{outcome:?}");
    assert!(outcome.stderr.contains("editions/v1/documents/"), "{outcome:?}");
    assert!(outcome.stderr.contains("the tag was moved from commit"), "{outcome:?}");
    assert_eq!(project.tree("book"), published);
    project.run(&["build"]).exits(0);
    let lines = project.run(&["verify", "book"]).exits(1).stdout;
    assert!(lines.contains("the tag of edition `v1` names another commit now"), "{lines}");
}

#[test]
fn a_page_of_an_edition_that_was_edited_by_hand_is_named() {
    let repository = handbook();
    let project = &repository.project;
    project.run(&["build", "--edition", "all"]).exits(0);
    project.run(&["verify", "book"]).exits(0).prints("and 2 editions, built on");
    let name = "book/editions/v2/documents/gdl-001.html";
    project.write(name, project.read(name).replace("Lock the case", "Open the case"));
    project.write("book/editions/v2/extra.html", "<p>More.</p>");
    let lines = project.run(&["verify", "book"]).exits(1).stdout;
    assert!(lines.contains("`editions/v2/documents/gdl-001.html` was changed after it was built"), "{lines}");
    assert!(lines.contains("`editions/v2/extra.html` does not belong to the site"), "{lines}");
    let outcome = project.run(&["build", "--edition", "v2"]).exits(2);
    assert!(outcome.stderr.contains("gdl-001.html` and 1 more file would differ"), "{outcome:?}");
    assert!(project.read(name).contains("Open the case"), "nothing is put right by force");
}

#[test]
fn an_edition_whose_tag_is_gone_stays_and_is_listed() {
    let repository = handbook();
    let project = &repository.project;
    project.run(&["build", "--edition", "all"]).exits(0);
    repository.git(&["tag", "--delete", "v1"]);
    let outcome = project.run(&["build", "--edition", "all"]).exits(0);
    assert!(outcome.stderr.contains("edition `v1` has no tag here any more; what was published stays"), "{outcome:?}");
    assert!(project.exists("book/editions/v1/index.html"));
    assert!(project.read("book/editions.html").contains("editions/v1/index.html"));
    project.run(&["verify", "book"]).exits(0);
    // A clone of the newest commit alone can hold it against nothing but itself.
    let clone = tempfile::tempdir().expect("a folder");
    let from = format!("file://{}", project.root().display());
    git(clone.path(), &["clone", "--quiet", "--depth=1", &from, "shallow"]);
    let root = clone.path().join("shallow").display().to_string();
    let site = project.path("book").display().to_string();
    let run = program(clone.path());
    let outcome = run.args(&["--root", &root, "verify", &site, "--today", "2026-11-21"]).output().exits(0);
    assert!(outcome.stdout.contains("edition `v1`: its commit is not in this clone"), "{outcome:?}");
}

#[test]
fn only_tags_of_the_pattern_are_editions() {
    let repository = handbook();
    let project = &repository.project;
    repository.git(&["tag", "2026/q1", "v1"]);
    let outcome = project.run(&["build", "--edition", "2026/q1"]).exits(2);
    assert!(outcome.stderr.contains("no tag of that name matches `v*`; there are: v1, v2"), "{outcome:?}");
    project.run(&["build", "--edition", "none", "--edition", "v1"]).exits(2).says("stands alone");
    repository.edit("book.toml", "[isms]\n", "[editions]\ntags = \"2026/*\"\n[isms]\n");
    project.run(&["build", "--edition", "all"]).exits(0);
    let site = project.tree("book");
    let folders: Vec<&str> =
        site.keys().filter_map(|it| it.strip_prefix("editions/")?.strip_suffix("/manifest.json")).collect();
    assert!(folders.len() == 1 && folders[0].starts_with("2026-q1--"), "{folders:?}");
    assert!(text(&site, "editions.html").contains("2026/q1"));
    repository.edit("book.toml", "2026/*", "2027/*");
    project.run(&["build", "--edition", "all"]).exits(0).says("no tag matches `2027/*`");
}

#[test]
fn a_tag_from_before_the_handbook_is_passed_over() {
    let repository = handbook();
    let project = &repository.project;
    let tree = repository.git(&["mktree"]);
    let commit = repository.git(&["commit-tree", tree.trim(), "-m", "nothing yet"]);
    repository.git(&["tag", "v0", commit.trim()]);
    repository.git(&["tag", "v0-tree", tree.trim()]);
    project.run(&["build", "--edition", "all"]).exits(0).says("tag `v0` has no handbook and is no edition");
    let site = project.tree("book");
    assert!(!site.keys().any(|it| it.starts_with("editions/v0")), "{:?}", site.keys());
}

#[test]
fn an_edition_whose_old_theme_fails_is_set_in_the_built_in_one_and_says_so() {
    let repository = Repository::of(Project::small(POLICY));
    let project = &repository.project;
    project.write(".gitignore", "book\n");
    project.write(
        "theme/templates/history.html",
        "{% extends \"builtin/history.html\" %}{% block content %}Ours{% endblock %}",
    );
    project.write("theme/templates/document.html", "<p>{{ view.words_of_old.text }}</p>");
    project.write("own.css", "p { color: teal }");
    let settings = project.read("book.toml");
    project.write("book.toml", format!("{settings}\n[output.html]\nadditional-css = [\"own.css\"]\n"));
    repository.tag_on("2026-03-01", "v1");
    project.write("theme/templates/document.html", "{% extends \"builtin/document.html\" %}");
    repository.commit("a theme for the present version");
    let told = project.run(&["build", "--edition", "all"]);
    told.exits(0).says(
        "edition `v1` has the built-in theme, because `templates/document.html` of its theme asks for what this version \
         does not have: field `words_of_old` is not defined",
    );
    let site = project.tree("book");
    let old = text(&site, "editions/v1/documents/pol-007.html");
    assert!(old.contains("Access control policy") && old.contains("href=\"../theme/own.css\""), "{old}");
    assert!(!text(&site, "editions/v1/history/pol-007.html").contains("Ours"), "one theme for all pages");
    assert!(text(&site, "history/pol-007.html").contains("Ours"));
    project.run(&["build", "--edition", "v1"]).exits(0).says("edition `v1` stands as it was published");
    project.run(&["verify", "book"]).exits(0);
}

#[test]
fn editions_of_a_limited_site_hold_nothing_above_it() {
    let repository = Repository::of(Project::small(POLICY));
    let project = &repository.project;
    let (_, guide) = GUIDE.split_once('\n').expect("a name and a text");
    // Closed in v1 and open now; open in v1 and closed now; closed all along and gone now.
    let opened = guide.replace("classification: public", "classification: restricted").replace("Lock", "Quokka lock");
    let closed = guide.replace("GDL-001", "GDL-002").replace("Guide to travel", "Wombat guide");
    let gone = opened.replace("GDL-001", "GDL-003").replace("Guide to travel", "Numbat guide");
    let settings = project.read("book.toml");
    project.write("book.toml", format!("{settings}{SITES}"));
    project.write("policies/opened.md", &opened);
    project.write("policies/closed.md", &closed);
    project.write("policies/bandicoot.md", &gone);
    repository.tag_on("2026-03-01", "v1");
    project.run(&["build", "--edition", "all", "--site", "public", "--dest", "then"]).exits(0);
    assert!(!has(&project.tree("then"), "Wombat").is_empty(), "it was open then");
    project.write("policies/opened.md", guide);
    project.write("policies/closed.md", closed.replace("classification: public", "classification: restricted"));
    project.remove("policies/bandicoot.md");
    repository.commit("later");
    project.run(&["build", "--edition", "all", "--site", "public", "--dest", "site"]).exits(0);
    let site = project.tree("site");
    assert!(site.contains_key("editions/v1/index.html") && site.contains_key("documents/gdl-001.html"));
    for word in ["Quokka", "Wombat", "Numbat", "bandicoot", "GDL-002", "GDL-003", "Access control policy"] {
        assert_eq!(has(&site, word), Vec::<String>::new(), "{word}");
    }
    // What was published when it was open is not taken back silently, but named.
    let outcome = project.run(&["build", "--site", "public", "--dest", "then"]).exits(0);
    assert!(outcome.stderr.contains("editions/v1` shows GDL-002, which this site no longer does"), "{outcome:?}");
    // Nor do editions for everybody come to stand beside a public site.
    project.run(&["build", "--edition", "all"]).exits(0);
    let before = project.tree("book");
    let outcome = project.run(&["build", "--site", "public"]).exits(2);
    assert!(outcome.stderr.contains("was built for all readers"), "{outcome:?}");
    assert_eq!(project.tree("book"), before);
}

#[test]
fn old_words_are_not_in_search_nor_sitemap_of_the_current_text() {
    let repository = handbook();
    let project = &repository.project;
    repository.edit("book.toml", "[isms]\n", "[output.html]\nsite-url = \"https://handbook.example/\"\n[isms]\n");
    project.run(&["build", "--edition", "all"]).exits(0);
    let site = project.tree("book");
    assert!(!text(&site, "sitemap.xml").contains("/editions/"));
    assert!(text(&site, "sitemap.xml").contains("editions.html"));
    let index: Tree = site
        .iter()
        .filter(|(name, _)| name.starts_with("search/"))
        .map(|(name, bytes)| (name.clone(), bytes.clone()))
        .collect();
    assert!(!index.is_empty() && has(&index, "editions/v1").is_empty(), "{:?}", index.keys());
    assert!(!site.contains_key("editions/v1/sitemap.xml") && !site.contains_key("editions/v1/CNAME"));
}

#[test]
fn without_git_or_with_half_of_it_the_current_text_is_built_and_editions_are_not() {
    let project = Project::small(POLICY);
    project.run(&["build"]).exits(0);
    project.run(&["build", "--edition", "none"]).exits(0);
    project.run(&["build", "--edition", "all"]).exits(2).says("git");
    let repository = handbook();
    let clone = tempfile::tempdir().expect("a folder");
    let from = format!("file://{}", repository.project.root().display());
    git(clone.path(), &["clone", "--quiet", "--depth=1", "--no-tags", &from, "shallow"]);
    let root = clone.path().join("shallow").display().to_string();
    let run = || program(clone.path());
    let arguments = ["--root", &root, "build", "--today", "2026-11-21", "--edition"];
    let outcome = run().args(&arguments).args(&["v1"]).output().exits(2);
    assert!(outcome.stderr.contains("this clone is shallow, fetch the tags"), "{outcome:?}");
    let outcome = run().args(&arguments).args(&["all"]).output().exits(0);
    assert!(outcome.stderr.contains("no tag matches `v*`"), "{outcome:?}");
}

#[test]
fn a_build_that_was_killed_right_after_the_exchange_loses_no_edition() {
    let repository = handbook();
    let project = &repository.project;
    project.run(&["build", "--edition", "v1"]).exits(0);
    project.write("book/notes.txt", "ours");
    let published = project.tree("book/editions/v1");
    // The old site under the name of the new one, and a new one in its place: so the exchange leaves them for a moment.
    fs::rename(project.path("book"), project.path(".book.new")).expect("a folder can be moved");
    project.run(&["build", "--dest", "site"]).exits(0);
    fs::rename(project.path("site"), project.path("book")).expect("a folder can be moved");
    project.run(&["build"]).exits(0);
    assert_eq!(project.tree("book/editions/v1"), published);
    assert_eq!(project.read("book/notes.txt"), "ours");
    assert!(!project.exists(".book.new") && !project.exists("book/.ismsbook-lock"));
    assert!(project.read("book/editions.html").contains("editions/v1/index.html"));
}

#[test]
fn editions_can_be_compared_by_name() {
    let repository = handbook();
    let out = repository.project.run(&["diff", "v1", "v2"]).exits(0).stdout;
    assert!(out.contains("v1 → v2: 1 document") && out.contains("`GDL-001` Guide to travel: new"), "{out}");
}
