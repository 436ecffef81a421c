//! The file of signers in OpenSSH's form (`ALLOWED SIGNERS` in `ssh-keygen(1)`), read closed: a line of which anything is
//! not understood grants nothing.

use ssh_key::PublicKey;
use ssh_key::public::KeyData;

use super::{NAMESPACE, Refusal, Sealed, is_accepted};
use crate::text::{Date, LineIndex, Moment, Span};

/// A key that speaks for one person.
#[derive(Debug, Clone)]
pub struct Signer {
    /// As written: `person:mira` or an e-mail address.
    pub principal: String,
    key: KeyData,
    after: Option<Moment>,
    before: Option<Moment>,
    /// The line.
    pub span: Span,
}

/// A line that grants nothing, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub span: Span,
    pub words: String,
}

/// Who may sign, with which keys and when.
#[derive(Debug, Clone, Default)]
pub struct Signers {
    pub signers: Vec<Signer>,
    pub faults: Vec<Fault>,
}

impl Signers {
    /// Reads the file. A key that is listed for two people speaks for none.
    pub fn read(text: &str) -> Self {
        let mut signers = Signers::default();
        for (span, line) in lines(text) {
            match signer(span, line) {
                Ok(signer) => signers.signers.push(signer),
                Err(words) => signers.faults.push(Fault { span, words }),
            }
        }
        let shared = |it: &Signer| {
            let mut others = signers.signers.iter().filter(|other| other.key == it.key);
            others.any(|other| other.principal != it.principal)
        };
        let (shared, single): (Vec<_>, Vec<_>) = signers.signers.iter().cloned().partition(shared);
        signers.signers = single;
        signers.faults.extend(shared.into_iter().map(|it| Fault {
            span: it.span,
            words: format!("the key of `{}` is listed for somebody else too", it.principal),
        }));
        signers.faults.sort_by_key(|fault| fault.span);
        signers
    }

    /// Whether the key of a signature speaks for a person, known under these names, at all of these moments.
    ///
    /// # Errors
    /// Why it does not.
    pub fn judge(&self, sealed: &Sealed, names: &[&str], moments: &[Moment]) -> Result<(), Refusal> {
        let listed: Vec<&Signer> = self.signers.iter().filter(|it| it.key == sealed.key).collect();
        if listed.is_empty() {
            return Err(Refusal::Unknown);
        }
        let own: Vec<&Signer> = listed.into_iter().filter(|it| names.contains(&it.principal.as_str())).collect();
        if own.is_empty() {
            return Err(Refusal::OtherPerson);
        }
        for moment in moments {
            let is_valid = |it: &&Signer| it.after.is_none_or(|first| *moment >= first) && !it.is_over(*moment);
            if !own.iter().any(is_valid) {
                let is_over = own.iter().all(|it| it.is_over(*moment));
                return Err(if is_over { Refusal::Expired } else { Refusal::TooEarly });
            }
        }
        Ok(())
    }
}

impl Signer {
    fn is_over(&self, moment: Moment) -> bool {
        self.before.is_some_and(|last| moment >= last)
    }
}

/// The lines that say something, without blanks at their ends.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (Span, &str)> {
    let index = LineIndex::new(text);
    let lines: Vec<_> = (0..index.count())
        .map(|line| {
            let start = index.start_of(line);
            (Span::new(start, start + index.text_of(line).len()), index.text_of(line).trim())
        })
        .collect();
    lines.into_iter().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// Principal, options where there are any, kind of key, key, comment.
fn signer(span: Span, line: &str) -> Result<Signer, String> {
    if line.contains(|it: char| it.is_control() && it != '\t') {
        return Err("the line holds a control character".to_owned());
    }
    let mut words = Words { rest: line };
    let principal = words.next().ok_or("the line is empty")?;
    let is_plain = |it: char| it.is_alphanumeric() || matches!(it, '-' | '_' | '.' | ':' | '@' | '+');
    if principal.contains(',') {
        return Err("the line names several people; give each a line and a key of their own".to_owned());
    }
    if !principal.chars().all(is_plain) {
        return Err("the first word is not the name of one person, such as `person:mira` or an address".to_owned());
    }
    let (mut after, mut before) = (None, None);
    let mut word = words.next().ok_or("the line holds no key")?;
    if !is_kind(word) {
        for option in options(word)? {
            read_option(&option, &mut after, &mut before)?;
        }
        word = words.next().ok_or("the line holds no key")?;
    }
    let data = words.next().ok_or("the line holds no key")?;
    let key = key(word, data)?;
    Ok(Signer { principal: principal.to_owned(), key, after, before, span })
}

