//! P504: an exception that is over and still on the list.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::text::counted;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "P504",
        name: "exception-expired",
        level: Severity::Error,
        clause: "A.5.1, A.5.36",
        since: "0.1",
        summary: "An exception is past its last day.",
        why: "An exception was granted for a time because the risk was bearable for that time. After it somebody lives \
              outside the rules without anybody's consent.",
        cure: "Check that the deviation has ended and take the exception out of the register, or have it granted anew \
               with a later `expires`.",
    },
    scope: Scope::Handbook(check),
    bad: &["\
//- registers/exceptions.yaml
exceptions:
  - id: EXC-2026-001
    title: USB storage for sales
    document: POL-004
    expires: 2026-10-31
"],
    good: &["\
//- registers/exceptions.yaml
exceptions:
  - id: EXC-2026-001
    title: USB storage for sales
    document: POL-004
    expires: 2026-11-21
"],
};

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    for exception in &cx.handbook.registers.exceptions {
        let Some(end) = exception.expires.filter(|it| it.value < cx.today) else { continue };
        let record = &exception.record;
        let to = exception.document.as_ref().map_or_else(String::new, |it| format!(" to `{}`", it.raw.value));
        let days = counted(usize::try_from(cx.today.days_since(end.value)).unwrap_or(0), "day");
        let message = format!("exception `{}`{to} ended on {}, {days} ago", record.name(), end.value);
        findings.push(
            Finding::new(RULE.info.name, end.span.in_file(record.place.file), message)
                .hint("take it out if the deviation has ended, or have it granted anew"),
        );
    }
}
