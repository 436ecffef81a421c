//! The findings that somebody answers for, as a site may tell them.

use super::Project;
use crate::check::{self, Checked, Silenced};
use crate::render::Excused;
use crate::text::{Place, Texts};

impl Project {
    /// The findings that somebody answers for, in the order of places, with stars in place of what looks like a secret.
    pub fn excused(&self, checked: &Checked) -> Vec<Excused> {
        let shown = check::masked_silences(&checked.silenced, &self.sources.texts);
        let told = shown.into_iter().map(|Silenced { diagnostic, silence }| Excused {
            code: diagnostic.rule.code,
            rule: diagnostic.rule.name,
            message: diagnostic.finding.message,
            place: diagnostic.finding.place,
            reason: silence.reason,
            by: silence.by,
            until: silence.until,
            written: silence.place,
        });
        told.collect()
    }
}

/// What was told of a project as it is told of the same one with other files, until it is checked again. What lay in a
/// file that is gone is left out.
pub fn carried(excused: &[Excused], before: &Texts, now: &Texts) -> Vec<Excused> {
    let there = |place: Place| Some(place.span.in_file(now.find(before.name(place.file))?));
    let moved = |it: &Excused| Some(Excused { place: there(it.place)?, written: there(it.written)?, ..it.clone() });
    excused.iter().filter_map(moved).collect()
}

#[cfg(test)]
mod tests {
    use super::carried;
    use crate::render::Excused;
    use crate::text::{Date, FileId, Span, Texts};

    fn texts(names: &[&str]) -> Texts {
        let mut texts = Texts::default();
        for name in names {
            texts.push(*name, "text");
        }
        texts
    }

    #[test]
    fn what_is_told_of_a_file_follows_it_and_goes_with_it() {
        let (before, now) = (texts(&["a.md", "b.md"]), texts(&["0.md", "b.md", "c.md"]));
        let excused = [0, 1].map(|file| {
            let place = Span::new(1, 2).in_file(FileId::new(file));
            let until = Date::new(2027, 1, 31).expect("a day");
            let (message, reason, by) = Default::default();
            Excused { code: "L101", rule: "weak-duty", message, place, reason, by, until, written: place }
        });
        let moved = carried(&excused, &before, &now);
        let expected = Span::new(1, 2).in_file(FileId::new(1));
        assert_eq!(moved, [Excused { place: expected, written: expected, ..excused[1].clone() }]);
    }
}
