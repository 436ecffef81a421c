//! Holds the forms of the model, from which schemas are printed, against what is read.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fields::Reading;
use super::yaml::{self, Limits, Piece};
use super::{document, registers};
use crate::model::Field;
use crate::model::form::{self, Form, REGISTERS, Shape};
use crate::text::{FileId, Span};

/// A value of this shape, on one line.
fn sample(shape: Shape) -> String {
    match shape {
        Shape::Text => "A.5.1".to_owned(),
        Shape::Texts => "[a, b]".to_owned(),
        Shape::Date => "2026-03-01".to_owned(),
        Shape::Interval => "12 months".to_owned(),
        Shape::Number => "7".to_owned(),
        Shape::YesOrNo => "yes".to_owned(),
        Shape::OneOf(names) | Shape::Suggested(names, _) => names()[0].to_owned(),
        Shape::SomeOf(names) => format!("[{}]", names().join(", ")),
        Shape::Map(forms) | Shape::YesOrMap(forms) | Shape::TextOrMap(forms) => map(forms),
        Shape::Maps(forms) => format!("[{}]", map(forms)),
        Shape::Reasons => format!("[{{{}: [X-1]}}]", form::reasons()[0]),
        Shape::TextMap(_) | Shape::Grid => "{}".to_owned(),
    }
}

fn map(forms: &[Form]) -> String {
    let fields: Vec<String> = forms.iter().map(|it| format!("{}: {}", it.key, sample(it.shape))).collect();
    format!("{{{}}}", fields.join(", "))
}

/// The keys of a map and of all maps inside, as they should be asked for.
fn keys(forms: &[Form], all: &mut Vec<Vec<&'static str>>) {
    for it in forms {
        if let Shape::Map(inner) | Shape::Maps(inner) | Shape::YesOrMap(inner) | Shape::TextOrMap(inner) = it.shape {
            keys(inner, all);
        }
    }
    let mut own: Vec<&str> = forms.iter().map(|it| it.key).collect();
    own.sort_unstable();
    all.push(own);
}

fn sorted(mut asked: Vec<Vec<&'static str>>) -> Vec<Vec<&'static str>> {
    for keys in &mut asked {
        keys.sort_unstable();
        keys.dedup();
    }
    asked.sort();
    asked
}

fn read(text: &str) -> (Reading, Vec<yaml::Node>) {
    let mut cx = Reading::new(FileId::new(0));
    let source: Arc<str> = text.into();
    let piece = Piece { file: cx.file, source: &source, span: Span::new(0, text.len()) };
    let (roots, found) = yaml::read(piece, Limits::REGISTER);
    cx.findings.extend(found);
    (cx, roots)
}

#[test]
fn the_forms_of_registers_are_what_is_read() {
    for (name, forms) in REGISTERS {
        let (mut cx, roots) = read(&format!("{name}:\n  - {}\n", map(forms)));
        registers::registers(&mut cx, &roots);
        assert!(cx.findings.is_empty(), "{name}: {:#?}", cx.findings);
        let mut expected = Vec::new();
        keys(forms, &mut expected);
        assert_eq!(sorted(cx.asked), sorted(expected), "{name}");
    }
    let mut names: Vec<&str> = REGISTERS.iter().map(|(name, _)| *name).collect();
    let mut known = registers::names();
    names.sort_unstable();
    known.sort_unstable();
    assert_eq!(names, known);
}

#[test]
fn the_forms_of_front_matter_are_what_is_read() {
    let text: String =
        Field::ALL.map(|field| format!("{}: {}\n", field.name(), sample(form::of_field(field)))).concat();
    let (mut cx, roots) = read(&text);
    document::front(&mut cx, Span::new(0, text.len()), &roots, &BTreeMap::new());
    assert!(cx.findings.is_empty(), "{:#?}", cx.findings);
    let mut expected = Vec::new();
    for field in Field::ALL {
        if let Shape::Maps(inner) | Shape::YesOrMap(inner) | Shape::TextOrMap(inner) = form::of_field(field) {
            keys(inner, &mut expected);
        }
    }
    assert_eq!(sorted(cx.asked), sorted(expected));
}

/// A list of names out of which one is chosen holds all that is taken, and nothing else.
#[test]
fn a_word_that_is_not_in_the_form_is_refused() {
    for (name, forms) in REGISTERS {
        for it in forms.iter().filter(|it| matches!(it.shape, Shape::OneOf(_) | Shape::SomeOf(_) | Shape::YesOrNo)) {
            let lead = if name == "applicability" { "control: A.5.1, " } else { "" };
            let found = |word: &str| {
                let (mut cx, roots) = read(&format!("{name}:\n  - {{{lead}{}: {word}}}\n", it.key));
                registers::registers(&mut cx, &roots);
                cx.findings.len()
            };
            assert_eq!(found("zzzzzz"), 1, "{name}.{}", it.key);
            if let Shape::OneOf(names) | Shape::SomeOf(names) = it.shape {
                let refused: Vec<&str> = names().into_iter().filter(|word| found(word) > 0).collect();
                assert!(refused.is_empty(), "{name}.{}: {refused:?}", it.key);
            }
        }
    }
}
