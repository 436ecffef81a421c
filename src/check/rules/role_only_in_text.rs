//! P503: a duty that the front matter does not know.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use memchr::memmem::Finder;
use rayon::prelude::*;

use crate::check::prose;
use crate::check::rule::{Context, Rule, Scope};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Document, DocumentType, Field, RegisterKind, Target, Tongue};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "P503",
        name: "role-only-in-text",
        level: Severity::Info,
        clause: "5.3, 7.3, A.5.2",
        since: "0.1",
        summary: "The text gives a duty to a role that `roles` does not list.",
        why: "From `roles` the handbook builds the page that tells a role what it must know and do. A duty that only \
              the text knows does not reach the people it binds. Measured on 176 texts of a foreign policy handbook \
              with a register of ten roles: 14 findings, none wrong; on the example handbook: none.",
        cure: "Add the role to `roles`.",
    },
    scope: Scope::Handbook(check),
    bad: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
roles: [role:ciso]
---
The IT lead must review the rights.
//- registers/roles.yaml
roles:
  - id: ciso
    title: Information security lead
    held_by: [person:mira-solberg]
  - id: it-lead
    title: IT lead
"],
    good: &["\
//- policies/access.md
---
id: POL-007
title: Access control policy
type: policy
roles: [role:it-lead]
---
The IT lead must review the rights.
//- registers/roles.yaml
roles:
  - id: ciso
    title: Information security lead
    held_by: [person:mira-solberg]
  - id: it-lead
    title: IT lead
"],
};

/// The verbs that give a duty to the one named before them, with a blank on each side, by language.
static DUTY_WORDS: LazyLock<BTreeMap<&'static str, Vec<Finder<'static>>>> = LazyLock::new(|| {
    let finders = |tongue: &Tongue| {
        let verbs = tongue.must.iter().flat_map(|it| [format!(" {it} "), format!(" {} ", it.to_uppercase())]);
        verbs.map(|it| Finder::new(&it).into_owned()).collect()
    };
    Tongue::ALL.iter().map(|it| (it.code, finders(it))).collect()
});

/// Where a verb that gives a duty stands with its blanks, in order.
fn duty_words(text: &str, verbs: &[Finder<'static>]) -> Vec<usize> {
    let mut places: Vec<usize> = verbs.iter().flat_map(|it| it.find_iter(text.as_bytes())).collect();
    places.sort_unstable();
    places
}

/// Longest name of a role that is looked for, in bytes.
const LONGEST_NAME: usize = 64;

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let names = names(cx);
    if names.is_empty() {
        return;
    }
    let of_one = |document: &Document| {
        let mut found = Vec::new();
        let sets_duties = matches!(
            document.document_type(),
            Some(DocumentType::Policy | DocumentType::Standard | DocumentType::Procedure | DocumentType::Plan)
        );
        let verbs = Tongue::of(cx.handbook, document).and_then(|it| DUTY_WORDS.get(it.code));
        if let Some(verbs) = verbs.filter(|_| sets_duties && document.front.has(Field::Roles) && !document.is_retired())
        {
            look(document, (&names, verbs), &mut found);
        }
        found
    };
    findings.par_extend(cx.handbook.documents.par_iter().flat_map_iter(of_one));
}

/// The names by which texts call the roles, in small letters, one or many: id, title, title without brackets, and what
/// is in them.
fn names(cx: &Context<'_>) -> Names {
    let plurals: BTreeSet<&str> = Tongue::ALL.iter().flat_map(|it| it.plurals).copied().collect();
    let mut names = BTreeMap::new();
    for (index, role) in (0..).zip(&cx.handbook.registers.roles) {
        let target = Target::Entry(RegisterKind::Roles, index);
        let title = role.record.title();
        let (head, rest) = title.split_once('(').unwrap_or((title, ""));
        for name in [&role.record.name().replace('-', " "), title, head, rest.trim_end_matches(')')] {
            let name = small(name.trim());
            if name.len() > 2 {
                let role = role.record.name().to_owned();
                for plural in &plurals {
                    names.entry(format!("{name}{plural}")).or_insert((target, role.clone()));
                }
                names.entry(name).or_insert((target, role));
            }
        }
    }
    names
}

type Names = BTreeMap<String, (Target, String)>;

