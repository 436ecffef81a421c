//! Pages that answer for the whole handbook: what is allowed although a rule says otherwise, and what traces to what.

use super::project::{POLICY, Project, Tree};

fn page(site: &Tree, name: &str) -> String {
    let bytes = site.get(name).unwrap_or_else(|| panic!("{name} is not there: {:?}", site.keys()));
    String::from_utf8_lossy(bytes).into_owned()
}

fn permission(rule: &str, reason: &str) -> String {
    format!("<!-- ismsbook: allow({rule}, until=2027-01-31, by=role:ciso, reason=\"{reason}\") -->\n")
}

/// A policy with two silenced findings, one beside what looks like a password, and one in a document that is restricted.
fn with_silences() -> Project {
    let public = POLICY.replace("classification: internal", "classification: public");
    let leak = permission("secret-in-text", "The demo account; password: summer2026, reset every night");
    let secret = format!("{public}\n{leak}Log in with password: summer2026 to try it.\n");
    let hidden =
        POLICY.replace("access.md", "hidden.md").replace("POL-007", "POL-008").replace("Access control", "Hush");
    let skipped = permission("heading-skipped", "Hushreason of the generator");
    let hidden = hidden.replace("## Duties", &format!("{skipped}#### Duties"));
    let exceptions = "//- registers/exceptions.yaml\nexceptions:\n  - id: EXC-001\n    title: Hushexception\n    \
                      document: POL-008\n    reason: Hushgrant\n    owner: role:ciso\n    approver: role:ceo\n    \
                      granted_on: 2026-01-10\n    expires: 2026-12-01\n";
    let project = Project::small(&format!("{secret}{hidden}{exceptions}"));
    let settings = project.read("book.toml").replace(
        "[isms]\n",
        "[[site]]\nname = \"public\"\nclassification = \"public\"\n[isms]\nclassifications = [\"public\", \"internal\"]\n",
    );
    project.write("book.toml", settings);
    project
}

