//! A rule's words put together for people: the page that `explain` prints.

use std::fmt::Write as _;

use super::rule::Rule;

/// The rule's text as Markdown: what, why, cure, where it comes from, and the examples that are its tests.
pub fn explain(rule: &Rule) -> String {
    let info = &rule.info;
    let mut page = format!("# {} {}\n\n{}\n", info.code, info.name, info.summary);
    let facts = [("Level", info.level.name()), ("Serves", info.clause), ("Since", info.since)];
    page.push('\n');
    for (name, value) in facts {
        // Writing to a string cannot fail.
        let _ = writeln!(page, "- {name}: {value}");
    }
    let _ = write!(page, "\n## Why\n\n{}\n\n## What to do\n\n{}\n", info.why, info.cure);
    for bad in rule.bad {
        let _ = write!(page, "\n## Raises it\n\n{}", fenced(bad));
    }
    for good in rule.good {
        let _ = write!(page, "\n## Does not\n\n{}", fenced(good));
    }
    page
}

/// An example as a code block; the lines that begin files become comments a reader understands.
fn fenced(example: &str) -> String {
    let longest = example.lines().map(|line| line.bytes().take_while(|byte| *byte == b'`').count()).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}text\n{}\n{fence}\n", example.trim_end())
}
