//! Tags of a repository: which there are, and the commits and days that they stand for.

use super::git::Repository;
use crate::error::Error;
use crate::text::Date;

/// A tag that names a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    pub name: String,
    /// The commit's full name.
    pub commit: String,
    /// On which the commit was made, in UTC.
    pub day: Date,
    /// The second of that, after 1970.
    pub second: i64,
}

/// The tags of these names, in the order of their commits' times, then of their names. Tags of anything but a commit are
/// left out.
///
/// # Errors
/// When git fails.
pub fn tags(repository: &Repository, is_wanted: impl Fn(&str) -> bool) -> Result<Vec<Tag>, Error> {
    named(repository, repository.tag_names("--sort=refname")?, is_wanted)
}

/// The same of tags that name a commit or what came before it.
///
/// # Errors
/// When git fails.
pub fn tags_behind(repository: &Repository, commit: &str, is_wanted: impl Fn(&str) -> bool) -> Result<Vec<Tag>, Error> {
    named(repository, repository.tag_names(&format!("--merged={commit}"))?, is_wanted)
}

fn named(repository: &Repository, names: Vec<String>, is_wanted: impl Fn(&str) -> bool) -> Result<Vec<Tag>, Error> {
    let names: Vec<String> = names.into_iter().filter(|it| is_wanted(it)).collect();
    let full: Vec<String> = names.iter().map(|it| format!("refs/tags/{it}")).collect();
    let commits = repository.commits_named(&full)?;
    let tag = |(name, commit): (String, Option<(String, i64)>)| {
        let (commit, second) = commit?;
        Some(Tag { name, commit, day: Date::of_second(second)?, second })
    };
    let mut tags: Vec<Tag> = names.into_iter().zip(commits).filter_map(tag).collect();
    tags.sort_by(|left, right| left.second.cmp(&right.second).then_with(|| left.name.cmp(&right.name)));
    Ok(tags)
}
