//! The words of a permission: `ismsbook: allow(rule, until=2027-01-31, by=role:ciso, reason="…")`.

/// What every permission in a comment begins with.
pub(super) const MARK: &str = "ismsbook:";

/// The form of a permission, for hints.
pub(super) const FORM: &str = "write `ismsbook: allow(rule, until=2027-01-31, by=role:ciso, reason=\"…\")`";

/// A permission as written; nothing is judged yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Directive {
    pub(super) rules: Vec<String>,
    pub(super) until: Option<String>,
    pub(super) by: Option<String>,
    pub(super) reason: Option<String>,
}

/// What follows the mark in an HTML comment.
pub(super) fn in_markdown(comment: &str) -> Option<&str> {
    let inner = comment.trim().strip_prefix("<!--")?.strip_suffix("-->")?.trim();
    inner.strip_prefix(MARK).map(str::trim)
}

/// Where in a line of YAML a comment with the mark begins, and what follows the mark.
pub(super) fn in_yaml(line: &str) -> Option<(usize, &str)> {
    let (at, inner) = comments(line).find(|(_, inner)| inner.starts_with(MARK))?;
    Some((at, inner[MARK.len()..].trim()))
}

/// Where in a line of YAML a comment begins that says something behind this mark, at its head or after a semicolon; where
/// the mark stands, and what it says.
pub(super) fn told_in_yaml<'l>(line: &'l str, mark: &str) -> Option<(usize, usize, &'l str)> {
    let is_quoted = |at: usize| line[..at].matches('"').count() % 2 == 1;
    comments(line).filter(|(at, _)| !is_quoted(*at)).find_map(|(comment, inner)| {
        let is_first = |at: usize| at == 0 || inner[..at].trim_end().ends_with(';');
        let at = inner.match_indices(mark).map(|(at, _)| at).find(|at| is_first(*at))?;
        Some((comment, line.len() - inner.len() + at, inner[at + mark.len()..].trim()))
    })
}

/// Where comments of a line of YAML may begin, and what each says: a `#` begins one at the head of a line or after a blank.
fn comments(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let follows_blank = |at: &usize| *at == 0 || line[..*at].ends_with([' ', '\t']);
    let places = line.match_indices('#').map(|(at, _)| at).filter(follows_blank);
    places.map(|at| (at, line[at + 1..].trim_start()))
}

/// Reads a permission.
///
/// # Errors
/// What is wrong with its form, in words.
pub(super) fn parse(text: &str) -> Result<Directive, String> {
    let inner = text.strip_prefix("allow").map(str::trim_start).and_then(|it| it.strip_prefix('('));
    let Some(inner) = inner.and_then(|it| it.trim_end().strip_suffix(')')) else {
        return Err("this is not a permission that can be read".to_owned());
    };
    let mut directive = Directive::default();
    for part in parts(inner)? {
        let Some((name, value)) = part.split_once('=').filter(|(name, _)| !name.contains('"')) else {
            directive.rules.push(part.to_owned());
            continue;
        };
        let value = value.trim();
        let bare = value.strip_prefix('"').and_then(|it| it.strip_suffix('"')).unwrap_or(value).to_owned();
        match name.trim() {
            "until" => directive.until = Some(bare),
            "by" => directive.by = Some(bare),
            "reason" => directive.reason = Some(bare),
            other => return Err(format!("a permission has no `{other}`")),
        }
    }
    Ok(directive)
}

/// Splits at commas outside quotes.
fn parts(text: &str) -> Result<Vec<&str>, String> {
    let (mut parts, mut start, mut is_quoted) = (Vec::new(), 0, false);
    for (at, character) in text.char_indices() {
        match character {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    if is_quoted {
        return Err("a quotation mark of this permission is not closed".to_owned());
    }
    parts.push(&text[start..]);
    Ok(parts.into_iter().map(str::trim).filter(|it| !it.is_empty()).collect())
}

#[cfg(test)]
mod tests {
    use super::{Directive, in_markdown, in_yaml, parse};

    #[test]
    fn a_permission_is_read_in_full() {
        let made = parse(r#"allow(missing-owner, D013, until=2027-01-31, by=role:ciso, reason="moved, soon (see B)")"#);
        let expected = Directive {
            rules: vec!["missing-owner".to_owned(), "D013".to_owned()],
            until: Some("2027-01-31".to_owned()),
            by: Some("role:ciso".to_owned()),
            reason: Some("moved, soon (see B)".to_owned()),
        };
        assert_eq!(made, Ok(expected));
    }

    #[test]
    fn what_has_another_form_is_refused() {
        for wrong in ["allow missing-owner", "allow(x, reason=\"open)", "allow(x, owner=me)", "deny(x)", ""] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn permissions_are_found_in_comments_only() {
        assert_eq!(in_markdown("<!-- ismsbook: allow(x) -->"), Some("allow(x)"));
        assert_eq!(in_markdown("<!-- a note -->"), None);
        assert_eq!(in_yaml("owner: x # ismsbook: allow(x)"), Some((9, "allow(x)")));
        assert_eq!(in_yaml("link: a#ismsbook: allow(x)"), None);
    }
}
