//! A rule's words put together for people: the page that `explain` prints.

use std::fmt::Write as _;

use super::rule::Rule;
use super::rules::OFF_BY_DEFAULT;

/// The rule's text as Markdown: what, why, cure, where it comes from, and the examples that are its tests.
pub fn explain(rule: &Rule) -> String {
    let info = &rule.info;
    let mut page = format!("# {} {}\n\n{}\n", info.code, info.name, info.summary);
    let is_off = OFF_BY_DEFAULT.contains(&info.name);
    let level = format!("{}{}", info.level.name(), if is_off { ", off until the settings turn it on" } else { "" });
    let facts = [("Level", level.as_str()), ("Serves", info.clause), ("Since", info.since)];
    page.push('\n');
    for (name, value) in facts {
        // Writing to a string cannot fail.
        let _ = writeln!(page, "- {name}: {value}");
    }
    let _ = write!(page, "\n## Why\n\n{}\n\n## What to do\n\n{}\n", by_lines(info.why), by_lines(info.cure));
    for bad in rule.bad {
        let _ = write!(page, "\n## Raises it\n\n{}", fenced(bad));
    }
    for good in rule.good {
        let _ = write!(page, "\n## Does not\n\n{}", fenced(good));
    }
    page
}

/// A text with one sentence a line.
fn by_lines(text: &str) -> String {
    let mut lines = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(". ") {
        let (sentence, after) = rest.split_at(at + 1);
        let begins_sentence = after.trim_start().starts_with(|it: char| it.is_uppercase() || matches!(it, '`' | '"'));
        lines.push_str(sentence);
        lines.push(if begins_sentence { '\n' } else { ' ' });
        rest = &after[1..];
    }
    lines + rest
}

/// An example as a code block. The lines that begin files name them as a reader understands it, also where the file is
/// shown as it was before the change.
fn fenced(example: &str) -> String {
    let longest = example.lines().map(|line| line.bytes().take_while(|byte| *byte == b'`').count()).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let has_base = example.lines().any(|line| line.starts_with(EARLIER));
    let lines = example.trim_end().lines().map(|line| match (line.strip_prefix(EARLIER), line.strip_prefix("//- ")) {
        (Some(name), _) => format!("//- {name}, before the change\n"),
        (None, Some(name)) if has_base && name != "book.toml" => format!("//- {name}, after the change\n"),
        _ => format!("{line}\n"),
    });
    format!("{fence}text\n{}{fence}\n", lines.collect::<String>())
}

/// Begins a file of the earlier project in an example.
const EARLIER: &str = "//- @base ";

#[cfg(test)]
mod tests {
    use super::fenced;

    #[test]
    fn files_before_and_after_a_change_are_told_apart() {
        let block = fenced("//- @base policies/a.md\nOld.\n//- policies/a.md\nNew.\n");
        let expected =
            "```text\n//- policies/a.md, before the change\nOld.\n//- policies/a.md, after the change\nNew.\n```\n";
        assert_eq!(block, expected);
        assert_eq!(fenced("//- policies/a.md\n"), "```text\n//- policies/a.md\n```\n");
    }
}
