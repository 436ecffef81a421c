//! What a build shows: which documents, which registers. What is hidden has no address, so that nothing can name it.

use crate::model::{Document, Handbook, RegisterKind, Target};

use super::Context;

/// What the readers of one build may know of.
#[derive(Debug, Clone, Default)]
pub(super) struct Visibility {
    documents: Vec<bool>,
    sections: Vec<bool>,
    controls: Vec<bool>,
    clauses: Vec<bool>,
    /// In the order of [`RegisterKind::ALL`].
    registers: Vec<bool>,
    is_limited: bool,
}

impl Visibility {
    pub(super) fn of(cx: &Context<'_>) -> Self {
        let handbook = cx.handbook;
        let limit = Limit::of(cx);
        let is_hidden = |it: &Document| it.id().is_some_and(|id| cx.past.hidden.contains(id));
        let admits = |it: &Document| limit.admits(cx, it) && !is_hidden(it);
        let documents: Vec<bool> = handbook.documents.iter().map(admits).collect();
        let is_limited = !matches!(limit, Limit { highest: Highest::Any, audience: None });
        let registers = RegisterKind::ALL.map(|kind| !is_limited || is_covered(handbook, kind, &documents)).to_vec();
        let sections = sections(handbook, &documents, is_limited);
        let mut visible =
            Visibility { documents, sections, registers, is_limited, controls: Vec::new(), clauses: Vec::new() };
        visible.controls = (0..)
            .zip(&handbook.catalogue.controls)
            .map(|(it, _)| visible.has_use(handbook, Target::Control(it)))
            .collect();
        visible.clauses = (0..)
            .zip(&handbook.catalogue.clauses)
            .map(|(it, _)| visible.has_use(handbook, Target::Clause(it)))
            .collect();
        visible
    }

    /// A catalogue is shown as a whole with the statement; without it, only what a document that is shown names.
    fn has_use(&self, handbook: &Handbook, target: Target) -> bool {
        let names_it = |from| matches!(from, Target::Document(document) if self.shows_document(document));
        self.shows_register(RegisterKind::Applicability) || handbook.cited_by(target).iter().any(|it| names_it(it.from))
    }

    /// Whether anything may be hidden.
    pub(super) fn is_limited(&self) -> bool {
        self.is_limited
    }

    pub(super) fn documents(&self) -> &[bool] {
        &self.documents
    }

    pub(super) fn shows_document(&self, document: u32) -> bool {
        self.documents.get(document as usize).copied().unwrap_or(false)
    }

    pub(super) fn shows_section(&self, section: u32) -> bool {
        self.sections.get(section as usize).copied().unwrap_or(false)
    }

    pub(super) fn shows_register(&self, kind: RegisterKind) -> bool {
        RegisterKind::ALL.iter().position(|it| *it == kind).is_some_and(|index| self.registers[index])
    }

    /// An introduction is not under document control and has no classification: in a limited build it is shown only when
    /// everything that it names is.
    pub(super) fn shows_intro(&self, handbook: &Handbook, section: u32) -> bool {
        let Some(intro) = handbook.sections.get(section as usize).and_then(|it| it.intro.as_ref()) else {
            return false;
        };
        let body = &intro.body;
        let targets =
            body.links.iter().filter_map(|it| it.target).chain(body.mentions.iter().filter_map(|it| it.target));
        self.shows_section(section) && (!self.is_limited || { targets }.all(|target| self.shows(target)))
    }

    pub(super) fn shows(&self, target: Target) -> bool {
        match target {
            Target::Document(document) | Target::Heading(document, _) => self.shows_document(document),
            Target::Section(section) => self.shows_section(section),
            Target::Entry(kind, _) | Target::Register(kind) => self.shows_register(kind),
            Target::Statement => self.shows_register(RegisterKind::Applicability),
            Target::Control(control) => self.controls.get(control as usize).copied().unwrap_or(false),
            Target::Clause(clause) => self.clauses.get(clause as usize).copied().unwrap_or(false),
            Target::Attachment(_) => true,
        }
    }
}

