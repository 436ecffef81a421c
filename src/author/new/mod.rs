//! Something new in a handbook: a document from the template of its type, or an entry of a register. Nothing that is there
//! changes but for the bytes that come in.

mod document;
mod entry;
mod number;

use crate::config::Config;
use crate::diag::nearest;
use crate::model::{DocumentType, Handbook, RegisterKind};
use crate::source::Sources;
use crate::text::{Date, FileId};

/// What can be new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Document(DocumentType),
    Entry(RegisterKind),
}

impl Kind {
    /// Every kind, documents first.
    pub fn all() -> Vec<Kind> {
        let documents = DocumentType::ALL.into_iter().map(Kind::Document);
        documents.chain(RegisterKind::WITH_ENTRIES.into_iter().map(Kind::Entry)).collect()
    }

    pub fn name(self) -> &'static str {
        match self {
            Kind::Document(kind) => kind.name(),
            Kind::Entry(kind) => kind.singular(),
        }
    }

    /// Whether somebody has to answer for it.
    pub fn wants_owner(self) -> bool {
        match self {
            Kind::Document(_) => true,
            Kind::Entry(kind) => {
                !matches!(kind, RegisterKind::Roles | RegisterKind::People | RegisterKind::Terms | RegisterKind::Audits)
            }
        }
    }

    /// Whether it stands only where somebody grants it.
    pub fn wants_approver(self) -> bool {
        self == Kind::Entry(RegisterKind::Exceptions)
    }

    /// Whether it has its place below another document.
    pub fn wants_parent(self) -> bool {
        matches!(
            self,
            Kind::Document(
                DocumentType::Policy
                    | DocumentType::Standard
                    | DocumentType::Procedure
                    | DocumentType::Guideline
                    | DocumentType::Record
            )
        )
    }
}

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'w> {
    pub kind: Kind,
    pub title: &'w str,
    /// A role, with or without `role:`.
    pub owner: Option<&'w str>,
    /// A role, with or without `role:`; of documents and exceptions.
    pub approver: Option<&'w str>,
    /// Id of a document.
    pub parent: Option<&'w str>,
    /// Below the folder of the documents; else where the parent and others of its type lie.
    pub folder: Option<&'w str>,
    pub today: Date,
}

/// Into what it comes.
#[derive(Clone, Copy)]
pub struct Place<'p> {
    pub handbook: &'p Handbook,
    pub config: &'p Config,
    pub sources: &'p Sources,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct New {
    /// Its id; the term itself where it is a term.
    pub id: String,
    pub text: NewText,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewText {
    /// A file that is not there yet, by its name below the root.
    File { name: String, text: String },
    /// The text of a file with the entry in it.
    Change { file: FileId, text: String },
}

/// Makes what is wanted.
///
/// # Errors
/// Why it cannot be: no title, no owner, a role or parent that is not there, no id left, a register whose text cannot be
/// added to.
pub fn new(place: &Place<'_>, wanted: &Wanted<'_>) -> Result<New, String> {
    let title = wanted.title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() {
        return Err(format!("{} needs a title", with_article(wanted.kind.name())));
    }
    let owner = wanted.owner.map(|name| role(place.handbook, name)).transpose()?;
    if owner.is_none() && wanted.kind.wants_owner() {
        let kind = with_article(wanted.kind.name());
        return Err(if place.handbook.registers.roles.is_empty() {
            format!("{kind} needs an owner, and no role is described yet; add one with `ismsbook new role`")
        } else {
            format!("{kind} needs an owner; name a role with `--owner`")
        });
    }
    let has_approver = matches!(wanted.kind, Kind::Document(_)) || wanted.kind.wants_approver();
    if wanted.approver.is_some() && !has_approver {
        return Err(format!("{} has no approver; leave `--approver` out", with_article(wanted.kind.name())));
    }
    let approver = wanted.approver.map(|name| role(place.handbook, name)).transpose()?;
    let filled = Filled {
        title: &title,
        owner: owner.as_deref().unwrap_or_default(),
        approver: approver.as_deref(),
        today: wanted.today,
    };
    match wanted.kind {
        Kind::Document(kind) => document::new(place, kind, &filled, wanted),
        Kind::Entry(kind) => entry::new(place, kind, &filled),
    }
}

/// What was asked for and is known to hold.
struct Filled<'f> {
    title: &'f str,
    /// With `role:`; empty where there is none.
    owner: &'f str,
    /// With `role:`.
    approver: Option<&'f str>,
    today: Date,
}

fn role(handbook: &Handbook, name: &str) -> Result<String, String> {
    let bare = name.strip_prefix("role:").unwrap_or(name).trim();
    let known = || handbook.registers.roles.iter().map(|it| it.record.name());
    if known().any(|it| it == bare) {
        return Ok(format!("role:{bare}"));
    }
    let near = nearest(bare, known()).map(|it| format!("did you mean `role:{it}`?"));
    let near = near.unwrap_or_else(|| "add it with `ismsbook new role`".to_owned());
    Err(format!("no role `{bare}` in the register of roles; {near}"))
}

fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// A text as YAML has it: plain where that is safe everywhere, else in quotation marks.
fn scalar(text: &str) -> String {
    let is_safe = |it: char| it.is_alphanumeric() || matches!(it, ' ' | '-' | '_' | '.' | ',' | '\'' | '/' | '(' | ')');
    let is_word = ["null", "yes", "no", "true", "false", "on", "off"].contains(&text.to_lowercase().as_str());
    let begins = text.starts_with(char::is_alphabetic);
    if begins && !is_word && text.chars().all(is_safe) { text.to_owned() } else { super::edits::quoted(text) }
}

#[cfg(test)]
mod tests;
