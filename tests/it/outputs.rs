//! What a site has beside its pages: the manifest, addresses for machines, and old addresses that lead on.

use std::collections::BTreeMap;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::html::tags;
use super::project::{POLICY, Project, Tree};

fn json(site: &Tree, name: &str) -> Value {
    serde_json::from_slice(&site[name]).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn text<'t>(site: &'t Tree, name: &str) -> std::borrow::Cow<'t, str> {
    String::from_utf8_lossy(site.get(name).unwrap_or_else(|| panic!("{name} is not there: {:?}", site.keys())))
}

/// The small handbook with more settings of `[output.html]`.
fn with_html(settings: &str) -> Project {
    let project = Project::small(POLICY);
    project.write("book.toml", format!("{}[output.html]\n{settings}", project.read("book.toml")));
    project
}

#[test]
fn the_manifest_names_every_file_with_its_digest_and_every_document() {
    let project = Project::small(&format!("{POLICY}//- policies/plan.txt\na plan\n")).with(
        "policies/access.md",
        POLICY
            .replace("//- policies/access.md\n", "")
            .replace("every account.", "every account, see [the plan](plan.txt)."),
    );
    project.run(&["build"]).exits(0);
    let site = project.tree("book");
    let manifest = json(&site, "manifest.json");
    assert_eq!(manifest["version"], 1);
    let listed: BTreeMap<String, (u64, String)> = manifest["files"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| {
            let word = |key: &str| it[key].as_str().expect("a text").to_owned();
            (word("path"), (it["size"].as_u64().expect("a number"), word("sha256")))
        })
        .collect();
    let written: BTreeMap<String, (u64, String)> = site
        .iter()
        .filter(|(name, _)| !["manifest.json", ".ismsbook-site"].contains(&name.as_str()))
        .map(|(name, bytes)| (name.clone(), (bytes.len() as u64, format!("{:x}", Sha256::digest(bytes)))))
        .collect();
    assert_eq!(listed, written);
    assert!(written.contains_key("files/policies/plan.txt"));
    let document = &manifest["documents"][0];
    assert_eq!(document["id"], "POL-007");
    assert_eq!(document["state"], "draft");
    assert_eq!(document["source"], "policies/access.md");
    assert!(site.contains_key(document["page"].as_str().expect("a page")));
    assert!(!site.contains_key("sitemap.xml") && !site.contains_key("CNAME"), "no address is set");
}

#[test]
fn an_address_gives_a_sitemap_canonical_links_and_a_host_name() {
    let project = with_html("site-url = \"https://handbook.example.com/isms\"\ncname = \"handbook.example.com\"\n");
    project.run(&["build"]).exits(0);
    let site = project.tree("book");
    assert_eq!(text(&site, "CNAME"), "handbook.example.com\n");
    let map = text(&site, "sitemap.xml");
    assert!(map.contains("<loc>https://handbook.example.com/isms/documents/pol-007.html</loc>"), "{map}");
    assert!(map.contains("<loc>https://handbook.example.com/isms/</loc>") && !map.contains("404"), "{map}");
    let page = text(&site, "documents/pol-007.html");
    assert!(page.contains("rel=\"canonical\" href=\"https://handbook.example.com/isms/documents/pol-007.html\""));
}

#[test]
fn old_addresses_lead_on_by_themselves_and_by_a_link() {
    let project = with_html(
        "[output.html.redirect]\n\"/old/access.html\" = \"POL-007\"\n\"a/b/c.html\" = \"../../glossary.html\"\n\
         \"wiki/\" = \"https://example.com/wiki\"\n\"index.html\" = \"/search.html\"\n\"gone.html\" = \"/nowhere.html\"\n\
         \"../out.html\" = \"POL-007\"\n\"run.html\" = \"javascript:alert(1)\"\n",
    );
    project.run(&["build"]).exits(0);
    let site = project.tree("book");
    for (old, target) in [
        ("old/access.html", "../documents/pol-007.html"),
        ("a/b/c.html", "../../glossary.html"),
        ("wiki/index.html", "https://example.com/wiki"),
    ] {
        let page = text(&site, old);
        let found = tags(&page);
        let refresh = found.iter().find(|it| it.attribute("http-equiv") == Some("refresh")).expect("it leads on");
        assert_eq!(refresh.attribute("content"), Some(format!("0; url={target}").as_str()));
        assert!(found.iter().any(|it| it.name == "a" && it.attribute("href") == Some(target)), "{page}");
        assert!(page.contains("default-src 'none'"), "{page}");
    }
    assert!(text(&site, "old/access.html").contains("\">POL-007 Access control policy</a>"), "named for people");
    assert!(text(&site, "index.html").contains("Test handbook"), "a page is never replaced");
    assert!(!site.keys().any(|it| ["gone.html", "run.html", "out.html"].contains(&it.as_str())), "{:?}", site.keys());
}

