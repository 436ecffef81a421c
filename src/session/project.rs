//! One project at one moment, taken through the road from its texts to findings.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::approval::{self, History, Inputs, Judged, Trust};
use crate::check::{self, BASELINE_FILE, Base, Baseline, Checked, Context};
use crate::config::{self, Config, Site};
use crate::diag::{Diagnostic, Finding};
use crate::error::Error;
use crate::link::{self, Before, Linked, Reach, Reworded};
use crate::model::Document;
use crate::render::{self, Publication};
use crate::report::LookedAt;
use crate::source::{self, Layout, Part, Repository, Sources};
use crate::text::{Date, FileId, counted};

/// A project that was read and linked.
#[derive(Clone)]
pub struct Project {
    pub root: PathBuf,
    pub config: Config,
    pub sources: Sources,
    pub linked: Linked,
    /// The commit whose texts these are; none for those on disk.
    pub commit: Option<String>,
    /// What was found in settings and files, before linking.
    findings: Vec<Finding>,
}

impl Project {
    /// Lets go of the project at the end of a program. Its memory goes back with the process, for giving it back text by
    /// text takes as long as reading it did.
    pub fn leave(self) {
        std::mem::forget(self);
    }

    /// Reads the project in a folder.
    ///
    /// # Errors
    /// When there is no such folder, or it holds nothing to check.
    pub fn of(root: PathBuf) -> Result<Self, Error> {
        Project::holding(root, &BTreeMap::new())
    }

    /// The same, where texts that are not saved win over the disk. `held` gives them by their names below the root.
    ///
    /// # Errors
    /// As [`Project::of`].
    pub fn holding(root: PathBuf, held: &BTreeMap<String, Arc<str>>) -> Result<Self, Error> {
        Project::with_new(root, held, &[])
    }

    /// The project as it would be with these texts and with other files of these names, in a folder that need not be there
    /// yet.
    ///
    /// # Errors
    /// As [`Project::of`].
    pub fn with_new(root: PathBuf, held: &BTreeMap<String, Arc<str>>, others: &[String]) -> Result<Self, Error> {
        let settings = settings(&root, held)?;
        let (config, findings) = read_config(settings.as_deref());
        let layout = layout(&root, settings.as_deref(), &config);
        let is_begun = held.is_empty() || root.join(&layout.documents).is_dir();
        let mut sources =
            if is_begun { source::read(&root, &layout, settings)? } else { Sources::begun(&layout, settings) };
        for (name, text) in held {
            sources.hold(name, text, &layout);
        }
        sources.attachments.extend(others.iter().cloned());
        sources.attachments.sort();
        sources.attachments.dedup();
        Project::assembled(root, config, sources, findings).unless_empty()
    }

    /// The same project with other texts, of which only those are parsed that it did not have before.
    pub(super) fn again(
        &self,
        sources: Sources,
        (config, mut findings): (Config, Vec<Finding>),
    ) -> Result<Self, Error> {
        findings.extend(sources.findings.iter().cloned());
        let before = Before { linked: &self.linked, sources: &self.sources, config: &self.config };
        let linked = link::link_again(&before, &sources, &config);
        Project { root: self.root.clone(), config, sources, linked, commit: None, findings }.unless_empty()
    }

    fn unless_empty(self) -> Result<Self, Error> {
        if self.looked_at() == LookedAt::default() && self.sources.findings.is_empty() {
            let place = self.root.join(self.sources.documents_folder.trim_end_matches('/'));
            return Err(Error::usage(format!(
                "nothing to check: `{}` holds no Markdown, or only a `README.md`, which introduces documents; begin a handbook with `ismsbook init`, or name its folder with `--root`",
                place.display()
            )));
        }
        Ok(self)
    }

