//! `serve`: pages from memory, followed by every change, for the reader's own browser only.
#![expect(clippy::disallowed_methods, reason = "the test changes files while the preview runs")]

use std::fs;

use crate::preview::Preview;
use crate::project::{POLICY, Project, SMALL};

const PAGE: &str = "/documents/pol-007.html";

fn project() -> Project {
    Project::of(&format!("{SMALL}{POLICY}"))
}

fn policy() -> String {
    POLICY.split_once('\n').expect("the fixture begins with the name of its file").1.to_owned()
}

#[test]
fn pages_and_files_of_the_site_come_from_memory() {
    let project = project().with("policies/plan.png", [0x89, b'P', b'N', b'G']);
    project.write("policies/access.md", format!("{}\n![Plan of the site](plan.png)\n", policy()));
    let preview = Preview::of(&project);
    for (path, kind) in [
        ("/", "text/html"),
        (PAGE, "text/html"),
        ("/theme/handbook.css", "text/css"),
        ("/feed.xml", "application/xml"),
        ("/search/index.js", "text/javascript"),
        ("/files/policies/plan.png", "image/png"),
        ("/-/preview.js", "text/javascript"),
        ("/-/explain/missing-owner", "text/html"),
    ] {
        let answer = preview.page(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        assert!(answer.head.contains(&format!("content-type: {kind}")), "{path}: {}", answer.head);
        assert!(answer.head.contains("x-content-type-options: nosniff"), "{path}: {}", answer.head);
        assert!(answer.head.contains("content-security-policy: "), "{path}: {}", answer.head);
    }
    let page = preview.page(PAGE);
    assert!(page.body.contains("covers every account") && page.body.contains("/-/preview.js"), "{}", page.body);
    assert!(page.body.contains("draft-banner") && !page.body.contains("unsafe-inline"), "{}", page.body);
    assert!(!project.exists("book"), "nothing is written");
    let missing = preview.page("/documents/pol-999.html");
    assert_eq!((missing.status, missing.body.contains("Page not found")), (404, true));
    let head = preview.ask(&format!("HEAD {PAGE}"));
    assert_eq!((head.status, head.body.as_str()), (200, ""));
}

#[test]
fn a_rule_is_explained_by_its_own_text() {
    let preview = Preview::of(&project());
    let page = preview.page("/-/explain/D008").body;
    assert!(page.contains("<h1>D008 missing-owner</h1>") && page.contains("What to do"), "{page}");
    assert!(page.contains("id: POL-007"), "{page}");
    assert_eq!(preview.page("/-/explain/no-such-rule").status, 404);
}

#[test]
fn a_change_is_told_and_the_page_has_the_new_words() {
    let project = project();
    let preview = Preview::of(&project);
    let (mut news, before) = (preview.news(), preview.state(PAGE)["page"].clone());
    project.write("policies/access.md", policy().replace("every account.", "every account and every key."));
    let version = news.next("change");
    assert!(version > 0);
    assert!(preview.page(PAGE).body.contains("every account and every key."));
    assert_ne!(preview.state(PAGE)["page"], before);
}

#[test]
fn an_editor_that_replaces_the_file_is_followed() {
    let project = project();
    let preview = Preview::of(&project);
    let mut news = preview.news();
    for word in ["first", "second"] {
        project.write("policies/.access.md.tmp", policy().replace("every account.", word));
        fs::rename(project.path("policies/.access.md.tmp"), project.path("policies/access.md")).expect("a rename");
        news.next("change");
        preview.page_with(PAGE, word);
    }
}

#[test]
fn findings_of_the_page_follow_the_text() {
    let project = project();
    let preview = Preview::of(&project);
    preview.state_when(PAGE, |it| it["is_checked"] == true && it["findings"].as_array().is_some_and(Vec::is_empty));
    project.write("policies/access.md", policy().replace("owner: role:ciso\n", ""));
    let state = preview.state_when(PAGE, |it| it["findings"].as_array().is_some_and(|it| !it.is_empty()));
    let finding = &state["findings"][0];
    assert_eq!(finding["rule"], "missing-owner");
    assert_eq!((&finding["level"], &finding["file"]), (&"error".into(), &"policies/access.md".into()));
    assert_eq!((&finding["line"], &state["errors"]), (&2.into(), &1.into()));
    let elsewhere = preview.state("/glossary.html");
    assert_eq!((elsewhere["findings"].as_array().map(Vec::len), &elsewhere["errors"]), (Some(0), &1.into()));
    assert_eq!(preview.state("/")["findings"].as_array().map(Vec::len), Some(1), "the first page lists all");
}

#[test]
fn what_somebody_answers_for_is_on_the_page_of_exceptions() {
    const EXCEPTIONS: &str = "/exceptions.html";
    let allow =
        "<!-- ismsbook: allow(control-of-2013, until=2027-01-31, by=role:ciso, reason=\"as the contract has it\") -->";
    let text = |reason: &str| {
        let words = format!("every account.\n\n{}\nSee A.9.4.2.", allow.replace("as the contract has it", reason));
        policy().replace("every account.", &words)
    };
    let project = project();
    project.write("policies/access.md", text("as the contract has it"));
    let preview = Preview::of(&project);
    let first = preview.page_with(EXCEPTIONS, "as the contract has it").body;
    assert!(first.contains("control-of-2013"), "{first}");
    // A file that comes before the others gives each another number, and the words stay with their file meanwhile.
    project.write("policies/a-new-one.md", policy().replace("POL-007", "POL-001"));
    preview.page_with("/documents/pol-001.html", "covers every account");
    assert!(preview.page(EXCEPTIONS).body.contains("as the contract has it"));
    project.write("policies/access.md", text("as agreed with the board"));
    let news = preview.page_with(EXCEPTIONS, "as agreed with the board").body;
    assert!(!news.contains("as the contract has it"), "{news}");
    let state = preview.state_when(EXCEPTIONS, |it| it["is_checked"] == true);
    assert_eq!(state["errors"], 0, "{state}");
    project.remove("policies/access.md");
    preview.page_with(EXCEPTIONS, "No finding is silenced");
}

#[test]
fn names_and_pages_from_elsewhere_are_refused() {
    let preview = Preview::of(&project());
    let port = preview.address.rsplit_once(':').expect("a port").1.to_owned();
    for host in ["example.com".to_owned(), format!("evil.example:{port}"), format!("127.0.0.1.evil.example:{port}")] {
        let answer = preview.send(&format!("GET {PAGE} HTTP/1.1\r\nHost: {host}"));
        assert_eq!((answer.status, answer.body.contains("account")), (403, false), "{host}");
    }
    assert_eq!(preview.send(&format!("GET {PAGE} HTTP/1.1\r\nHost: localhost:{port}")).status, 200);
    for origin in ["http://evil.example", "null", "http://localhost:1"] {
        assert_eq!(preview.ask(&format!("GET /-/events\nOrigin: {origin}")).status, 403, "{origin}");
    }
    let script = "GET /search/index.js\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors\nSec-Fetch-Dest: script";
    assert_eq!(preview.ask(script).status, 403);
}

#[test]
fn no_path_leads_out_and_nothing_can_be_sent() {
    let project = project().with("policies/notes.txt", "kept to ourselves");
    let preview = Preview::of(&project);
    for path in [
        "/../book.toml",
        "/%2e%2e/book.toml",
        "/files/../../book.toml",
        "/files/%2e%2e%2f%2e%2e%2fbook.toml",
        "/files/..%5c..%5cbook.toml",
        "/..%2fbook.toml",
        "/files/..%2f..%2fbook.toml",
        "/%2fetc%2fpasswd",
        "/%zz",
        "//etc/passwd",
        "/book.toml",
        "/policies/access.md",
        "/files/policies/access.md",
        // It lies among the documents, but no page shows it.
        "/files/policies/notes.txt",
        "/files/book.toml",
        "/%00",
    ] {
        let answer = preview.page(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.body.contains("organization =") && !answer.body.contains("kept to ourselves"), "{path}");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let answer = preview.ask(&format!("{method} {PAGE}\nContent-Length: 0"));
        assert_eq!(answer.status, 405, "{method}");
        assert!(answer.head.contains("allow: get, head"), "{}", answer.head);
    }
}

#[test]
fn a_broken_theme_is_told_while_the_last_good_pages_stay() {
    let project = project();
    let preview = Preview::of(&project);
    let good = preview.page(PAGE).body;
    assert!(preview.state(PAGE)["fault"].is_null());
    // A theme that was not there before, and cannot be read.
    project.write("theme/templates/document.html", "{% extends \"base.html\" %}{% block");
    let state = preview.state_when(PAGE, |it| !it["fault"].is_null());
    assert!(state["fault"].as_str().is_some_and(|it| it.contains("document.html")), "{state}");
    assert_eq!(preview.page(PAGE).body, good);
    // Texts go on meanwhile.
    project.write("policies/access.md", policy().replace("every account.", "every key."));
    preview.page_with(PAGE, "every key.");
    // A template that can be read and fails when it is filled.
    let failing = "{% extends \"builtin/document.html\" %}{% block content %}{{ nobody.knows.this }}{% endblock %}";
    project.write("theme/templates/document.html", failing);
    preview.state_when(PAGE, |it| it["fault"].as_str().is_some_and(|it| it.contains("nobody")));
    assert_eq!(preview.page(PAGE).status, 200);
    let mended = "{% extends \"builtin/document.html\" %}{% block content %}<p>Our own look</p>{% endblock %}";
    project.write("theme/templates/document.html", mended);
    preview.page_with(PAGE, "Our own look");
    assert!(preview.state(PAGE)["fault"].is_null());
}

#[test]
fn broken_settings_and_a_folder_that_is_gone_leave_the_last_good_state() {
    let project = project();
    let settings = project.read("book.toml");
    let preview = Preview::of(&project);
    let good = preview.page(PAGE).body;
    project.write("book.toml", format!("{settings}\n[book\n"));
    let state = preview.state_when(PAGE, |it| !it["fault"].is_null());
    assert!(state["fault"].as_str().is_some_and(|it| it.contains("book.toml")), "{state}");
    assert_eq!(preview.page(PAGE).body, good);
    project.write("book.toml", settings.replace("Test handbook", "Renamed handbook"));
    preview.page_with(PAGE, "Renamed handbook");
    assert!(preview.state(PAGE)["fault"].is_null());
    fs::rename(project.path("policies"), project.path("elsewhere")).expect("a rename");
    preview.state_when(PAGE, |it| !it["fault"].is_null());
    assert!(preview.page(PAGE).body.contains("covers every account"));
    fs::rename(project.path("elsewhere"), project.path("policies")).expect("a rename");
    preview.state_when(PAGE, |it| it["fault"].is_null());
    project.write("policies/access.md", policy().replace("every account.", "every key."));
    preview.page_with(PAGE, "every key.");
}

#[test]
fn a_handbook_that_vanishes_leaves_the_last_good_state_and_may_come_back() {
    let project = project();
    let root = project.path("handbook");
    for name in ["book.toml", "policies/access.md", "registers/roles.yaml", "registers/people.yaml"] {
        project.write(&format!("handbook/{name}"), project.read(name));
    }
    let folder = root.to_string_lossy().into_owned();
    // The last `--root` counts.
    let preview = Preview::with(&project, &["--root", &folder]);
    let good = preview.page(PAGE).body;
    fs::rename(&root, project.path("away")).expect("the folder goes");
    let state = preview.state_when(PAGE, |it| !it["fault"].is_null());
    assert!(state["fault"].as_str().is_some_and(|it| it.contains("handbook")), "{state}");
    assert_eq!(preview.page(PAGE).body, good);
    let (code, said) = preview.end_by("-INT");
    assert_eq!(code, Some(0), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    project.run(&["serve", "--port", "0", "--root", &folder]).exits(2).says("handbook");
}

#[test]
fn what_is_no_request_is_refused_and_the_next_one_is_answered() {
    let preview = Preview::of(&project());
    let long = format!("GET {PAGE} HTTP/1.1\r\nHost: localhost\r\nX: {}", "x".repeat(600_000));
    for odd in ["\u{16}\u{3}\u{1} no words of HTTP", "GET", "GET / HTTP/9.9\r\nHost: localhost", &long] {
        let head = preview.raw(odd);
        assert!(head.is_empty() || head.starts_with("HTTP/1.1 4"), "{head}");
    }
    assert_eq!(preview.page(PAGE).status, 200);
}

#[test]
fn folders_come_go_and_get_other_names() {
    let project = project();
    let preview = Preview::of(&project);
    let other = policy().replace("POL-007", "POL-008");
    project.write("policies/40-more/deep/other.md", &other);
    preview.page_with("/documents/pol-008.html", "covers every account");
    fs::rename(project.path("policies/40-more"), project.path("policies/50-other")).expect("a rename");
    preview.page_with("/sections/other.html", "Other");
    project.write("policies/50-other/deep/other.md", other.replace("every account.", "a folder with another name."));
    preview.page_with("/documents/pol-008.html", "a folder with another name.");
    fs::remove_dir_all(project.path("policies/50-other")).expect("the folder goes");
    preview.page_with("/documents/pol-008.html", "Page not found");
    project.write("policies/50-other/again.md", other);
    preview.page_with("/documents/pol-008.html", "covers every account");
}

#[test]
fn a_checkout_of_many_files_is_few_changes() {
    let project = project();
    let preview = Preview::of(&project);
    let mut news = preview.news();
    for number in 0..300 {
        project.write(&format!("policies/many/d{number}.md"), policy().replace("POL-007", &format!("STD-{number:03}")));
    }
    preview.page_with("/documents/std-299.html", "covers every account");
    let version = news.next("change");
    let last = preview.state_when("/documents/std-000.html", |it| !it["page"].is_null())["version"].as_u64();
    assert!(version >= 1 && last.is_some_and(|it| it < 100), "{last:?} changes for 300 files");
}

#[test]
fn files_that_are_looked_at_again_and_again_are_followed_too() {
    let project = project();
    let preview = Preview::with(&project, &["--poll"]);
    project.write("policies/access.md", policy().replace("every account.", "every polled account, and more."));
    preview.page_with(PAGE, "every polled account");
}

#[test]
fn a_named_site_shows_only_its_own() {
    let closed = policy().replace("POL-007", "POL-008").replace("classification: internal", "classification: secret");
    let project = project().with("policies/closed.md", closed);
    let settings = project
        .read("book.toml")
        .replace("[isms.variables]", "classifications = [\"public\", \"internal\", \"secret\"]\n[isms.variables]");
    project.write("book.toml", format!("{settings}[[site]]\nname = \"staff\"\nclassification = \"internal\"\n"));
    let preview = Preview::with(&project, &["--site", "staff"]);
    assert_eq!(preview.page(PAGE).status, 200);
    assert_eq!(preview.page("/documents/pol-008.html").status, 404);
    project.run(&["serve", "--port", "0", "--site", "nobody"]).exits(2).says("no site `nobody`");
}

#[test]
fn a_taken_port_is_told() {
    let project = project();
    let preview = Preview::of(&project);
    let port = preview.address.rsplit_once(':').expect("a port").1;
    project.run(&["serve", "--port", port]).exits(2).says("is taken").says("`--port 0`");
}

#[test]
fn ctrl_c_ends_cleanly_with_a_browser_still_listening() {
    for signal in ["-INT", "-TERM"] {
        let preview = Preview::of(&project());
        let _news = preview.news();
        let (code, said) = preview.end_by(signal);
        assert_eq!(code, Some(0), "{said}");
        assert!(!said.contains("panicked") && !said.contains("error"), "{said}");
    }
}

#[test]
fn an_open_address_is_warned_of() {
    let preview = Preview::with(&project(), &["--host", "0.0.0.0"]);
    let (_, said) = preview.end_by("-INT");
    assert!(said.contains("everybody who reaches 0.0.0.0 can read the handbook"), "{said}");
}
