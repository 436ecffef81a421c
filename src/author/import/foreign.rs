//! Headers in forms that are no Markdown of ours: front matter of other tools in TOML or JSON, tables of HTML, and tables
//! drawn with lines. All of it is read as keys and values; whether any of it leaves the text is decided elsewhere.

use std::borrow::Cow;

use serde_json::{Map, Value};

/// What closes front matter of another form, by the line that opens it.
pub(super) fn closing(first: &str) -> Option<&'static str> {
    match first {
        "+++" => Some("+++"),
        "{" => Some("}"),
        _ => None,
    }
}

/// Keys and values of front matter of another form, and whether they are all that stands there.
pub(super) struct Front {
    pub(super) pairs: Vec<(String, String)>,
    pub(super) is_whole: bool,
}

/// None where the lines are no such front matter.
pub(super) fn front(lines: &[&str]) -> Option<Front> {
    let [first, inner @ .., last] = lines else { return None };
    let closing = closing(first.trim())?;
    if last.trim() != closing {
        return None;
    }
    Some(if closing == "}" { json(&lines.join("\n")) } else { toml(inner) })
}

/// Texts, numbers, days and the like, one a line. Lists and tables have no field of ours.
fn toml(lines: &[&str]) -> Front {
    let said = lines.iter().map(|it| it.trim()).filter(|it| !it.is_empty());
    let read: Vec<Option<(String, String)>> = said
        .map(|line| {
            let (key, value) = line.split_once('=')?;
            Some((bare(key)?.to_owned(), bare(value)?.to_owned()))
        })
        .collect();
    Front { is_whole: read.iter().all(Option::is_some), pairs: read.into_iter().flatten().collect() }
}

/// The text between quotation marks, where nothing in it stands for anything else; a word or number without any.
fn bare(written: &str) -> Option<&str> {
    let written = written.trim();
    let quoted = ['"', '\''].into_iter().find_map(|it| written.strip_prefix(it)?.strip_suffix(it));
    let is_word = |it: char| it.is_alphanumeric() || matches!(it, '-' | '_' | '.' | ':' | '+');
    match quoted {
        Some(inner) => (!inner.contains(['"', '\'', '\\'])).then_some(inner),
        None => (!written.is_empty() && written.chars().all(is_word)).then_some(written),
    }
}

/// Texts only: a number such as `1.10` would lose its end.
fn json(text: &str) -> Front {
    let Ok(fields) = serde_json::from_str::<Map<String, Value>>(text) else {
        return Front { pairs: Vec::new(), is_whole: false };
    };
    let count = fields.len();
    let texts = fields.into_iter().filter_map(|(key, value)| Some((key, value.as_str()?.to_owned())));
    let pairs: Vec<(String, String)> = texts.collect();
    Front { is_whole: pairs.len() == count, pairs }
}

/// Keys and values of a table of HTML; none where the lines are no such table.
pub(super) fn html(lines: &[&str]) -> Option<Vec<(String, String)>> {
    let text = lines.join(" ");
    if !text.trim_start().to_ascii_lowercase().starts_with("<table") {
        return None;
    }
    let rows: Vec<Vec<String>> = parts(&text, &["<tr"]).iter().map(|row| cells(row)).collect();
    let rows: Vec<&Vec<String>> = rows.iter().filter(|it| !it.is_empty()).collect();
    let mut pairs = Vec::new();
    match rows.as_slice() {
        [keys, values] if keys.len() == values.len() && keys.len() > 2 => {
            pairs.extend(keys.iter().cloned().zip(values.iter().cloned()));
        }
        rows => {
            for row in rows.iter().filter(|it| it.len() % 2 == 0) {
                pairs.extend(row.chunks(2).map(|it| (it[0].clone(), it[1].clone())));
            }
        }
    }
    Some(pairs)
}