    /// The same project as it stood at a revision, by the same road, with what git knows of the change since.
    ///
    /// # Errors
    /// When git cannot tell.
    pub fn at(&self, revision: &str) -> Result<Earlier, Error> {
        let repository = Repository::around(&self.root)?;
        let commit = repository.commit(revision)?;
        let project = self.at_commit(&repository, &commit, None)?;
        // Only approvals ask who wrote what, so that a handbook without them can be compared in a shallow clone.
        let has_ledger = self.linked.handbook.ledger.is_some() || project.linked.handbook.ledger.is_some();
        let history = if has_ledger {
            let told = source::history(&repository, (revision, &commit), &project.layout())?;
            Some(History::of(told, &project.config))
        } else {
            None
        };
        Ok(Earlier { revision: revision.to_owned(), project, history })
    }

    /// The same without what git knows of the change.
    ///
    /// # Errors
    /// When git cannot tell.
    pub fn at_alone(&self, revision: &str) -> Result<Earlier, Error> {
        let repository = Repository::around(&self.root)?;
        let project = self.at_commit(&repository, &repository.commit(revision)?, None)?;
        Ok(Earlier { revision: revision.to_owned(), project, history: None })
    }

    /// The project at a commit; where files or folders are named, with these and the settings only.
    ///
    /// # Errors
    /// When git cannot tell.
    pub fn at_commit(&self, repository: &Repository, commit: &str, only: Option<&[&str]>) -> Result<Self, Error> {
        let settings = source::settings_at(repository, commit)?;
        let (config, findings) = read_config(settings.as_deref());
        let documents = match (&settings, self.sources.documents_folder.trim_end_matches('/')) {
            (None, folder) => folder.to_owned(),
            _ => config.book.src.clone(),
        };
        let layout = Layout { documents, build_dir: config.build.build_dir.clone() };
        let sources = source::read_at(repository, (commit, only), &layout, settings)?;
        let project = Project::assembled(self.root.clone(), config, sources, findings);
        Ok(Project { commit: Some(commit.to_owned()), ..project })
    }

    /// Which folders hold what, for whoever watches them.
    pub fn layout(&self) -> Layout {
        let documents = self.sources.documents_folder.trim_end_matches('/').to_owned();
        Layout { documents, build_dir: self.config.build.build_dir.clone() }
    }

    fn assembled(root: PathBuf, config: Config, sources: Sources, mut findings: Vec<Finding>) -> Self {
        findings.extend(sources.findings.iter().cloned());
        let linked = link::link(&sources, &config);
        Project { root, config, sources, linked, commit: None, findings }
    }

    /// The same project with other texts of these documents and registers, and what changed of them; none where the change
    /// reaches further.
    pub(super) fn reworded(&self, changed: &[(FileId, Arc<str>)]) -> Option<(Self, Reach)> {
        let mut sources = self.sources.clone();
        for (file, text) in changed {
            sources.texts.replace(*file, Arc::clone(text));
        }
        let files: Vec<FileId> = changed.iter().map(|(file, _)| *file).collect();
        let before = Before { linked: &self.linked, sources: &self.sources, config: &self.config };
        let Reworded { linked, reach } = link::reworded(&before, &sources, &files)?;
        let (root, config, findings) = (self.root.clone(), self.config.clone(), self.findings.clone());
        Some((Project { root, config, sources, linked, commit: None, findings }, reach))
    }

    /// The same project with other texts for some of its files.
    #[must_use]
    pub fn with_texts(&self, changed: BTreeMap<FileId, String>) -> Self {
        let sources = self.sources.with_texts(changed);
        let settings = sources.of(Part::Settings).next().map(|file| Arc::clone(&sources.texts.of(file).content));
        let (config, findings) = read_config(settings.as_deref());
        Project::assembled(self.root.clone(), config, sources, findings)
    }

    /// Whether a file on disk still holds the text that was read.
    ///
    /// # Errors
    /// When it is there and cannot be read as text.
    pub fn is_as_read(&self, name: &str) -> Result<bool, Error> {
        let read = self.sources.texts.find(name).map(|file| &*self.sources.texts.of(file).content);
        Ok(source::read_named(&self.root, name)?.as_deref() == read)
    }

    /// Takes in what was found in a file that is no source of the handbook, such as one of the theme.
    pub fn tell(&mut self, (name, content): (&str, &str), mut finding: Finding) {
        let known = self.sources.texts.find(name);
        finding.place.file = known.unwrap_or_else(|| self.sources.texts.push(name, content));
        self.findings.push(finding);
    }

