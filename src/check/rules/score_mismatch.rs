//! R422: a score that does not follow from the method.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::Risk;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "R422",
        name: "score-mismatch",
        level: Severity::Error,
        clause: "6.1.2 b, 6.1.2 d",
        since: "0.1",
        summary: "A written score is not the one that likelihood and impact give.",
        why: "Comparable results are what makes an assessment an assessment. A score that was changed by hand moves \
              a risk up or down the list without a reason anyone can see.",
        cure: "Correct the score, or the likelihood or impact that is wrong. Scores may be left out; they are \
               computed.",
    },
    scope: Scope::Risk(check),
    bad: &["\
//- registers/risks.yaml
risks:
  - id: RISK-001
    title: Stolen laptop
    inherent: {likelihood: 3, impact: 4, score: 9}
"],
    good: &["\
//- registers/risks.yaml
risks:
  - id: RISK-001
    title: Stolen laptop
    inherent: {likelihood: 3, impact: 4, score: 12}
"],
};

fn check(cx: &Context<'_>, risk: &Risk, findings: &mut Vec<Finding>) {
    for (what, rating) in [("inherent", &risk.inherent), ("residual", &risk.residual)] {
        let Some(rating) = rating else { continue };
        let (Some(score), Some(computed), Some((likelihood, impact))) = (&rating.score, rating.computed, rating.levels)
        else {
            continue;
        };
        let written = score.value.trim();
        let band = cx.handbook.risk_method.band_name(computed);
        if written.parse() == Ok(computed) || written.eq_ignore_ascii_case(band) {
            continue;
        }
        let message = format!(
            "{what} score `{written}` of `{}` does not follow from likelihood {likelihood} and impact {impact}",
            risk.record.name()
        );
        findings.push(
            Finding::new(RULE.info.name, score.span.in_file(risk.record.place.file), message)
                .hint(format!("they give {computed} ({band})"))
                .unsafe_fix(format!("set to {computed}"), score.span, computed.to_string()),
        );
    }
}
