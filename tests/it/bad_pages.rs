//! Odd documents on the site: each looks decent or is a finding, and nothing breaks out of its place.

use super::html::tags;
use super::project::{POLICY, Project, Tree};

fn policy() -> &'static str {
    POLICY.strip_prefix("//- policies/access.md\n").expect("the file begins with its name")
}

/// The site of the small handbook with this document, whatever its faults.
fn site_with(name: &str, document: &str) -> (Project, Tree) {
    let project = Project::small("").with(name, document);
    project.run(&["build", "--draft"]).exits(0);
    let site = project.tree("book");
    (project, site)
}

fn page(site: &Tree, name: &str) -> String {
    String::from_utf8_lossy(site.get(name).unwrap_or_else(|| panic!("{name}: {:?}", site.keys()))).into_owned()
}

#[test]
fn a_title_of_10_000_characters_stays_in_its_place() {
    let title = "Endless ".repeat(1_250);
    let document = policy().replace("Access control policy", title.trim());
    let (project, site) = site_with("policies/access.md", &document);
    let own = page(&site, "documents/pol-007.html");
    assert!(own.contains(title.trim()) && own.contains("Endless Endless… – "), "whole on its page, not in its window");
    // Everywhere else a line of it says enough; programs, print and what is approved get all of it.
    let is_whole = |name: &str| ["api/", "data/", "manifest.json", "print.html"].iter().any(|it| name.starts_with(it));
    let cut = &title[..400];
    for (name, bytes) in site.iter().filter(|(name, _)| !is_whole(name) && *name != "documents/pol-007.html") {
        assert!(!String::from_utf8_lossy(bytes).contains(cut), "{name}");
    }
    let list = page(&site, "documents/index.html");
    assert!(list.contains("Endless Endless…</a>"), "{list}");
    let report = project.check();
    assert!(report.brief().iter().all(|it| !it.contains("cannot")), "{:?}", report.brief());
    // The address is made from the id, so a long title makes no long name of a file.
    assert!(site.keys().all(|name| name.len() < 120), "{:?}", site.keys());
}

#[test]
fn a_document_without_an_id_and_with_a_long_name_has_a_short_address() {
    let name = format!("policies/{}.md", "long-".repeat(40));
    let (_, site) = site_with(&name, &policy().replace("id: POL-007\n", ""));
    assert!(site.keys().all(|name| name.len() < 160), "{:?}", site.keys());
}

#[test]
fn a_page_is_read_in_the_direction_of_its_language() {
    let document = policy().replace("language: en", "language: he");
    let (project, site) = site_with("policies/access.md", &document);
    let shown = page(&site, "documents/pol-007.html");
    assert!(shown.contains("<html lang=\"en\" dir=\"ltr\""), "{shown}");
    assert!(shown.contains("<div class=\"text\" lang=\"he\" dir=\"rtl\">"), "{shown}");
    assert!(page(&site, "print.html").contains("<div class=\"text\" lang=\"he\" dir=\"rtl\">"));
    assert!(page(&site, "history/pol-007.html").contains("<span lang=\"he\" dir=\"rtl\">"));
    let title = "<span lang=\"he\" dir=\"rtl\">Access control policy</span></a>";
    for name in ["documents/index.html", "lists/titles.html", "documents/pol-007.html", "index.html", "reviews.html"] {
        assert!(!page(&site, name).contains("Access control policy</a>"), "{name}");
    }
    assert!(page(&site, "documents/index.html").contains(title) && page(&site, "lists/titles.html").contains(title));
    let settings = project.read("book.toml");
    project.write("book.toml", settings.replace("[book]\n", "[book]\nlanguage = \"fa\"\n"));
    project.write("policies/access.md", policy());
    project.run(&["build", "--draft"]).exits(0);
    let shown = project.read("book/documents/pol-007.html");
    assert!(shown.contains("<html lang=\"fa\" dir=\"rtl\""), "{shown}");
    assert!(shown.contains("<div class=\"text\" lang=\"en\" dir=\"ltr\">"), "{shown}");
    project.write("book.toml", settings.replace("[book]\n", "[book]\nlanguage = \"fa\"\ntext-direction = \"ltr\"\n"));
    project.run(&["build", "--draft"]).exits(0);
    assert!(project.read("book/index.html").contains("<html lang=\"fa\" dir=\"ltr\""));
}

