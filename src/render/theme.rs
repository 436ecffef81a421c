//! The theme: templates, styles and scripts that the binary carries, and the files of the project that replace or extend
//! them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use rust_embed::RustEmbed;
use tera::{Kwargs, State, Tera, TeraResult};

use crate::config::{Config, texts};
use crate::error::Error;
use crate::text::Spanned;

use super::colour;
use super::markdown::escape;
use super::words::{self, Words};

#[derive(RustEmbed)]
#[folder = "theme/"]
struct BuiltIn;

/// Where templates of the binary are found by name, so that a template of the project can extend the one it replaces.
const BUILT_IN: &str = "builtin/";

/// A file that pages load: its address and its bytes.
pub(super) type Asset = (String, Vec<u8>);

/// Templates ready to be filled, and the files that go with them.
pub(super) struct Theme {
    pub(super) tera: Tera,
    pub(super) words: Arc<Words>,
    pub(super) assets: Vec<Asset>,
    /// Addresses of the styles and scripts, in the order in which pages load them.
    pub(super) styles: Vec<String>,
    pub(super) scripts: Vec<String>,
}

impl Theme {
    /// Reads the theme with the project's files laid over it. `overrides` are texts by path: those below the theme's
    /// folder without its name (`templates/base.html`), and those that `additional-css` and `additional-js` name.
    pub(super) fn new(config: &Config, overrides: &BTreeMap<String, String>) -> Result<Self, Error> {
        if let Some(stray) = overrides.keys().find(|path| !path.contains('/') && is_html(path)) {
            let message = format!("`{stray}` of the theme is never used: templates lie in `templates/`");
            return Err(Error::Theme { message });
        }
        let words = Arc::new(words(&config.book.language, overrides)?);
        let tera = templates(overrides, &words)?;
        let mut theme = Theme { tera, words, assets: Vec::new(), styles: Vec::new(), scripts: Vec::new() };
        let mut style = bundle("styles/", overrides);
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
fn words(language: &str, overrides: &BTreeMap<String, String>) -> Result<Words, Error> {
    let names = std::iter::once(words::FIRST.to_owned()).chain(words::names_of(language));
    let mut catalogues = Vec::new();
    for name in names {
        let path = format!("words/{name}.toml");
        for text in [Some(built_in(&path)), overrides.get(&path).map(Cow::from)].into_iter().flatten() {
            let wrong = |fault: Spanned<String>| format!("`{path}` of the theme cannot be read: {}", fault.value);
            let texts = texts(&text).map_err(|fault| Error::Theme { message: wrong(fault) })?;
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
    let key: String = kwargs.must_get("key")?;
    let named = kwargs.iter().filter_map(|(name, value)| Some((name.as_str()?.to_owned(), value.to_string())));
    let values: Vec<(String, String)> = named.collect();
    let values: Vec<(&str, &dyn std::fmt::Display)> =
        values.iter().map(|(name, value)| (name.as_str(), value as _)).collect();
    let number = values.iter().find(|(name, _)| *name == "n").and_then(|(_, value)| value.to_string().parse().ok());
    if let Some(number) = number
        && words.find(&format!("{key}.other")).is_some()
    {
        return Ok(words.count_with(number, &key, &values));
    }
    match words.find(&key) {
        Some(_) => Ok(words.with(&key, &values)),
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
    let wrong = |error: tera::Error| Error::Theme { message: chain(&error) };
    let mut tera = Tera::new();
    tera.set_fallback_prefixes([BUILT_IN]).map_err(wrong)?;
    let held = words.clone();
    tera.register_function("t", move |kwargs: Kwargs, _: &State<'_>| asked(&held, &kwargs));
    let held = words.clone();
    tera.register_function("rich", move |kwargs: Kwargs, _: &State<'_>| {
        asked(&held, &kwargs).map(|text| tera::Value::safe_string(&rich(&text)))
    });
    let mut templates: Vec<(String, Cow<'_, str>)> = Vec::new();
    for path in BuiltIn::iter() {
        let Some(name) = path.strip_prefix("templates/") else { continue };
        templates.push((format!("{BUILT_IN}{name}"), built_in(&path)));
    }
    for (path, text) in overrides {
        let Some(name) = path.strip_prefix("templates/").filter(|it| is_html(it)) else { continue };
        if built_in(path) != text.as_str() {
            templates.push((name.to_owned(), Cow::Borrowed(text)));
        }
    }
    templates.sort();
    tera.add_raw_templates(templates).map_err(wrong)?;
    Ok(tera)
}

fn is_html(name: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|it| it.eq_ignore_ascii_case("html"))
}

/// The message of an error with what caused it, in one text.
pub(super) fn chain(error: &dyn std::error::Error) -> String {
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        message.push_str(": ");
        message.push_str(&inner.to_string());
        cause = inner.source();
    }
    message
}

fn built_in(path: &str) -> Cow<'static, str> {
    let Some(file) = BuiltIn::get(path) else { return Cow::Borrowed("") };
    match file.data {
        Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
    }
}

fn text_of<'o>(path: &str, overrides: &'o BTreeMap<String, String>) -> Cow<'o, str> {
    match overrides.get(path) {
        Some(text) => Cow::Borrowed(text),
        None => built_in(path),
    }
}

/// All styles or all scripts as one text, in the order of their names; what the project adds comes last.
fn bundle(folder: &str, overrides: &BTreeMap<String, String>) -> String {
    let mut paths: Vec<String> =
        BuiltIn::iter().map(Cow::into_owned).filter(|it| it.starts_with(folder) && *it != "scripts/early.js").collect();
    paths.sort();
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
