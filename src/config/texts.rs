//! A TOML file that holds nothing but texts, as the catalogues of the interface's words do: each text with its place.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use crate::text::{Span, Spanned};

/// What makes such a file unreadable, and where.
pub type Fault = Spanned<String>;

/// The texts of a file by their keys; tables become the first parts of keys, with a point after each.
///
/// # Errors
/// The first place that is not TOML, or that holds something else than a text.
pub fn texts(text: &str) -> Result<BTreeMap<String, Spanned<String>>, Fault> {
    let table = DeTable::parse(text).map_err(|error| {
        let message = error.message().lines().next().unwrap_or_default().to_owned();
        Spanned::new(message, error.span().map(Span::from).unwrap_or_default())
    })?;
    let mut found = BTreeMap::new();
    gather("", table.get_ref(), &mut found)?;
    Ok(found)
}

fn gather(prefix: &str, table: &DeTable<'_>, found: &mut BTreeMap<String, Spanned<String>>) -> Result<(), Fault> {
    for (name, value) in table {
        let name = name.get_ref();
        let key = if prefix.is_empty() { name.to_string() } else { format!("{prefix}.{name}") };
        let span = Span::from(value.span());
        match value.get_ref() {
            DeValue::String(text) => drop(found.insert(key, Spanned::new(text.to_string(), span))),
            DeValue::Table(inner) => gather(&key, inner, found)?,
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_) => return Err(Spanned::new(format!("`{key}` is no text"), span)),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::texts;

    #[test]
    fn texts_have_the_names_of_their_tables() {
        let found = texts("[a]\nb = \"c\"\nd = { one = \"e\" }\n").expect("texts");
        let named: Vec<_> = found.iter().map(|(key, text)| (key.as_str(), text.value.as_str())).collect();
        assert_eq!(named, [("a.b", "c"), ("a.d.one", "e")]);
        assert_eq!(
            texts("a = 1\n").map_err(|fault| (fault.value, fault.span.start)),
            Err(("`a` is no text".to_owned(), 4))
        );
        assert!(texts("a = \"\n").is_err());
    }
}
