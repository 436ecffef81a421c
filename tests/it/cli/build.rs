//! `ismsbook build`: where the site goes, when it is refused, and that nothing is lost on the way.
#![expect(clippy::disallowed_methods, reason = "the tests look at folders around the project")]

use std::fs;
use std::time::{Duration, Instant};

use crate::project::{POLICY, Project, Tree, is_page, tree};

/// The document without its owner, which is an error.
fn ownerless() -> String {
    POLICY.replace("owner: role:ciso\n", "")
}

/// The pages that hold these words.
fn pages_with<'t>(site: &'t Tree, words: &str) -> Vec<&'t str> {
    let holds = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(words);
    site.iter().filter(|(name, bytes)| is_page(name) && holds(bytes)).map(|(name, _)| name.as_str()).collect()
}

#[test]
fn a_site_is_built_where_the_settings_say() {
    let project = Project::small(POLICY);
    project.run(&["build"]).exits(0);
    let site = project.tree("book");
    assert!(site.contains_key("index.html") && site.contains_key("404.html"), "{:?}", site.keys());
    assert!(!pages_with(&site, "Access control policy").is_empty());
    project.write(
        "book.toml",
        project.read("book.toml").replace("[isms]\n", "[build]\nbuild-dir = \"public/site\"\n[isms]\n"),
    );
    project.run(&["build"]).exits(0);
    assert_eq!(project.tree("public/site").keys().collect::<Vec<_>>(), site.keys().collect::<Vec<_>>());
}

#[test]
fn the_destination_can_be_anywhere() {
    let project = Project::small(POLICY);
    let elsewhere = tempfile::tempdir().expect("a folder for the site");
    let target = elsewhere.path().join("a/b/site");
    project.run(&["build", "--dest", &target.display().to_string()]).exits(0);
    assert!(target.join("index.html").exists());
    assert!(!project.exists("book"));
    let beside: Vec<_> = tree(elsewhere.path()).into_keys().filter(|it| !it.starts_with("a/b/site/")).collect();
    assert_eq!(beside, Vec::<String>::new(), "nothing is left beside the site");
}

#[test]
fn errors_refuse_publication_and_leave_the_last_good_site_untouched() {
    let project = Project::small(POLICY);
    project.run(&["build"]).exits(0);
    let good = project.tree("book");
    project.write("policies/access.md", ownerless().replace("//- policies/access.md\n", ""));
    let outcome = project.run(&["build"]).exits(1);
    assert!(format!("{}{}", outcome.stdout, outcome.stderr).contains("D008"), "{outcome:?}");
    assert_eq!(project.tree("book"), good);
}

#[test]
fn a_refused_first_build_leaves_no_site() {
    let project = Project::small(&ownerless());
    project.run(&["build"]).exits(1);
    assert!(!project.exists("book"));
}

#[test]
fn a_draft_is_built_in_spite_of_errors_with_a_banner_on_every_page() {
    let project = Project::small(&ownerless());
    project.run(&["build", "--draft"]).exits(0);
    let site = project.tree("book");
    for (name, bytes) in site.iter().filter(|(name, _)| is_page(name)) {
        let page = String::from_utf8_lossy(bytes);
        assert!(page.contains("banner"), "{name} has no banner");
    }
    let good = Project::small(POLICY);
    good.run(&["build", "--draft"]).exits(0);
    let draft = good.tree("book");
    good.run(&["build"]).exits(0);
    let whole = good.tree("book");
    assert_ne!(draft["index.html"], whole["index.html"], "a draft is marked as one even without errors");
}

#[test]
fn nothing_to_build_is_no_success() {
    let project = Project::of("").with("policies/notes.txt", "nothing for us");
    project.run(&["build"]).exits(2).says("nothing");
    assert!(!project.exists("book"));
}

#[test]
fn a_second_build_replaces_the_first_whole() {
    let project = Project::small(&format!(
        "{POLICY}//- policies/old.md\n---\nid: GDL-001\ntitle: Old guide\ntype: guideline\nversion: \"1.0\"\nstatus: draft\nlanguage: en\nowner: role:ciso\nauthors: [role:ciso]\nclassification: internal\naudience: [all-staff]\nreview_interval: 12 months\n---\n\n## Scope\n\nWords.\n"
    ));
    project.run(&["build"]).exits(0);
    assert!(!pages_with(&project.tree("book"), "Old guide").is_empty());
    project.remove("policies/old.md");
    project.run(&["build"]).exits(0);
    assert_eq!(pages_with(&project.tree("book"), "Old guide"), Vec::<&str>::new());
}

#[test]
fn what_the_site_did_not_write_is_not_lost() {
    let project = Project::small(POLICY).with("public/thesis.txt", "ten years of work");
    let outcome = project.run(&["build", "--dest", &project.path("public").display().to_string()]);
    assert!(matches!(outcome.code, Some(0 | 2)), "{outcome:?}");
    assert_eq!(project.read("public/thesis.txt"), "ten years of work");
}

#[test]
fn the_sources_are_never_the_destination() {
    let project = Project::small(POLICY);
    let before = project.tree("");
    for target in ["", "policies", "registers", "policies/site"] {
        let target = project.path(target).display().to_string();
        project.run(&["build", "--dest", &target]).exits(2);
        assert_eq!(project.tree(""), before, "{target}");
    }
}

#[test]
fn a_destination_that_is_a_file_ends_with_2_and_keeps_the_file() {
    let project = Project::small(POLICY).with("site", "a file of mine");
    let target = project.path("site").display().to_string();
    project.run(&["build", "--dest", &target]).exits(2).says("site");
    assert_eq!(project.read("site"), "a file of mine");
    let below = project.path("site/below").display().to_string();
    project.run(&["build", "--dest", &below]).exits(2).says("site");
    assert_eq!(project.read("site"), "a file of mine");
}

