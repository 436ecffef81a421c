//! What is wrong with a project's theme, at its place: templates that cannot be read, names that nothing has.

use std::collections::BTreeSet;

use crate::error::Error;
use crate::text::Span;

use super::builtin::PREFIX;
use super::plan::PageKind;
use super::{Page, Renderer};

/// One fault of the theme.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ThemeFault {
    /// Below the theme folder, such as `templates/base.html`; none where the fault has no place of the project's.
    pub path: Option<String>,
    pub span: Span,
    pub message: String,
}

impl ThemeFault {
    /// The fault that stopped the making of a page; none where something else did.
    pub fn of(error: Error) -> Result<Self, Error> {
        match error {
            Error::Theme { path, bytes, message } => {
                let span = Span::new(bytes.start, bytes.end);
                Ok(ThemeFault { path, span, message })
            }
            other => Err(other),
        }
    }
}

/// What the template engine says, as one line and with its place where that is a template of the project.
pub(super) fn template_fault(error: &tera::Error) -> Error {
    let place = match error.kind() {
        tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => {
            Some((report.filename(), report.span().range.clone(), report.message().to_owned()))
        }
        tera::ErrorKind::MissingParent { current, parent } => {
            Some((current.as_str(), 0..0, format!("it extends `{parent}`, which is not there")))
        }
        tera::ErrorKind::CircularExtend { tpl, .. } => {
            Some((tpl.as_str(), 0..0, "it extends itself by way of others".to_owned()))
        }
        _ => None,
    };
    match place {
        Some((name, bytes, message)) if !name.starts_with(PREFIX) && !name.is_empty() => {
            Error::Theme { path: Some(format!("templates/{name}")), bytes, message: told(&message, error) }
        }
        _ => Error::Theme { path: None, bytes: 0..0, message: chain(error) },
    }
}

/// The message as findings have it: in lower case, on one line, without a stop.
fn told(message: &str, error: &tera::Error) -> String {
    let mut line = message.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        line.push_str(": ");
        line.push_str(&inner.to_string().split_whitespace().collect::<Vec<_>>().join(" "));
        cause = inner.source();
    }
    let mut characters = line.trim_end_matches('.').chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}

/// The message of an error with what caused it, in one text.
fn chain(error: &dyn std::error::Error) -> String {
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        message.push_str(": ");
        message.push_str(&inner.to_string());
        cause = inner.source();
    }
    message
}

impl Renderer<'_> {
    /// The faults that one page of each kind shows; none is looked for where the project has no templates of its own.
    ///
    /// # Errors
    /// Whatever else stops the making of a page.
    pub fn theme_faults(&self) -> Result<Vec<ThemeFault>, Error> {
        let mut kinds = Vec::new();
        let mut faults = BTreeSet::new();
        for page in self.plan().pages.iter().filter(|_| self.theme.has_own_templates) {
            let kind = kind_of(page);
            if !kinds.contains(&kind) {
                kinds.push(kind);
                if let Err(error) = self.render(page) {
                    faults.insert(ThemeFault::of(error)?);
                }
            }
        }
        Ok(faults.into_iter().collect())
    }
}

/// What kind of page it is, whatever it shows.
fn kind_of(page: &Page) -> std::mem::Discriminant<PageKind> {
    std::mem::discriminant(&page.kind)
}
