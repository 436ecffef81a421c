//! Scores of risks, computed by the declared method.

use crate::model::{Handbook, Rating, RiskMethod};

/// Fills in the levels and the computed score of every rating.
pub(super) fn rate(handbook: &mut Handbook) {
    let method = &handbook.risk_method;
    for risk in &mut handbook.registers.risks {
        for rating in [&mut risk.inherent, &mut risk.residual].into_iter().flatten() {
            rate_one(rating, method);
        }
    }
}

fn rate_one(rating: &mut Rating, method: &RiskMethod) {
    let step = |written: &Option<crate::text::Spanned<String>>, steps: &[String]| {
        let text = written.as_ref()?.value.trim();
        let by_name = || (1..).zip(steps).find(|(_, name)| name.eq_ignore_ascii_case(text)).map(|(number, _)| number);
        let level: u32 = text.parse().ok().or_else(by_name)?;
        (1..=steps.len()).contains(&(level as usize)).then_some(level)
    };
    let likelihood = step(&rating.likelihood, &method.likelihood);
    let impact = step(&rating.impact, &method.impact);
    rating.levels = likelihood.zip(impact);
    rating.computed = rating.levels.and_then(|(likelihood, impact)| method.score(likelihood, impact));
}
