//! The words of earlier versions of documents, read from the tags and commits behind what is checked out: each revision
//! once, each text once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::compare::blocks;
use crate::config::{Config, Redlines};
use crate::error::Error;
use crate::link::{self, NormalForms};
use crate::model::{Digest, Document, Id, Meaning, short_commit};
use crate::render::{EarlierWords, FoundAt, PastWords};
use crate::session::{Project, read_config};
use crate::source::{self, Held, Layout, Part, Repository, Sources};
use crate::text::{Date, Texts};

/// Revisions that are looked at, the newest ones.
const MOST_REVISIONS: usize = 200;

/// What was found, and what must be said about it.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) words: PastWords,
    /// Why words that a page asks for may be missing; none where nothing stood in the way.
    pub(super) trouble: Option<String>,
}

/// A revision that is looked back at.
struct Revision {
    commit: String,
    at: FoundAt,
    day: Date,
    second: i64,
    /// The versions, by document, whose records came with it. None for a tag.
    recorded: Option<BTreeSet<(Id, String)>>,
}

/// The words of earlier versions, as far as the settings ask for them and git has them.
pub(super) fn gather(project: &Project) -> Gathered {
    if project.config.editions.history == Redlines::None {
        return Gathered::default();
    }
    let found = Repository::around(&project.root).and_then(|repository| {
        let words = read(project, &repository)?;
        Ok((words, repository.is_shallow()))
    });
    match found {
        Ok((words, false)) => Gathered { words, trouble: None },
        Ok((words, true)) => {
            let trouble = "this clone is shallow; fetch the whole history (`git fetch --tags --unshallow`)".to_owned();
            Gathered { words, trouble: Some(trouble) }
        }
        Err(error) => Gathered { words: PastWords::default(), trouble: Some(error.to_string()) },
    }
}

fn read(project: &Project, repository: &Repository) -> Result<PastWords, Error> {
    let revisions = revisions(project, repository)?;
    if revisions.is_empty() {
        return Ok(PastWords::default());
    }
    let files: Vec<Vec<Held>> =
        revisions.iter().map(|it| source::held(repository, &it.commit)).collect::<Result<_, _>>()?;
    let settings = settings(project, repository, &files)?;
    let layouts: Vec<&Stood> = files.iter().map(|it| &settings[&settings_object(it)]).collect();
    let mut wanted = BTreeSet::new();
    for (files, stood) in files.iter().zip(&layouts) {
        wanted.extend(files.iter().filter(|it| it.is_document(&stood.layout)).map(|it| it.object.clone()));
    }
    let texts = source::held_texts(repository, &wanted)?;
    let current: BTreeSet<&str> =
        project.sources.of(Part::Document).map(|file| &*project.sources.texts.of(file).content).collect();
    // What reads the same today is no earlier version.
    let is_earlier = |object: &str| texts.get(object).is_some_and(|it| !current.contains(&**it));
    let mut by_settings: BTreeMap<Option<String>, BTreeMap<&str, &Held>> = BTreeMap::new();
    for (files, stood) in files.iter().zip(&layouts) {
        let held = files.iter().filter(|it| it.is_document(&stood.layout) && is_earlier(&it.object));
        by_settings.entry(settings_object(files)).or_default().extend(held.map(|it| (it.object.as_str(), it)));
    }
    let parsed: BTreeMap<(Option<String>, String), Parsed> = by_settings
        .into_iter()
        .flat_map(|(object, held)| {
            let stood = &settings[&object];
            let parsed = parse(stood, &held, &texts);
            parsed.into_iter().map(move |(document, it)| ((object.clone(), document), it))
        })
        .collect();
    let mut chosen: BTreeMap<(Id, String), EarlierWords> = BTreeMap::new();
    // Words that were approved stand for their version; where none are known, the last ones that a tag has.
    for wants_records in [false, true] {
        for (revision, files) in revisions.iter().zip(&files).filter(|(it, _)| it.recorded.is_some() == wants_records) {
            let object = settings_object(files);
            for held in files {
                let Some(it) = parsed.get(&(object.clone(), held.object.clone())) else { continue };
                let key = (it.id.clone(), it.version.clone());
                if revision.recorded.as_ref().is_none_or(|recorded| recorded.contains(&key)) {
                    chosen.insert(key, it.at(revision));
                }
            }
        }
    }
    // Where several were taken for one version, those are its words that a record approves.
    let approved = approved_digests(project);
    for (revision, files) in revisions.iter().zip(&files) {
        let object = settings_object(files);
        for it in files.iter().filter_map(|held| parsed.get(&(object.clone(), held.object.clone()))) {
            let key = (it.id.clone(), it.version.clone());
            if it.words.digest.is_some_and(|digest| approved.get(&key).is_some_and(|them| them.contains(&digest))) {
                chosen.insert(key, it.at(revision));
            }
        }
    }
    let mut words = PastWords::default();
    for ((id, version), it) in chosen {
        words.add(id, version, it);
    }
    Ok(words)
}

