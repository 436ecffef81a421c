//! Where the cursor stands in `book.toml`, and what may be written there: heads of tables, settings, their values, names.

use super::offers::{self, Kind, Offer};
use super::{Asked, typed};
use crate::config::form::{self, Absent, Setting, Table};
use crate::config::{self, TABLES};
use crate::lsp::look::Look;
use crate::model::form::Shape;

/// What may be written behind the beginning of a line; `above` is the text before that line, `rest` what follows.
pub(super) fn asked(look: &Look<'_>, (above, line, rest): (&str, &str, &str), offset: usize) -> Option<Asked> {
    let begun = line.trim_start();
    if begun.starts_with('#') {
        return None;
    }
    if begun.starts_with('[') && !begun.contains(']') {
        // Editors write the closing bracket at once.
        let offer = |it: &Table| {
            let head = it.head();
            let open = head.trim_end_matches(']');
            Offer::new(Kind::Field, if rest.starts_with(']') { open } else { &head }, first_sentence(it.about))
        };
        return Some(Asked { offers: TABLES.iter().map(offer).collect(), typed: typed(offset, begun) });
    }
    let table = table(above)?;
    match begun.split_once('=') {
        None => Some(Asked { offers: keys(table, (above, rest)), typed: typed(offset, begun) }),
        Some((key, value)) => values(look, (table, key.trim()), value, offset),
    }
}

fn table(above: &str) -> Option<&'static Table> {
    let head = above.lines().rev().find(|it| it.trim_start().starts_with('['))?;
    let path = head.trim().trim_start_matches('[').split(']').next()?.trim();
    TABLES.iter().find(|it| it.path == path)
}

/// The settings that the table has not yet.
fn keys(table: &Table, (above, below): (&str, &str)) -> Vec<Offer> {
    let is_head = |it: &&str| it.trim_start().starts_with('[');
    let around = above.lines().rev().take_while(|it| !is_head(it));
    let around = around.chain(below.lines().skip(1).take_while(|it| !is_head(it)));
    let present: Vec<&str> = around.filter_map(|it| Some(it.split_once('=')?.0.trim())).collect();
    let offer = |key: &str, about: &str| Offer { after: " = ", ..Offer::new(Kind::Field, key, first_sentence(about)) };
    let mut offers: Vec<Offer> = table.settings().iter().map(|it| offer(it.key, it.about)).collect();
    if let form::Kind::Texts(names) = table.kind {
        offers.extend(names().iter().map(|it| offer(it, "")));
    }
    if table.path == "lint.rules" {
        offers = offers::rules().into_iter().map(|it| Offer { after: " = ", ..it }).collect();
    }
    offers.retain(|it| !present.contains(&it.text.as_str()));
    offers
}

fn values(look: &Look<'_>, (table, key): (&Table, &str), value: &str, offset: usize) -> Option<Asked> {
    let is_quoted = value.matches('"').count() % 2 == 1;
    let words = if is_quoted { value.rsplit('"').next()? } else { value.rsplit(['[', ',', ' ']).next()? };
    let names = match key {
        "ids" | "documents" => Some(offers::documents(look)),
        "roles" | "by" => Some(offers::roles(look)),
        "rules" => Some(offers::rules()),
        _ => None,
    };
    let is_name = names.is_some();
    let mut offers = names.unwrap_or_else(|| plain(table, key));
    for offer in &mut offers {
        let is_bare = is_name || !is_literal(&offer.text);
        match (is_quoted, is_bare) {
            (true, false) => offer.text = offer.text.trim_matches('"').to_owned(),
            (false, true) => offer.text = format!("\"{}\"", offer.text),
            (true, true) | (false, false) => {}
        }
    }
    (!offers.is_empty()).then(|| Asked { offers, typed: typed(offset, words) })
}

/// Whether a value is written as it is: a number, a list, a text in quotation marks, true or false.
fn is_literal(value: &str) -> bool {
    value.starts_with(['"', '[', '{']) || value.parse::<f64>().is_ok() || matches!(value, "true" | "false")
}

fn plain(table: &Table, key: &str) -> Vec<Offer> {
    let value = |it: &str| Offer::new(Kind::Value, it, "");
    if table.path == "lint.rules" {
        return config::level_names().map(value).to_vec();
    }
    let Some(setting) = table.settings().iter().find(|it| it.key == key) else { return Vec::new() };
    let mut offers: Vec<Offer> = match setting.shape {
        Shape::YesOrNo => ["true", "false"].map(value).to_vec(),
        Shape::OneOf(names) | Shape::Suggested(names, _) | Shape::SomeOf(names) => {
            names().into_iter().map(value).collect()
        }
        _ => Vec::new(),
    };
    if let Setting { absent: Absent::Is(written), .. } = setting {
        let bare = written.trim_matches('"');
        offers.retain(|it| it.text != bare);
        offers.insert(0, Offer::new(Kind::Value, *written, "as without this setting"));
    }
    offers
}

fn first_sentence(about: &str) -> String {
    about.lines().next().unwrap_or_default().to_owned()
}
