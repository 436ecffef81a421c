//! Editions: which tags are asked for, what a target has of them already, and each built from its own commit.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::site::{self, Piece};
use crate::error::Error;
use crate::model::{Id, short_commit};
use crate::render::{self, EDITIONS, Edition, MANIFEST, Past, Publication, Renderer, TOOL, ThemeFault, edition_folder};
use crate::report::LookedAt;
use crate::session::Project;
use crate::source::{self, Repository, Tag};
use crate::text::counted;
use crate::write::{self, Staging};

/// The tags that the words on the command line mean, the oldest first.
///
/// # Errors
/// When git cannot tell, or there is no such edition.
pub(super) fn wanted(project: &Project, words: &[String]) -> Result<Vec<Tag>, Error> {
    if words.iter().all(|it| it == "none") {
        return Ok(Vec::new());
    }
    if words.iter().any(|it| it == "none") {
        return Err(Error::usage("`--edition none` stands alone"));
    }
    let repository = Repository::around(&project.root)?;
    let tags = tags(project, &repository)?;
    let mut folders: BTreeMap<String, &str> = BTreeMap::new();
    for tag in &tags {
        // Some file systems take two names that differ in case only for one.
        if let Some(other) = folders.insert(edition_folder(&tag.name).to_lowercase(), &tag.name) {
            let message = format!("the tags `{other}` and `{}` would have the same folder; rename one", tag.name);
            return Err(Error::usage(message));
        }
    }
    if words.iter().any(|it| it == "all") {
        return Ok(tags);
    }
    if let Some(word) = words.iter().find(|word| !tags.iter().any(|it| it.name == **word)) {
        return Err(Error::usage(unknown(project, &repository, &tags, word)));
    }
    Ok(tags.into_iter().filter(|it| words.contains(&it.name)).collect())
}

/// All tags that are editions, the oldest first.
///
/// # Errors
/// When git cannot tell.
pub(super) fn tags(project: &Project, repository: &Repository) -> Result<Vec<Tag>, Error> {
    source::tags(repository, |name| project.config.editions.names(name))
}

/// The same, or none where git cannot tell.
fn known(project: &Project) -> Vec<Tag> {
    Repository::around(&project.root).and_then(|it| tags(project, &it)).unwrap_or_default()
}

fn unknown(project: &Project, repository: &Repository, tags: &[Tag], name: &str) -> String {
    let pattern = &project.config.editions.tags;
    let names: Vec<&str> = tags.iter().map(|it| it.name.as_str()).collect();
    let mut message = format!("no edition `{name}`: no tag of that name matches `{pattern}`");
    if repository.is_shallow() {
        message.push_str("; this clone is shallow, fetch the tags (`git fetch --tags --unshallow`)");
    } else if names.is_empty() {
        message.push_str(", and no other does");
    } else {
        message.push_str("; there are: ");
        message.push_str(&names.join(", "));
    }
    message
}

/// The editions of a target.
pub(super) struct Shelf {
    target: PathBuf,
    folder: PathBuf,
    pub(super) editions: Vec<Edition>,
    /// What became of those that were asked for.
    pub(super) notes: Vec<String>,
}

impl Shelf {
    /// Reads what a target has.
    ///
    /// # Errors
    /// When something in it cannot be read.
    pub(super) fn read(target: &Path) -> Result<Self, Error> {
        let folder = target.join(EDITIONS);
        let placed = source::placed(&folder, MANIFEST)?;
        let mut editions: Vec<Edition> = placed.iter().filter_map(|it| Edition::read(&it.folder, &it.text)).collect();
        render::in_order(&mut editions);
        Ok(Shelf { target: target.to_owned(), folder, editions, notes: Vec::new() })
    }

    /// The editions beside a site are for its readers and no others.
    ///
    /// # Errors
    /// When one was built for another site.
    pub(super) fn refuse_other_sites(&self, cx: &render::Context<'_>) -> Result<(), Error> {
        let site = cx.site.map(|it| it.name.value.as_str());
        let Some(other) = self.editions.iter().find(|it| it.site.as_deref() != site) else { return Ok(()) };
        let folder = self.folder.join(edition_folder(&other.name));
        let built_for = other.site.as_ref().map_or_else(|| "all readers".to_owned(), |it| format!("the site `{it}`"));
        Err(Error::usage(format!(
            "`{}` was built for {built_for}, and would stand beside a site for others; choose another folder with `--dest`",
            folder.display()
        )))
    }

