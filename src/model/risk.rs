//! Risks and the method by which they are rated (clauses 6.1.2, 6.1.3, 8.2, 8.3).

use super::record::Record;
use super::target::Reference;
use crate::text::{Date, Span, Spanned};

/// What is done about a risk (ISO/IEC 27005:2022 names).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Treatment {
    Modify,
    Retain,
    Avoid,
    Share,
}

impl Treatment {
    /// The names of ISO/IEC 27001:2013 and of other methods, and what they mean here; letters and digits only.
    pub const SYNONYMS: &[(&str, &str)] = &[
        ("mitigate", "modify"),
        ("mitigation", "modify"),
        ("reduce", "modify"),
        ("reduction", "modify"),
        ("treat", "modify"),
        ("accept", "retain"),
        ("acceptance", "retain"),
        ("tolerate", "retain"),
        ("terminate", "avoid"),
        ("avoidance", "avoid"),
        ("eliminate", "avoid"),
        ("transfer", "share"),
        ("insure", "share"),
    ];

    pub const ALL: [Treatment; 4] = [Treatment::Modify, Treatment::Retain, Treatment::Avoid, Treatment::Share];

    pub fn name(self) -> &'static str {
        match self {
            Treatment::Modify => "modify",
            Treatment::Retain => "retain",
            Treatment::Avoid => "avoid",
            Treatment::Share => "share",
        }
    }
}

/// Likelihood and impact at one moment; `score` is what was written, [`RiskMethod::score`] what follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    pub likelihood: Option<Spanned<String>>,
    pub impact: Option<Spanned<String>>,
    pub score: Option<Spanned<String>>,
    pub span: Span,
    /// Likelihood and impact on the scales; none where either is missing or off its scale.
    pub levels: Option<(u32, u32)>,
    /// The score that follows from them by the declared method.
    pub computed: Option<u32>,
}

/// Something to be done about a risk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    pub id: Option<Spanned<String>>,
    pub title: Option<Spanned<String>>,
    pub owner: Option<Reference>,
    pub due: Option<Spanned<Date>>,
    pub status: Option<Spanned<String>>,
    pub span: Span,
}

impl Action {
    pub fn is_done(&self) -> bool {
        self.status.as_ref().is_some_and(|it| it.value == "done")
    }
}

/// The owner's decision to live with what remains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// The role that accepts.
    pub by: Option<Reference>,
    pub person: Option<Reference>,
    pub on: Option<Spanned<Date>>,
    pub until: Option<Spanned<Date>>,
    /// The residual score at that moment.
    pub score: Option<Spanned<String>>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Risk {
    pub record: Record,
    pub scenario: Option<Spanned<String>>,
    pub assets: Vec<Reference>,
    pub threat: Option<Spanned<String>>,
    pub vulnerability: Option<Spanned<String>>,
    pub properties: Vec<Spanned<String>>,
    pub owner: Option<Reference>,
    pub inherent: Option<Rating>,
    pub residual: Option<Rating>,
    pub treatment: Option<Spanned<Treatment>>,
    pub controls: Vec<Reference>,
    pub actions: Vec<Action>,
    pub acceptance: Option<Acceptance>,
    pub identified_on: Option<Spanned<Date>>,
    pub assessed_on: Option<Spanned<Date>>,
    pub next_review: Option<Spanned<Date>>,
}

impl Risk {
    /// The score that counts today: residual where rated, else inherent.
    pub fn current_score(&self) -> Option<u32> {
        let computed = |rating: &Option<Rating>| rating.as_ref().and_then(|it| it.computed);
        computed(&self.residual).or_else(|| computed(&self.inherent))
    }
}

/// A named range of scores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    pub name: String,
    /// Highest score of the band.
    pub up_to: u32,
}

/// How a score follows from likelihood and impact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Method {
    /// Likelihood times impact.
    Product,
    /// Row for each likelihood, column for each impact, both from 1.
    Matrix(Vec<Vec<u32>>),
}

/// The declared way of rating risks. Scales begin at 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskMethod {
    /// Names of the steps of likelihood, lowest first; their number is the scale.
    pub likelihood: Vec<String>,
    pub impact: Vec<String>,
    pub method: Method,
    /// In rising order.
    pub bands: Vec<Band>,
    /// The highest residual score that needs no action and no acceptance.
    pub acceptance: u32,
}

impl RiskMethod {
    /// The score of a likelihood and an impact on their scales, none off the scales.
    pub fn score(&self, likelihood: u32, impact: u32) -> Option<u32> {
        let on_scale = |level: u32, steps: &[String]| level >= 1 && level as usize <= steps.len();
        if !on_scale(likelihood, &self.likelihood) || !on_scale(impact, &self.impact) {
            return None;
        }
        match &self.method {
            Method::Product => Some(likelihood * impact),
            Method::Matrix(rows) => rows.get(likelihood as usize - 1)?.get(impact as usize - 1).copied(),
        }
    }

    /// The index of the band of a score; scores above the last band belong to it.
    pub fn band(&self, score: u32) -> usize {
        self.bands.iter().position(|band| score <= band.up_to).unwrap_or(self.bands.len().saturating_sub(1))
    }

    pub fn band_name(&self, score: u32) -> &str {
        self.bands.get(self.band(score)).map_or("", |band| &band.name)
    }
}

impl Default for RiskMethod {
    fn default() -> Self {
        let names = |names: [&str; 5]| names.map(str::to_owned).to_vec();
        let band = |name: &str, up_to| Band { name: name.to_owned(), up_to };
        RiskMethod {
            likelihood: names(["rare", "unlikely", "possible", "likely", "almost certain"]),
            impact: names(["minor", "noticeable", "serious", "severe", "threatening"]),
            method: Method::Product,
            bands: vec![band("low", 4), band("medium", 9), band("high", 15), band("critical", 25)],
            acceptance: 8,
        }
    }
}
