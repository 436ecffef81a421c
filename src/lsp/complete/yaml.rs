//! Where the cursor stands in YAML that is being written, and so is seldom whole: read line by line from its indentation.

use crate::text::Span;

/// What is about to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    /// The keys that lead here from the top; of a value, its own key last.
    pub(super) path: Vec<String>,
    pub(super) is_value: bool,
    /// Whether a list's entry begins here, which may be a value or the first key of a map.
    pub(super) begins_entry: bool,
    /// What is typed already, from the start of the text.
    pub(super) typed: Span,
    /// Keys that the same map has already.
    pub(super) present: Vec<String>,
}

/// What is asked at an offset of a text whose YAML begins at `start`. None in a comment.
pub(super) fn asked(text: &str, start: usize, offset: usize) -> Option<Asked> {
    let block = text.get(start..)?;
    let before = text.get(start..offset)?;
    let line_start = start + before.rfind('\n').map_or(0, |at| at + 1);
    let lines: Vec<Line<'_>> = text[start..line_start].lines().map(Line::of).collect();
    let own = Line::of(&text[line_start..offset]);
    let flow = flow(&own)?;
    let mut path = parents(&lines, &own);
    path.extend(flow.path);
    let rest = block.get(offset - start..).unwrap_or_default().lines().skip(1);
    let present = if flow.is_inside { flow.keys } else { siblings(&lines, &own, rest.map(Line::of)) };
    let begins_entry = own.dash.is_some() && !flow.is_inside && !flow.is_value;
    let is_value = flow.is_value || begins_entry;
    Some(Asked { path, is_value, begins_entry, typed: Span::new(offset - flow.typed, offset), present })
}

/// A line taken apart.
#[derive(Debug, Clone, Copy)]
struct Line<'t> {
    /// Where the dash of a list stands, if there is one.
    dash: Option<usize>,
    /// Where the text begins, behind the dash.
    depth: usize,
    content: &'t str,
}

impl<'t> Line<'t> {
    fn of(line: &'t str) -> Self {
        let line = line.trim_end_matches('\r');
        let content = line.trim_start_matches(' ');
        let depth = line.len() - content.len();
        match content.strip_prefix('-') {
            Some(rest) if rest.is_empty() || rest.starts_with(' ') => {
                let content = rest.trim_start_matches(' ');
                Line { dash: Some(depth), depth: line.len() - content.len(), content }
            }
            _ => Line { dash: None, depth, content },
        }
    }

    fn is_empty(&self) -> bool {
        self.content.is_empty() && self.dash.is_none() || self.content.starts_with('#')
    }

    fn key(&self) -> Option<&'t str> {
        let (key, rest) = self.content.split_once(':')?;
        let is_key = rest.is_empty() || rest.starts_with(' ');
        is_key.then(|| key.trim().trim_matches(['"', '\'']))
    }

    fn opens_a_block(&self) -> bool {
        self.content.trim_end().ends_with(':')
    }
}

/// The keys above a line that hold it, the outermost first.
fn parents(lines: &[Line<'_>], own: &Line<'_>) -> Vec<String> {
    let mut keys = Vec::new();
    let (mut depth, mut is_dash) = (own.dash.unwrap_or(own.depth), own.dash.is_some());
    for line in lines.iter().rev().filter(|it| !it.is_empty()) {
        if depth == 0 && !is_dash {
            break;
        }
        let begins_entry = line.dash.is_some() && line.depth == depth && !is_dash;
        let holds =
            line.depth < depth || (is_dash && line.dash.is_none() && line.depth == depth && line.opens_a_block());
        if begins_entry {
            (depth, is_dash) = (line.dash.unwrap_or(0), true);
        } else if holds && let Some(key) = line.key() {
            keys.push(key.to_owned());
            (depth, is_dash) = (line.dash.unwrap_or(line.depth), line.dash.is_some());
        }
    }
    keys.reverse();
    keys
}

/// The keys that stand beside a line.
fn siblings<'t>(above: &[Line<'t>], own: &Line<'t>, below: impl Iterator<Item = Line<'t>>) -> Vec<String> {
    let mut keys = Vec::new();
    if own.dash.is_none() {
        for line in above.iter().rev().filter(|it| !it.is_empty()).take_while(|it| it.depth >= own.depth) {
            if line.depth == own.depth {
                keys.extend(line.key().map(str::to_owned));
                if line.dash.is_some() {
                    break;
                }
            }
        }
    }
    let is_inside =
        |it: &Line<'_>| it.is_empty() || (it.depth >= own.depth && it.dash.is_none_or(|dash| dash >= own.depth));
    let below = below.take_while(|it| !it.content.starts_with("---")).take_while(is_inside);
    keys.extend(below.filter(|it| it.depth == own.depth).filter_map(|it| it.key().map(str::to_owned)));
    keys
}

/// What the text before the cursor on one line amounts to, lists and maps in brackets included.
struct Flow {
    path: Vec<String>,
    is_value: bool,
    is_inside: bool,
    /// How many bytes are typed already.
    typed: usize,
    /// Keys of the map in brackets that the cursor stands in.
    keys: Vec<String>,
}

