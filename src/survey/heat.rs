//! Where the risks lie on the scales of likelihood and impact, before and after treatment.

use crate::model::{Handbook, Rating, Risk};

/// Before or after the controls do their work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    Inherent,
    Residual,
}

impl Moment {
    pub const BOTH: [Moment; 2] = [Moment::Inherent, Moment::Residual];

    pub fn rating(self, risk: &Risk) -> Option<&Rating> {
        match self {
            Moment::Inherent => risk.inherent.as_ref(),
            Moment::Residual => risk.residual.as_ref(),
        }
    }
}

/// Risks by cell of the two scales.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heat {
    /// Row for each likelihood, cell for each impact, both from the lowest; in a cell the places of risks in the register.
    pub cells: Vec<Vec<Vec<u32>>>,
    /// Risks without levels at this moment.
    pub unrated: Vec<u32>,
}

/// Sorts the risks into the cells of the handbook's method.
pub fn heat(handbook: &Handbook, moment: Moment) -> Heat {
    let method = &handbook.risk_method;
    let row = vec![Vec::new(); method.impact.len()];
    let mut heat = Heat { cells: vec![row; method.likelihood.len()], unrated: Vec::new() };
    for (index, risk) in (0..).zip(&handbook.registers.risks) {
        let cell = moment.rating(risk).and_then(|it| it.levels).and_then(|(likelihood, impact)| {
            let row = heat.cells.get_mut((likelihood as usize).checked_sub(1)?)?;
            row.get_mut((impact as usize).checked_sub(1)?)
        });
        match cell {
            Some(cell) => cell.push(index),
            None => heat.unrated.push(index),
        }
    }
    heat
}
