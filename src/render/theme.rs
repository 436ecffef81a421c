//! The theme: templates, styles and scripts that the binary carries, and the files of the project that replace or extend
//! them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Kwargs, State, Tera, TeraResult};

use crate::config::{Config, texts};
use crate::error::Error;
use crate::text::Spanned;

use super::builtin::{self, PREFIX, Part, ends_in, theme_files};
use super::colour;
use super::faults::template_fault;
use super::markdown::{escape, escape_to};
use super::memo::Memo;
use super::paper;
use super::words::{self, Words};

/// A file that pages load: its address and its bytes.
pub(super) type Asset = (String, Vec<u8>);

/// Templates ready to be filled, and the files that go with them.
pub(super) struct Theme {
    pub(super) tera: Tera,
    /// By their tones, each drawn when the first page needs it.
    pub(super) icons: Memo,
    pub(super) words: Arc<Words>,
    /// Whether the project changes a template.
    pub(super) has_own_templates: bool,
    pub(super) assets: Vec<Asset>,
    /// Addresses of the styles and scripts, in the order in which pages load them.
    pub(super) styles: Vec<String>,
    pub(super) scripts: Vec<String>,
}

impl Theme {
    /// Reads the theme with the project's files laid over it. `overrides` are texts by path: those below the theme's
    /// folder without its name (`templates/base.html`), and those that `additional-css` and `additional-js` name.
    pub(super) fn new(config: &Config, overrides: &BTreeMap<String, String>) -> Result<Self, Error> {
        let words = Arc::new(words(&config.book.language, overrides)?);
        let tera = templates(overrides, &words)?;
        let has_own_templates =
            theme_files(overrides).iter().any(|(path, part)| path.starts_with("templates/") && *part != Part::BuiltIn);
        let mut theme = Theme {
            tera,
            icons: Memo::default(),
            words,
            has_own_templates,
            assets: Vec::new(),
            styles: Vec::new(),
            scripts: Vec::new(),
        };
        let mut style = paper::foot(&theme.words) + &bundle("styles/", overrides);
        if let Some(accent) = &config.html.accent {
            style.push_str(&colour::accent_style(&accent.value));
        }
        theme.add("theme/handbook.css", style);
        theme.styles.push("theme/handbook.css".to_owned());
        theme.add("theme/early.js", text_of("scripts/early.js", overrides).into_owned());
        let script = spoken(&theme.words, "script") + &bundle("scripts/", overrides);
        theme.add("theme/handbook.js", script);
        let script = spoken(&theme.words, "find") + &bundle("search/", overrides);
        theme.add("theme/search.js", script);
        theme.scripts.push("theme/handbook.js".to_owned());
        for (named, is_style) in additional(config) {
            let Some(text) = overrides.get(named) else { continue };
            let path = format!("theme/{}", named.replace(['\\', ':'], "-").trim_start_matches(['/', '.']));
            theme.add(&path, text.clone());
            if is_style { theme.styles.push(path) } else { theme.scripts.push(path) }
        }
        Ok(theme)
    }

    fn add(&mut self, path: &str, text: String) {
        self.assets.push((path.to_owned(), text.into_bytes()));
    }
}

fn additional(config: &Config) -> impl Iterator<Item = (&String, bool)> {
    let styles = config.html.additional_css.iter().map(|it| (it, true));
    styles.chain(config.html.additional_js.iter().map(|it| (it, false)))
}

/// The words of a language: the built-in catalogues and the project's, each over the more general ones before it.
pub(super) fn words(language: &str, overrides: &BTreeMap<String, String>) -> Result<Words, Error> {
    let names = std::iter::once(words::FIRST.to_owned()).chain(words::names_of(language));
    let mut catalogues = Vec::new();
    for name in names {
        let path = format!("words/{name}.toml");
        for text in [Some(built_in(&path)), overrides.get(&path).map(Cow::from)].into_iter().flatten() {
            let wrong = |fault: Spanned<String>| {
                let bytes = fault.span.start as usize..fault.span.end as usize;
                Error::Theme { path: Some(path.clone()), bytes, message: fault.value }
            };
            let texts = texts(&text).map_err(wrong)?;
            catalogues.push(texts.into_iter().map(|(key, text)| (key, text.value)).collect());
        }
    }
    Ok(Words::of(catalogues))
}

