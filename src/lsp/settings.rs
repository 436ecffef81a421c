//! What `book.toml` is made of, for its outline: tables and their settings, also while the text has faults.

use crate::text::Span;

/// A table of the settings.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Table {
    /// As its head has it, without brackets.
    pub(super) name: String,
    pub(super) head: Span,
    /// Up to the head of the next one.
    pub(super) whole: Span,
    pub(super) keys: Vec<(String, Span)>,
}

/// The tables in their order. Lines inside of a text of several lines are none of them.
pub(super) fn tables(text: &str) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let (mut at, mut inside) = (0, None);
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let was_inside = inside.is_some();
        inside = left_open(line, inside);
        let bare = line.trim();
        if was_inside {
            continue;
        }
        let begin = start + line.len() - line.trim_start().len();
        if let Some(name) = head(bare) {
            let head = Span::new(begin, begin + bare.len());
            tables.push(Table { name: name.to_owned(), head, whole: head, keys: Vec::new() });
        } else if let (Some(table), Some(key)) = (tables.last_mut(), key(bare)) {
            table.keys.push((key.to_owned(), Span::new(begin, begin + key.len())));
        }
        if let Some(table) = tables.last_mut().filter(|_| !bare.is_empty()) {
            table.whole = Span::new(table.head.start as usize, start + line.trim_end().len());
        }
    }
    tables
}

/// The marks of a text that a line leaves open, given those that were open before it.
fn left_open(line: &str, before: Option<&'static str>) -> Option<&'static str> {
    let mut open = before;
    let mut rest = line;
    loop {
        match open {
            Some(mark) => {
                let Some((_, after)) = rest.split_once(mark) else { return open };
                (open, rest) = (None, after);
            }
            None => {
                let next = ["\"\"\"", "'''"].into_iter().filter_map(|mark| Some((rest.find(mark)?, mark))).min();
                let (at, mark) = next?;
                (open, rest) = (Some(mark), &rest[at + mark.len()..]);
            }
        }
    }
}

fn head(line: &str) -> Option<&str> {
    let inner = line.strip_prefix("[[").or_else(|| line.strip_prefix('['))?;
    let name = inner.split(']').next()?.trim();
    let is_name = |it: char| it.is_alphanumeric() || matches!(it, '-' | '_' | '.' | '"' | ' ');
    // A row of numbers or texts inside of a list begins with a bracket too.
    (inner.contains(']') && name.starts_with(char::is_alphabetic) && name.chars().all(is_name)).then_some(name)
}

fn key(line: &str) -> Option<&str> {
    let key = line.split_once('=')?.0.trim();
    let is_bare = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.');
    let bare = key.strip_prefix('"').and_then(|it| it.strip_suffix('"')).unwrap_or(key);
    (!bare.is_empty() && bare.chars().all(is_bare)).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::tables;

    #[test]
    fn tables_and_their_settings_are_found_and_nothing_inside_of_texts() {
        let text = "# head\n[book]\ntitle = \"T\"\n\n[isms.variables]\nhelp = \"\"\"\n[no.table]\nno = key\n\"\"\"\nlist = [\n  \"a = b\",\n  [1],\n]\n\n[[site]]\nname = \"public\"";
        let found = tables(text);
        let names: Vec<(&str, Vec<&str>)> =
            found.iter().map(|it| (it.name.as_str(), it.keys.iter().map(|(key, _)| key.as_str()).collect())).collect();
        assert_eq!(names, [("book", vec!["title"]), ("isms.variables", vec!["help", "list"]), ("site", vec!["name"])]);
        assert_eq!(&text[found[0].whole.range()], "[book]\ntitle = \"T\"");
        assert!(text[found[1].whole.range()].ends_with("  [1],\n]"));
        assert_eq!(&text[found[2].keys[0].1.range()], "name");
    }
}
