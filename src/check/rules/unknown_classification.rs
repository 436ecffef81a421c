//! D038: a label that the scheme does not have.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity, nearest};
use crate::text::{FileId, Spanned};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "D038",
        name: "unknown-classification",
        level: Severity::Error,
        clause: "7.5.3 b, A.5.12, A.5.13",
        since: "0.1",
        summary: "A document, asset or supplier has a classification that the settings do not declare.",
        why: "A level that the scheme does not have stands neither above nor below the others. Nobody knows who may \
              read the document, and a site for a wider audience has to leave it out.",
        cure: "Use a level of `[isms] classifications` in `book.toml`, in the same spelling, or declare the level \
               there.",
    },
    scope: Scope::Handbook(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
classification: Internal
---
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
classification: internal
---
"],
};

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let registers = &cx.handbook.registers;
    for document in &cx.handbook.documents {
        if let Some(level) = &document.front.classification {
            look(cx, level, document.file, findings);
        }
    }
    let assets = registers.assets.iter().map(|it| (&it.record, &it.classification));
    let suppliers = registers.suppliers.iter().map(|it| (&it.record, &it.data));
    for (record, level) in assets.chain(suppliers) {
        if let Some(level) = level {
            look(cx, level, record.place.file, findings);
        }
    }
}

fn look(cx: &Context<'_>, level: &Spanned<String>, file: FileId, findings: &mut Vec<Finding>) {
    let known = &cx.config.isms.classifications;
    if known.contains(&level.value) {
        return;
    }
    let place = level.span.in_file(file);
    let finding = Finding::new(RULE.info.name, place, format!("classification `{}` is not declared", level.value));
    let same = known.iter().find(|it| it.eq_ignore_ascii_case(&level.value));
    findings.push(match same.map(String::as_str).or_else(|| nearest(&level.value, known.iter().map(String::as_str))) {
        Some(near) => {
            let (finding, title) = (finding.hint(format!("did you mean `{near}`?")), format!("write `{near}`"));
            match same {
                Some(_) => finding.fix(title, level.span, near),
                None => finding.unsafe_fix(title, level.span, near),
            }
        }
        None => finding.hint(format!("declared are: {}", known.join(", "))),
    });
}