    /// The commit of the sources, where they are what it holds.
    pub fn revision(&self) -> Option<String> {
        let repository = Repository::around(&self.root).ok()?;
        let documents = self.sources.documents_folder.trim_end_matches('/');
        let documents = if documents.is_empty() { "." } else { documents };
        let theme = self.config.html.theme.as_str();
        repository.clean_head(documents, &["book.toml", "controls", "registers", "approvals", theme])
    }

    /// What was read, for `--verbose`.
    pub fn read_words(&self) -> String {
        let bytes: usize = self.sources.texts.iter().map(|(_, text)| text.content.len()).sum();
        let settings = if self.config.file.is_some() { "`book.toml`" } else { "no `book.toml`, so with defaults" };
        format!(
            "read {} ({} KiB) in `{}`, with {settings}; documents lie in `{}`\n",
            counted(self.sources.texts.len(), "text"),
            bytes.div_ceil(1024),
            self.root.display(),
            self.sources.documents_folder.trim_end_matches('/'),
        )
    }

    pub fn looked_at(&self) -> LookedAt {
        let handbook = &self.linked.handbook;
        let entries = crate::model::RegisterKind::WITH_ENTRIES;
        LookedAt {
            documents: handbook.documents.len(),
            statement_lines: handbook.statement.len(),
            risks: handbook.registers.risks.len(),
            entries: entries.into_iter().map(|kind| handbook.registers.records(kind).len()).sum(),
        }
    }

    /// The named build.
    ///
    /// # Errors
    /// When the settings have no build of that name.
    pub fn site(&self, name: Option<&str>) -> Result<Option<&Site>, Error> {
        let Some(name) = name else { return Ok(None) };
        let names: Vec<&str> = self.config.sites.iter().map(|site| site.name.value.as_str()).collect();
        match self.config.sites.iter().find(|site| site.name.value == name) {
            Some(site) => Ok(Some(site)),
            None if names.is_empty() => Err(Error::usage("no `[[site]]` is declared in `book.toml`")),
            None => Err(Error::usage(format!("no site `{name}` in `book.toml`; there are: {}", names.join(", ")))),
        }
    }

