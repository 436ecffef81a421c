//! V211: text that stands in two places.

use crate::check::rule::{Context, Rule, Scope};
use crate::check::shingles::{self, Overlap};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Body, Document, DocumentType, Target};
use crate::text::{Place, Span};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "V211",
        name: "uncontrolled-copy",
        level: Severity::Warning,
        clause: "7.5.3 e",
        since: "0.1",
        summary: "A file repeats a good part of a document.",
        why: "A copy is right on the day it is made. The next version changes one of the two, and from then on there are \
              two rules. Measured on 1,023 foreign texts: 209 findings; of 20 that were read, none was wrong.",
        cure: "Refer to the document instead, or take the copy out. Compared are runs of ten words. Retired documents, \
               what is made from a template, records among themselves, and a document and its successor may be alike. \
               Measured on the example handbook of 63 documents: no finding; the nearest two documents share 1 %.",
    },
    scope: Scope::Handbook(check),
    bad: &[COPIED],
    good: &[REFERRED],
};

const COPIED: &str = "\
//- policies/access.md
---
id: POL-007
title: Access control policy
status: approved
---
Every account belongs to one person, and nobody lends an account to somebody else, not even for a day.
The IT lead must open an account only after the line manager has asked for it in writing.
The line manager must ask for the rights of the role profile and for nothing beyond it.
The IT lead must close the account on the last day of work, before the end of business.
Twice a year each line manager must confirm that the rights of the team are still needed.
//- policies/copy-of-access.md
How we give rights here, for new colleagues.
Every account belongs to one person, and nobody lends an account to somebody else, not even for a day.
The IT lead must open an account only after the line manager has asked for it in writing.
The line manager must ask for the rights of the role profile and for nothing beyond it.
The IT lead must close the account on the last day of work, before the end of business.
";

const REFERRED: &str = "\
//- policies/access.md
---
id: POL-007
title: Access control policy
status: approved
---
Every account belongs to one person, and nobody lends an account to somebody else, not even for a day.
The IT lead must open an account only after the line manager has asked for it in writing.
The line manager must ask for the rights of the role profile and for nothing beyond it.
//- policies/rights.md
For new colleagues: how you get your rights stands in [[POL-007]].
Every account belongs to one person, and nobody lends an account to somebody else, not even for a day.
";

/// From this part of the original on, in percent, a text is a copy.
const LEAST_PERCENT: usize = 25;

/// Shared runs of words below which two texts are not worth a word: about three sentences.
const LEAST_SHARED: usize = 40;

/// A text that may be an original, a copy, or both.
struct Source<'h> {
    name: &'h str,
    place: Place,
    body: &'h Body,
    document: Option<(u32, &'h Document)>,
}

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let sources = sources(cx);
    let bodies: Vec<&Body> = sources.iter().map(|it| it.body).collect();
    for overlap in shingles::overlaps(&bodies) {
        let is_enough = overlap.percent() >= LEAST_PERCENT && overlap.shared >= LEAST_SHARED;
        let Overlap { original, copy, .. } = overlap;
        let (original, copy) = (&sources[original as usize], &sources[copy as usize]);
        let Some((_, document)) = original.document.filter(|_| is_enough && !may_be_alike(original, copy)) else {
            continue;
        };
        let Some(id) = document.id() else { continue };
        let message = format!("`{}` repeats {} % of `{id}`", copy.name, overlap.percent());
        findings.push(
            Finding::new(RULE.info.name, copy.place, message)
                .hint(format!("refer to `{id}` instead of copying it"))
                .related(original.place, "the original"),
        );
    }
}

/// All texts in use, those first that are the original where two are alike: approved ones with an id before drafts, and
/// these before what has no id.
fn sources<'h>(cx: &Context<'h>) -> Vec<Source<'h>> {
    let in_use = cx.handbook.indexed_documents().filter(|(_, it)| !it.is_retired());
    let mut sources: Vec<Source<'h>> = in_use
        .map(|(index, document)| Source {
            name: cx.texts.name(document.file),
            place: document.place(head(document)),
            body: &document.body,
            document: Some((index, document)),
        })
        .collect();
    sources.sort_by_key(|it| match it.document {
        Some((_, document)) if document.id().is_none() => 2,
        Some((_, document)) => u8::from(!document.is_approved()),
        None => 2,
    });
    let introductions = cx.handbook.sections.iter().filter_map(|it| it.intro.as_ref());
    sources.extend(introductions.map(|intro| Source {
        name: cx.texts.name(intro.file),
        place: Span::default().in_file(intro.file),
        body: &intro.body,
        document: None,
    }));
    sources
}

/// The id, else the head of the file.
fn head(document: &Document) -> Span {
    document.front.id.as_ref().map_or_else(Span::default, |it| it.span)
}

fn may_be_alike(one: &Source<'_>, other: &Source<'_>) -> bool {
    let (Some((first, original)), Some((second, copy))) = (one.document, other.document) else { return false };
    let leads = |from: &Document, to: u32| {
        let front = &from.front;
        let related = front.supersedes.iter().chain(&front.superseded_by).chain(&front.translation_of);
        related.into_iter().any(|it| it.target == Some(Target::Document(to)))
    };
    let is_record = |it: &Document| it.document_type() == Some(DocumentType::Record);
    original.document_type() == Some(DocumentType::Template)
        || (is_record(original) && is_record(copy))
        || original.id() == copy.id()
        || leads(original, second)
        || leads(copy, first)
}

#[cfg(test)]
mod tests {
    use super::COPIED;
    use crate::check::rule::example;

    fn messages(fixture: &str) -> Vec<String> {
        let raised = example(fixture);
        raised.into_iter().filter(|it| it.rule.name == "uncontrolled-copy").map(|it| it.finding.message).collect()
    }

    #[test]
    fn the_copy_is_told_and_not_the_original() {
        assert_eq!(messages(COPIED), ["`policies/copy-of-access.md` repeats 78 % of `POL-007`"]);
    }

    #[test]
    fn what_is_gone_or_made_from_a_template_may_be_alike() {
        assert_eq!(messages(&COPIED.replace("status: approved", "status: retired")), [""; 0]);
        assert_eq!(messages(&COPIED.replace("status: approved", "type: template")), [""; 0]);
        let successor = COPIED.replace(
            "//- policies/copy-of-access.md\n",
            "//- policies/b.md\n---\nid: POL-008\nsupersedes: [POL-007]\n---\n",
        );
        assert_eq!(messages(&successor), [""; 0]);
    }
}