fn look(document: &Document, (names, verbs): (&Names, &[Finder<'static>]), findings: &mut Vec<Finding>) {
    let front = &document.front;
    let mut known: BTreeSet<Target> = front.roles.iter().chain(&front.owner).filter_map(|it| it.target).collect();
    let mut before = "";
    for run in prose::runs(&document.body) {
        for at in duty_words(run.text, verbs) {
            let (holder, part) = bearer(&run.text[..at], before);
            let Some((start, (target, role))) = named_at_end(holder, names) else { continue };
            if !known.insert(*target) {
                continue;
            }
            let span = run.span_of(part.unwrap_or(start)..at);
            let message = format!("`{}` gives a duty to `{role}`, which its `roles` do not list", document.name());
            findings.push(
                Finding::new(RULE.info.name, document.place(span), message)
                    .hint(format!("add `role:{role}` to `roles`")),
            );
        }
        before = run.text;
    }
}

/// The words that end with the one who bears a duty. In "**Line manager:** you must" they are the run before, and the
/// duty's own place is the head of its run.
fn bearer<'t>(text: &'t str, before: &'t str) -> (&'t str, Option<usize>) {
    let is_you = text.trim_start_matches(':').trim().eq_ignore_ascii_case("you");
    if is_you { (before.trim_end().trim_end_matches(':'), Some(0)) } else { (text, None) }
}

/// The role whose name ends a text, and where the name begins; the longest name wins.
fn named_at_end<'n>(text: &str, names: &'n Names) -> Option<(usize, &'n (Target, String))> {
    let mut from = text.len().saturating_sub(LONGEST_NAME);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let tail = small(&text[from..]);
    let continues_word = |at: usize| tail[..at].ends_with(|it: char| it.is_alphanumeric() || it == '-');
    let mut starts = tail.char_indices().map(|(at, _)| at).filter(|at| !continues_word(*at));
    starts.find_map(|at| names.get(&tail[at..]).map(|it| (from + at, it)))
}

/// A text in small letters, of the same length in bytes, so that places in one are places in the other.
fn small(text: &str) -> String {
    let small = |it: char| it.to_lowercase().next().filter(|small| small.len_utf8() == it.len_utf8()).unwrap_or(it);
    text.chars().map(small).collect()
}

#[cfg(test)]
mod tests {
    use crate::check::rule::example;

    fn told(text: &str) -> usize {
        let roles = "roles:\n  - {id: it-lead, title: IT lead}\n  - {id: line-manager, title: Line manager (any)}\n";
        let document = "---\nid: POL-007\ntype: policy\nroles: [role:it-lead]\n---\n";
        let raised = example(&format!("//- policies/a.md\n{document}{text}\n//- registers/roles.yaml\n{roles}"));
        raised.iter().filter(|it| it.rule.name == "role-only-in-text").count()
    }

    #[test]
    fn roles_are_known_by_title_in_the_ways_people_write_duties() {
        assert_eq!(told("The line manager must sign."), 1);
        assert_eq!(told("- **Line managers:** you must sign."), 1);
        assert_eq!(told("Line managers must sign. The line manager must check."), 1);
    }

    fn told_in(language: &str, title: &str, text: &str) -> usize {
        let roles = format!("roles:\n  - {{id: it-lead, title: Anybody}}\n  - {{id: role-x, title: {title}}}\n");
        let document = format!("---\nid: POL-007\ntype: policy\nlanguage: {language}\nroles: [role:it-lead]\n---\n");
        let raised = example(&format!("//- policies/a.md\n{document}{text}\n//- registers/roles.yaml\n{roles}"));
        raised.iter().filter(|it| it.rule.name == "role-only-in-text").count()
    }

    #[test]
    fn duties_are_known_in_four_languages_and_no_other() {
        assert_eq!(told_in("de", "Ärztliche Leitung", "Die ärztliche Leitung muss das prüfen."), 1);
        assert_eq!(told_in("de", "Administrator", "Alle Administratoren müssen das prüfen."), 1);
        assert_eq!(told_in("fr", "Responsable", "Les responsables doivent vérifier."), 1);
        assert_eq!(told_in("de", "İK Leitung", "Ja, İİİ und die İK Leitung muss das prüfen."), 1);
        assert_eq!(told_in("es", "Dirección", "La dirección DEBE revisar."), 1);
        assert_eq!(told_in("de", "Leitung", "Die Leitung kann das prüfen. Leitung must it."), 0);
        assert_eq!(told_in("nl", "Manager", "De manager moet dat doen. Manager must be a must."), 0);
    }

    #[test]
    fn listed_roles_and_other_words_are_left() {
        assert_eq!(told("The IT lead must sign, and the airline manager must not. `line manager must`"), 0);
    }
}
