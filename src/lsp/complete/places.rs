//! Where a link may lead: files, by the way to them from the text that is written, and headings behind a `#`.

use super::offers::{Kind, Offer};
use super::{Asked, typed};
use crate::link;
use crate::lsp::look::Look;
use crate::lsp::navigate::body_of;
use crate::lsp::spot;
use crate::model::Target;
use crate::text::FileId;

/// Behind `](`; none where the address leads out of the handbook.
pub(super) fn of_link(look: &Look<'_>, file: FileId, (address, offset): (&str, usize)) -> Option<Asked> {
    if address.contains("://") || address.contains(char::is_whitespace) {
        return None;
    }
    if let Some((path, fragment)) = address.split_once('#') {
        let file = if path.is_empty() { Some(file) } else { file_at(look, file, path) };
        return Some(Asked { offers: headings(look, file?), typed: typed(offset, fragment) });
    }
    let path = address.strip_prefix("./").unwrap_or(address);
    Some(Asked { offers: files(look, file), typed: typed(offset, path) })
}

/// Behind `[[POL-007#`.
pub(super) fn of_wiki(look: &Look<'_>, name: &str, (fragment, offset): (&str, usize)) -> Option<Asked> {
    let target = spot::named(look.handbook(), name.trim())?;
    let Target::Document(index) = target else { return None };
    let file = look.handbook().document(index).file;
    Some(Asked { offers: headings(look, file), typed: typed(offset, fragment) })
}

/// The text to which a path leads, which may lack its ending.
fn file_at(look: &Look<'_>, from: FileId, path: &str) -> Option<FileId> {
    let name = link::linked_file(look.name(from), path)?;
    let texts = &look.project().sources.texts;
    texts.find(&name).or_else(|| texts.find(&format!("{name}.md")))
}

fn headings(look: &Look<'_>, file: FileId) -> Vec<Offer> {
    let headings = body_of(look, file).map_or(&[][..], |it| &it.headings);
    headings.iter().map(|it| Offer::new(Kind::Name, it.anchor.as_str(), it.text.as_str())).collect()
}

/// Documents and introductions with their titles, then pictures and other files.
fn files(look: &Look<'_>, from: FileId) -> Vec<Offer> {
    let (handbook, sources) = (look.handbook(), &look.project().sources);
    let from_name = look.name(from);
    let documents = handbook.documents.iter().map(|it| (look.name(it.file), it.title()));
    let intros =
        handbook.sections.iter().filter_map(|it| Some((look.name(it.intro.as_ref()?.file), it.title.as_str())));
    let others = sources.attachments.iter().map(|it| (it.as_str(), ""));
    let all = documents.chain(intros).chain(others).filter(|(name, _)| *name != from_name);
    all.map(|(name, title)| Offer::new(Kind::Name, way(from_name, name), title)).collect()
}

/// The path from the folder of one file to another, as a link has it.
fn way(from: &str, to: &str) -> String {
    let folders = |name: &str| name.split('/').map(str::to_owned).collect::<Vec<_>>();
    let (from, to) = (folders(from), folders(to));
    let shared = from[..from.len() - 1].iter().zip(&to[..to.len() - 1]).take_while(|(one, other)| one == other).count();
    let up = std::iter::repeat_n("..".to_owned(), from.len() - 1 - shared);
    let path = up.chain(to[shared..].iter().cloned()).collect::<Vec<_>>().join("/");
    // A space or a bracket would end the address.
    path.replace('%', "%25").replace(' ', "%20").replace('(', "%28").replace(')', "%29").replace('#', "%23")
}

#[cfg(test)]
mod tests {
    use super::way;
    use crate::link::linked_file;

    #[test]
    fn the_way_to_a_file_leads_back_to_it() {
        for (from, to, path) in [
            ("policies/a.md", "policies/b.md", "b.md"),
            ("policies/10/a.md", "policies/20/b.md", "../20/b.md"),
            ("policies/10/a.md", "policies/b.md", "../b.md"),
            ("policies/a.md", "policies/10/20/b c (1).md", "10/20/b%20c%20%281%29.md"),
            ("policies/10/a.md", "policies/10/10/a.md", "10/a.md"),
        ] {
            assert_eq!(way(from, to), path);
            assert_eq!(linked_file(from, path).as_deref(), Some(to));
        }
    }
}
