//! The theme: templates, styles and scripts that the binary carries, and the files of the project that replace or extend
//! them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_embed::RustEmbed;
use tera::Tera;

use crate::config::Config;
use crate::error::Error;

use super::colour;

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
        let tera = templates(overrides)?;
        let mut theme = Theme { tera, assets: Vec::new(), styles: Vec::new(), scripts: Vec::new() };
        let mut style = bundle("styles/", overrides);
        if let Some(accent) = &config.html.accent {
            style.push_str(&colour::accent_style(&accent.value));
        }
        theme.add("theme/handbook.css", style);
        theme.styles.push("theme/handbook.css".to_owned());
        theme.add("theme/early.js", text_of("scripts/early.js", overrides).into_owned());
        theme.add("theme/handbook.js", bundle("scripts/", overrides));
        theme.add("theme/search.js", bundle("search/", overrides));
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

fn templates(overrides: &BTreeMap<String, String>) -> Result<Tera, Error> {
    let wrong = |error: tera::Error| Error::Theme { message: chain(&error) };
    let mut tera = Tera::new();
    tera.set_fallback_prefixes([BUILT_IN]).map_err(wrong)?;
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
