//! Folders of documents as sections: their order, titles and introductions.

use std::collections::BTreeMap;

use crate::model::{Document, Intro, Section, natural_order};

/// Folder names from the documents' folder down.
pub(super) type Folders = Vec<String>;

/// Builds the sections for these folders, each folder's parents included. The root comes first, then folders in natural
/// order; introductions are keyed by folders, with the title they name.
pub(super) fn sections(
    folders: impl IntoIterator<Item = Folders>,
    mut intros: BTreeMap<Folders, (Intro, Option<String>)>,
) -> Vec<Section> {
    let mut all: Vec<Folders> = vec![Vec::new()];
    for folder in folders.into_iter().chain(intros.keys().cloned().collect::<Vec<_>>()) {
        all.extend((0..=folder.len()).map(|depth| folder[..depth].to_vec()));
    }
    all.sort_by(|left, right| {
        let names = left.iter().zip(right).map(|(one, other)| natural_order(one, other));
        names.into_iter().find(|it| it.is_ne()).unwrap_or_else(|| left.len().cmp(&right.len()))
    });
    all.dedup();
    let numbers: BTreeMap<Folders, u32> = all.iter().cloned().zip(0..).collect();
    let mut sections: Vec<Section> = Vec::with_capacity(all.len());
    for folders in all {
        let parent = folders.split_last().and_then(|(_, above)| numbers.get(above).copied());
        let number = numbers.get(&folders).copied().unwrap_or_default();
        if let Some(parent) = parent {
            sections[parent as usize].children.push(number);
        }
        let (intro, named) = intros.remove(&folders).map_or((None, None), |(intro, title)| (Some(intro), title));
        let heading = || {
            let intro = intro.as_ref()?;
            intro.body.headings.iter().find(|it| it.level == 1).map(|it| it.text.clone())
        };
        let title = named.or_else(heading).unwrap_or_else(|| folder_title(&folders));
        sections.push(Section { folders, title, intro, parent, children: Vec::new(), documents: Vec::new() });
    }
    sections
}

/// `20-people_and-roles` → `People and roles`.
fn folder_title(folders: &[String]) -> String {
    let Some(name) = folders.last() else { return "Handbook".to_owned() };
    let bare = name.trim_start_matches(|it: char| it.is_ascii_digit()).trim_start_matches(['-', '_', '.', ' ']);
    let words = if bare.is_empty() { name.as_str() } else { bare }.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Puts documents into the order of their sections, then ids, those without id last; and tells each section which are its own.
pub(super) fn order(documents: &mut [Document], sections: &mut [Section]) {
    documents.sort_by(|left, right| {
        let key = |it: &Document| (it.section, it.id().is_none());
        key(left).cmp(&key(right)).then_with(|| left.id().cmp(&right.id())).then_with(|| left.file.cmp(&right.file))
    });
    for (number, document) in (0..).zip(documents) {
        sections[document.section as usize].documents.push(number);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{folder_title, sections};

    #[test]
    fn folders_become_sections_with_their_parents_in_natural_order() {
        let folder = |path: &str| path.split('/').map(str::to_owned).collect::<Vec<_>>();
        let made = sections([folder("10-b/x"), folder("9-a")], BTreeMap::new());
        let titles: Vec<_> = made.iter().map(|it| it.title.as_str()).collect();
        assert_eq!(titles, ["Handbook", "A", "B", "X"]);
        assert_eq!(made[0].children, [1, 2]);
        assert_eq!(made[3].parent, Some(2));
    }

    #[test]
    fn a_folder_of_digits_keeps_its_name() {
        assert_eq!(folder_title(&["2024".to_owned()]), "2024");
    }
}
