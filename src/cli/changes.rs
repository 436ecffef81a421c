//! Two projects, taken through the road, to what lies between them.

use crate::approval::Judged;
use crate::compare::{self, Changes, Coverage, Duty, Side};
use crate::model::{Document, Handbook, Implementation};
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
    let judged = (before.judged, after.judged);
    let (before, after) = (before.project, after.project);
    let coverage = (coverage(before, judged.0), coverage(after, judged.1));
    let names = (role_names(&before.linked.handbook), role_names(&after.linked.handbook));
    let old = |document: &Document| duties(&before.linked.handbook, &names.0, document);
    let new = |document: &Document| duties(&after.linked.handbook, &names.1, document);
    compare::compare(
        &Side {
            handbook: &before.linked.handbook,
            config: &before.config,
            sources: &before.sources,
            judged: judged.0,
            duties: &old,
            coverage: &coverage.0,
        },
        &Side {
            handbook: &after.linked.handbook,
            config: &after.config,
            sources: &after.sources,
            judged: judged.1,
            duties: &new,
            coverage: &coverage.1,
        },
    )
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

fn role_names(handbook: &Handbook) -> Vec<(String, RoleNames)> {
    let roles = handbook.registers.roles.iter();
    roles.map(|it| (it.record.name().to_owned(), RoleNames::of(&it.record))).collect()
}

fn duties(handbook: &Handbook, roles: &[(String, RoleNames)], document: &Document) -> Vec<Duty> {
    let found = survey::all_duties(handbook, &document.body).into_iter();
    let who = |sentence: &str| {
        let obliged = roles.iter().filter(|(_, names)| names.obliges(sentence));
        obliged.map(|(name, _)| name.clone()).collect()
    };
    found.map(|it| Duty { roles: who(&it.sentence), sentence: it.sentence }).collect()
}
