//! What a management system has left open: what its leadership decides before anything can be approved.

use crate::model::{Field, Handbook, Implementation, Record};
use crate::text::{Place, counted};

/// Things of one kind that are to be decided; there is at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision<'h> {
    /// How many of what, as in "4 roles held by nobody".
    pub words: String,
    /// In the order of the register, or of the documents.
    pub open: Vec<Open<'h>>,
}

/// One thing that is to be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Open<'h> {
    /// Its id, as it is written.
    pub name: &'h str,
    /// What it is called; the name again where it has no title.
    pub title: &'h str,
    pub place: Place,
}

/// What is to be decided, in the order in which it is best done: first who answers, then what is at stake, then what is
/// done about it. Empty where nothing is.
pub fn decisions(handbook: &Handbook) -> Vec<Decision<'_>> {
    let registers = &handbook.registers;
    let roles = registers.roles.iter().filter(|it| it.held_by.is_empty() && it.held_by_group.is_none());
    let documents = handbook.documents.iter().filter(|it| it.front.block.is_some() && !it.front.has(Field::Owner));
    let risks = registers.risks.iter().filter(|it| it.residual.is_none() && it.acceptance.is_none());
    let is_untouched = |status: Option<Implementation>| matches!(status, None | Some(Implementation::NotStarted));
    let lines = handbook
        .statement
        .iter()
        .filter(|it| it.is_applicable() && is_untouched(it.status.as_ref().map(|it| it.value)));
    let unowned = documents.map(|it| Open {
        name: it.name(),
        title: it.title(),
        place: it.place(it.front.place_of(Field::Owner)),
    });
    let untouched = lines.map(|it| {
        let name = it.control.raw.value.as_str();
        let control = handbook.catalogue.controls.iter().find(|control| control.id.as_str() == name);
        Open { name, title: control.map_or(name, |it| it.title.as_str()), place: it.place }
    });
    let all = [
        decision("role", "held by nobody", roles.map(|it| entry(&it.record)).collect()),
        decision("document", "without an owner", unowned.collect()),
        decision("risk", "without a residual rating or an acceptance", risks.map(|it| entry(&it.record)).collect()),
        decision("applicable control", "not started", untouched.collect()),
    ];
    all.into_iter().flatten().collect()
}

fn decision<'h>(noun: &str, words: &str, open: Vec<Open<'h>>) -> Option<Decision<'h>> {
    (!open.is_empty()).then(|| Decision { words: format!("{} {words}", counted(open.len(), noun)), open })
}

fn entry(record: &Record) -> Open<'_> {
    let place = record.id.as_ref().map_or(record.place, |it| it.span.in_file(record.place.file));
    Open { name: record.name(), title: record.title(), place }
}

#[cfg(test)]
mod tests {
    use super::decisions;
    use crate::{config::Config, link, source};

    #[test]
    fn what_is_open_is_counted_and_named_at_its_place() {
        let told = |text: &str| {
            let sources = source::fixture(text);
            let handbook = link::link(&sources, &Config::default()).handbook;
            let at = |it: &super::Open<'_>| {
                let text = sources.texts.of(it.place.file);
                let line = text.content[..it.place.span.start as usize].matches('\n').count() + 1;
                format!("{} {} {}:{line}", it.name, it.title, text.name)
            };
            let each = decisions(&handbook).into_iter();
            each.map(|it| (it.words, it.open.iter().map(at).collect::<Vec<_>>())).collect::<Vec<_>>()
        };
        let open = "//- registers/a.yaml\nroles:\n  - {id: ceo, title: A, held_by: []}\n  - {id: all, title: B, held_by_group: All}\n\
                    risks:\n  - {id: RISK-1, title: R}\n  - {id: RISK-2, title: R, acceptance: {by: role:ceo}}\n\
                    applicability:\n  - {control: A.5.1, applicable: yes, status: not-started}\n  - {control: A.5.2, applicable: no}\n\
                    //- policies/a.md\n---\nid: POL-1\ntitle: T\n---\n//- policies/b.md\n---\nid: POL-2\nowner: x\n---\n";
        let group = |words: &str, open: &str| (words.to_owned(), vec![open.to_owned()]);
        assert_eq!(
            told(open),
            [
                group("1 role held by nobody", "ceo A registers/a.yaml:2"),
                group("1 document without an owner", "POL-1 T policies/a.md:2"),
                group("1 risk without a residual rating or an acceptance", "RISK-1 R registers/a.yaml:5"),
                group("1 applicable control not started", "A.5.1 Policies for information security registers/a.yaml:8"),
            ]
        );
        assert!(told("//- policies/a.md\nText\n").is_empty());
    }
}
