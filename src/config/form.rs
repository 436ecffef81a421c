//! Which settings there are and what each takes: for the schema of `book.toml` and its documentation. A test holds them
//! equal to what is read.

use crate::model::form::{Form, Shape, types};

const fn form(key: &'static str, shape: Shape) -> Form {
    Form { key, shape }
}

fn any() -> Vec<&'static str> {
    Vec::new()
}

/// The tables of `book.toml` and what they hold.
pub const SETTINGS: &[Form] = &[
    form(
        "book",
        Shape::Map(&[
            form("title", Shape::Text),
            form("description", Shape::Text),
            form("authors", Shape::Texts),
            form("language", Shape::Text),
            form("text-direction", Shape::OneOf(|| vec!["ltr", "rtl"])),
            form("src", Shape::Text),
        ]),
    ),
    form("build", Shape::Map(&[form("build-dir", Shape::Text)])),
    form("output", Shape::Map(&[form("html", Shape::Map(HTML))])),
    form(
        "isms",
        Shape::Map(&[
            form("organization", Shape::Text),
            form("formerly", Shape::Texts),
            form("frameworks", Shape::Texts),
            form("id-pattern", Shape::TextMap(types)),
            form("classifications", Shape::Texts),
            form("audiences", Shape::Texts),
            form("variables", Shape::TextMap(any)),
            form("risk", Shape::Map(RISK)),
        ]),
    ),
    form("review", Shape::Map(&[form("interval", Shape::TextMap(types)), form("grace", Shape::Interval)])),
    form(
        "approval",
        Shape::Maps(&[
            form("types", Shape::SomeOf(types)),
            form("paths", Shape::Texts),
            form("ids", Shape::Texts),
            form("roles", Shape::Texts),
            form("people", Shape::Number),
            form("assurance", Shape::OneOf(|| vec!["declared", "bound", "signed"])),
        ]),
    ),
    form("acknowledgement", Shape::Map(&[form("url", Shape::Text)])),
    form("lint", Shape::Map(LINT)),
    form("fields", Shape::TextMap(any)),
    form(
        "editions",
        Shape::Map(&[form("tags", Shape::Text), form("history", Shape::OneOf(|| vec!["none", "tags", "versions"]))]),
    ),
    form(
        "site",
        Shape::Maps(&[
            form("name", Shape::Text),
            form("audience", Shape::Text),
            form("classification", Shape::Text),
            form("address", Shape::Text),
        ]),
    ),
];

const HTML: &[Form] = &[
    form("theme", Shape::Text),
    form("default-theme", Shape::OneOf(|| vec!["light", "dark"])),
    form("preferred-dark-theme", Shape::OneOf(|| vec!["light", "dark"])),
    form("additional-css", Shape::Texts),
    form("additional-js", Shape::Texts),
    form("git-repository-url", Shape::Text),
    form("edit-url-template", Shape::Text),
    form("site-url", Shape::Text),
    form("cname", Shape::Text),
    form("accent", Shape::Text),
    form("redirect", Shape::TextMap(any)),
    form("raw-html", Shape::OneOf(|| vec!["refuse", "sanitize"])),
    form("search", Shape::Map(&[form("enable", Shape::YesOrNo)])),
    form("print", Shape::Map(&[form("enable", Shape::YesOrNo)])),
];

const RISK: &[Form] = &[
    form("likelihood", Shape::Texts),
    form("impact", Shape::Texts),
    form("matrix", Shape::Grid),
    form("method", Shape::OneOf(|| vec!["product", "matrix"])),
    form("bands", Shape::Maps(&[form("name", Shape::Text), form("up-to", Shape::Number)])),
    form("acceptance", Shape::Number),
];

const LINT: &[Form] = &[
    form("fail-on", Shape::OneOf(|| vec!["info", "warning", "error"])),
    form("names", Shape::Texts),
    form("abbreviations", Shape::Texts),
    form("vague-terms", Shape::Texts),
    form("longest-sentence", Shape::Number),
    form("untelling-headings", Shape::Texts),
    form(
        "allow",
        Shape::Maps(&[
            form("rules", Shape::Texts),
            form("documents", Shape::Texts),
            form("until", Shape::Text),
            form("by", Shape::Text),
            form("reason", Shape::Text),
        ]),
    ),
    form("rules", Shape::TextMap(any)),
];

#[cfg(test)]
mod tests {
    use super::{Form, SETTINGS, Shape};
    use crate::config;
    use crate::text::FileId;

    /// Every table with its path, and whether it is one of a list.
    fn tables(path: &str, forms: &'static [Form], found: &mut Vec<(String, bool, &'static [Form])>) {
        for it in forms {
            let path = if path.is_empty() { it.key.to_owned() } else { format!("{path}.{}", it.key) };
            match it.shape {
                Shape::Map(inner) => {
                    found.push((path.clone(), false, inner));
                    tables(&path, inner, found);
                }
                Shape::Maps(inner) => found.push((path, true, inner)),
                _ => {}
            }
        }
    }

    /// What is told to be known in a table when a name in it is not.
    fn known(path: &str, is_list: bool) -> Vec<String> {
        let head = match (path, is_list) {
            ("", _) => String::new(),
            (_, false) => format!("[{path}]\n"),
            (_, true) => format!("[[{path}]]\n"),
        };
        let (_, findings) = config::read(FileId::new(0), &format!("{head}zzzzzzzzzzzz = 1\n"));
        let hints = findings.iter().filter(|it| it.message.contains("zzzzzzzzzzzz")).filter_map(|it| it.hint.clone());
        let hint = hints.collect::<String>();
        let names = hint.strip_prefix("known here: ").unwrap_or_else(|| panic!("{path}: {findings:#?}"));
        let mut names: Vec<String> = names.split(", ").map(str::to_owned).collect();
        names.sort();
        names
    }

    #[test]
    fn the_forms_are_what_is_read() {
        let mut all = vec![(String::new(), false, SETTINGS)];
        tables("", SETTINGS, &mut all);
        assert!(all.len() > 12, "{}", all.len());
        for (path, is_list, forms) in all {
            let mut keys: Vec<String> = forms.iter().map(|it| it.key.to_owned()).collect();
            keys.sort();
            assert_eq!(keys, known(&path, is_list), "[{path}]");
        }
    }
}
