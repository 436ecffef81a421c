//! Titles and summaries of the built-in controls and clauses in the languages of the interface, in our own words. What a project writes itself stays as it is written.

use std::collections::BTreeMap;

use super::catalogue::built_in;
use crate::config::texts;
use crate::model::{Catalogue, Tongue};

const LANGUAGES: [(&str, &str); 3] = [
    ("de", include_str!("titles/de.toml")),
    ("fr", include_str!("titles/fr.toml")),
    ("es", include_str!("titles/es.toml")),
];

/// Texts by the numbers of what they name.
type Texts = BTreeMap<String, String>;

/// What a language has for the catalogue.
#[derive(Default)]
struct Own {
    controls: Texts,
    clauses: Texts,
    summaries: Texts,
    clause_summaries: Texts,
}

/// Gives the titles and summaries that are still those of the built-in catalogue in the language of this tag (BCP 47),
/// where there are any.
pub(super) fn translate(catalogue: &mut Catalogue, language: &str) {
    let Some(tongue) = Tongue::named(language) else { return };
    let Some((_, text)) = LANGUAGES.iter().find(|(name, _)| *name == tongue.code) else { return };
    let own = read(text);
    let built_in = built_in();
    for control in &mut catalogue.controls {
        let Some(first) = built_in.controls.iter().find(|it| it.id == control.id) else { continue };
        let id = control.id.as_str();
        take(&own.controls, id, (&mut control.title, &first.title));
        take(&own.summaries, id, (&mut control.summary, &first.summary));
    }
    for clause in &mut catalogue.clauses {
        let Some(first) = built_in.clauses.iter().find(|it| it.id == clause.id) else { continue };
        let id = clause.id.as_str();
        take(&own.clauses, id, (&mut clause.title, &first.title));
        take(&own.clause_summaries, id, (&mut clause.summary, &first.summary));
    }
}

/// Whether a text is a summary of the built-in catalogue, word for word, and so in English.
pub fn is_built_in(summary: &str) -> bool {
    let built_in = built_in();
    let mut all = built_in.controls.iter().map(|it| &it.summary).chain(built_in.clauses.iter().map(|it| &it.summary));
    !summary.is_empty() && all.any(|it| it == summary)
}

/// Puts the text of a language in the place of the built-in one, where a project has not put its own.
fn take(texts: &Texts, id: &str, (written, first): (&mut String, &str)) {
    if let Some(own) = texts.get(id).filter(|_| written == first) {
        written.clone_from(own);
    }
}

/// The texts of a language. A test holds that each file can be read and names all controls and clauses.
fn read(text: &str) -> Own {
    let mut own = Own::default();
    for (key, text) in texts(text).unwrap_or_default() {
        let (place, id) = match key.split_once('.') {
            Some(("controls", id)) => (&mut own.controls, id),
            Some(("clauses", id)) => (&mut own.clauses, id),
            Some(("summaries", id)) => (&mut own.summaries, id),
            Some(("clause-summaries", id)) => (&mut own.clause_summaries, id),
            Some(_) | None => continue,
        };
        place.insert(id.to_owned(), text.value);
    }
    own
}

#[cfg(test)]
mod tests {
    use super::{LANGUAGES, is_built_in, read, translate};
    use crate::link::catalogue::built_in;

    #[test]
    fn every_language_has_a_title_and_a_summary_for_each_control_and_clause() {
        let ids = |of: Vec<&str>| {
            let mut ids: Vec<String> = of.into_iter().map(str::to_owned).collect();
            ids.sort_unstable();
            ids
        };
        let whole = built_in();
        let controls = ids(whole.controls.iter().map(|it| it.id.as_str()).collect());
        let clauses = ids(whole.clauses.iter().map(|it| it.id.as_str()).collect());
        for (name, text) in LANGUAGES {
            let own = read(text);
            assert_eq!(own.controls.keys().cloned().collect::<Vec<_>>(), controls, "{name}");
            assert_eq!(own.clauses.keys().cloned().collect::<Vec<_>>(), clauses, "{name}");
            assert_eq!(own.summaries.keys().cloned().collect::<Vec<_>>(), controls, "{name}");
            let is_sentence = |it: &String| it.ends_with('.') && (30..280).contains(&it.chars().count());
            assert_eq!(own.clause_summaries.keys().cloned().collect::<Vec<_>>(), clauses, "{name}");
            let summaries = own.summaries.values().chain(own.clause_summaries.values());
            let odd: Vec<&String> = summaries.filter(|it| !is_sentence(it)).collect();
            assert_eq!(odd, Vec::<&String>::new(), "{name}");
            let same = whole.controls.iter().filter(|it| own.summaries[it.id.as_str()] == it.summary).count();
            let of_clauses =
                whole.clauses.iter().filter(|it| own.clause_summaries[it.id.as_str()] == it.summary).count();
            assert_eq!((same, of_clauses), (0, 0), "{name}");
            let titles: Vec<&String> = own.controls.values().chain(own.clauses.values()).collect();
            assert!(titles.iter().all(|it| !it.trim().is_empty() && it.chars().count() < 90), "{name}");
            let english = whole.controls.iter().filter(|it| own.controls[it.id.as_str()] == it.title).count();
            assert_eq!(english, 0, "{name}");
        }
    }

    #[test]
    fn titles_and_summaries_that_a_project_writes_stay() {
        let mut catalogue = built_in().clone();
        catalogue.controls[0].title = "Our policies".to_owned();
        catalogue.controls[1].summary = "Who does what.".to_owned();
        let second = catalogue.controls[1].id.clone();
        translate(&mut catalogue, "de-CH");
        assert_eq!(catalogue.controls[0].title, "Our policies");
        assert_eq!(catalogue.controls[1].summary, "Who does what.");
        assert!(!is_built_in(&catalogue.controls[0].summary) && is_built_in(&built_in().controls[0].summary));
        let title = |catalogue: &crate::model::Catalogue| {
            catalogue.controls.iter().find(|it| it.id == second).map(|it| it.title.clone())
        };
        assert_eq!(title(&catalogue).as_deref(), Some("Rollen und Verantwortung in der Informationssicherheit"));
        let mut catalogue = built_in().clone();
        translate(&mut catalogue, "pt");
        assert_eq!(title(&catalogue), title(built_in()));
    }
}
