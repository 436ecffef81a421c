//! Every form of what changed: nothing of a text is read as markup, and nothing is lost.

use super::{Diff, Form, write};
use crate::approval::{Inputs, Judged, judge};
use crate::compare::{Changes, Coverage, Duty, Side, compare};
use crate::config::Config;
use crate::link::link;
use crate::model::{Document, Handbook};
use crate::source::{Sources, fixture, fixture_base};
use crate::text::Date;

fn today() -> Date {
    Date::parse("2026-11-21").expect("a day")
}

pub(in crate::report) fn changes(text: &str) -> Changes {
    let config = Config::default();
    let (old, new) = (fixture_base(text).expect("files of the base"), fixture(text));
    let (before, after) = (link(&old, &config).handbook, link(&new, &config).handbook);
    let judged = |handbook: &Handbook, sources: &Sources| {
        judge(&Inputs { handbook, config: &config, sources, today: today(), base: None })
    };
    let (old_judged, new_judged) = (judged(&before, &old), judged(&after, &new));
    let duties = |document: &Document| -> Vec<Duty> {
        let text = document.body.source.get(document.body.span.range()).unwrap_or_default();
        let sentences = text.split_inclusive('.').map(str::trim).filter(|it| it.contains("must"));
        sentences.map(|it| Duty { sentence: it.to_owned(), roles: vec!["ciso".to_owned()] }).collect()
    };
    let coverage = Coverage::default();
    let side = |handbook, sources, judged| Side {
        handbook,
        config: &config,
        sources,
        judged,
        duties: &duties,
        coverage: &coverage,
        only: None,
    };
    fn hold<'h>(before: &Side<'h>, after: &Side<'h>) -> Changes {
        compare(before, after)
    }
    let (first, second): (&Judged, &Judged) = (&old_judged, &new_judged);
    hold(&side(&before, &old, first), &side(&after, &new, second))
}

fn written(text: &str, form: Form) -> String {
    let changes = changes(text);
    write(&Diff { changes: &changes, from: "main", to: "the files on disk", today: today(), notes: &[] }, form)
}

const CHANGE: &str = "\
//- @base policies/a.md
---
id: POL-007
title: Access
version: \"1.0\"
---
## Leaving

One thing stays.

Another thing stays.

The CISO must close an account within 5 days.

A third thing stays.

A fourth thing stays.

- lock it
//- policies/a.md
---
id: POL-007
title: Access
version: \"1.1\"
---
## Leaving

One thing stays.

Another thing stays.

The CISO must close an account within 1 day.

A third thing stays.

A fourth thing stays.

- lock it
- hide <it> @all
";

#[test]
fn the_text_folds_what_stays_and_needs_no_colour() {
    let coloured = written(CHANGE, Form::Text);
    // Every colour is `ESC [ digits m`.
    let without = |part: &str| part.split_once('m').map_or_else(String::new, |(_, rest)| rest.to_owned());
    let (first, rest) = coloured.split_once('\u{1b}').expect("colours");
    let out: String = std::iter::once(first.to_owned()).chain(rest.split('\u{1b}').map(without)).collect();
    let expected = "\
main → the files on disk: 1 document, 1 altered duty

Documents
  `POL-007` Access: version 1.0 → 1.1; 5 words in, 2 out

Duties altered
  `POL-007` ciso: The CISO must close an account within [-5 days-]{+1 day+}.

POL-007 Access: version 1.0 → 1.1; 5 words in, 2 out
  `version` 1.0 → 1.1
  … 2 blocks as before
  Another thing stays.
~ The CISO must close an account within [-5 days-]{+1 day+}.
  A third thing stays.
  … 1 block as before
  lock it
+ hide <it> @all
";
    assert_eq!(out, expected);
}

#[test]
fn markdown_calls_nobody_and_opens_no_tag() {
    let out = written(CHANGE, Form::Markdown);
    assert!(out.starts_with("<!-- ismsbook: diff -->\n\n**main → the files on disk: 1 document, 1 altered duty.**\n"));
    assert!(out.contains("- `~` The CISO must close an account within <del>5 days</del><ins>1 day</ins>.\n"), "{out}");
    assert!(out.contains("- `+` <ins>hide `<it>` `@all`</ins>\n"), "{out}");
    assert_eq!(out, written(CHANGE, Form::Markdown));
}

#[test]
fn the_json_holds_every_run() {
    let read: serde_json::Value = serde_json::from_str(&written(CHANGE, Form::Json)).expect("JSON");
    assert_eq!(read["schema"], "ismsbook-diff/1");
    let document = &read["documents"][0];
    assert_eq!((&document["words_inserted"], &document["fields"][0]["after"]), (&5.into(), &"1.1".into()));
    assert_eq!(document["redline"][7]["fate"], "inserted");
    assert_eq!(read["duties"][0]["after"]["roles"][0], "ciso");
}

/// Holds a page against the rules of well-formed markup: every element is closed in turn, and no text holds what opens one.
#[track_caller]
fn is_well_formed(page: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = page.strip_prefix("<!DOCTYPE html>\n").expect("a doctype");
    while let Some(at) = rest.find('<') {
        let text = &rest[..at];
        assert!(!text.contains('>') || open.last() == Some(&"style"), "a stray mark in {text:?}");
        let ampersands = text.matches('&').count();
        let entities = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"].iter().map(|it| text.matches(it).count());
        assert_eq!(ampersands, entities.sum::<usize>(), "{text:?}");
        let end = rest[at..].find('>').expect("a tag ends") + at;
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{page}");
        } else if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap_or_default());
        }
    }
    assert_eq!(open, Vec::<&str>::new());
    let is_fit = |it: char| it == '\n' || !(it.is_control() || ('\u{202a}'..='\u{202e}').contains(&it));
    assert!(page.chars().all(is_fit), "a character that no page may hold");
}

#[test]
fn the_page_is_well_formed_whatever_the_texts() {
    const PIECES: [&str; 18] = [
        "# A <b> heading\n\n",
        "words & \"more\" ",
        "</div>",
        "<!-- x -->",
        "]]>",
        "\n\n- one\n- two\n",
        "| a | b |\n|---|---|\n| <c | d |\n\n",
        "```\n<pre>\n```\n",
        "~~out~~ ",
        "[x](javascript:y) ",
        "![p](\"q) ",
        "> quote\n\n",
        "\u{1}\u{202e}\u{0}",
        "&lt; &copy; ",
        "`` ` ``",
        "\n\n---\n\n",
        "'; DROP",
        "Straße 東京 ",
    ];
    let mut state = 11_u64;
    let mut roll = |sides: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % sides
    };
    for _ in 0..120 {
        let mut text = || (0..roll(16)).map(|_| PIECES[roll(PIECES.len())]).collect::<String>();
        let (one, other, title) = (text(), text(), text().replace(['\n', '\''], " "));
        let fixture = format!(
            "//- @base policies/a.md\n---\nid: POL-007\n---\n{one}\n//- policies/a.md\n---\nid: POL-007\ntitle: '{title}'\n---\n{other}\n"
        );
        is_well_formed(&written(&fixture, Form::Html));
    }
    let page = written(CHANGE, Form::Html);
    is_well_formed(&page);
    assert!(page.contains("<ins>hide &lt;it&gt; @all</ins>") && !page.contains("<script"), "{page}");
    assert!(page.contains("<summary>1 block as before</summary>"), "{page}");
}
