//! Titles of the built-in controls and clauses in the languages of the interface, in our own words. A title that a project
//! writes itself stays as it is written.

use std::collections::BTreeMap;

use super::catalogue::built_in;
use crate::config::texts;
use crate::model::{Catalogue, Tongue};

const LANGUAGES: [(&str, &str); 3] = [
    ("de", include_str!("titles/de.toml")),
    ("fr", include_str!("titles/fr.toml")),
    ("es", include_str!("titles/es.toml")),
];

/// Titles by the numbers of what they name.
type Titles = BTreeMap<String, String>;

/// Gives the titles that are still those of the built-in catalogue in the language of this tag (BCP 47), where there are
/// any.
pub(super) fn translate(catalogue: &mut Catalogue, language: &str) {
    let Some(tongue) = Tongue::named(language) else { return };
    let Some((_, text)) = LANGUAGES.iter().find(|(name, _)| *name == tongue.code) else { return };
    let (controls, clauses) = read(text);
    let built_in = built_in();
    for control in &mut catalogue.controls {
        let own = built_in.controls.iter().find(|it| it.id == control.id);
        if own.is_some_and(|it| it.title == control.title) {
            take(&controls, control.id.as_str(), &mut control.title);
        }
    }
    for clause in &mut catalogue.clauses {
        let own = built_in.clauses.iter().find(|it| it.id == clause.id);
        if own.is_some_and(|it| it.title == clause.title) {
            take(&clauses, clause.id.as_str(), &mut clause.title);
        }
    }
}

fn take(titles: &Titles, id: &str, title: &mut String) {
    if let Some(own) = titles.get(id) {
        title.clone_from(own);
    }
}

/// The titles of controls and of clauses. A test holds that each file can be read and names all of them.
fn read(text: &str) -> (Titles, Titles) {
    let (mut controls, mut clauses) = (Titles::new(), Titles::new());
    for (key, title) in texts(text).unwrap_or_default() {
        match key.split_once('.') {
            Some(("controls", id)) => drop(controls.insert(id.to_owned(), title.value)),
            Some(("clauses", id)) => drop(clauses.insert(id.to_owned(), title.value)),
            Some(_) | None => {}
        }
    }
    (controls, clauses)
}

#[cfg(test)]
mod tests {
    use super::{LANGUAGES, read, translate};
    use crate::link::catalogue::built_in;

    #[test]
    fn every_language_has_a_title_for_each_control_and_clause_and_no_other() {
        let ids = |of: Vec<&str>| {
            let mut ids: Vec<String> = of.into_iter().map(str::to_owned).collect();
            ids.sort_unstable();
            ids
        };
        let whole = built_in();
        let controls = ids(whole.controls.iter().map(|it| it.id.as_str()).collect());
        let clauses = ids(whole.clauses.iter().map(|it| it.id.as_str()).collect());
        for (name, text) in LANGUAGES {
            let (own, of_clauses) = read(text);
            assert_eq!(own.keys().cloned().collect::<Vec<_>>(), controls, "{name}");
            assert_eq!(of_clauses.keys().cloned().collect::<Vec<_>>(), clauses, "{name}");
            let titles: Vec<&String> = own.values().chain(of_clauses.values()).collect();
            assert!(titles.iter().all(|it| !it.trim().is_empty() && it.chars().count() < 90), "{name}");
            let english = whole.controls.iter().filter(|it| own[it.id.as_str()] == it.title).count();
            assert_eq!(english, 0, "{name}");
        }
    }

    #[test]
    fn titles_that_a_project_writes_stay() {
        let mut catalogue = built_in().clone();
        catalogue.controls[0].title = "Our policies".to_owned();
        let second = catalogue.controls[1].id.clone();
        translate(&mut catalogue, "de-CH");
        assert_eq!(catalogue.controls[0].title, "Our policies");
        let title = |catalogue: &crate::model::Catalogue| {
            catalogue.controls.iter().find(|it| it.id == second).map(|it| it.title.clone())
        };
        assert_eq!(title(&catalogue).as_deref(), Some("Rollen und Verantwortung in der Informationssicherheit"));
        let mut catalogue = built_in().clone();
        translate(&mut catalogue, "pt");
        assert_eq!(title(&catalogue), title(built_in()));
    }
}