/// What stands before the name of a role, a person or a term. At the end of an entry it is no key: the name follows.
const PREFIXES: [&str; 3] = ["role", "person", "term"];

fn flow(own: &Line<'_>) -> Option<Flow> {
    let content = own.content;
    // Of each open bracket: whether it is a map, the key that it stands under, and the keys that it has so far.
    let mut open: Vec<(char, Option<String>, Vec<String>)> = Vec::new();
    let (mut key, mut from, mut quote) = (None::<String>, 0, None);
    let mut letters = content.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|it| it.1);
        match (quote, letter) {
            (Some(mark), _) => {
                if letter == mark {
                    quote = None;
                }
            }
            (None, '"' | '\'') if content[from..at].trim().is_empty() => {
                quote = Some(letter);
                from = at;
            }
            (None, '#') if content[..at].ends_with(' ') || at == 0 => return None,
            (None, ':') if next.is_none() && key.is_none() && PREFIXES.contains(&content[from..at].trim()) => {
                let is_entry = open.last().map_or(own.dash.is_some(), |it| it.0 == '[');
                if !is_entry {
                    key = Some(content[from..at].trim().to_owned());
                    from = at + 1;
                }
            }
            (None, ':') if next.is_none_or(|it| it == ' ') && key.is_none() => {
                let name = content[from..at].trim().trim_matches(['"', '\'']).to_owned();
                if let Some((_, _, keys)) = open.last_mut() {
                    keys.push(name.clone());
                }
                key = Some(name);
                from = at + 1;
            }
            (None, '{' | '[') => {
                open.push((letter, key.take(), Vec::new()));
                from = at + 1;
            }
            (None, '}' | ']') => {
                key = open.pop().and_then(|it| it.1);
                from = at + 1;
            }
            (None, ',') if !open.is_empty() => {
                key = None;
                from = at + 1;
            }
            (None, _) => {}
        }
    }
    let typed = content[from..].trim_start_matches([' ', '"', '\'']).len();
    let in_list = open.last().is_some_and(|it| it.0 == '[');
    let is_inside = !open.is_empty();
    let keys = open.last_mut().map(|it| std::mem::take(&mut it.2)).unwrap_or_default();
    let mut path: Vec<String> = open.into_iter().filter_map(|it| it.1).collect();
    let is_value = key.is_some() || in_list;
    path.extend(key);
    Some(Flow { path, is_value, is_inside, typed, keys })
}

#[cfg(test)]
mod tests {
    use super::asked;

    /// The path, a `?` at its end where a key is asked for, and what is typed; the cursor is the `|`.
    fn at(text: &str) -> String {
        let offset = text.find('|').expect("the text has a cursor");
        let text = text.replacen('|', "", 1);
        match asked(&text, 0, offset) {
            None => "nothing".to_owned(),
            Some(it) => {
                let mark = if it.is_value { "" } else { "?" };
                format!("{}{mark} `{}`", it.path.join("."), &text[it.typed.range()])
            }
        }
    }

    #[test]
    fn the_place_in_yaml_that_is_not_whole_is_known() {
        for (text, expected) in [
            ("id: X\now|", "? `ow`"),
            ("owner: |", "owner ``"),
            ("owner: role:ci|\nid: X", "owner `role:ci`"),
            ("controls: [A.5.1, A.|", "controls `A.`"),
            ("controls:\n  - A.5.1\n  - |", "controls ``"),
            ("controls:\n- A.|", "controls `A.`"),
            ("roles:\n  - role:|", "roles `role:`"),
            ("roles: [role:|]", "roles `role:`"),
            ("held_by: [person:a, person:|", "held_by `person:`"),
            ("acceptance: {person:|", "acceptance.person ``"),
            ("history:\n  - {version: \"1.0\", kind: ma|", "history.kind `ma`"),
            ("history:\n  - {version: \"1.0\", |", "history? ``"),
            ("risks:\n  - id: RISK-001\n    own|", "risks? `own`"),
            ("risks:\n  - id: RISK-001\n    acceptance: {by: role:|", "risks.acceptance.by `role:`"),
            ("risks:\n  - id: R\n    actions:\n      - title: x\n        owner: |", "risks.actions.owner ``"),
            ("risks:\n  - id: R\n    assets:\n      - A\n    treatment: |", "risks.treatment ``"),
            ("applicability:\n  - control: A.5.1\n    reasons: [{risk: [RISK-|", "applicability.reasons.risk `RISK-`"),
            ("a: {b: 1}\nc: |", "c ``"),
            ("title: \"x|", "title `x`"),
            ("a: b # |", "nothing"),
            ("ris|", "? `ris`"),
        ] {
            assert_eq!(at(text), expected, "{text}");
        }
    }

    #[test]
    fn keys_beside_the_cursor_are_known() {
        let text = "risks:\n  - id: A\n    title: x\n    \n    owner: y\n  - scenario: z\n";
        let found = asked(text, 0, text.find("    \n").expect("an empty line") + 4).expect("a place");
        assert_eq!(found.present, ["title", "id", "owner"]);
        let found = asked("h: {a: 1, b: 2, ", 0, 16).expect("a place");
        assert_eq!(found.present, ["a", "b"]);
    }
}