#[test]
fn a_redirect_that_leads_nowhere_is_told_at_its_place() {
    let project = with_html(
        "[output.html.redirect]\n\"ok.html\" = \"POL-007\"\n\"away/\" = \"https://example.com/\"\n\"gone.html\" = \"POL-07\"\n\
         \"wiki.html\" = \"/glosary.html#a\"\n\"far.html\" = \"/nothing/like/it.html\"\n\"index.html\" = \"POL-007\"\n\
         \"../out.html\" = \"POL-007\"\n",
    );
    let found = project.run(&["check", "--format", "concise"]).exits(0).stdout;
    let line = |key: &str| project.read("book.toml").lines().position(|it| it.starts_with(key)).expect("a line") + 1;
    for (key, words) in [
        ("\"gone.html", "`gone.html` leads to `POL-07`, which the site does not have"),
        ("\"wiki.html", "`wiki.html` leads to `/glosary.html#a`, which the site does not have"),
        ("\"far.html", "`far.html` leads to `/nothing/like/it.html`, which the site does not have"),
        ("\"index.html", "`index.html` is a page of the site, so its redirect is never followed"),
        ("\"../out.html", "`../out.html` can be no page of the site, so nothing leads on from it"),
    ] {
        let place = format!("book.toml:{}:", line(key));
        assert!(found.lines().any(|it| it.starts_with(&place) && it.contains(words)), "{words}\n{found}");
    }
    assert_eq!(found.matches("H614").count(), 5, "{found}");
    let text = project.run(&["check"]).exits(0).stdout;
    assert!(text.contains("did you mean `POL-007`?") && text.contains("did you mean `glossary.html`?"), "{text}");
}

#[test]
fn an_old_address_of_something_hidden_is_not_told() {
    let project = with_html("[output.html.redirect]\n\"old/hush.html\" = \"POL-007\"\n");
    project
        .write("book.toml", project.read("book.toml") + "[[site]]\nname = \"public\"\nclassification = \"public\"\n");
    project.run(&["build", "--site", "public"]).exits(0);
    assert!(!project.tree("book").keys().any(|it| it.contains("hush")));
}