/// Words for scripts, as a statement in front of them.
fn spoken(words: &Words, section: &str) -> String {
    // Texts by names have nothing that JSON refuses.
    let texts = serde_json::to_string(&words.below(section)).unwrap_or_default();
    let zero = words.find("grammar.zero") == Some("one");
    format!("var handbookWords = Object.assign(window.handbookWords || {{ zero: {} }}, {texts});\n", u8::from(zero))
}

/// What a template asks of the catalogue: a key, and values for the places in its text. `n` also chooses between the texts
/// for one and for more.
fn asked(words: &Words, kwargs: &Kwargs) -> TeraResult<String> {
    let key: &str = kwargs.must_get("key")?;
    let named = kwargs.iter().filter_map(|(name, value)| Some((name.as_str()?, value.to_string())));
    let named = named.filter(|(name, _)| *name != "key");
    let values: Vec<(&str, String)> = named.collect();
    let values: Vec<(&str, &dyn std::fmt::Display)> = values.iter().map(|(name, value)| (*name, value as _)).collect();
    let number = values.iter().find(|(name, _)| *name == "n").and_then(|(_, value)| value.to_string().parse().ok());
    if let Some(number) = number
        && words.find(&format!("{key}.other")).is_some()
    {
        return Ok(words.count_with(number, key, &values));
    }
    match words.find(key) {
        Some(_) => Ok(words.with(key, &values)),
        None => Err(tera::Error::message(format!("no catalogue has the words `{key}`"))),
    }
}

/// A text with `**strong**`, `` `code` `` and `[links](address)`, safe to stand in a page.
fn rich(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 32);
    escape(&mut plain, text);
    let mut made = String::with_capacity(plain.len() + 32);
    let mut rest = plain.as_str();
    while let Some(at) = rest.find(['*', '`', '[']) {
        made.push_str(&rest[..at]);
        rest = &rest[at..];
        let pair = |open: &str, close: &str| rest.strip_prefix(open).and_then(|it| it.split_once(close));
        let link = || {
            let (inside, after) = pair("[", "](")?;
            let (href, after) = after.split_once(')')?;
            Some((inside, href, after))
        };
        if let Some((inside, after)) = pair("**", "**") {
            made.extend(["<strong>", inside, "</strong>"]);
            rest = after;
        } else if let Some((inside, after)) = pair("`", "`") {
            made.extend(["<code>", inside, "</code>"]);
            rest = after;
        } else if let Some((inside, href, after)) = link() {
            made.extend(["<a href=\"", href, "\">", inside, "</a>"]);
            rest = after;
        } else {
            made.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    made + rest
}

fn templates(overrides: &BTreeMap<String, String>, words: &Arc<Words>) -> Result<Tera, Error> {
    let wrong = |error: tera::Error| template_fault(&error);
    let mut tera = Tera::new();
    tera.set_escape_fn(escape_to);
    tera.set_fallback_prefixes([PREFIX]).map_err(wrong)?;
    let held = words.clone();
    tera.register_function("t", move |kwargs: Kwargs, _: &State<'_>| asked(&held, &kwargs));
    let held = words.clone();
    tera.register_function("rich", move |kwargs: Kwargs, _: &State<'_>| {
        asked(&held, &kwargs).map(|text| tera::Value::safe_string(&rich(&text)))
    });
    let mut templates: Vec<(String, Cow<'_, str>)> = Vec::new();
    for path in builtin::paths() {
        let Some(name) = path.strip_prefix("templates/") else { continue };
        templates.push((format!("{PREFIX}{name}"), Cow::Owned(spelled_out(&built_in(&path), words))));
    }
    for (path, text) in overrides {
        let Some(name) = path.strip_prefix("templates/").filter(|it| ends_in(it, "html")) else { continue };
        if built_in(path) != text.as_str() {
            templates.push((name.to_owned(), Cow::Borrowed(text)));
        }
    }
    templates.sort();
    tera.add_raw_templates(templates).map_err(wrong)?;
    Ok(tera)
}

/// A built-in template with the words that it asks for by nothing but their key, written as they stand in the page. They
/// are the same on every page, and asking for them again on each was a quarter of the work on its frame. Words that would
/// have to be escaped are left to the template.
fn spelled_out(template: &str, words: &Words) -> String {
    const BEGIN: &str = "{{ t(key=\"";
    const END: &str = "\") }}";
    let is_plain = |text: &&str| {
        !text.is_empty() && text.trim() == *text && !text.contains(['&', '<', '>', '"', '\'', '/', '{', '}', '\n'])
    };
    let mut made = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once(BEGIN) {
        made.push_str(before);
        let asked = after.split_once(END);
        match asked.and_then(|(key, then)| Some((words.find(key).filter(is_plain)?, then))) {
            Some((text, then)) => {
                made.push_str(text);
                rest = then;
            }
            None => {
                made.push_str(BEGIN);
                rest = after;
            }
        }
    }
    made + rest
}

fn built_in(path: &str) -> Cow<'static, str> {
    builtin::built_in(path).unwrap_or_default()
}

fn text_of<'o>(path: &str, overrides: &'o BTreeMap<String, String>) -> Cow<'o, str> {
    match overrides.get(path) {
        Some(text) => Cow::Borrowed(text),
        None => built_in(path),
    }
}

