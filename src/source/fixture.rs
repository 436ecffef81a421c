//! Projects of many files from one string, for tests and for the examples of rules.

use super::{Part, Sources, part_of};

/// What stands before the name of a file of the earlier project.
const EARLIER: &str = "@base ";

/// Reads a project from a string in which a line `//- name` begins a file. Documents lie under `policies/`.
/// Files are sorted by name as on disk. Files that begin with `//- @base name` belong to [`fixture_base`].
pub fn fixture(text: &str) -> Sources {
    sources(split(text).into_iter().filter(|(name, _)| !name.starts_with(EARLIER)).collect())
}

/// The project as it was before: the files that begin with `//- @base name`, and no others. None where there are none.
pub fn fixture_base(text: &str) -> Option<Sources> {
    let earlier = |(name, content): (String, String)| Some((name.strip_prefix(EARLIER)?.to_owned(), content));
    let files: Vec<_> = split(text).into_iter().filter_map(earlier).collect();
    if files.is_empty() { None } else { Some(sources(files)) }
}

fn sources(mut files: Vec<(String, String)>) -> Sources {
    let mut sources = Sources { documents_folder: "policies/".to_owned(), ..Sources::default() };
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
    use super::{fixture, fixture_base};

    #[test]
    fn files_are_sorted_and_know_their_part() {
        let sources = fixture(
            "//- registers/risks.yaml\nrisks:\n//- policies/b.md\nB\n//- policies/README.md\n# A\n//- policies/x.png\n",
        );
        let names: Vec<_> = sources.texts.iter().map(|(_, it)| it.name.to_string()).collect();
        assert_eq!(names, ["policies/README.md", "policies/b.md", "registers/risks.yaml"]);
        assert_eq!(sources.attachments, ["policies/x.png"]);
    }

    #[test]
    fn files_of_the_earlier_project_are_kept_apart() {
        let text = "//- policies/a.md\nnew\n//- @base policies/a.md\nold\n";
        let contents = |sources: &super::Sources| {
            sources.texts.iter().map(|(_, it)| format!("{} {}", it.name, it.content)).collect::<Vec<_>>()
        };
        assert_eq!(contents(&fixture(text)), ["policies/a.md new\n"]);
        assert_eq!(fixture_base(text).as_ref().map(contents), Some(vec!["policies/a.md old\n".to_owned()]));
        assert!(fixture_base("//- policies/a.md\nnew\n").is_none());
    }
}