/// Whether a word names a kind of key, so that no options stand before it.
fn is_kind(word: &str) -> bool {
    ["ssh-", "ecdsa-", "sk-"].iter().any(|start| word.starts_with(start)) && !word.contains(['=', '"', ','])
}

/// A public key of a kind that counts.
pub(super) fn key(kind: &str, data: &str) -> Result<KeyData, String> {
    let unread = || "the key cannot be read; copy the line of the `.pub` file again".to_owned();
    let public = PublicKey::from_openssh(&format!("{kind} {data}")).map_err(|_| unread())?;
    if is_accepted(&public.algorithm()) {
        return Ok(public.key_data().clone());
    }
    Err(format!("keys of the kind `{}` are not accepted; use ed25519 or ecdsa-sha2-nistp256", public.algorithm()))
}

fn read_option(option: &str, after: &mut Option<Moment>, before: &mut Option<Moment>) -> Result<(), String> {
    let Some((name, value)) = option.split_once('=') else {
        return Err(format!("the option `{option}` is not understood"));
    };
    let Some(value) = value.strip_prefix('"').and_then(|it| it.strip_suffix('"')).filter(|it| !it.contains('"')) else {
        return Err(format!("the value of `{name}` does not stand in quotation marks"));
    };
    let slot = match name {
        "namespaces" => {
            let is_ours = value.split(',').any(|it| it == NAMESPACE);
            let has_pattern = value.contains(['*', '?', '!', ' ']);
            return match (is_ours, has_pattern) {
                (_, true) => Err("patterns in `namespaces` are not accepted; write the names out".to_owned()),
                (false, _) => Err(format!("the key is not for approvals: `namespaces` lacks `{NAMESPACE}`")),
                (true, false) => Ok(()),
            };
        }
        "valid-after" => after,
        "valid-before" => before,
        _ => return Err(format!("the option `{name}` is not understood")),
    };
    if slot.is_some() {
        return Err(format!("`{name}` is given twice"));
    }
    *slot = Some(moment(value).ok_or(format!("`{name}` is no time in UTC such as `20261231Z` or `202612312359Z`"))?);
    Ok(())
}

/// `YYYYMMDDZ`, `YYYYMMDDHHMMZ`, `YYYYMMDDHHMMSSZ`. Times without `Z` would depend on the machine that reads them.
fn moment(text: &str) -> Option<Moment> {
    let digits = text.strip_suffix('Z')?;
    if !matches!(digits.len(), 8 | 12 | 14) || !digits.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let date = Date::parse(&format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..8]))?;
    let part = |from: usize| digits.get(from..from + 2).map_or(Some(0), |it| it.parse().ok());
    Moment::new(date, part(8)?, part(10)?, part(12)?)
}

/// Options at the commas outside quotation marks.
fn options(word: &str) -> Result<Vec<String>, String> {
    let (mut options, mut is_quoted) = (vec![String::new()], false);
    for character in word.chars() {
        match (character, options.last_mut()) {
            (',', _) if !is_quoted => options.push(String::new()),
            ('\\', _) => return Err("backslashes in options are not understood".to_owned()),
            (it, Some(option)) => {
                is_quoted ^= it == '"';
                option.push(it);
            }
            (_, None) => {}
        }
    }
    if is_quoted { Err("a quotation mark of the options is not closed".to_owned()) } else { Ok(options) }
}

/// Words between blanks; blanks in quotation marks belong to their word.
struct Words<'l> {
    rest: &'l str,
}

impl<'l> Words<'l> {
    fn next(&mut self) -> Option<&'l str> {
        let rest = self.rest.trim_start_matches([' ', '\t']);
        let mut is_quoted = false;
        let end = rest.find(|it: char| {
            is_quoted ^= it == '"';
            !is_quoted && (it == ' ' || it == '\t')
        });
        let (word, rest) = rest.split_at(end.unwrap_or(rest.len()));
        self.rest = rest;
        Some(word).filter(|it| !it.is_empty())
    }
}
