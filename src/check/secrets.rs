//! Text that looks like a secret: keys, tokens, passwords and addresses of a private network. Known by their shape;
//! nothing is tried out.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

use memchr::{memchr, memmem};

use crate::text::has_digit;

/// What a piece of text looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Secret {
    PrivateKey,
    Token,
    Password,
    PrivateAddress,
}

impl Secret {
    pub fn name(self) -> &'static str {
        match self {
            Secret::PrivateKey => "a private key",
            Secret::Token => "an access token",
            Secret::Password => "a password",
            Secret::PrivateAddress => "an address of a private network",
        }
    }
}

/// What the providers' tokens begin with, and how many letters and digits follow at least.
const TOKENS: [(&str, usize); 25] = [
    ("AKIA", 16),
    ("ASIA", 16),
    ("AIza", 35),
    ("ghp_", 36),
    ("gho_", 36),
    ("ghu_", 36),
    ("ghs_", 36),
    ("ghr_", 36),
    ("github_pat_", 30),
    ("glpat-", 20),
    ("xoxa-", 20),
    ("xoxb-", 20),
    ("xoxp-", 20),
    ("xoxr-", 20),
    ("xoxs-", 20),
    ("sk_live_", 20),
    ("rk_live_", 20),
    ("sk-ant-", 20),
    ("sk-proj-", 20),
    ("npm_", 36),
    ("pypi-", 40),
    ("dop_v1_", 40),
    ("shpat_", 32),
    ("SG.", 40),
    ("AGE-SECRET-KEY-", 40),
];

/// Shorter words are none of these, nor a signed claim.
const SHORTEST_TOKEN: usize = 20;

/// Names before a colon or an equals sign whose value is a secret; longer names may end with them.
const PASSWORD_NAMES: [&str; 14] = [
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "secret",
    "token",
    "apikey",
    "api_key",
    "api-key",
    "access_key",
    "secret_key",
    "passwort",
    "kennwort",
    "contraseña",
];

/// Parts of values that stand for a secret and are none.
const STAND_INS: [&str; 12] = [
    "example",
    "change",
    "your",
    "dummy",
    "placeholder",
    "sample",
    "insert",
    "xxx",
    "***",
    "...",
    "redacted",
    "random",
];

/// Everything in a text that looks like a secret, in order.
pub fn secrets(text: &str) -> Vec<(Range<usize>, Secret)> {
    let bytes = text.as_bytes();
    let has_key = memmem::find(bytes, KEY_HEAD.as_bytes()).is_some();
    let mut found = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = memchr(b'\n', &bytes[start..]).map_or(text.len(), |it| start + it);
        // All others have a digit, or are part of an address with a login.
        if has_key || has_digit(&text[start..end]) || memchr(b'@', &bytes[start..end]).is_some() {
            in_line(text, start..end, &mut found);
        }
        start = end + 1;
    }
    found
}

fn in_line(text: &str, line: Range<usize>, found: &mut Vec<(Range<usize>, Secret)>) {
    let mut last_two = ("", "");
    for word in words(&text[line.clone()]) {
        let word = line.start + word.start..line.start + word.end;
        let shown = &text[word.clone()];
        if shown == KEY_HEAD && is_private_key(&text[word.start..]) {
            found.push((word.start..line.end, Secret::PrivateKey));
        } else if may_be_secret(shown) {
            let mut before = Before::of(last_two);
            // A slot that somebody fills in elsewhere.
            before.is_expecting &= !text[..word.start].ends_with(['<', '{', '[']);
            let secret = judge(shown, before);
            let is_version = secret == Some(Secret::PrivateAddress) && is_update(&text[line.start..word.start]);
            found.extend(secret.filter(|_| !is_version).map(|secret| (word, secret)));
        }
        last_two = (last_two.1, shown);
    }
}

/// With what the armour of a key begins.
const KEY_HEAD: &str = "-----BEGIN";

/// Whether a word is long enough, and has the digit or the login that few words have.
fn may_be_secret(word: &str) -> bool {
    word.len() >= 8 && word.bytes().any(|it| it.is_ascii_digit() || it == b'@')
}

/// Bytes in which a private key shows itself.
const ARMOUR: usize = 256;

/// Whether a text begins with the armour of a private key, and with some of the key behind it.
fn is_private_key(text: &str) -> bool {
    let head = &text[..text.floor_char_boundary(ARMOUR)];
    let Some((label, rest)) = head.trim_start_matches('-').split_once("-----") else { return false };
    let is_base64 = |it: u8| it.is_ascii_alphanumeric() || b"+/=".contains(&it);
    let mut runs = rest.as_bytes().split(|it| !is_base64(*it)).filter(|it| !it.is_empty()).take(12);
    label.contains("PRIVATE KEY") && runs.any(|it| it.len() >= 24)
}

/// What the words before say about the next one on the line.
#[derive(Debug, Clone, Copy)]
struct Before {
    /// They end a name and its sign, so that a secret comes next.
    is_expecting: bool,
    names_version: bool,
}

