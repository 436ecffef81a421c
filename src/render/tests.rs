//! Whole small sites: what every page keeps to, and what no page may show.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Page, Plan, Publication, Renderer};
use crate::approval::{self, Inputs, Judged};
use crate::config::{self, Config, RawHtml, Site};
use crate::link::{Linked, link};
use crate::source::{Sources, fixture};
use crate::text::{Date, FileId, Span, Spanned};

/// A handbook with something of everything.
const HANDBOOK: &str = r#"//- policies/README.md
# Welcome

Read [[POL-001]].
//- policies/10-rules/README.md
# Rules

See [[POL-001]] and [the secret one](pol-002.md).
//- policies/10-rules/pol-001.md
---
id: POL-001
title: Main <script>alert(1)</script> policy
type: policy
version: "1.0"
status: approved
summary: What {{ organization }} asks & why.
owner: role:ciso
approver: role:ciso
approved_on: 2026-02-01
effective_from: 2026-02-02
review_interval: 12 months
last_reviewed: 2026-02-01
classification: public
controls: [A.5.1]
risks: [RISK-001]
roles: [role:ciso]
history:
  - {version: "1.0", date: 2026-02-01, author: role:ciso, kind: major, summary: First edition}
---
# Main \<script>alert(1)\</script> policy

## Scope

The CISO must lock the door of {{ organization }}, `not {{ organization }}`, and keep an audit.
A note[^one], the same[^one] and another[^two]; see A.5.1, RISK-001 and the audit.

[^one]: First *note*.
[^two]: Second note.