/// What stands behind each of these tags, up to the next of them.
fn parts<'t>(text: &'t str, tags: &[&str]) -> Vec<&'t str> {
    let lower = text.to_ascii_lowercase();
    let is_tag = |at: usize| {
        let tag = tags.iter().find(|it| lower[at..].starts_with(**it));
        tag.is_some_and(|it| !lower[at + it.len()..].starts_with(|next: char| next.is_ascii_alphanumeric()))
    };
    let starts: Vec<usize> = lower.match_indices('<').map(|(at, _)| at).filter(|at| is_tag(*at)).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(start, end)| &text[*start..end]).collect()
}

fn cells(row: &str) -> Vec<String> {
    parts(row, &["<td", "<th"]).into_iter().map(words).collect()
}

/// Words that stand in tags of HTML; words in which no tag ends stay as they are.
pub(super) fn untagged(text: &str) -> Cow<'_, str> {
    let begins_tag = |at: usize| text[at + 1..].starts_with(|next: char| next.is_ascii_alphabetic() || next == '/');
    // Looked for once: a title may begin any number of tags.
    let last_end = text.rfind('>').unwrap_or(0);
    let has_tag = text.match_indices('<').any(|(at, _)| at < last_end && begins_tag(at));
    if has_tag { Cow::Owned(words(text)) } else { Cow::Borrowed(text) }
}

