//! The files of the theme that the binary carries, and how the files of a project stand to them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_embed::RustEmbed;

use crate::diag::nearest;

#[derive(RustEmbed)]
#[folder = "theme/"]
struct BuiltIn;

/// Where templates of the binary are found by name, so that a template of the project can extend the one it replaces.
pub(super) const PREFIX: &str = "builtin/";

/// How a file of the theme folder stands to the built-in one of the same path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The project has no such file, or the same.
    BuiltIn,
    /// The project changes blocks of the built-in template, or single words of a catalogue.
    Extended,
    /// The project's file stands in its place.
    Replaced,
    /// No built-in file has this path, and the site uses it.
    Added,
    /// No built-in file has this path, and nothing uses it.
    Unused,
}

impl Part {
    pub fn name(self) -> &'static str {
        match self {
            Part::BuiltIn => "built in",
            Part::Extended => "extended",
            Part::Replaced => "replaced",
            Part::Added => "added",
            Part::Unused => "unused",
        }
    }
}

/// The paths of all built-in files below the theme's folder, in their order.
pub(super) fn paths() -> Vec<String> {
    let mut paths: Vec<String> = BuiltIn::iter().map(Cow::into_owned).filter(|it| it.contains('/')).collect();
    paths.sort();
    paths
}

/// The text of a built-in file; none where there is no such file.
pub fn built_in(path: &str) -> Option<Cow<'static, str>> {
    let file = BuiltIn::get(path)?;
    Some(match file.data {
        Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
    })
}

/// Every file of the built-in theme and of the project's, by its path, with how they stand to each other. `files` are the
/// texts below the theme folder of the project.
pub fn theme_files(files: &BTreeMap<String, String>) -> BTreeMap<String, Part> {
    let mut all: BTreeMap<String, Part> = paths().into_iter().map(|path| (path, Part::BuiltIn)).collect();
    for (path, text) in files.iter().filter(|(path, _)| is_of_theme(path)) {
        let part = match built_in(path) {
            Some(own) if own == text.as_str() => Part::BuiltIn,
            Some(_) if extends(path, text) => Part::Extended,
            Some(_) => Part::Replaced,
            None if is_used(path, files) => Part::Added,
            None => Part::Unused,
        };
        all.insert(path.clone(), part);
    }
    all
}

/// The built-in path that a path without one is most like.
pub fn nearest_built_in(path: &str) -> Option<String> {
    let paths = paths();
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let same_name = paths.iter().find(|it| name(it) == name(path)).cloned();
    same_name.or_else(|| nearest(path, paths.iter().map(String::as_str)).map(str::to_owned))
}

fn extends(path: &str, text: &str) -> bool {
    path.starts_with("words/") || text.contains(&format!("\"{PREFIX}"))
}

/// Notes and licences of a theme are nobody's business.
fn is_of_theme(path: &str) -> bool {
    ["html", "css", "js", "toml"].iter().any(|it| ends_in(path, it))
}

fn is_used(path: &str, files: &BTreeMap<String, String>) -> bool {
    match path.split_once('/') {
        Some(("styles", _)) => ends_in(path, "css"),
        Some(("scripts" | "search", _)) => ends_in(path, "js"),
        Some(("words", _)) => ends_in(path, "toml"),
        // A template of the project's own is used where another names it.
        Some(("templates", name)) => {
            let quoted = [format!("\"{name}\""), format!("'{name}'")];
            let others = files.iter().filter(|(other, _)| *other != path && other.starts_with("templates/"));
            others.into_iter().any(|(_, text)| quoted.iter().any(|it| text.contains(it.as_str())))
        }
        _ => false,
    }
}

pub(super) fn ends_in(path: &str, ending: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|it| it.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Part, built_in, nearest_built_in, theme_files};

    #[test]
    fn files_of_a_project_stand_to_the_built_in_ones() {
        let base = built_in("templates/base.html").expect("a template").into_owned();
        let files: BTreeMap<String, String> = [
            ("templates/base.html", base.as_str()),
            ("templates/home.html", "{% extends \"builtin/home.html\" %}{% include \"mine.html\" %}"),
            ("templates/mine.html", "x"),
            ("templates/documents.html", "x"),
            ("styles/20-text.css", "x"),
            ("styles/99-mine.css", "x"),
            ("style/99-mine.css", "x"),
            ("README.md", "x"),
        ]
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .into();
        let all = theme_files(&files);
        let part = |path: &str| all.get(path).copied();
        assert_eq!(part("templates/base.html"), Some(Part::BuiltIn));
        assert_eq!(part("templates/home.html"), Some(Part::Extended));
        assert_eq!(part("templates/mine.html"), Some(Part::Added));
        assert_eq!(part("templates/documents.html"), Some(Part::Unused));
        assert_eq!(part("styles/20-text.css"), Some(Part::Replaced));
        assert_eq!(part("styles/99-mine.css"), Some(Part::Added));
        assert_eq!(part("style/99-mine.css"), Some(Part::Unused));
        assert_eq!(part("README.md"), None);
        assert_eq!(nearest_built_in("templates/documents.html").as_deref(), Some("templates/document.html"));
        assert_eq!(nearest_built_in("base.html").as_deref(), Some("templates/base.html"));
    }
}