[out](../../../etc/passwd) [run](javascript:alert(2)) [web](https://example.com/?a=1&b=2) [[POL-002]] [named](pol-002.md)
<b onclick="alert(3)">raw</b>

| Head | Number |
|---|--:|
| a\|b | 1 |

- [x] done
- [ ] open

> [!WARNING]
> Mind this.

```yaml
{{ organization }}: <tag>
```

![A plan](plan.png) ![From elsewhere](https://example.com/x.png)
//- policies/10-rules/plan.png
x
//- policies/10-rules/hush.png
x
//- policies/20-quiet/README.md
# Hushquiet section
//- policies/20-quiet/pol-002.md
---
id: POL-002
title: Hushsecret policy
type: policy
version: "1.0"
status: approved
owner: role:ciso
classification: confidential
parent: POL-001
controls: [A.5.1]
history:
  - {version: "1.0", date: 2026-03-01, kind: major, summary: Hushsummary}
---
Hushbody ![hush](../10-rules/hush.png) [[POL-001]]
//- policies/10-rules/reg-001.md
---
id: REG-001
title: Hushregister
type: register
classification: confidential
register: risks
---
Hushrisks
//- registers/all.yaml
roles:
  - id: ciso
    title: Security lead (CISO)
    held_by: [person:ann]
people:
  - id: ann
    title: Ann Hushname
    email: ann@example.com
risks:
  - id: RISK-001
    title: Hushrisk title
    owner: role:ciso
    inherent: {likelihood: 4, impact: 4}
    residual: {likelihood: 2, impact: 2}
    treatment: modify
    controls: [A.5.1]
    actions:
      - {id: ACT-001, title: Hushaction, owner: role:ciso, due: 2026-01-01, status: open}
terms:
  - term: Audit
    definition: A <planned> look.
    see: [POL-002]
assets:
  - {id: AST-001, title: Hushasset, owner: role:ciso}
//- controls/applicability.yaml
applicability:
  - control: A.5.1
    applicable: yes
    reasons:
      - risk: [RISK-001]
    status: implemented
    how: Hushhow
    owner: role:ciso
"#;

fn handbook(text: &str) -> (Sources, Config, Linked) {
    let sources = fixture(text);
    let config = match crate::source::fixture_settings(text) {
        Some(settings) => config::read(FileId::new(0), &settings).0,
        None => Config::default(),
    };
    let linked = link(&sources, &config);
    (sources, config, linked)
}

fn today() -> Date {
    Date::new(2026, 11, 21).expect("a day")
}

fn judged((sources, config, linked): &(Sources, Config, Linked)) -> Judged {
    let inputs = Inputs { handbook: &linked.handbook, config, sources, today: today(), base: None };
    approval::judge(&inputs)
}

fn limited() -> Site {
    let word = |text: &str| Spanned::new(text.to_owned(), Span::default());
    Site { name: word("public"), audience: None, classification: Some(word("public")), address: None }
}

/// All pages of a site by path.
fn build(
    project: &(Sources, Config, Linked),
    site: Option<&Site>,
    overrides: &BTreeMap<String, String>,
) -> (Plan, BTreeMap<String, String>) {
    let (sources, config, linked) = project;
    let judged = judged(project);
    let cx = Context {
        handbook: &linked.handbook,
        config,
        texts: &sources.texts,
        judged: &judged,
        excused: &[],
        today: today(),
        site,
        publication: Publication::Final,
        revision: None,
        past: super::Past::default(),
    };
    let plan = super::plan(&cx);
    let renderer = Renderer::new(cx, overrides).expect("the theme is whole");
    let page = |page: &Page| {
        let bytes = renderer.render(page).expect("the page is whole");
        (page.path.clone(), String::from_utf8(bytes).expect("pages are UTF-8"))
    };
    assert_eq!(plan, renderer.plan());
    let pages = plan.pages.iter().map(page).collect();
    (plan, pages)
}

fn whole() -> BTreeMap<String, String> {
    build(&handbook(HANDBOOK), None, &BTreeMap::new()).1
}

fn attributes<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    let pattern = format!(" {name}=\"");
    page.match_indices(&pattern)
        .map(|(at, _)| page[at + pattern.len()..].split('"').next().unwrap_or_default())
        .collect()
}

#[test]
fn what_is_written_never_becomes_markup() {
    for (path, page) in whole() {
        assert!(!page.contains("<script>"), "{path}");
        assert!(!page.contains("onclick=\"alert"), "{path}");
        assert!(!page.contains("<planned>") && !page.contains("<tag>"), "{path}");
    }
}

#[test]
fn every_page_forbids_what_it_does_not_need_and_has_none_of_it() {
    for (path, page) in whole() {
        assert!(page.contains("content=\"default-src 'none'; style-src 'self'; script-src 'self';"), "{path}");
        assert!(attributes(&page, "style").is_empty() && !page.contains("<style"), "{path}");
        for script in page.split("<script").skip(1) {
            assert!(script.starts_with(" src=\""), "{path}");
        }
        for handler in ["onclick", "onload", "onerror", "onchange"] {
            assert!(attributes(&page, handler).is_empty(), "{path}");
        }
        assert_eq!(page.matches("<h1").count(), 1, "{path}");
        assert!(page.contains("<html lang=\"en\"") && page.contains("name=\"viewport\""), "{path}");
        let skip = page.find("class=\"skip\"").expect("a way past the navigation");
        assert!(!page[..skip].contains("href=\"#") && page[..skip].matches("<a ").count() == 1, "{path}");
    }
}

#[test]
fn ids_are_unique_on_a_page() {
    for (path, page) in whole() {
        let ids = attributes(&page, "id");
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{path}: {ids:?}");
    }
}

#[test]
fn every_address_leads_to_a_page_or_a_file_of_the_site() {
    let (plan, pages) = build(&handbook(HANDBOOK), None, &BTreeMap::new());
    let files = plan.attachments.iter().map(|it| it.path.clone()).chain(plan.files.iter().map(|it| it.path.clone()));
    let files: BTreeSet<String> = files.collect();
    for (path, page) in pages.iter().filter(|(path, _)| *path != "404.html") {
        let here = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for link in attributes(page, "href").into_iter().chain(attributes(page, "src")) {
            if link.starts_with("https://example.com/") || link.starts_with("mailto:") {
                continue;
            }
            let (link, anchor) = link.split_once('#').map_or((link, None), |(link, anchor)| (link, Some(anchor)));
            let link = link.split('?').next().unwrap_or_default();
            let target = match link.strip_prefix("../") {
                _ if link.is_empty() => path.clone(),
                Some(rest) => rest.to_owned(),
                None if here.is_empty() => link.to_owned(),
                None => format!("{here}/{link}"),
            };
            let is_known = pages.contains_key(&target) || files.contains(&target) || target.starts_with("theme/");
            assert!(is_known, "{path}: {link}");
            if let (Some(anchor), Some(page)) = (anchor, pages.get(&target)) {
                assert!(attributes(page, "id").contains(&anchor), "{path}: {target}#{anchor}");
            }
        }
    }
}

#[test]
fn a_body_keeps_code_words_and_links_apart() {
    let pages = whole();
    let page = &pages["documents/pol-001.html"];
    let text = page.split("class=\"text\"").nth(1).expect("the text");
    assert!(text.contains("the door of Our organization, <code>not {{ organization }}</code>"), "{text}");
    assert!(text.contains("{{ organization }}: &lt;tag&gt;"), "{text}");
    assert!(!page.contains("passwd") && !page.contains("javascript:"), "{page}");
    assert!(text.contains("href=\"https://example.com/?a=1&amp;b=2\""), "{text}");
    assert!(text.contains("<span class=\"id\">POL-002</span> Hushsecret policy</a>"), "{text}");
    assert!(text.contains("&lt;b onclick=&quot;alert(3)&quot;&gt;"), "{text}");
    assert!(text.contains("src=\"../files/policies/10-rules/plan.png\" alt=\"A plan\""), "{text}");
    assert!(!text.contains("example.com/x.png"), "{text}");
    assert!(text.contains("<th scope=\"col\" class=\"end\">Number</th>") && text.contains(">a|b</td>"), "{text}");
    assert_eq!(text.matches("class=\"term\"").count(), 1, "{text}");
    assert!(text.contains("data-definition=\"A &lt;planned&gt; look.\""), "{text}");
    assert_eq!(text.matches("<h2 id=\"scope\"").count(), 1, "the title is not shown twice");
    assert!(text.contains("id=\"_mark-1-2\"") && text.contains("id=\"_note-2\""), "{text}");
}

#[test]
fn a_role_finds_its_duties_and_a_register_its_entries() {
    let pages = whole();
    assert!(pages["roles/ciso.html"].contains("The CISO must lock the door of Our organization"));
    assert!(pages["risks/risk-001.html"].contains("likelihood 4 (likely) × impact 4 (severe) = 16"));
    assert!(pages["documents/reg-001.html"].contains("Hushrisk title"));
    assert!(pages["treatment.html"].contains("Overdue"));
    assert!(pages["registers/people.html"].contains("href=\"mailto:ann@example.com\""));
}

#[test]
fn what_is_classified_above_the_site_leaves_no_byte() {
    let (plan, pages) = build(&handbook(HANDBOOK), Some(&limited()), &BTreeMap::new());
    for (path, page) in &pages {
        assert!(!path.to_lowercase().contains("pol-002") && !page.to_lowercase().contains("hush"), "{path}");
        assert!(!page.contains("ACT-001") && !page.contains("AST-001") && !page.contains("REG-001"), "{path}");
        assert!(!page.contains("risks/"), "{path}");
    }
    let names: Vec<_> = plan.attachments.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(names, ["files/policies/10-rules/plan.png"]);
    assert!(pages["documents/index.html"].contains("1 document under control"));
    assert!(pages.contains_key("sections/rules.html") && !pages.contains_key("applicability.html"));
}

#[test]
fn a_limit_that_is_not_known_shows_nothing() {
    let mut site = limited();
    site.classification = Some(Spanned::new("publick".to_owned(), Span::default()));
    let (plan, _) = build(&handbook(HANDBOOK), Some(&site), &BTreeMap::new());
    assert!(!plan.pages.iter().any(|it| it.path.starts_with("documents/pol")));
}

#[test]
fn raw_html_is_cleaned_where_it_may_stay() {
    let mut project = handbook(HANDBOOK);
    project.1.html.raw_html = RawHtml::Sanitize;
    let (_, pages) = build(&project, None, &BTreeMap::new());
    let page = &pages["documents/pol-001.html"];
    assert!(page.contains("<b>raw</b>") && !page.contains("alert(3)"));
    assert!(page.contains("<h2 id=\"scope\">") && page.contains("role=\"doc-noteref\""));
}

#[test]
fn a_theme_replaces_files_and_extends_blocks() {
    let overrides = BTreeMap::from([
        (
            "templates/document.html".to_owned(),
            "{% extends \"builtin/document.html\" %}{% block document_end %}<p>Ours: {{ super() }}</p>{% endblock %}"
                .to_owned(),
        ),
        ("styles/zz.css".to_owned(), "body { color: teal; }".to_owned()),
    ]);
    let project = handbook(HANDBOOK);
    let (_, pages) = build(&project, None, &overrides);
    assert!(pages["documents/pol-001.html"].contains("<p>Ours: "));
    let (sources, config, linked) = &project;
    let judged = judged(&project);
    let cx = Context {
        handbook: &linked.handbook,
        config,
        texts: &sources.texts,
        judged: &judged,
        excused: &[],
        today: today(),
        site: None,
        publication: Publication::Draft,
        revision: Some("abc".to_owned()),
        past: super::Past::default(),
    };
    let renderer = Renderer::new(cx.clone(), &overrides).expect("the theme is whole");
    let assets: BTreeMap<_, _> = renderer.assets().into_iter().collect();
    let style = String::from_utf8_lossy(&assets["theme/handbook.css"]);
    assert!(style.trim_end().ends_with("body { color: teal; }"));
    let page = &renderer.plan().pages[0];
    let bytes = renderer.render(page).expect("the page is whole");
    assert!(String::from_utf8_lossy(&bytes).contains("class=\"draft-banner\""));

    let broken = BTreeMap::from([("templates/home.html".to_owned(), "{% if %}".to_owned())]);
    let error = Renderer::new(cx, &broken).err().expect("a broken template is told");
    assert!(error.to_string().contains("home.html"), "{error}");
}

#[test]
fn an_empty_handbook_says_what_would_be_there() {
    let (_, pages) = build(&handbook("//- policies/README.md\n"), None, &BTreeMap::new());
    assert!(pages["documents/index.html"].contains("No document yet"));
    assert!(pages["index.html"].contains("Nothing yet"));
    assert!(pages["registers/audits.html"].contains("registers/audits.yaml"));
}
