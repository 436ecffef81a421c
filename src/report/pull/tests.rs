//! The report on a change: its layout, what it leaves out first, and that no word of a handbook leaves its place.

use super::{LONGEST, Pull, write};
use crate::compare::Changes;
use crate::diag::Severity;
use crate::report::diff::Diff;
use crate::report::diff::tests::changes;
use crate::report::sample::Sample;
use crate::text::Date;

fn report(changes: &Changes, sample: &Sample) -> String {
    let today = Date::parse("2026-11-21").expect("a day");
    let diff = Diff { changes, from: "main", to: "the files on disk", today, notes: &[] };
    write(&Pull { report: sample.report(), diff })
}

fn access(version: &str, days: &str) -> String {
    format!(
        "---\nid: POL-007\ntitle: 'Access | @all <b> #12'\nversion: '{version}'\nstatus: in-review\nnext_review: 2026-11-01\nacknowledgement: {{required: true}}\n---\nThe CISO must act within {days}.\n"
    )
}

#[test]
fn a_reviewer_reads_what_is_to_be_decided_first() {
    let fixture = format!(
        "//- @base policies/zugänge.md\n{}//- policies/zugänge.md\n{}//- policies/b.md\n---\nid: POL-008\n---\nNew.\n",
        access("1.0", "5 days"),
        access("1.1", "1 day")
    );
    let out = report(&changes(&fixture), &Sample::hostile());
    let order = [
        "<!-- ismsbook: change -->\n\n**Not ready: new findings: 1 error, 1 warning, 1 hint; 1 document to be approved.**\n",
        "Against main: 2 documents, 1 altered duty.\n",
        "| Document | Change | Approval | Needs |\n| --- | --- | --- | --- |\n",
        "| POL-007 Access `\\|` `@all` `<b>` `#12` | version 1.0 → 1.1; 2 words in, 2 out | in review | 1 finding to mend; approval by 1 person; to be confirmed anew |\n",
        "| POL-008 b | new | draft | nothing |\n",
        "### New errors\n\n- policies/zugänge.md **error** [line 1](",
        "### New warnings\n\n- ",
        "### Duties altered\n\n- `POL-007` ciso: The CISO must act within <del>5 days</del><ins>1 day</ins>.\n",
        "### Redline\n\n#### POL-007 ",
        "### Approvals needed\n\n- `POL-007` Access ",
        "### Acknowledgements voided\n\n- `POL-007` Access ",
        "### Reviews due\n\n- `POL-007` Access `|` `@all` `<b>` `#12:` overdue since 2026-11-01\n",
    ];
    let mut at = 0;
    for words in order {
        let found = out[at..].find(words).unwrap_or_else(|| panic!("no {words:?} after {at} in\n{out}"));
        at += found;
    }
    assert!(!out.contains("2026-11-21"), "the day of the run is no news:\n{out}");
    assert_eq!(out, report(&changes(&fixture), &Sample::hostile()));
}

#[test]
fn a_change_without_fault_is_ready_and_none_is_told() {
    let text = "---\nid: POL-007\nstatus: approved\n---\nThe CISO must act";
    let fixture = format!("//- @base policies/a.md\n{text} now.\n//- policies/a.md\n{text} today.\n");
    let calm = Sample::new("policies/a.md", "text");
    assert!(report(&changes(&fixture), &calm).contains("**Ready: no new finding that fails the check"));
    let same = format!("//- @base policies/a.md\n{text}.\n//- policies/a.md\n{text}.\n");
    assert_eq!(
        report(&changes(&same), &calm),
        "<!-- ismsbook: change -->\n\n**Nothing changes in the handbook.**\nAgainst main: nothing changed.\n"
    );
    let mut faulty = Sample::new("policies/a.md", "text");
    faulty.find("text");
    faulty.fail_on = Severity::Warning;
    assert!(report(&changes(&same), &faulty).contains("**Not ready: new findings: 1 warning.**"));
}

#[test]
fn redlines_go_first_where_there_is_too_little_room() {
    let words = |document: usize, side: &str| {
        let lines: Vec<String> = (0..60).map(|it| format!("The {side} {document} {it} must be kept.\n\n")).collect();
        format!("---\nid: POL-{document:03}\nstatus: in-review\n---\n{}", lines.concat())
    };
    let side = |mark: &str, side: &str| -> String {
        let files: Vec<String> =
            (0..40).map(|it| format!("//- {mark}policies/{it:03}.md\n{}", words(it, side))).collect();
        files.concat()
    };
    let fixture = format!("{}{}", side("@base ", "list"), side("", "register"));
    let mut sample = Sample::new("policies/000.md", &"text ".repeat(200));
    for _ in 0..100 {
        sample.find("text");
    }
    sample.add_errors(60);
    let out = report(&changes(&fixture), &sample);
    assert!(out.len() <= LONGEST && out.len() > LONGEST / 2, "{}", out.len());
    assert_eq!(out.matches("\n| POL-").count(), 40);
    assert_eq!(out.matches("**error**").count(), 60);
    assert_eq!(out.matches("**warning**").count(), 20);
    assert!(out.contains("- … and 80 more\n"), "{out}");
    assert!(out.contains("more lines of redlines left out here for length; see `ismsbook diff`"), "{out}");
    assert!(out.contains("### Approvals needed\n\n- `POL-000`"), "{out}");
}