/// A document with a history, for an audience, that is reviewed.
const REVIEWED: &str = "\
//- policies/desk.md
---
id: POL-008
title: \"Desk; clear, & screen\"
type: policy
version: \"1.1\"
status: approved
language: en
owner: role:ciso
authors: [role:ciso]
approver: role:ceo
approved_by: person:jonas-veldt
approved_on: 2026-02-01
approval_ref: minutes of 1 February 2026
effective_from: 2026-02-02
last_reviewed: 2026-02-01
review_interval: 12 months
classification: internal
audience: [all-staff]
scope: All desks.
controls: [A.7.7]
roles: [role:ciso]
history:
  - {version: \"1.0\", date: 2025-02-01, author: role:ciso, kind: major, summary: First edition}
  - {version: \"1.1\", date: 2026-02-01, author: role:ciso, kind: minor, summary: Screens too & \"<desks>\"}
---

## Duties

The information security lead must walk round once a month.
";

#[test]
fn reviews_are_a_calendar_that_other_programs_read() {
    let project = Project::small(&format!("{POLICY}{REVIEWED}"));
    project.run(&["build", "--draft"]).exits(0);
    let site = project.tree("book");
    let calendar = text(&site, "reviews.ics");
    assert!(calendar.lines().count() > 10 && calendar.split("\r\n").all(|it| it.len() <= 75 && !it.contains('\n')));
    let read: icalendar::Calendar = calendar.parse().expect("others read it");
    assert_eq!(read.components.len(), 1, "only what has a review: {calendar}");
    let property = |name: &str| {
        use icalendar::Component as _;
        read.components[0].as_event().and_then(|it| it.property_value(name)).map(str::to_owned)
    };
    assert_eq!(property("UID").as_deref(), Some("review-pol-008@example-ltd.ismsbook"));
    assert_eq!(property("DTSTART").as_deref(), Some("20270201"));
    assert_eq!(property("DTSTAMP").as_deref(), Some("20261121T000000Z"), "the day is told, never looked up");
    assert_eq!(
        property("SUMMARY").map(|it| it.replace('\\', "")).as_deref(),
        Some("Review POL-008 Desk; clear, & screen")
    );
}

#[test]
fn changes_are_feeds_that_other_programs_read() {
    let project = Project::small(&format!("{POLICY}{REVIEWED}"));
    project.run(&["build", "--draft"]).exits(0);
    let site = project.tree("book");
    for name in ["feed.xml", "feeds/all-staff.xml"] {
        let feed = atom_syndication::Feed::read_from(site[name].as_slice()).expect("others read it");
        let titles: Vec<_> = feed.entries().iter().map(|it| it.title().as_str().to_owned()).collect();
        let desk = "POL-008 Desk; clear, &amp; screen, version ";
        let plain: Vec<_> = titles.iter().map(|it| it.replace(" & ", " &amp; ")).collect();
        assert_eq!(plain, [format!("{desk}1.1"), format!("{desk}1.0")], "{name}");
        assert_eq!(feed.entries()[0].id(), "tag:handbook.invalid,2026-02-01:pol-008/1.1-minor");
        assert_eq!(feed.updated().to_rfc3339(), "2026-02-01T00:00:00+00:00");
        let href = feed.entries()[0].links()[0].href();
        assert!(href.ends_with("documents/pol-008.html") && !href.starts_with('/'), "{href}");
    }
    let page = text(&site, "changes.html");
    assert!(
        page.contains("Screens too &amp; &quot;&lt;desks&gt;&quot;") && page.contains("feeds/all-staff.xml"),
        "{page}"
    );
}

#[test]
fn programs_find_documents_controls_and_duties() {
    let project = Project::small(&format!("{POLICY}{REVIEWED}"));
    project.run(&["build", "--draft"]).exits(0);
    let site = project.tree("book");
    let documents = json(&site, "api/documents.json");
    assert_eq!((&documents["version"], &documents["today"]), (&1.into(), &"2026-11-21".into()));
    let desk = &documents["documents"][1];
    assert_eq!(desk["id"], "POL-008");
    assert_eq!((&desk["state"], &desk["next_review"]), (&"in-force".into(), &"2027-02-01".into()));
    assert_eq!(desk["controls"][0], "A.7.7");
    let controls = json(&site, "api/controls.json");
    let clear = controls["controls"].as_array().expect("a list").iter().find(|it| it["id"] == "A.7.7").expect("there");
    assert_eq!(clear["documents"][0], "POL-008");
    let duties = json(&site, "api/duties.json");
    let lead = duties["roles"].as_array().expect("a list").iter().find(|it| it["id"] == "ciso").expect("there");
    let sentences: Vec<_> = lead["duties"].as_array().expect("a list").iter().map(|it| &it["sentence"]).collect();
    assert!(
        sentences.contains(&&"The information security lead must walk round once a month.".into()),
        "{sentences:?}"
    );
    let coverage = json(&site, "api/coverage.json");
    assert_eq!(coverage["themes"].as_array().map(Vec::len), Some(4));
    assert_eq!(json(&site, "api/risks.json")["risks"], Value::Array(Vec::new()));
}

#[test]
fn registers_are_tables_for_spreadsheets_and_no_cell_is_a_formula() {
    let risks =
        "//- registers/risks.yaml\nrisks:\n  - {id: RISK-001, title: '=HYPERLINK(\"x\"),y', owner: role:ciso}\n";
    let roles = "//- registers/more.yaml\nterms:\n  - {term: '@sum', definition: '-1 or \"two\"'}\n";
    let project = Project::small(&format!("{POLICY}{risks}{roles}"));
    project.run(&["build", "--draft"]).exits(0);
    let site = project.tree("book");
    let table = text(&site, "data/risks.csv");
    assert!(table.starts_with("Risk,Owner,Before,After,"), "{table}");
    assert!(table.contains("\r\n\"RISK-001 =HYPERLINK(\"\"x\"\"),y\",Information security lead,"), "{table}");
    assert_eq!(text(&site, "data/terms.csv"), "Term,Abbreviation,Definition\r\n'@sum,,\"'-1 or \"\"two\"\"\"\r\n");
    assert!(text(&site, "risks/index.html").contains("href=\"../data/risks.csv\""));
}

#[test]
fn what_a_site_hides_has_no_file_for_programs() {
    let project = Project::small(&format!("{POLICY}{REVIEWED}"));
    project
        .write("book.toml", project.read("book.toml") + "[[site]]\nname = \"public\"\nclassification = \"public\"\n");
    project.run(&["build", "--site", "public", "--draft"]).exits(0);
    let site = project.tree("book");
    for (name, bytes) in &site {
        let words = String::from_utf8_lossy(bytes).to_lowercase();
        assert!(!words.contains("pol-008") && !words.contains("screens too"), "{name}");
    }
    for name in ["api/risks.json", "api/coverage.json", "data/risks.csv", "feeds/all-staff.xml"] {
        assert!(!site.contains_key(name), "{name}");
    }
}

#[test]
fn the_year_of_reviews_shows_what_is_overdue_first() {
    let late =
        REVIEWED.replace("desk.md", "late.md").replace("POL-008", "POL-009").replace("Desk; clear, & screen", "Late");
    let late = late.replace("last_reviewed: 2026-02-01", "last_reviewed: 2025-10-01");
    let project = Project::small(&format!("{POLICY}{REVIEWED}{late}"));
    project.run(&["build", "--draft"]).exits(0);
    let page = text(&project.tree("book"), "reviews.html").into_owned();
    let drawing = page.split("<svg class=\"year\"").nth(1).and_then(|it| it.split("</svg>").next()).expect("a picture");
    assert_eq!(drawing.matches("<circle class=\"late\"").count(), 1, "{drawing}");
    assert!(drawing.contains("<title>POL-008 Desk; clear, &amp; screen: 1 February 2027</title>"), "{drawing}");
    assert!(drawing.contains("November 2026") && drawing.contains("October 2027") && !drawing.contains("style="));
    let table = page.split("<tbody>").nth(1).expect("a table");
    assert!(table.find("POL-009").expect("the late one") < table.find("POL-008").expect("the other one"));
    assert!(page.contains("data-next-review=\"2026-10-01\"") && page.contains("51 days overdue"), "{table}");
}