    /// Documents that these readers may no longer see, and that an edition beside the site shows since they could.
    pub(super) fn too_open(&self, cx: &render::Context<'_>) -> Vec<String> {
        let hidden = render::hidden(cx);
        let warning = |edition: &Edition| {
            let ids: Vec<&str> = edition.shown.intersection(&hidden).map(Id::as_str).collect();
            let folder = self.folder.join(edition_folder(&edition.name));
            let words = "which this site no longer does; remove the folder if they must not";
            (!ids.is_empty()).then(|| format!("`{}` shows {}, {words}", folder.display(), ids.join(", ")))
        };
        self.editions.iter().filter_map(warning).collect()
    }

    /// Builds an edition into the staging, where the target has none of that name; else holds the two against each other.
    ///
    /// # Errors
    /// When it cannot be built, or differs from what is published.
    pub(super) fn add(
        &mut self,
        project: &Project,
        cx: &render::Context<'_>,
        tag: &Tag,
        staging: &Staging,
    ) -> Result<(), Error> {
        let published = self.editions.iter().find(|it| it.name == tag.name).cloned();
        if let Some(published) = published.filter(|it| it.tool != TOOL && it.commit == tag.commit) {
            let (name, tool) = (&tag.name, &published.tool);
            self.notes
                .push(format!("edition `{name}` stands as {tool} built it, which gives other pages than this one"));
            return Ok(());
        }
        let is_published = self.editions.iter().any(|it| it.name == tag.name);
        let repository = Repository::around(&project.root)?;
        let earlier = project.at_commit(&repository, &tag.commit, None)?;
        if earlier.looked_at() == LookedAt::default() {
            self.notes.push(format!("tag `{}` has no handbook and is no edition", tag.name));
            return Ok(());
        }
        let folder = edition_folder(&tag.name);
        let below = format!("{EDITIONS}/{folder}");
        if is_published {
            let made = digests(&earlier, cx, tag)?;
            self.refuse_other_pages(tag, &folder, &made)?;
            self.notes.push(format!("edition `{}` stands as it was published", tag.name));
            return Ok(());
        }
        if !write::taken(&self.target, [&below])?.is_empty() {
            let path = self.target.join(below);
            let words = "is there and cannot be read as an edition; what is published is never changed";
            return Err(Error::usage(format!("`{}` {words}", path.display())));
        }
        let manifest = Mutex::new(String::new());
        let put = |name: &str, piece: Piece<'_>| {
            if let (MANIFEST, Piece::First(bytes)) = (name, piece) {
                *manifest.lock().unwrap_or_else(PoisonError::into_inner) = String::from_utf8_lossy(bytes).into_owned();
            }
            site::put(staging, &format!("{below}/{name}"), piece)
        };
        let write = |renderer: &Renderer<'_>| {
            let folders: Vec<String> = site::folders(renderer).iter().map(|it| format!("{below}/{it}")).collect();
            staging.make_folders(folders.iter().map(String::as_str))?;
            site::files(&earlier, renderer, &put)?;
            Ok(renderer.plan().pages.len())
        };
        let (pages, fault) = rendered(&earlier, cx, tag, write)?;
        self.notes.extend(fault.map(|it| theme_left_out(tag, it)));
        let manifest = manifest.into_inner().unwrap_or_else(PoisonError::into_inner);
        self.editions.extend(Edition::read(&folder, &manifest));
        render::in_order(&mut self.editions);
        self.notes.push(format!("edition `{}` of {} has {}", tag.name, tag.day, counted(pages, "page")));
        Ok(())
    }

    /// What is published is never changed.
    fn refuse_other_pages(&self, tag: &Tag, folder: &str, made: &BTreeMap<String, String>) -> Result<(), Error> {
        let folder = self.folder.join(folder);
        let there = source::published(&folder)?;
        let there: BTreeMap<&str, &str> = there.iter().map(|it| (it.name.as_str(), it.sha256.as_str())).collect();
        let is_page = |name: &str| name != MANIFEST && !name.starts_with('.');
        let names: BTreeSet<&str> = there.keys().copied().chain(made.keys().map(String::as_str)).collect();
        let differs = |name: &&str| there.get(name).copied() != made.get(*name).map(String::as_str);
        let mut differing: Vec<&str> = names.into_iter().filter(|it| !it.starts_with('.')).filter(differs).collect();
        // Pages that differ make the manifest differ; it is named where nothing else does.
        differing.sort_by_key(|it| (!is_page(it), !it.starts_with("documents/"), !is_html(it)));
        let Some(first) = differing.first() else { return Ok(()) };
        let more = match differing.len() - 1 {
            0 => String::new(),
            1 => " and 1 more file".to_owned(),
            more => format!(" and {more} more files"),
        };
        let moved = self.editions.iter().find(|it| it.name == tag.name).filter(|it| it.commit != tag.commit);
        let why = moved.map_or_else(String::new, |it| {
            format!("; the tag was moved from commit {} to {}", short_commit(&it.commit), short_commit(&tag.commit))
        });
        Err(Error::usage(format!(
            "edition `{}` is published and is never changed: `{}`{more} would differ{why}",
            tag.name,
            folder.join(first).display()
        )))
    }

    /// Published editions whose tags name other commits now.
    pub(super) fn moved_tags(&self, project: &Project) -> Vec<String> {
        let tags = known(project);
        let is_moved = |it: &&Edition| tags.iter().any(|tag| tag.name == it.name && tag.commit != it.commit);
        self.editions.iter().filter(is_moved).map(|it| it.name.clone()).collect()
    }

    /// Says which published editions have lost their tags, where all are asked for.
    pub(super) fn tell_missing_tags(&mut self, project: &Project, words: &[String]) {
        if !words.iter().any(|it| it == "all") {
            return;
        }
        let tags = known(project);
        for edition in &self.editions {
            if !tags.iter().any(|it| it.name == edition.name) {
                let name = &edition.name;
                self.notes.push(format!("edition `{name}` has no tag here any more; what was published stays"));
            }
        }
        if tags.is_empty() {
            self.notes
                .push(format!("no tag matches `{}`, so there is no edition to build", project.config.editions.tags));
        }
    }
}

