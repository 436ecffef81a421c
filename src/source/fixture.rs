//! Projects of many files from one string, for tests and for the examples of rules.

use super::{Part, Sources, part_of};

/// Reads a project from a string in which a line `//- name` begins a file. Documents lie under `policies/`.
/// Files are sorted by name as on disk.
pub fn fixture(text: &str) -> Sources {
    let mut sources = Sources { documents_folder: "policies/".to_owned(), ..Sources::default() };
    let mut files = split(text);
    files.sort();
    // The settings come first, as when a project is read from disk.
    files.sort_by_key(|(name, _)| name != "book.toml");
    for (name, content) in files {
        let part = if name == "book.toml" { Some(Part::Settings) } else { part_of(&name, &sources.documents_folder) };
        match part {
            Some(part) => {
                let file = sources.texts.push(name, content);
                sources.parts.push((file, part));
            }
            None => sources.attachments.push(name),
        }
    }
    sources
}

/// The text of `book.toml` in such a string.
pub fn fixture_settings(text: &str) -> Option<String> {
    split(text).into_iter().find(|(name, _)| name == "book.toml").map(|(_, content)| content)
}

/// Names and contents in the order of the string.
fn split(text: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some(name) = line.strip_prefix("//- ") {
            files.push((name.trim_end().to_owned(), String::new()));
        } else if let Some((_, content)) = files.last_mut() {
            content.push_str(line);
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::fixture;

    #[test]
    fn files_are_sorted_and_know_their_part() {
        let sources = fixture(
            "//- registers/risks.yaml\nrisks:\n//- policies/b.md\nB\n//- policies/README.md\n# A\n//- policies/x.png\n",
        );
        let names: Vec<_> = sources.texts.iter().map(|(_, it)| it.name.to_string()).collect();
        assert_eq!(names, ["policies/README.md", "policies/b.md", "registers/risks.yaml"]);
        assert_eq!(sources.attachments, ["policies/x.png"]);
    }
}
