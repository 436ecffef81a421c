//! What is known of a setting besides its reading: what it takes, what holds without it, and what it is for. The page of
//! settings and the JSON Schema of `book.toml` are printed from it; tests hold it equal to what is read.

use crate::model::form::Shape;

/// A table of `book.toml`.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Its name with those of the tables around it, as in `isms.risk`.
    pub path: &'static str,
    pub kind: Kind,
    /// What it is for, in Markdown with one sentence a line; may be empty.
    pub about: &'static str,
    /// TOML that shows every setting of the table.
    pub example: &'static str,
}

/// How a table is written.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Once.
    One(&'static [Setting]),
    /// As often as one likes.
    Many(&'static [Setting]),
    /// Texts under names that the user chooses, or out of a list where there is one.
    Texts(fn() -> Vec<&'static str>),
}

impl Table {
    /// The settings with names of ours.
    pub fn settings(&self) -> &'static [Setting] {
        match self.kind {
            Kind::One(settings) | Kind::Many(settings) => settings,
            Kind::Texts(_) => &[],
        }
    }

    /// As it is written at its head.
    pub fn head(&self) -> String {
        match self.kind {
            Kind::One(_) | Kind::Texts(_) => format!("[{}]", self.path),
            Kind::Many(_) => format!("[[{}]]", self.path),
        }
    }
}

/// One setting.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    pub key: &'static str,
    pub shape: Shape,
    pub absent: Absent,
    /// What it is for, in Markdown.
    pub about: &'static str,
}

/// What holds where a setting is not written.
#[derive(Debug, Clone, Copy)]
pub enum Absent {
    Nothing,
    /// The same as with this value, in TOML.
    Is(&'static str),
    /// What no value says.
    Otherwise(&'static str),
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Absent, Kind};
    use crate::config::{self, TABLES};
    use crate::diag::Finding;
    use crate::model::form::Shape;
    use crate::text::FileId;

    fn findings(text: &str) -> Vec<Finding> {
        config::read(FileId::new(0), text).1
    }

    /// What is told to be known in a table when a name in it is not.
    fn known(head: &str) -> Vec<String> {
        let findings = findings(&format!("{head}\nzzzzzzzzzzzz = 1\n"));
        let hints = findings.iter().filter(|it| it.message.contains("zzzzzzzzzzzz")).filter_map(|it| it.hint.clone());
        let hint = hints.collect::<String>();
        let names = hint.strip_prefix("known here: ").unwrap_or_else(|| panic!("{head}: {findings:#?}"));
        let mut names: Vec<String> = names.split(", ").map(str::to_owned).collect();
        names.sort();
        names
    }

    #[test]
    fn the_tables_are_what_is_read() {
        let mut keys: BTreeMap<&str, Vec<&str>> = BTreeMap::from([("", Vec::new())]);
        let mut heads: BTreeMap<&str, String> = BTreeMap::new();
        for table in TABLES {
            let mut below = table.path;
            loop {
                let (outer, key) = below.rsplit_once('.').unwrap_or(("", below));
                keys.entry(outer).or_default().push(key);
                if outer.is_empty() {
                    break;
                }
                below = outer;
            }
            if !matches!(table.kind, Kind::Texts(_)) {
                keys.entry(table.path).or_default().extend(table.settings().iter().map(|it| it.key));
                heads.insert(table.path, table.head());
            }
        }
        for (path, mut keys) in keys {
            keys.sort_unstable();
            keys.dedup();
            let head = heads.get(path).cloned().unwrap_or_else(|| format!("[{path}]"));
            assert_eq!(keys, known(if path.is_empty() { "" } else { &head }), "[{path}]");
        }
    }

    #[test]
    fn examples_show_every_setting_and_are_read_without_a_finding() {
        for table in TABLES {
            assert_eq!(findings(table.example), [], "{}", table.path);
            assert!(table.example.contains(&format!("{}\n", table.head())), "{}", table.path);
            for setting in table.settings() {
                let line = format!("\n{} = ", setting.key);
                assert!(table.example.contains(&line), "the example of {} lacks `{}`", table.path, setting.key);
            }
        }
    }

    #[test]
    fn a_value_that_a_setting_does_not_take_is_a_finding() {
        for table in TABLES {
            for setting in table.settings() {
                let wrong = match setting.shape {
                    Shape::Number => "-1",
                    Shape::OneOf(_) => "\"zzzz\"",
                    Shape::SomeOf(_) => "[\"zzzz\"]",
                    _ => "1.5",
                };
                let text = format!("{}\n{} = {wrong}\n", table.head(), setting.key);
                assert!(!findings(&text).is_empty(), "{text}");
            }
            if let Kind::Texts(names) = table.kind {
                let name = names().first().map_or("name", |it| *it);
                assert!(!findings(&format!("{}\n{name} = 1\n", table.head())).is_empty(), "{}", table.path);
                let is_free = findings(&format!("{}\nzzzz = \"error\"\n", table.head())).is_empty();
                assert_eq!(is_free, names().is_empty(), "{}", table.path);
            }
        }
    }

    #[test]
    fn what_holds_without_a_setting_is_what_the_page_says() {
        let read = |text: &str| format!("{:?}", config::read(FileId::new(0), text).0);
        for table in TABLES {
            let needed = match table.path {
                "site" => "name = \"staff\"\n",
                "isms.risk.bands" => continue,
                _ => "",
            };
            let head = format!("{}\n{needed}", table.head());
            for setting in table.settings() {
                let Absent::Is(value) = setting.absent else { continue };
                let without = read(&head);
                let with = read(&format!("{head}{} = {value}\n", setting.key));
                assert_eq!(with, without, "{}.{}", table.path, setting.key);
            }
        }
    }
}