enum Highest {
    Any,
    /// Up to this place in the list of classifications.
    UpTo(usize),
    /// The site names a classification that the settings do not know: nothing is shown, rather than everything.
    Nothing,
}

struct Limit<'c> {
    highest: Highest,
    audience: Option<&'c str>,
}

impl<'c> Limit<'c> {
    fn of(cx: &Context<'c>) -> Self {
        let wanted = cx.site.and_then(|site| site.classification.as_ref());
        let highest = match (wanted, cx.config.highest_classification(cx.site)) {
            (None, _) => Highest::Any,
            (Some(_), Some(place)) => Highest::UpTo(place),
            (Some(_), None) => Highest::Nothing,
        };
        Limit { highest, audience: cx.site.and_then(|site| site.audience.as_ref()).map(|it| it.value.as_str()) }
    }

    /// A document without a classification, or with one that is not known, is taken for the most closed. A document that
    /// names audiences is for them; one that names none is for everybody.
    fn admits(&self, cx: &Context<'_>, document: &Document) -> bool {
        let front = &document.front;
        let classification = front.classification.as_ref().map(|it| it.value.as_str());
        self.admits_level(cx, classification) && self.admits_audience(front.audience.iter().map(|it| it.value.as_str()))
    }

    fn admits_level(&self, cx: &Context<'_>, classification: Option<&str>) -> bool {
        match self.highest {
            Highest::Any => true,
            Highest::Nothing => false,
            Highest::UpTo(highest) => classification.is_some_and(|written| {
                let place = cx.config.isms.classifications.iter().position(|it| it == written);
                place.is_some_and(|place| place <= highest)
            }),
        }
    }

    fn admits_audience<'a>(&self, named: impl Iterator<Item = &'a str>) -> bool {
        let Some(audience) = self.audience else { return true };
        let mut named = named.peekable();
        named.peek().is_none() || named.any(|it| it == audience)
    }
}

/// Whether the readers of a build may see words that were classified and addressed so.
pub(super) fn admits_words(cx: &Context<'_>, classification: Option<&str>, audience: &[String]) -> bool {
    let limit = Limit::of(cx);
    limit.admits_level(cx, classification) && limit.admits_audience(audience.iter().map(String::as_str))
}

/// In a limited build a register is shown when a document that carries it is shown. The glossary and the names of roles
/// explain the documents and are shown where no document carries them; everything else then stays hidden.
fn is_covered(handbook: &Handbook, kind: RegisterKind, shown: &[bool]) -> bool {
    let carries = |document: &Document, kind| document.front.register.as_ref().is_some_and(|it| it.value == kind);
    let mut bearers = handbook.documents.iter().zip(shown).filter(|(it, _)| carries(it, kind)).peekable();
    if bearers.peek().is_some() {
        return bearers.any(|(_, is_shown)| *is_shown);
    }
    match kind {
        RegisterKind::Terms | RegisterKind::Roles | RegisterKind::Documents => true,
        RegisterKind::Treatment => is_covered(handbook, RegisterKind::Risks, shown),
        _ => false,
    }
}

/// A section is shown with its documents, and with its sections below. The root always is.
fn sections(handbook: &Handbook, documents: &[bool], is_limited: bool) -> Vec<bool> {
    let mut shown = vec![!is_limited; handbook.sections.len()];
    if !is_limited {
        return shown;
    }
    for (index, section) in handbook.sections.iter().enumerate() {
        if !section.documents.iter().any(|it| documents.get(*it as usize).copied().unwrap_or(false)) {
            continue;
        }
        let mut next = u32::try_from(index).ok();
        while let Some(current) = next {
            let Some(slot) = shown.get_mut(current as usize).filter(|slot| !**slot) else { break };
            *slot = true;
            next = handbook.sections[current as usize].parent;
        }
    }
    if let Some(root) = shown.first_mut() {
        *root = true;
    }
    shown
}