#[cfg(unix)]
#[test]
fn a_destination_without_rights_ends_with_2() {
    use std::os::unix::fs::PermissionsExt as _;

    let project = Project::small(POLICY).with("locked/keep", "");
    let locked = project.path("locked");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).expect("rights of an own folder");
    let may_write_all_the_same = fs::write(locked.join("probe"), "").is_ok();
    if may_write_all_the_same {
        // Rights do not bind the superuser; a kernel file system that takes no files stands in for them.
        let outcome = project.run(&["build", "--dest", "/proc/ismsbook-site"]).exits(2);
        assert!(outcome.stderr.contains("/proc"), "{}", outcome.stderr);
    } else {
        let target = locked.join("site").display().to_string();
        project.run(&["build", "--dest", &target]).exits(2).says("locked");
    }
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).expect("rights of an own folder");
}

#[test]
fn a_killed_build_leaves_the_old_site_whole() {
    let project = Project::example();
    let begin = Instant::now();
    project.run(&["build"]).exits(0);
    let whole = begin.elapsed();
    let old = project.tree("book");
    project.write("book.toml", project.read("book.toml").replacen("title = \"", "title = \"New ", 1));
    let mut was_cut_short = 0;
    for part in 1..=8_u32 {
        let time = whole * part / 8;
        was_cut_short += u32::from(project.command(["build"]).killed_after(time.max(Duration::from_millis(5))));
        let now = project.tree("book");
        if now != old {
            project.run(&["build"]).exits(0);
            assert!(now == project.tree("book"), "after {time:?} the site is neither the old nor the new one");
            break;
        }
    }
    assert!(was_cut_short > 0, "no build was cut short");
    project.run(&["build"]).exits(0);
    let new = project.tree("book");
    assert!(new != old && new.len() == old.len());
    let known = ["approvals/", "book.toml", "book/", "controls/", "policies/", "registers/", "theme/"];
    let left: Vec<_> =
        project.tree("").into_keys().filter(|it| !known.iter().any(|known| it.starts_with(known))).collect();
    assert_eq!(left, Vec::<String>::new(), "the next build clears what the killed one left");
}

#[test]
fn a_build_for_a_site_leaves_out_what_is_classified_above_it() {
    let secret = POLICY
        .replace("access.md", "secret.md")
        .replace("POL-007", "POL-008")
        .replace("Access control policy", "Takeover plan")
        .replace("every account", "the word Zirbelnuss")
        .replace("classification: internal", "classification: restricted")
        .replace("roles: [role:ciso]", "summary: Kirschkern\nrisks: [RISK-666]\nhistory:\n  - {version: \"1.0\", date: 2026-01-02, kind: major, summary: Mandelbaum}\nroles: [role:ciso]");
    let risks = "//- registers/risks.yaml\nrisks:\n  - {id: RISK-666, title: Haselstrauch, owner: role:ciso}\n";
    let project = Project::small(&format!("{POLICY}{secret}{risks}"));
    let sites = "[[site]]\nname = \"public\"\nclassification = \"internal\"\n[[site]]\nname = \"full\"\nclassification = \"restricted\"\n";
    project.write("book.toml", project.read("book.toml") + sites);
    project.run(&["build", "--site", "full", "--draft"]).exits(0);
    assert!(!pages_with(&project.tree("book"), "Zirbelnuss").is_empty());
    project.run(&["build", "--site", "public", "--draft"]).exits(0);
    for (name, bytes) in project.tree("book") {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let folded = text.to_lowercase();
        for word in [
            "zirbelnuss",
            "takeover plan",
            "pol-008",
            "pol.8",
            "secret",
            "kirschkern",
            "mandelbaum",
            "risk-666",
            "haselstrauch",
        ] {
            assert!(!folded.contains(word) && !name.contains(word), "{name} holds `{word}`");
        }
    }
}

#[test]
fn an_unknown_site_ends_with_2_and_the_known_ones() {
    let project = Project::small(POLICY);
    project.write("book.toml", project.read("book.toml") + "[[site]]\nname = \"staff\"\n");
    project.run(&["build", "--site", "stuff"]).exits(2).says("staff");
}

#[test]
fn a_template_with_a_fault_is_found_at_its_place_and_refuses_publication() {
    let project = Project::small(POLICY);
    project.run(&["build"]).exits(0);
    let good = project.tree("book");
    project.write("theme/templates/document.html", "{% if %}{{ nothing");
    project.run(&["build"]).exits(1).says("broken-theme").says("theme/templates/document.html:1:7");
    assert_eq!(project.tree("book"), good);
}

#[test]
fn a_word_in_the_text_cannot_become_markup() {
    let evil = "<script>alert(1)</script>";
    let text = POLICY.replace("title: Access control policy", &format!("title: \"{evil}\"")).replace(
        "This policy covers every account.",
        &format!("Text {evil} and [link](javascript:alert(1)) <img src=x onerror=alert(1)>."),
    );
    let project = Project::small(&text);
    project.write("book.toml", project.read("book.toml").replace("Example Ltd", evil));
    project.run(&["build", "--draft"]).exits(0);
    for (name, bytes) in project.tree("book").iter().filter(|(name, _)| is_page(name)) {
        let page = String::from_utf8_lossy(bytes).into_owned();
        assert!(!page.contains(evil), "{name} holds the script");
        for tag in crate::html::tags(&page) {
            let has_handler = tag.attributes.keys().any(|it| it.starts_with("on"));
            let runs =
                tag.attributes.values().any(|it| it.trim_start().to_ascii_lowercase().starts_with("javascript:"));
            assert!(!has_handler && !runs, "{name}: {tag:?}");
        }
    }
}
