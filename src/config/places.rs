//! Where the texts of `book.toml` stand, for those who change one and leave the rest as it is.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use toml::de::{DeTable, DeValue};

use crate::text::Span;

/// The bytes of every text in the settings with its quotes, by its dotted name, such as `isms.organization`. Texts in
/// lists are left out. Empty where the settings cannot be read.
pub fn text_places(settings: &str) -> BTreeMap<String, Span> {
    let mut places = BTreeMap::new();
    if let Ok(table) = DeTable::parse(settings) {
        gather(table.get_ref(), "", &mut places);
    }
    places
}

fn gather(table: &DeTable<'_>, prefix: &str, places: &mut BTreeMap<String, Span>) {
    for (key, value) in table {
        let name = if prefix.is_empty() { key.get_ref().to_string() } else { format!("{prefix}.{}", key.get_ref()) };
        match value.get_ref() {
            DeValue::String(_) => {
                places.insert(name, Span::from(value.span()));
            }
            DeValue::Table(inner) => gather(inner, &name, places),
            _ => {}
        }
    }
}

/// A text as TOML writes it on one line.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            control if control.is_control() => {
                // Writing to a string cannot fail.
                let _ = write!(quoted, "\\u{:04X}", u32::from(control));
            }
            plain => quoted.push(plain),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::{quoted, text_places};

    #[test]
    fn the_bytes_of_a_text_are_found_by_its_name() {
        let settings = "# head\n[isms]\norganization = 'A' # kept\n[isms.variables]\nproduct = \"B\"\n";
        let places = text_places(settings);
        assert_eq!(&settings[places["isms.organization"].range()], "'A'");
        assert_eq!(&settings[places["isms.variables.product"].range()], "\"B\"");
    }

    #[test]
    fn any_text_reads_back_from_its_quotes() {
        for text in ["a", "\"q\" \\ \n \r\t \u{7f} \u{85} \u{1b}", "Ünï 🦀", "'''", ""] {
            let table: toml::Table = format!("a = {}", quoted(text)).parse().expect("TOML");
            assert_eq!(table["a"].as_str(), Some(text));
        }
    }
}
