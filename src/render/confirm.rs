//! Where a reader confirms having read a document: an address elsewhere, made from the settings, for exactly these words.

use crate::approval::State;
use crate::model::Document;

use super::Renderer;

impl Renderer<'_> {
    /// Whether people are to confirm that they have read a document: it asks for it, and holds.
    pub(super) fn asks_to_confirm(&self, index: u32) -> bool {
        let wanted = self.handbook.document(index).front.acknowledgement.as_ref().is_some_and(|it| it.is_required);
        wanted && self.scope.standing(index).state == State::InForce
    }

    /// The address at which a document in force is confirmed, for a role where one is meant. None where the settings
    /// have none, and where the words are not those that were approved: nobody is to confirm those.
    pub(super) fn confirmation(&self, index: u32, role: Option<&str>) -> Option<String> {
        let template = &self.cx.config.acknowledgement.as_ref()?.value;
        let standing = self.scope.standing(index);
        if !self.asks_to_confirm(index) || standing.flags.is_changed {
            return None;
        }
        let document: &Document = self.handbook.document(index);
        let version = document.front.version.as_ref().map_or("", |it| it.value.as_str());
        let digest = standing.digest.map(|it| it.to_string()).unwrap_or_default();
        let values =
            [("{id}", document.name()), ("{version}", version), ("{digest}", &digest), ("{role}", role.unwrap_or(""))];
        Some(filled(template, &values))
    }
}

/// A template with values in place of names, each in percent signs, so that no value changes the address around it.
fn filled(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len() + 96);
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        let found = values.iter().find(|(name, _)| rest[at..].starts_with(name));
        let (written, length) = found.map_or_else(|| ("{".to_owned(), 1), |(name, value)| (percent(value), name.len()));
        out.push_str(&written);
        rest = &rest[at + length..];
    }
    out.push_str(rest);
    out
}

/// All but the unreserved characters of RFC 3986 as `%41`.
fn percent(value: &str) -> String {
    let one = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    value.bytes().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn no_value_changes_the_address_around_it() {
        let values = [("{id}", "POL/7 & ü"), ("{version}", "{id}"), ("{role}", "")];
        assert_eq!(
            filled("https://a.example/?d={id}&v={version}&r={role}&x={other}", &values),
            "https://a.example/?d=POL%2F7%20%26%20%C3%BC&v=%7Bid%7D&r=&x={other}"
        );
    }
}
