//! Two projects, taken through the road, to what lies between them.

use std::collections::BTreeSet;

use crate::approval::Judged;
use crate::compare::{self, Changes, Coverage, Duty, Side};
use crate::model::{Document, Implementation, Tongue};
use crate::session::{Earlier, Project, Seen};
use crate::survey::{self, RoleNames, Scope};
use crate::text::Date;

/// What changed since an earlier revision, with both judged on this day.
pub(super) fn since(before: &Earlier, after: &Project, today: Date) -> Changes {
    let earlier = before.judged(today);
    let now = after.judge(&after.context(today, None, Some(before)));
    between(Seen { project: &before.project, judged: &earlier }, Seen { project: after, judged: &now })
}

/// What changed from one project to the other, each with where its documents stand; the later one judged by what the earlier
/// one trusts.
pub(super) fn between(before: Seen<'_>, after: Seen<'_>) -> Changes {
    let coverage = (coverage(before.project, before.judged), coverage(after.project, after.judged));
    let names = (role_names(before), role_names(after));
    let old = |document: &Document| duties(before, &names.0, document);
    let new = |document: &Document| duties(after, &names.1, document);
    compare::compare(&side(before, &old, &coverage.0), &side(after, &new, &coverage.1))
}

/// What became of the documents with these names, and nothing else.
pub(super) fn between_documents(before: Seen<'_>, after: Seen<'_>, documents: &BTreeSet<String>) -> Changes {
    let names = (role_names(before), role_names(after));
    let old = |document: &Document| duties(before, &names.0, document);
    let new = |document: &Document| duties(after, &names.1, document);
    let (coverage, only) = (Coverage::default(), Some(documents));
    compare::compare_documents(
        &Side { only, ..side(before, &old, &coverage) },
        &Side { only, ..side(after, &new, &coverage) },
    )
}

fn side<'s>(seen: Seen<'s>, duties: &'s dyn Fn(&Document) -> Vec<Duty>, coverage: &'s Coverage) -> Side<'s> {
    let Project { linked, config, sources, .. } = seen.project;
    Side { handbook: &linked.handbook, config, sources, judged: seen.judged, duties, coverage, only: None }
}

fn coverage(project: &Project, judged: &Judged) -> Coverage {
    let handbook = &project.linked.handbook;
    let carried = survey::Coverage::of(&Scope::whole(handbook, &judged.standings));
    let all: Vec<u32> = (0..).zip(&handbook.catalogue.controls).map(|(index, _)| index).collect();
    let tally = carried.tally(handbook, &all);
    let is_gap = |control: &&u32| {
        let tally = carried.tally(handbook, &[**control]);
        tally.applicable > tally.covered
    };
    let gaps = all.iter().filter(is_gap).map(|it| handbook.catalogue.controls[*it as usize].id.clone()).collect();
    Coverage {
        applicable: tally.applicable,
        covered: tally.covered,
        implemented: tally.by_status[Implementation::Implemented as usize],
        gaps,
    }
}

fn role_names(seen: Seen<'_>) -> Vec<(String, RoleNames)> {
    let roles = seen.project.linked.handbook.registers.roles.iter();
    roles.map(|it| (it.record.name().to_owned(), RoleNames::of(&it.record))).collect()
}

fn duties(seen: Seen<'_>, roles: &[(String, RoleNames)], document: &Document) -> Vec<Duty> {
    let handbook = &seen.project.linked.handbook;
    let found = survey::all_duties(handbook, document).into_iter();
    let tongue = Tongue::of(handbook, document);
    let who = |sentence: &str| {
        let obliged = roles.iter().filter(|(_, names)| names.obliges(sentence, tongue));
        obliged.map(|(name, _)| name.clone()).collect()
    };
    found.map(|it| Duty { roles: who(&it.sentence), sentence: it.sentence }).collect()
}