    /// What rules may look at.
    pub fn context<'p>(&'p self, today: Date, site: Option<&'p Site>, base: Option<&'p Earlier>) -> Context<'p> {
        let base = base.map(|it| Base {
            revision: &it.revision,
            handbook: &it.project.linked.handbook,
            config: &it.project.config,
            texts: &it.project.sources.texts,
            history: it.history.as_ref(),
        });
        Context { handbook: &self.linked.handbook, config: &self.config, texts: &self.sources.texts, today, site, base }
    }

    /// What pages are made from: a draft of the whole site, of no commit, that knows of nothing else. Callers say what is
    /// otherwise.
    pub fn pages<'p>(&'p self, judged: &'p Judged, today: Date) -> render::Context<'p> {
        render::Context {
            handbook: &self.linked.handbook,
            config: &self.config,
            texts: &self.sources.texts,
            judged,
            excused: &[],
            today,
            site: None,
            publication: Publication::Draft,
            revision: None,
            past: render::Past::default(),
        }
    }

    /// The state of every document on a day, by the project's own roles and keys.
    pub fn judged(&self, today: Date) -> Judged {
        self.judge(&self.context(today, None, None))
    }

    /// The state of every document, and what is wrong with the records of approvals.
    pub fn judge(&self, cx: &Context<'_>) -> Judged {
        approval::judge(&self.inputs(cx))
    }

    /// Judges again after nothing but the words of the documents in these files changed. A document that no record tells
    /// of stands by its front matter alone, so what was judged holds.
    pub fn judge_words(&self, cx: &Context<'_>, before: &Arc<Judged>, names: &[String]) -> Arc<Judged> {
        let handbook = &self.linked.handbook;
        let is_changed = |file: FileId| names.iter().any(|it| it == self.sources.texts.name(file));
        let mut changed = handbook.documents.iter().filter(|it| is_changed(it.file));
        if changed.any(|it| handbook.has_records(it)) { Arc::new(self.judge(cx)) } else { Arc::clone(before) }
    }

    /// What the change does to the right to approve, where there is a base.
    pub fn pending(&self, cx: &Context<'_>) -> Vec<String> {
        approval::pending(&self.inputs(cx))
    }

    fn inputs<'p>(&'p self, cx: &Context<'p>) -> Inputs<'p> {
        let base = cx.base.map(|it| {
            let Base { handbook, config, texts, history, .. } = it;
            Trust { handbook, config, texts, history }
        });
        let (handbook, config, sources) = (&self.linked.handbook, &self.config, &self.sources);
        Inputs { handbook, config, sources, today: cx.today, base }
    }

    /// Everything that is wrong, judged and sorted.
    pub fn check(&self, cx: &Context<'_>) -> Checked {
        self.check_judged(cx, &self.judge(cx))
    }

    /// The same where the records were judged already.
    pub fn check_judged(&self, cx: &Context<'_>, judged: &Judged) -> Checked {
        check::check(cx, self.raised(cx, judged))
    }

    /// The errors, and what somebody answers for: all that a site and its publication ask of a check.
    pub fn check_for_publication(&self, cx: &Context<'_>, judged: &Judged) -> Checked {
        check::check_for_publication(cx, self.raised(cx, judged))
    }

    /// What came up on the road, before any rule looked.
    fn raised(&self, cx: &Context<'_>, judged: &Judged) -> Vec<Finding> {
        let mut findings = self.findings.clone();
        findings.extend(self.linked.findings.iter().cloned());
        findings.extend(judged.findings.iter().cloned());
        findings.extend(render::lost_redirects(&self.pages(judged, cx.today)));
        findings
    }

    /// What the rules that look at one text find in a document, without waiting for all others.
    pub fn glance(&self, cx: &Context<'_>, document: &Document) -> Vec<Diagnostic> {
        let raised = self.findings.iter().chain(&self.linked.findings);
        let reading = raised.filter(|it| it.place.file == document.file).cloned().collect();
        check::glance(cx, document, reading)
    }

    /// What the handbook knows of old; none where nothing was recorded.
    ///
    /// # Errors
    /// When the file is there and is no baseline.
    pub fn baseline(&self) -> Result<Option<Baseline>, Error> {
        let text = source::read_named(&self.root, BASELINE_FILE)?;
        text.map(|text| Baseline::read(&text).map_err(Error::usage)).transpose()
    }
}

/// A project, and where its documents stand.
#[derive(Clone, Copy)]
pub struct Seen<'p> {
    pub project: &'p Project,
    pub judged: &'p Judged,
}

/// A project at a revision, with the name the user gave it.
pub struct Earlier {
    pub revision: String,
    pub project: Project,
    /// Of what was committed since; none where there are no approvals.
    pub history: Option<History>,
}

impl Earlier {
    /// Where its documents stood, by its own roles and keys, on this day.
    pub fn judged(&self, today: Date) -> Judged {
        self.project.judged(today)
    }
}

/// The settings of a project as an editor holds them, else as they are on disk.
///
/// # Errors
/// When the root is no folder, or the file is there and cannot be read as text.
pub(super) fn settings(root: &Path, held: &BTreeMap<String, Arc<str>>) -> Result<Option<Arc<str>>, Error> {
    held.get("book.toml").map_or_else(|| source::read_settings(root), |text| Ok(Some(Arc::clone(text))))
}

/// Which folders hold what, by the settings. A folder that was never made for this tool is taken as it is.
pub(super) fn layout(root: &Path, settings: Option<&str>, config: &Config) -> Layout {
    let is_foreign = settings.is_none() && !root.join(&config.book.src).is_dir();
    let documents = if is_foreign { String::new() } else { config.book.src.clone() };
    Layout { documents, build_dir: config.build.build_dir.clone() }
}

/// The settings that a text declares, and what is wrong with them.
pub fn read_config(settings: Option<&str>) -> (Config, Vec<Finding>) {
    settings.map_or_else(|| (Config::default(), Vec::new()), |text| config::read(FileId::new(0), text))
}