#[test]
fn text_from_right_to_left_keeps_its_language_and_its_letters() {
    let document = policy()
        .replace("title: Access control policy", "title: سياسة التحكم في الوصول")
        .replace("This policy covers every account.", "تشمل هذه السياسة كل حساب، see POL-007.");
    let (_, site) = site_with("policies/access.md", &document);
    let shown = page(&site, "documents/pol-007.html");
    assert!(shown.contains("سياسة التحكم في الوصول") && shown.contains("تشمل هذه السياسة كل حساب"), "{shown}");
    let project = Project::small("").with("policies/access.md", &document);
    project.write(
        "book.toml",
        project.read("book.toml").replace("[book]\n", "[book]\nlanguage = \"ar\"\ntext-direction = \"rtl\"\n"),
    );
    project.run(&["build", "--draft"]).exits(0);
    assert!(project.read("book/documents/pol-007.html").contains("<html lang=\"ar\" dir=\"rtl\""));
}

#[test]
fn a_table_of_200_columns_scrolls_in_its_own_box() {
    let row = |cell: &str| format!("|{}\n", format!(" {cell} |").repeat(200));
    let document = format!("{}\n{}{}{}", policy(), row("head"), row("---"), row("cell"));
    let (_, site) = site_with("policies/access.md", &document);
    let shown = page(&site, "documents/pol-007.html");
    let at = shown.find("<th scope=\"col\">head").expect("the table is there");
    let before = &shown[..at];
    assert!(before.rfind("class=\"scroll\"") > before.rfind("</section>"), "{before}");
    assert_eq!(shown.matches("<td>cell</td>").count(), 200);
}

#[test]
fn a_document_without_headings_is_shown_without_contents() {
    let (body, _) = policy().split_once("\n## Scope").expect("a heading");
    let (_, site) = site_with("policies/access.md", &format!("{body}\nOne sentence, no heading.\n"));
    let shown = page(&site, "documents/pol-007.html");
    assert!(shown.contains("One sentence, no heading.") && !shown.contains("On this page"), "{shown}");
}

#[test]
fn names_that_differ_only_in_case_get_pages_of_their_own() {
    let project = Project::small("")
        .with("policies/access.md", policy().replace("id: POL-007\n", ""))
        .with("policies/Access.md", policy().replace("id: POL-007\n", "").replace("every account", "every Account"));
    project.run(&["build", "--draft"]).exits(0);
    let names: Vec<String> = project.tree("book").into_keys().filter(|it| it.starts_with("documents/")).collect();
    let mut lower: Vec<String> = names.iter().map(|it| it.to_lowercase()).collect();
    lower.sort();
    lower.dedup();
    assert_eq!((lower.len(), names.len()), (3, 3), "{names:?}");
}

#[test]
fn an_id_with_a_slash_leads_out_of_no_folder_and_is_found() {
    let document = policy().replace("id: POL-007", "id: ../../POL/007");
    let project = Project::small("").with("policies/access.md", &document);
    project.run(&["build", "--draft"]).exits(0);
    let site = project.tree("book");
    let documents: Vec<&String> = site.keys().filter(|it| it.starts_with("documents/")).collect();
    assert_eq!(documents.len(), 2, "{documents:?}");
    assert!(site.keys().all(|it| !it.contains("..") && it.matches('/').count() <= 2), "{:?}", site.keys());
    let brief = project.check().brief();
    assert!(brief.iter().any(|it| it.contains("D003")), "{brief:?}");
}

#[test]
fn a_picture_that_is_not_there_is_found_and_shown_by_its_words() {
    let document = format!("{}\n![The gate](gate.png)\n", policy());
    let (project, site) = site_with("policies/access.md", &document);
    let shown = page(&site, "documents/pol-007.html");
    assert!(shown.contains("<span class=\"picture\">The gate</span>") && !shown.contains("gate.png"), "{shown}");
    let brief = project.check().brief();
    assert!(brief.iter().any(|it| it.contains("gate.png")), "{brief:?}");
}

#[test]
fn a_drawing_with_a_script_is_shown_as_a_picture_only() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"><script>alert(2)</script></svg>";
    let document = format!("{}\n![The gate](gate.svg)\n\n{svg}\n", policy());
    let project = Project::small("").with("policies/access.md", &document).with("policies/gate.svg", svg);
    project.run(&["build", "--draft"]).exits(0);
    let site = project.tree("book");
    let shown = page(&site, "documents/pol-007.html");
    let found = tags(&shown);
    let scripts = found.iter().filter(|it| it.name == "script" && it.attribute("src").is_none());
    assert_eq!(scripts.count(), 0, "{shown}");
    assert!(found.iter().all(|it| it.attribute("onload").is_none()), "{shown}");
    // A browser runs no script of a drawing that is shown by `img`.
    assert!(shown.contains("<img loading=\"lazy\" src=\"../files/policies/gate.svg\" alt=\"The gate\">"), "{shown}");
    let links =
        found.iter().filter(|it| it.name == "a" && it.attribute("href").is_some_and(|it| it.contains("gate.svg")));
    assert_eq!(links.count(), 0, "{shown}");
}