#[test]
fn exceptions_and_silenced_findings_stand_on_one_page_without_secrets() {
    let project = with_silences();
    project.run(&["build"]).exits(0);
    let site = project.tree("book");
    let shown = page(&site, "exceptions.html");
    for words in ["EXC-001", "Hushgrant", "Ends soon", "heading-skipped", "Hushreason of the generator", "H602"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert!(shown.contains("data-expires=\"2027-01-31\"") && shown.contains("Information security lead"), "{shown}");
    assert!(shown.contains("heading <code>Duties</code> jumps from level"), "{shown}");
    assert!(!shown.contains("summer2026") && shown.contains("password: **********"), "{shown}");
    assert!(page(&site, "index.html").contains("href=\"exceptions.html\""));
    project.run(&["verify", "book"]).exits(0);
}

#[test]
fn a_limited_site_tells_only_what_its_own_documents_say_of_themselves() {
    let project = with_silences();
    project.run(&["build", "--site", "public"]).exits(0);
    let site = project.tree("book");
    let shown = page(&site, "exceptions.html");
    assert!(shown.contains("secret-in-text") && shown.contains("The demo account"), "{shown}");
    for (name, bytes) in &site {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        assert!(!text.contains("hush") && !text.contains("exc-001") && !text.contains("heading-skipped"), "{name}");
    }
}

#[test]
fn no_report_holds_a_secret_that_is_silenced() {
    let project = with_silences();
    let report = project.run(&["check", "--format", "json", "--exit-zero"]).exits(0);
    assert!(report.stdout.contains("The demo account; password: **********"), "{}", report.stdout);
    assert!(!report.stdout.contains("summer2026"), "{}", report.stdout);
}

#[test]
fn the_matrix_follows_controls_risks_and_obligations_and_marks_where_the_thread_is_cut() {
    let more = "\
//- controls/applicability.yaml
applicability:
  - control: A.5.15
    applicable: yes
    reasons: [{risk: [RISK-001]}]
    status: implemented
    how: By policy.
    owner: role:ciso
  - control: A.5.16
    applicable: yes
    reasons: [{business: We need it}]
    status: planned
    due: 2027-01-01
    how: By policy.
    owner: role:ciso
//- registers/risks.yaml
risks:
  - {id: RISK-001, title: Stolen account, owner: role:ciso, treatment: modify, controls: [A.5.15], inherent: {likelihood: 2, impact: 2}, residual: {likelihood: 1, impact: 2}}
  - {id: RISK-002, title: Lost laptop, owner: role:ciso, treatment: modify, inherent: {likelihood: 2, impact: 2}, residual: {likelihood: 1, impact: 2}}
//- registers/obligations.yaml
obligations:
  - {id: OBL-001, title: Law, owner: role:ciso}
";
    let project = Project::small(&format!("{POLICY}{more}"));
    project.run(&["build", "--draft"]).exits(0);
    let site = project.tree("book");
    let controls = page(&site, "data/traceability-controls.csv");
    assert!(controls.contains("A.5.15 Access control,Applies,RISK-001,,POL-007,,\r\n"), "{controls}");
    assert!(controls.contains("A.5.16 Identity management,Applies,,,,,No document\r\n"), "{controls}");
    let risks = page(&site, "data/traceability-risks.csv");
    assert!(risks.contains("RISK-001 Stolen account,4 low,2 low,A.5.15,POL-007,\r\n"), "{risks}");
    assert!(risks.contains("RISK-002 Lost laptop,4 low,2 low,,,No control\r\n"), "{risks}");
    let obligations = page(&site, "data/traceability-obligations.csv");
    assert!(obligations.contains("OBL-001 Law,,,No document and no control\r\n"), "{obligations}");
    let matrix = page(&site, "traceability.html");
    assert!(matrix.contains("data-risk-gap=\"No control\"") && matrix.contains("obligations with a gap"), "{matrix}");
    let home = page(&site, "index.html");
    assert!(home.contains("<span class=\"words\">") && home.contains("1 of 93 controls with a document"), "{home}");
    assert!(home.contains("href=\"risks/index.html#before-2-2\" aria-label=\"2 risks:"), "{home}");
    assert!(home.contains("href=\"coverage.html#_themes\"") && home.contains("id=\"_year-title\""), "{home}");
    let coverage = page(&site, "coverage.html");
    assert!(coverage.contains("<dt>No document and no control</dt>"), "{coverage}");
}

#[test]
fn a_line_of_the_matrix_does_not_grow_with_the_handbook() {
    let risks = "\
//- registers/risks.yaml
risks:
  - {id: RISK-001, title: Stolen account, owner: role:ciso, treatment: modify, controls: [A.5.15], inherent: {likelihood: 2, impact: 2}, residual: {likelihood: 1, impact: 2}}
";
    let guides = (1..=30).map(|number| {
        let treats = if number == 30 { "risks: [RISK-001]\n" } else { "" };
        format!(
            "//- policies/p{number}.md\n---\nid: GDL-{number:03}\ntitle: Guide {number}\ntype: guideline\nversion: \"1.0\"\nstatus: draft\nowner: role:ciso\nclassification: internal\ncontrols: [A.5.15]\n{treats}---\n\n# Guide {number}\n\nWords.\n"
        )
    });
    let files = guides.fold(risks.to_owned(), |files, guide| files + &guide);
    let project = Project::small(&files);
    project.run(&["build", "--draft"]).exits(0);
    let site = project.tree("book");
    let risks = page(&site, "data/traceability-risks.csv");
    let line = risks.lines().find(|it| it.starts_with("RISK-001")).expect("the risk has a line");
    assert!(line.contains("GDL-030; GDL-001; GDL-002"), "{line}");
    assert!(line.contains("GDL-011") && !line.contains("GDL-012"), "{line}");
    assert!(line.contains("and 18 more documents"), "{line}");
    let matrix = page(&site, "traceability.html");
    assert!(matrix.contains("and 18 more documents"), "{matrix}");
}

#[test]
fn a_site_without_the_statement_has_no_matrix() {
    let project = with_silences();
    project.run(&["build", "--site", "public"]).exits(0);
    let site = project.tree("book");
    assert!(!site.keys().any(|it| it.contains("traceability")), "{:?}", site.keys());
    assert!(!page(&site, "index.html").contains("traceability"));
}

/// A handbook whose two documents have headings and notes of the same words.
fn book() -> Project {
    let body = "\n\nSee[^a] [[POL-008#scope]] and [above](#scope).\n\n[^a]: A note.\n";
    let first = format!("{POLICY}{body}").replace("POL-008", "POL-007");
    let other = format!("{POLICY}{body}").replace("access.md", "other.md").replace("id: POL-007", "id: POL-008");
    Project::small(&format!("{first}{other}"))
}

#[test]
fn the_whole_book_has_every_document_with_anchors_of_its_own() {
    let project = book();
    project.run(&["build", "--draft"]).exits(0);
    let site = project.tree("book");
    let shown = page(&site, "print.html");
    for id in ["pol-007", "pol-008"] {
        assert!(shown.contains(&format!("<article class=\"sheet book-document\" id=\"{id}\">")), "{shown}");
        for anchor in ["scope", "_note-1", "_mark-1-1"] {
            assert_eq!(shown.matches(&format!("id=\"{id}--{anchor}\"")).count(), 1, "{id} {anchor}: {shown}");
        }
    }
    assert!(shown.contains("href=\"#pol-008--scope\"") && shown.contains("href=\"#pol-007--scope\""), "{shown}");
    assert!(
        shown.contains("aria-hidden=\"true\">POL-008 · Access control policy · version 1.0 · Draft · Internal</p>")
    );
    assert!(page(&site, "index.html").contains("href=\"print.html\""));
}

#[test]
fn a_section_of_the_book_holds_the_sections_below_it() {
    let file = |place: &str, id: &str| POLICY.replace("access.md", place).replace("POL-007", id);
    let files = [file("a/one.md", "POL-001"), file("a/b/c/two.md", "POL-002"), file("a/d/three.md", "POL-003")];
    let project = Project::small(&format!("{}{}//- policies/a/e/README.md\n# Nothing yet\n", POLICY, files.concat()));
    project.run(&["build", "--draft"]).exits(0);
    let site = project.tree("book");
    let book = page(&site, "print.html");
    let marks: Vec<&str> = book
        .lines()
        .filter_map(|line| {
            if let Some((_, after)) = line.split_once("<div class=\"book-section\" id=\"_section-") {
                return after.split('"').next();
            }
            let (_, title) = line.split_once("<h2 class=\"book-title\">").unwrap_or_default();
            let (_, document) = line.split_once("book-document\" id=\"").unwrap_or_default();
            title.split('<').chain(document.split('"')).find(|it| !it.is_empty())
        })
        .collect();
    let wanted = ["index", "pol-007", "a", "pol-001", "A", "a-b", "a-b-c", "pol-002", "B", "C", "a-d", "pol-003", "D"];
    assert_eq!(marks, wanted, "{book}");
    // A section ends after those below it.
    let (_, of_a) = book.split_once("id=\"_section-a\"").expect("the section");
    let ends = of_a.split("<footer").next().unwrap_or_default();
    let opened = ends.matches("<div").count();
    assert_eq!(ends.matches("</div>").count(), opened + 3 + 1, "{ends}");
    for (name, has_paper) in [("a", true), ("a-b", true), ("a-e", false)] {
        let shown = page(&site, &format!("sections/{name}.html"));
        assert_eq!(shown.contains(&format!("print.html#_section-{name}\"")), has_paper, "{shown}");
    }
}

#[test]
fn the_whole_book_is_left_out_where_the_settings_say_so() {
    let project = book();
    project.write("book.toml", format!("{}\n[output.html.print]\nenable = false\n", project.read("book.toml")));
    project.run(&["build", "--draft"]).exits(0);
    let site = project.tree("book");
    assert!(!site.contains_key("print.html") && !page(&site, "index.html").contains("print.html"));
}