/// The words that a reader sees.
fn words(html: &str) -> String {
    let mut words = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        words.push_str(before);
        words.push(' ');
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    words.push_str(rest);
    let written = [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    let words = written.iter().fold(words, |words, (entity, letter)| words.replace(entity, letter));
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The rows of a table that is drawn with lines, each on one line as Markdown has it; none where the lines are no such
/// table.
pub(super) fn ungridded(lines: &[&str]) -> Option<Vec<String>> {
    let is_rule = |it: &str| ["+-", "+=", "+:"].iter().any(|begin| it.starts_with(begin));
    if !is_rule(lines.first()?.trim()) {
        return None;
    }
    let (mut rows, mut row) = (Vec::new(), Vec::<String>::new());
    for line in lines.iter().map(|it| it.trim()) {
        if is_rule(line) {
            if !row.is_empty() {
                rows.push(format!("| {} |", row.join(" | ")));
                rows.extend(line.starts_with("+=").then(|| "|--|--|".to_owned()));
            }
            row.clear();
            continue;
        }
        let parts: Vec<&str> = line.strip_prefix('|')?.strip_suffix('|')?.split('|').map(str::trim).collect();
        if row.is_empty() {
            row = parts.iter().map(|it| (*it).to_owned()).collect();
        } else if row.len() == parts.len() {
            // A cell of several lines.
            for (cell, part) in row.iter_mut().zip(parts).filter(|(_, part)| !part.is_empty()) {
                cell.push(' ');
                cell.push_str(part);
            }
        } else {
            return None;
        }
    }
    row.is_empty().then_some(rows)
}

/// The rows of a table without a head as Pandoc draws it, each on one line as Markdown has it: two lines of hyphens of
/// which each group is a column, and between them a row a line, or of several where a blank line parts them. None where
/// the lines are no such table of two columns.
pub(super) fn unruled(lines: &[&str]) -> Option<Vec<String>> {
    let [first, inner @ .., last] = lines else { return None };
    let column = rule_of_columns(first)?;
    if last.trim() != first.trim() {
        return None;
    }
    let are_parted = inner.iter().any(|it| it.trim().is_empty());
    let (mut rows, mut row) = (Vec::new(), (String::new(), String::new()));
    for line in inner.iter().chain([&""]) {
        let is_end = line.trim().is_empty() || !are_parted;
        let at = line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
        let (key, value) = (line[..at].trim(), line[at..].trim());
        for (cell, part) in [(&mut row.0, key), (&mut row.1, value)] {
            if !cell.is_empty() && !part.is_empty() {
                cell.push(' ');
            }
            cell.push_str(part);
        }
        if is_end && !(row.0.is_empty() && row.1.is_empty()) {
            rows.push(format!("| {} | {} |", row.0, row.1));
            row = (String::new(), String::new());
        }
    }
    let has_cells = |it: &String| it.matches('|').count() == 3;
    (!rows.is_empty() && rows.iter().all(has_cells)).then_some(rows)
}

/// Where the second of two columns begins, in letters, where a line is two groups of hyphens.
pub(super) fn rule_of_columns(line: &str) -> Option<usize> {
    let groups: Vec<&str> = line.split_whitespace().collect();
    let is_rule = groups.len() == 2 && groups.iter().all(|it| it.len() >= 3 && it.bytes().all(|it| it == b'-'));
    is_rule.then(|| line.rfind(' ').map(|at| at + 1)).flatten()
}

#[cfg(test)]
mod tests {
    use super::{front, html, ungridded, unruled, untagged};

    #[test]
    fn a_table_between_two_lines_has_a_row_a_line_or_parted_by_blank_ones() {
        let rule = "  -------- --------";
        let simple = [rule, "  Owner    Head of IT", "  Größe    x", rule];
        assert_eq!(unruled(&simple).expect("a table"), ["| Owner | Head of IT |", "| Größe | x |"]);
        let parted = [rule, "  **Own-  Head", "  er**     of IT", "", "  Version  2", rule];
        assert_eq!(unruled(&parted).expect("a table")[1], "| Version | 2 |");
        assert_eq!(unruled(&[rule, "  a  |  b", rule]), None, "a cell with the mark of another table");
        assert_eq!(unruled(&["---", "a", "---"]), None);
        assert_eq!(unruled(&[rule, "  Owner    IT"]), None);
    }

    #[test]
    fn a_title_is_what_stands_in_its_tags() {
        assert_eq!(untagged("<span id=\"t\"> ISMS : Access &amp; Co </span>"), "ISMS : Access & Co");
        for words in ["a < b > c", "x <y", "AT&amp;T"] {
            assert_eq!(untagged(words), words);
        }
    }

    #[test]
    fn front_matter_of_another_form_is_whole_or_told_apart() {
        let read = |text: &str| front(&text.lines().collect::<Vec<_>>()).map(|it| (it.pairs.len(), it.is_whole));
        assert_eq!(read("+++\nversion = 1.10\nowner = 'IT'\n+++"), Some((2, true)));
        assert_eq!(read("+++\nowner = \"IT\" # since May\ntags = ['a']\nid = \"X\"\n+++"), Some((1, false)));
        assert_eq!(read("{\n  \"owner\": \"IT\"\n}"), Some((1, true)));
        assert_eq!(read("{\n  \"owner\": \"IT\", \"version\": 1.10\n}"), Some((1, false)));
        assert_eq!(read("{\n  owner\n}"), Some((0, false)));
        assert_eq!(read("+++\nowner = 'IT'"), None);
    }

    #[test]
    fn a_table_of_html_is_read_in_rows_or_in_columns() {
        let read = |text: &str| html(&text.lines().collect::<Vec<_>>()).unwrap_or_default();
        let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        let rows = "<table class=\"x\">\n<thead><tr><th colspan=2>Control</th></tr></thead>\n<TR><TD><b>Owner</b></TD>\n<td>Head of&nbsp;IT &amp; law</td></TR>\n</table>";
        assert_eq!(read(rows), [pair("Owner", "Head of IT & law")]);
        let columns = "<table><tr><th>A</th><th>B</th><th>C</th></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>";
        assert_eq!(read(columns), [pair("A", "1"), pair("B", "2"), pair("C", "3")]);
        assert_eq!(read("<tablet>"), []);
    }

    #[test]
    fn a_drawn_table_has_its_cells_on_one_line() {
        let lines = ["+---+---+", "| Owner | Head |", "|       | of IT |", "+===+===+", "| Version | 2 |", "+---+---+"];
        let rows = ungridded(&lines).expect("a table");
        assert_eq!(rows, ["| Owner | Head of IT |", "|--|--|", "| Version | 2 |"]);
        assert_eq!(ungridded(&lines[..5]), None, "a table without its last line is none");
        assert_eq!(ungridded(&["| a | b |"]), None);
    }
}