/// What records approve of each version of each document.
fn approved_digests(project: &Project) -> BTreeMap<(Id, String), BTreeSet<Digest>> {
    let handbook = &project.linked.handbook;
    let mut approved: BTreeMap<(Id, String), BTreeSet<Digest>> = BTreeMap::new();
    let Some(ledger) = &handbook.ledger else { return approved };
    for id in handbook.documents.iter().filter_map(Document::id) {
        for record in ledger.of(id).iter().filter(|it| it.place.meaning == Meaning::Approve) {
            let key = (id.clone(), record.place.version.clone());
            approved.entry(key).or_default().insert(record.approval.digest.value);
        }
    }
    approved
}

/// The revisions that the settings ask for, the oldest first.
fn revisions(project: &Project, repository: &Repository) -> Result<Vec<Revision>, Error> {
    let Some(head) = repository.head() else { return Ok(Vec::new()) };
    let tags = source::tags_behind(repository, &head, |name| project.config.editions.names(name))?;
    let mut revisions: Vec<Revision> = tags
        .into_iter()
        .map(|tag| Revision {
            at: FoundAt::Edition(tag.name),
            commit: tag.commit,
            day: tag.day,
            second: tag.second,
            recorded: None,
        })
        .collect();
    if project.config.editions.history == Redlines::Versions {
        revisions.extend(source::recorded(repository, MOST_REVISIONS)?.into_iter().map(|it| Revision {
            at: FoundAt::Commit(short_commit(&it.commit).to_owned()),
            recorded: Some(it.names.iter().filter_map(|name| approved(name)).collect()),
            commit: it.commit,
            day: it.day,
            second: it.second,
        }));
    }
    revisions.sort_by_key(|it| it.second);
    Ok(revisions.split_off(revisions.len().saturating_sub(MOST_REVISIONS)))
}

/// The document and version of a record, by the name of its file.
fn approved(name: &str) -> Option<(Id, String)> {
    let (rest, _) = name.strip_prefix("approvals/")?.rsplit_once('/')?;
    let (id, version) = rest.rsplit_once('/')?;
    Some((Id::new(id), version.to_owned()))
}

/// The settings of a revision, and where its texts lay.
struct Stood {
    text: Option<Arc<str>>,
    config: Config,
    layout: Layout,
}

/// The object that holds the settings of a revision; none where it has none.
fn settings_object(files: &[Held]) -> Option<String> {
    files.iter().find(|it| it.name == "book.toml").map(|it| it.object.clone())
}

/// All settings that revisions have, each read once.
fn settings(
    project: &Project,
    repository: &Repository,
    files: &[Vec<Held>],
) -> Result<BTreeMap<Option<String>, Stood>, Error> {
    let objects: BTreeSet<Option<String>> = files.iter().map(|it| settings_object(it)).collect();
    let texts = source::held_texts(repository, &objects.iter().flatten().cloned().collect())?;
    let stood = |object: Option<String>| {
        let text = object.as_ref().and_then(|it| texts.get(it)).cloned();
        let (config, _) = read_config(text.as_deref());
        let documents = match text {
            None => project.sources.documents_folder.trim_end_matches('/').to_owned(),
            Some(_) => config.book.src.clone(),
        };
        let layout = Layout { documents, build_dir: config.build.build_dir.clone() };
        (object, Stood { text, config, layout })
    };
    Ok(objects.into_iter().map(stood).collect())
}

/// A document as a revision has it.
struct Parsed {
    id: Id,
    version: String,
    words: EarlierWords,
}

impl Parsed {
    fn at(&self, revision: &Revision) -> EarlierWords {
        EarlierWords { from: revision.at.clone(), day: revision.day, ..self.words.clone() }
    }
}

/// Takes the documents of one settings file through the road, without registers: redlines need words and variables alone.
fn parse(stood: &Stood, held: &BTreeMap<&str, &Held>, texts: &BTreeMap<String, Arc<str>>) -> Vec<(String, Parsed)> {
    let prefix = if stood.layout.documents.is_empty() { String::new() } else { format!("{}/", stood.layout.documents) };
    let mut sources = Sources { texts: Texts::default(), documents_folder: prefix, ..Sources::default() };
    if let Some(text) = &stood.text {
        let file = sources.texts.push("book.toml", Arc::clone(text));
        sources.parts.push((file, Part::Settings));
    }
    let mut objects = BTreeMap::new();
    for (object, held) in held {
        let Some(text) = texts.get(*object) else { continue };
        let file = sources.texts.push(held.name.as_str(), Arc::clone(text));
        sources.parts.push((file, Part::Document));
        objects.insert(file, (*object).to_owned());
    }
    let handbook = link::link(&sources, &stood.config).handbook;
    let forms = NormalForms::new(&handbook, &sources, &stood.config);
    let parsed = |document: &Document| {
        let object = objects.get(&document.file)?.clone();
        let front = &document.front;
        let words = EarlierWords {
            from: FoundAt::Commit(String::new()),
            day: Date::of_second(0)?,
            classification: front.classification.as_ref().map(|it| it.value.clone()),
            audience: front.audience.iter().map(|it| it.value.clone()).collect(),
            blocks: Arc::new(blocks(&handbook, &document.body)),
            // What shows a register was approved with its data, which is not read here.
            digest: front.register.is_none().then(|| forms.digest(document)),
        };
        let version = front.version.as_ref()?.value.clone();
        Some((object, Parsed { id: document.id()?.clone(), version, words }))
    };
    handbook.documents.iter().filter_map(parsed).collect()
}
