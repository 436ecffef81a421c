//! Folders of Markdown that were never written for this tool: findings and a site, in bounded time.

use std::fmt::Write as _;

use super::findings::Report;
use super::project::{Project, is_page};

/// Other people's habits: front matter of other tools, HTML, odd names, broken YAML, links of every kind.
const FOREIGN: &str = "\
//- README.md
<p align=\"center\"><img src=\"logo.svg\" width=\"200\"></p>

# Our handbook <!-- omit in toc -->

[![build](https://example.com/badge.svg)](https://example.com) [docs](docs/) [site][1] [none][nowhere]

[1]: <https://example.com/a b> 'title'
//- docs/jekyll.md
---
layout: page
title: \"Welcome: {{ site.title }}\"
date: 2014-03-02 11:00:00 +0100
categories: [a, b]
permalink: /:year/:title
tags:
    - &t one
    - *t
---
{% include header.html %}

Text {{ page.title | upcase }} with {: .class}
//- docs/hugo.md
+++
title = \"Hugo\"
date = 2020-01-01
+++

{{< figure src=\"x.png\" >}} and {{% notice %}}
//- docs/docusaurus.mdx.md
---
id: intro
sidebar_position: 1
---
import Tabs from '@theme/Tabs';

:::note
Text
:::

<Tabs values={[{a: 1}]}>{value}</Tabs>
//- docs/pandoc.md
% Title
% Author
% Date

---
bibliography: x.bib
...

Text[@citation], $x^2$, H~2~O ^sup^ [span]{.class}

Setext
======

  Term
  : definition

| a | b
|:-:|
| 1 | 2 | 3

    indented code

1) one
7) seven
//- docs/deep/er/A Name With Spaces & (brackets).MD
# A
### C
# A
## [link](../../README.md) `code` *em*

<details><summary>More</summary>

- [ ] task
- [x] done

</details>

[^note]: a note nobody calls
Text[^other].
//- docs/broken.md
---
title: \"unclosed
owner: : :
  - [
---
Body
//- docs/rule.md
---

Text under a rule, no front matter.

---
//- docs/crlf.markdown
---\r
title: Windows\r
---\r
\r
Text\r
//- docs/unterminated.md
```rust
fn main() {
//- docs/html.md
<table><tr><td>1<td>2</table>
<script>alert(1)</script><style>p{}</style><iframe src=\"//example.com\"></iframe>
<a href=\"javascript:alert(1)\" onclick='x()'>x</a> <b><i>unclosed
";

#[test]
fn a_foreign_folder_without_settings_gives_findings_and_a_site() {
    let project = Project::of(FOREIGN);
    let outcome = project.run(&["check", "--format", "json"]);
    let report = Report::read(&outcome);
    assert!(matches!(report.code, Some(0 | 1)), "{outcome:?}");
    for name in ["docs/broken.md", "docs/rule.md", "docs/hugo.md"] {
        assert!(!report.in_file(name).is_empty(), "`{name}` has a finding: {:#?}", report.brief());
    }
    project.run(&["build", "--draft"]).exits(0);
    let site = project.tree("book");
    assert!(site.contains_key("index.html"), "{:?}", site.keys());
    let pages = site.iter().filter(|(name, _)| is_page(name));
    let pages: Vec<String> = pages.map(|(_, it)| String::from_utf8_lossy(it).into_owned()).collect();
    for words in ["Text under a rule", "a note nobody calls", "fn main()", "Setext"] {
        assert!(pages.iter().any(|it| it.contains(words)), "no page holds `{words}`");
    }
    for page in pages {
        assert!(!page.contains("<iframe") && !page.contains("<script>alert"), "{page}");
    }
}

#[test]
fn a_foreign_folder_with_settings_gives_findings_and_a_site() {
    let project = Project::of(FOREIGN)
        .with("book.toml", "[book]\ntitle = \"T\"\nsrc = \"docs\"\n\n[output.html]\nmathjax-support = true\n");
    let report = project.check();
    assert!(!report.in_file("book.toml").is_empty(), "{:#?}", report.brief());
    project.run(&["build", "--draft"]).exits(0);
}

#[test]
fn html_can_be_sanitised_and_never_runs() {
    let project =
        Project::of(FOREIGN).with("book.toml", "[book]\nsrc = \"docs\"\n\n[output.html]\nraw-html = \"sanitize\"\n");
    project.run(&["build", "--draft"]).exits(0);
    let pages = project.tree("book").into_iter().filter(|(name, _)| is_page(name));
    let mut has_details = false;
    for (name, bytes) in pages {
        for tag in super::html::tags(&String::from_utf8_lossy(&bytes)) {
            let handler = tag.attributes.keys().any(|it| it.starts_with("on") || it == "style");
            let runs = tag.attributes.values().any(|it| it.starts_with("javascript:"));
            assert!(!handler && !runs && tag.name != "iframe" && tag.name != "style", "{name}: {tag:?}");
            has_details |= tag.name == "summary" && tag.text.contains("More");
        }
    }
    assert!(has_details, "harmless HTML is kept");
}

#[test]
fn thousands_of_foreign_files_are_read_in_bounded_memory() {
    let mut fixture = String::new();
    for number in 0..3_000 {
        let _ = write!(
            fixture,
            "//- part-{}/file-{number}.md\n---\ntitle: File {number}\nlayout: x\n---\n# File {number}\n\nSee [next](file-{}.md) and <b>this</b>.\n",
            number % 40,
            number + 40
        );
    }
    let project = Project::of(&fixture);
    let outcome = project.run(&["check", "--format", "json"]);
    assert_eq!(Report::read(&outcome).json["summary"]["documents"].as_u64(), Some(3_000));
    assert!(outcome.peak_kib.is_none_or(|it| it < 400_000), "held {:?} KiB", outcome.peak_kib);
    project.run(&["build", "--draft"]).exits(0);
}
