//! Which documents carry which controls and clauses, counted by theme.

use crate::model::{Handbook, Implementation, Reference, Target};

use super::Scope;

/// For each control and clause the documents that name it in their front matter, in the handbook's order. Documents that
/// are retired or superseded carry nothing any more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    pub by_control: Vec<Vec<u32>>,
    pub by_clause: Vec<Vec<u32>>,
}

/// A theme of a catalogue and its controls, in the catalogue's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme<'h> {
    pub name: &'h str,
    pub controls: Vec<u32>,
}

/// Counts over a list of controls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub controls: usize,
    /// Controls that the statement says apply; a control without a line counts as applying.
    pub applicable: usize,
    pub excluded: usize,
    /// Applicable controls that at least one document carries.
    pub covered: usize,
    /// Applicable controls by how far they are, in the order of [`Implementation::ALL`].
    pub by_status: [usize; 5],
}

/// The counts of one theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeFigures<'h> {
    pub theme: Theme<'h>,
    pub tally: Tally,
}

impl Coverage {
    pub fn of(scope: &Scope<'_>) -> Self {
        let catalogue = &scope.handbook.catalogue;
        let mut coverage = Coverage {
            by_control: vec![Vec::new(); catalogue.controls.len()],
            by_clause: vec![Vec::new(); catalogue.clauses.len()],
        };
        for (index, document) in scope.documents() {
            if !scope.standing(index).state.is_alive() {
                continue;
            }
            for reference in document.front.controls.iter().chain(&document.front.clauses) {
                coverage.add(reference, index);
            }
        }
        coverage
    }

    fn add(&mut self, reference: &Reference, document: u32) {
        let carriers = match reference.target {
            Some(Target::Control(control)) => self.by_control.get_mut(control as usize),
            Some(Target::Clause(clause)) => self.by_clause.get_mut(clause as usize),
            _ => None,
        };
        if let Some(carriers) = carriers
            && carriers.last() != Some(&document)
        {
            carriers.push(document);
        }
    }

    /// The documents that carry a control.
    pub fn of_control(&self, control: u32) -> &[u32] {
        self.by_control.get(control as usize).map_or(&[], Vec::as_slice)
    }

    /// The documents that carry a clause.
    pub fn of_clause(&self, clause: u32) -> &[u32] {
        self.by_clause.get(clause as usize).map_or(&[], Vec::as_slice)
    }

    /// Counts over these controls.
    pub fn tally(&self, handbook: &Handbook, controls: &[u32]) -> Tally {
        let lines = lines_by_control(handbook);
        let mut tally = Tally { controls: controls.len(), ..Tally::default() };
        for control in controls {
            let line = lines.get(*control as usize).copied().flatten().map(|line| &handbook.statement[line]);
            if line.is_some_and(crate::model::StatementLine::is_excluded) {
                tally.excluded += 1;
                continue;
            }
            tally.applicable += 1;
            tally.covered += usize::from(!self.of_control(*control).is_empty());
            let status = line.and_then(|it| it.status.as_ref()).map_or(Implementation::NotStarted, |it| it.value);
            tally.by_status[status as usize] += 1;
        }
        tally
    }

    /// The counts of every theme, in the catalogue's order.
    pub fn by_theme<'h>(&self, handbook: &'h Handbook) -> Vec<ThemeFigures<'h>> {
        let figures = |theme: Theme<'h>| {
            let tally = self.tally(handbook, &theme.controls);
            ThemeFigures { theme, tally }
        };
        themes(handbook).into_iter().map(figures).collect()
    }
}

/// For each control the place of its first line in the statement.
pub(super) fn lines_by_control(handbook: &Handbook) -> Vec<Option<usize>> {
    let mut lines = vec![None; handbook.catalogue.controls.len()];
    for (index, line) in handbook.statement.iter().enumerate() {
        if let Some(Target::Control(control)) = line.control.target
            && let Some(slot) = lines.get_mut(control as usize)
        {
            slot.get_or_insert(index);
        }
    }
    lines
}

/// The themes of all controls, in the order in which the catalogue first names them.
pub fn themes(handbook: &Handbook) -> Vec<Theme<'_>> {
    let mut themes: Vec<Theme<'_>> = Vec::new();
    for (index, control) in (0..).zip(&handbook.catalogue.controls) {
        match themes.iter_mut().find(|theme| theme.name == control.theme) {
            Some(theme) => theme.controls.push(index),
            None => themes.push(Theme { name: &control.theme, controls: vec![index] }),
        }
    }
    themes
}
