//! L312: the amendment of 2024 not taken up.

use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, Target};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "L312",
        name: "climate-decision-missing",
        level: Severity::Warning,
        clause: "4.1, 4.2 (Amendment 1:2024)",
        since: "0.1",
        summary: "The document on the context of the organisation says nothing on climate change.",
        why: "Since February 2024 clause 4.1 asks each organisation to decide whether climate change is a relevant \
              issue. \"Not relevant, because …\" is an answer; silence is a finding in every audit since. It looks for \
              the word in seventeen languages, and says nothing of a text in another one; on the example handbook: no \
              finding.",
        cure: "Write down the decision and its reason in the document that serves clause 4.1.",
    },
    scope: Scope::Handbook(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
clauses: [\"4.1\"]
---
Our market is growing.
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
clauses: [\"4.1\"]
---
We decided that climate change is relevant for our data centre.
"],
};

/// How climate begins in the languages below.
const WORDS: [&str; 5] = ["clima", "climá", "climà", "klima", "ilmasto"];

/// Of a text in another language nothing is said.
const LANGUAGES: [&str; 17] =
    ["en", "de", "fr", "es", "it", "pt", "ca", "gl", "ro", "nl", "da", "sv", "nb", "no", "cs", "pl", "fi"];

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(clause) = cx.handbook.catalogue.clauses.iter().position(|it| it.id.as_str() == "4.1") else { return };
    let target = u32::try_from(clause).ok().map(Target::Clause);
    let current = cx.handbook.documents.iter().filter(|it| !it.is_retired());
    let mut named = current.flat_map(|document| {
        let references = document.front.clauses.iter().filter(|it| it.target == target);
        references.map(move |it| (document, document.place(it.raw.span)))
    });
    let Some((first, place)) = named.next() else { return };
    if may_decide(cx, first) || named.any(|(document, _)| may_decide(cx, document)) {
        return;
    }
    findings.push(
        Finding::new(RULE.info.name, place, format!("`{}` records no decision on climate change", first.name()))
            .hint("say whether climate change is a relevant issue for the ISMS, and why"),
    );
}

/// Whether a text speaks of climate, or is in a language of which that cannot be told.
fn may_decide(cx: &Context<'_>, document: &Document) -> bool {
    let language = cx.language(Some(document));
    if !LANGUAGES.iter().any(|it| it.eq_ignore_ascii_case(language)) {
        return true;
    }
    let text = document.body.source.get(document.body.span.range()).unwrap_or_default().to_lowercase();
    WORDS.iter().any(|it| text.contains(it))
}

#[cfg(test)]
mod tests {
    use crate::check::rule::example;

    fn is_told(language: &str, text: &str) -> bool {
        let front = format!("---\nid: POL-007\nlanguage: {language}\nclauses: [\"4.1\"]\n---\n");
        let raised = example(&format!("//- policies/context.md\n{front}{text}\n"));
        raised.iter().any(|it| it.rule.name == "climate-decision-missing")
    }

    #[test]
    fn climate_is_known_in_other_languages_and_of_the_rest_nothing_is_said() {
        assert!(!is_told("de-AT", "Der Klimawandel ist für uns kein Thema.") && is_told("de-AT", "Der Markt wächst."));
        assert!(!is_told("fr", "Le changement climatique compte.") && is_told("fr", "Le marché croît."));
        assert!(!is_told("es", "El cambio climático importa.") && is_told("es", "El mercado crece."));
        assert!(!is_told("nl", "Klimaatverandering is van belang.") && !is_told("ja", "市場は成長している。"));
    }
}