impl Before {
    /// The last of the two words stands nearer; a word that is not there is empty.
    fn of((earlier, last): (&str, &str)) -> Self {
        let is_sign = matches!(last, "=" | ":") && is_password_name(earlier);
        Before {
            is_expecting: is_sign || (last.ends_with([':', '=']) && is_password_name(last)),
            names_version: last.eq_ignore_ascii_case("version") || last.eq_ignore_ascii_case("release"),
        }
    }
}

/// Whether a line says up to here that some software is brought to another version: "update V8 to". Versions of four
/// numbers are written as addresses are.
fn is_update(before: &str) -> bool {
    const VERBS: [&str; 6] = ["update", "updated", "upgrade", "upgraded", "patch", "bump"];
    const PLACES: [&str; 10] =
        ["address", "ip", "server", "host", "gateway", "router", "network", "dns", "proxy", "endpoint"];
    let mut words = before.split_whitespace().rev().map(str::to_ascii_lowercase);
    let leads = words.next().is_some_and(|it| it == "to" || it == "from");
    let Some(name) = words.next().filter(|_| leads) else { return false };
    !PLACES.iter().any(|it| name.ends_with(it)) && words.take(3).any(|it| VERBS.contains(&it.as_str()))
}

/// The bytes at which a word ends.
const ENDS: [bool; 256] = {
    let mut ends = [false; 256];
    let marks = b" \t\r\n\x0c\"'`()<>[]{},;|*";
    let mut at = 0;
    while at < marks.len() {
        ends[marks[at] as usize] = true;
        at += 1;
    }
    ends
};

/// Runs of bytes between blanks, quotes, brackets and the marks of tables and emphasis.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let ends = |byte: u8| ENDS[usize::from(byte)];
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        at += bytes[at..].iter().position(|it| !ends(*it))?;
        let start = at;
        at += bytes[at..].iter().position(|it| ends(*it)).unwrap_or(bytes.len() - at);
        Some(start..at)
    })
}

fn judge(word: &str, before: Before) -> Option<Secret> {
    if word.contains('@') && has_login(word) {
        return Some(Secret::Token);
    }
    // All others have a digit.
    if !has_digit(word) {
        return None;
    }
    if word.len() >= SHORTEST_TOKEN && is_token(word) {
        return Some(Secret::Token);
    }
    let (name, value) = word.split_once(['=', ':']).unwrap_or(("", word));
    let is_named = || !name.is_empty() && is_password_name(name);
    if (before.is_expecting && is_password(word)) || (is_named() && is_password(value)) {
        return Some(Secret::Password);
    }
    let is_address = !before.names_version && is_private_address(word.trim_end_matches(['.', ':', '!', '?']));
    is_address.then_some(Secret::PrivateAddress)
}

fn is_token(word: &str) -> bool {
    word.split(['=', ':']).any(|part| {
        let is_provider = TOKENS
            .iter()
            .any(|(head, least)| part.strip_prefix(head).is_some_and(|rest| rest.len() >= *least && is_random(rest)));
        is_provider || is_signed_claim(part)
    })
}

/// A JSON Web Token: three parts in base64, the first two of which begin as JSON does.
fn is_signed_claim(word: &str) -> bool {
    let mut parts = word.split('.');
    let mut next_is = |head: &str| parts.next().is_some_and(|it| it.starts_with(head) && it.len() > 12);
    next_is("eyJ") && next_is("eyJ") && next_is("")
}

/// `https://user:password@host`.
fn has_login(word: &str) -> bool {
    let login = word.split_once("://").and_then(|(_, rest)| rest.split('/').next()?.rsplit_once('@'));
    let password = login.and_then(|(login, _)| login.split_once(':')).map(|(_, password)| password);
    let is_word =
        |it: &str| ["pass", "passwd", "password", "secret", "token"].contains(&it.to_ascii_lowercase().as_str());
    password.is_some_and(|it| it.len() >= 4 && !is_stand_in(it) && !is_word(it))
}

fn is_password_name(word: &str) -> bool {
    let name = word.trim_end_matches([':', '=']).as_bytes();
    PASSWORD_NAMES.iter().any(|it| {
        let Some(start) = name.len().checked_sub(it.len()) else { return false };
        let (head, tail) = name.split_at(start);
        tail.eq_ignore_ascii_case(it.as_bytes()) && head.last().is_none_or(|it| b"_-./".contains(it))
    })
}

/// Letters and digits mixed within a word, and enough different ones: what no language writes.
fn is_password(value: &str) -> bool {
    let value = value.trim_end_matches(['.', ':', '\\']);
    let is_shaped = (8..=200).contains(&value.len()) && value.bytes().all(|it| it.is_ascii_graphic());
    let is_place = value.contains("://") || value.starts_with(['$', '/', '~', '.', '#', '%']);
    let is_mail = value.split_once('@').is_some_and(|(_, host)| host.contains('.'));
    is_shaped && !is_place && !is_mail && !is_stand_in(value) && is_random(value) && mixes(value)
}

fn is_stand_in(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    value.starts_with(['$', '%']) || STAND_INS.iter().any(|it| value.contains(it))
}