/// The digest of each file of an edition, as the sources of its commit give it. None where the clone does not have the commit.
///
/// # Errors
/// When the sources of the commit cannot be rendered.
pub(super) fn expected(
    project: &Project,
    current: &render::Context<'_>,
    edition: &Edition,
) -> Result<Option<BTreeMap<String, String>>, Error> {
    let Ok(repository) = Repository::around(&project.root) else { return Ok(None) };
    let Ok(commit) = repository.commit(&edition.commit) else { return Ok(None) };
    let earlier = project.at_commit(&repository, &commit, None)?;
    let tag = Tag { name: edition.name.clone(), commit, day: edition.day, second: 0 };
    digests(&earlier, current, &tag).map(Some)
}

/// The digest of each file of an edition.
fn digests(earlier: &Project, current: &render::Context<'_>, tag: &Tag) -> Result<BTreeMap<String, String>, Error> {
    rendered(earlier, current, tag, |renderer| site::digests(earlier, renderer)).map(|(made, _)| made)
}

/// That an edition is not in the theme of its time, and what can be done before it is published for good.
fn theme_left_out(tag: &Tag, fault: ThemeFault) -> String {
    let name = &tag.name;
    let file = fault.path.map_or_else(|| "its theme".to_owned(), |path| format!("`{path}` of its theme"));
    format!(
        "edition `{name}` has the built-in theme, because {file} asks for what this version does not have: {}; to have it \
         in its own, remove its folder and build it with the version of its day",
        fault.message
    )
}

fn is_html(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|it| it == "html")
}

/// Hands over what makes the pages of an edition, in the theme of its commit. What an old theme asks for may be gone, and
/// what is tagged cannot be mended: then in the built-in theme, with the fault that the other has. So the words of an
/// edition can always be read.
fn rendered<T>(
    earlier: &Project,
    current: &render::Context<'_>,
    tag: &Tag,
    take: impl Fn(&Renderer<'_>) -> Result<T, Error>,
) -> Result<(T, Option<ThemeFault>), Error> {
    let checked = earlier.context(tag.day, current.site, None);
    let judged = earlier.judge(&checked);
    let excused = earlier.excused(&earlier.check_for_publication(&checked, &judged));
    let cx = render::Context {
        excused: &excused,
        site: current.site,
        publication: Publication::Final,
        revision: Some(tag.commit.clone()),
        past: Past { edition: Some(tag.name.clone()), hidden: render::hidden(current), ..Past::default() },
        // An edition tells what held on the day on which it was cut, whenever it is built.
        ..earlier.pages(&judged, tag.day)
    };
    match site::renderer(earlier, cx.clone()).and_then(|it| take(&it)) {
        Ok(taken) => Ok((taken, None)),
        Err(error) => {
            let fault = ThemeFault::of(error)?;
            Ok((take(&site::plain_renderer(earlier, cx)?)?, Some(fault)))
        }
    }
}
