//! A typed reader over the maps of the YAML tree: it remembers which keys were read, so that the others can be reported.

use super::faults;
use super::values;
use super::yaml::{Entry, Node, Value};
use crate::diag::{Finding, nearest};
use crate::model::{Id, Reference};
use crate::text::{Date, FileId, Place, Span, Spanned};

/// The file that is read and what was found in it so far.
#[derive(Debug)]
pub(super) struct Reading {
    pub file: FileId,
    pub findings: Vec<Finding>,
    /// The keys that each map was asked for, so that a test can hold the forms against them.
    #[cfg(test)]
    pub asked: Vec<Vec<&'static str>>,
}

impl Reading {
    pub(super) fn new(file: FileId) -> Self {
        Reading {
            file,
            findings: Vec::new(),
            #[cfg(test)]
            asked: Vec::new(),
        }
    }

    pub(super) fn place(&self, span: Span) -> Place {
        span.in_file(self.file)
    }

    pub(super) fn report(&mut self, rule: &'static str, span: Span, message: impl Into<String>) -> &mut Finding {
        let finding = Finding::new(rule, self.place(span), message);
        self.findings.push(finding);
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }
}

/// One map, read field by field. Each field may be asked for once; [`Fields::finish`] reports the keys that nobody
/// asked for.
#[derive(Debug)]
pub(super) struct Fields<'t> {
    entries: &'t [Entry],
    used: Vec<bool>,
    known: Vec<&'static str>,
    /// The whole map.
    pub span: Span,
}

impl<'t> Fields<'t> {
    /// The fields of a node that should be a map; `subject` says in messages what it is.
    pub(super) fn of(cx: &mut Reading, node: &'t Node, subject: &str) -> Option<Self> {
        match &node.value {
            Value::Map(entries) => {
                Some(Fields { entries, used: vec![false; entries.len()], known: Vec::new(), span: node.span })
            }
            Value::Broken => None,
            Value::Empty => {
                cx.report(faults::EMPTY_VALUE, node.span, format!("{subject} is empty")).hint =
                    Some("fill it in, or take it away".to_owned());
                None
            }
            Value::Text(_) | Value::List(_) => {
                let words = format!("{subject} is {}, but a map of fields is read here", values::shape(&node.value));
                cx.report(faults::BAD_VALUE, node.span, words).hint =
                    Some("write `key: value` pairs, one a line".to_owned());
                None
            }
        }
    }

    /// The first key of the map, for findings about what it lacks.
    pub(super) fn first_key(&self) -> Span {
        self.entries.first().map_or(self.span, |entry| entry.key.span)
    }

    /// The entry with this key, if it is written.
    pub(super) fn find(&mut self, key: &'static str) -> Option<&'t Entry> {
        self.known.push(key);
        let index = self.entries.iter().position(|entry| entry.key.value == key)?;
        self.used[index] = true;
        Some(&self.entries[index])
    }

    pub(super) fn text(&mut self, cx: &mut Reading, key: &'static str) -> Option<Spanned<String>> {
        values::text(cx, self.find(key)?)
    }

    pub(super) fn texts(&mut self, cx: &mut Reading, key: &'static str) -> Vec<Spanned<String>> {
        self.find(key).map(|entry| values::texts(cx, entry)).unwrap_or_default()
    }

    pub(super) fn id(&mut self, cx: &mut Reading, key: &'static str) -> Option<Spanned<Id>> {
        Some(self.text(cx, key)?.map(Id::new))
    }

    pub(super) fn date(&mut self, cx: &mut Reading, key: &'static str) -> Option<Spanned<Date>> {
        values::date(cx, self.find(key)?)
    }

    pub(super) fn reference(&mut self, cx: &mut Reading, key: &'static str) -> Option<Reference> {
        self.text(cx, key).map(Reference::unresolved)
    }

    pub(super) fn references(&mut self, cx: &mut Reading, key: &'static str) -> Vec<Reference> {
        let names = self.find(key).map(|entry| values::names(cx, entry)).unwrap_or_default();
        names.into_iter().map(Reference::unresolved).collect()
    }

    /// A value out of a fixed list; another word is reported.
    pub(super) fn choice<T: Copy>(
        &mut self,
        cx: &mut Reading,
        key: &'static str,
        choice: &values::Choice<'_, T>,
    ) -> Option<Spanned<T>> {
        values::choice(cx, self.find(key)?, choice)
    }

    /// A word out of a fixed list, kept as it is written; another word is reported and kept too.
    pub(super) fn word(
        &mut self,
        cx: &mut Reading,
        key: &'static str,
        allowed: &[&'static str],
    ) -> Option<Spanned<String>> {
        let entry = self.find(key)?;
        let word = values::text(cx, entry)?;
        Some(values::word(cx, entry, word, allowed))
    }

    /// The fields of a nested map.
    pub(super) fn map(&mut self, cx: &mut Reading, key: &'static str) -> Option<Fields<'t>> {
        let entry = self.find(key)?;
        if entry.value.value == Value::Empty {
            values::report_empty(cx, entry);
            return None;
        }
        Fields::of(cx, &entry.value, &format!("`{key}`"))
    }

    /// The fields of each map in a nested list; a single map counts as a list of one.
    pub(super) fn maps(&mut self, cx: &mut Reading, key: &'static str) -> Vec<Fields<'t>> {
        self.find(key).map(|entry| maps(cx, entry)).unwrap_or_default()
    }

    /// Reports the keys that nobody asked for.
    pub(super) fn finish(self, cx: &mut Reading, subject: &str) {
        #[cfg(test)]
        cx.asked.push(self.known.clone());
        for (entry, _) in self.entries.iter().zip(&self.used).filter(|(_, is_used)| !**is_used) {
            let is_given = |name: &str| self.entries.iter().any(|it| it.key.value == name);
            unknown_field(cx, entry, (&self.known, is_given), subject);
        }
    }
}

/// The fields of each map in a list; a single map counts as a list of one.
pub(super) fn maps<'t>(cx: &mut Reading, entry: &'t Entry) -> Vec<Fields<'t>> {
    let key = values::shown(&entry.key.value);
    match &entry.value.value {
        Value::List(nodes) => {
            let subject = format!("an entry of `{key}`");
            nodes.iter().filter_map(|node| Fields::of(cx, node, &subject)).collect()
        }
        Value::Empty => {
            values::report_empty(cx, entry);
            Vec::new()
        }
        Value::Map(_) | Value::Text(_) | Value::Broken => {
            Fields::of(cx, &entry.value, &format!("`{key}`")).into_iter().collect()
        }
    }
}

/// Reports a key that is no field of what it stands in, and gives the known field that is meant by it, if any. A field that
/// `is_given` beside it is not offered as its name, or it would be there twice.
pub(super) fn unknown_field(
    cx: &mut Reading,
    entry: &Entry,
    (known, is_given): (&[&'static str], impl Fn(&str) -> bool),
    subject: &str,
) -> Option<&'static str> {
    let typed = values::shown(&entry.key.value);
    let near = nearest(&entry.key.value, known.iter().copied());
    let span = entry.key.span;
    let finding = cx.report(faults::UNKNOWN_FIELD, span, format!("`{typed}` is not a field of {subject}"));
    match near {
        Some(near) if is_given(near) => finding.hint = Some(format!("did you mean `{near}`, which is there already?")),
        Some(near) => {
            finding.hint = Some(format!("did you mean `{near}`?"));
            let renamed = finding.clone().unsafe_fix(format!("rename it to `{near}`"), span, near);
            *finding = renamed;
        }
        None => finding.hint = Some("take it away, or mend its name".to_owned()),
    }
    near
}