/// Whether some part of a value mixes lower case with digits, or with capitals inside; `14-character` and `POL-007` do
/// not.
fn mixes(value: &str) -> bool {
    value.split(['-', '_', '.', '/', ':', '+']).any(|part| {
        let has = |kind: fn(&u8) -> bool| part.as_bytes().iter().any(kind);
        let has_sign = part.bytes().any(|it| it.is_ascii_punctuation());
        has(u8::is_ascii_lowercase) && has(u8::is_ascii_digit) && (part.len() >= 8 || has_sign || value.len() >= 16)
    })
}

/// Shannon's measure of at least two and a half bits a character, and a digit among them.
fn is_random(value: &str) -> bool {
    let mut counts = [0_u16; 128];
    for byte in value.bytes() {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count = count.saturating_add(1);
        }
    }
    let length = f64::from(u32::try_from(value.len()).unwrap_or(u32::MAX));
    let shares = counts.iter().filter(|it| **it > 0).map(|it| f64::from(*it) / length);
    let bits: f64 = shares.map(|share| -share * share.log2()).sum();
    bits >= 2.5 && value.bytes().any(|it| it.is_ascii_digit())
}

/// RFC 1918 and RFC 4193. The ranges as such and the addresses that every shop's router has say nothing about a network.
fn is_private_address(word: &str) -> bool {
    const KNOWN: [&str; 5] = ["10.0.0.0", "172.16.0.0", "192.168.0.0", "192.168.0.1", "192.168.1.1"];
    let address = word.split('/').next().unwrap_or(word);
    let without_port = address.split_once(':').filter(|(_, port)| port.bytes().all(|it| it.is_ascii_digit()));
    let version_4 = without_port.map_or(address, |(host, _)| host);
    if word.starts_with(|it: char| it.is_ascii_digit()) {
        return version_4.parse::<Ipv4Addr>().is_ok_and(|it| it.is_private()) && !KNOWN.contains(&version_4);
    }
    address.starts_with(['f', 'F']) && address.parse::<Ipv6Addr>().is_ok_and(|it| it.is_unique_local())
}

#[cfg(test)]
mod tests {
    use super::{Secret, secrets};

    fn kinds(text: &str) -> Vec<Secret> {
        secrets(text).into_iter().map(|(_, secret)| secret).collect()
    }

    #[test]
    fn keys_and_tokens_are_known_by_their_shape() {
        // Put together here, so that no scanner takes this file for a leak.
        let key = format!("-----BEGIN {} PRIVATE KEY-----\nMIIEowIBAAKCAQEA1c7Xb2Zk9\n", "RSA");
        assert_eq!(kinds(&key), [Secret::PrivateKey]);
        let token = format!("{}_{}", "ghp", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8");
        assert_eq!(kinds(&format!("Use `{token}` here.")), [Secret::Token]);
        assert_eq!(kinds(&format!("TOKEN={token}")), [Secret::Token]);
        assert_eq!(kinds("https://deploy:hunter22@git.example.com/x"), [Secret::Token]);
        let others =
            "-----BEGIN PUBLIC KEY-----\nghp_ AKIA sk_live_ https://git@example.com https://user:pass@example.com";
        assert_eq!(kinds(others), []);
        assert_eq!(kinds("-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----"), []);
    }

    #[test]
    fn passwords_are_known_by_the_name_before_them() {
        for text in [
            "password: summer2026",
            "Password: `Tr0ub4dor&3`",
            "DB_PASSWORD=k7Qw92LmZx",
            "the **passphrase:** hunter22x",
            "api_key = 0f9a8b7c6d5e4f3a",
        ] {
            assert_eq!(kinds(text), [Secret::Password], "{text}");
        }
        for text in [
            "Password: at least 14 characters",
            "Password: 14-character minimum",
            "password: ${DB_PASSWORD1}",
            "password: <password1>",
            "password: your-password1",
            "token: STD-001 and POL-007",
            "secret: ********",
            "Token: see https://example.com/token123",
            "password:\n\nsummer2026",
            "The password manager2000 is fine",
            "sha256: 0f9a8b7c6d5e4f3a0f9a8b7c6d5e4f3a",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn addresses_of_private_networks_are_found_and_ranges_are_not() {
        assert_eq!(kinds("Log in at 10.20.30.40 or 192.168.7.9:8443, or 172.20.1.0/24."), [Secret::PrivateAddress; 3]);
        assert_eq!(kinds("It is fd12:3456:789a::1 there."), [Secret::PrivateAddress]);
        assert_eq!(kinds("10.0.0.0/8, 192.168.0.0/16, 192.0.2.7, version 10.1.2.3, 10.300.1.1, clause 10.1.2"), []);
        assert_eq!(kinds("- deps: update V8 to 10.2.154.26\n- patch the engine from 10.7.193.20"), []);
        let moved = "Update the name server to 10.2.154.26.\nSend what you updated to 10.2.154.26.";
        assert_eq!(kinds(moved), [Secret::PrivateAddress; 2]);
    }
}