/// All styles or all scripts as one text, in the order of their names; what the project adds comes last.
fn bundle(folder: &str, overrides: &BTreeMap<String, String>) -> String {
    let is_bundled = |it: &String| it.starts_with(folder) && it != "scripts/early.js";
    let paths: Vec<String> = builtin::paths().into_iter().filter(is_bundled).collect();
    let added: Vec<String> = overrides
        .keys()
        .filter(|it| it.starts_with(folder) && !paths.contains(it) && *it != "scripts/early.js")
        .cloned()
        .collect();
    let mut text = String::new();
    for path in paths.into_iter().chain(added) {
        text.push_str(&text_of(&path, overrides));
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::{spelled_out, templates, words};

    #[test]
    fn words_that_are_spelled_out_stand_as_they_would_when_asked_for() {
        let words = Arc::new(words("en", &BTreeMap::new()).expect("the built-in words"));
        let below = |section: &str| words.below(section).into_keys().map(|key| format!("{section}.{key}")).collect();
        let keys: Vec<String> =
            ["frame", "document", "script"].into_iter().flat_map(|it| -> Vec<_> { below(it) }).collect();
        let asking: Vec<String> = keys.iter().map(|key| format!("<i> {{{{ t(key=\"{key}\") }}}} </i>\n")).collect();
        let asking = asking.concat();
        let spelled = spelled_out(&asking, &words);
        assert!(keys.len() > 30 && spelled.matches("{{").count() < keys.len() / 2, "{spelled}");
        let own = [("templates/asking.html", asking), ("templates/spelled.html", spelled)];
        let own = own.map(|(path, text)| (path.to_owned(), text));
        let tera = templates(&BTreeMap::from(own), &words).expect("templates");
        let filled = |name: &str| tera.render(name, &tera::Context::new()).expect("a page");
        assert_eq!(filled("spelled.html"), filled("asking.html"));
    }

    #[test]
    fn what_is_asked_with_more_than_a_key_or_is_unknown_stays() {
        let words = words("en", &BTreeMap::new()).expect("the built-in words");
        for kept in
            ["{{ t(key=\"frame.part\", n=it.words) }} {{ t(key=it) }}", "{{ t(key=\"no.such\") }}", "{{ t(key=\""]
        {
            assert_eq!(spelled_out(kept, &words), kept);
        }
    }
}
