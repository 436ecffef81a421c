//! The desk: one thread that holds the project open, takes changes in, and makes what is asked for. Everything reaches it
//! as a message, one after the other, so nothing is ever half changed while a page is made.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};

use tokio::sync::{oneshot, watch as newest};

use super::background::{Checkup, Index, Workshop, let_go};
use super::page;
use super::panel::{Findings, State};
use super::scene::{Found, Overrides, Scene, Shown};
use super::watch::{Batch, Watch};
use crate::error::Error;
use crate::render::{Excused, PageKind};
use crate::session::{Effect, Session, carried};
use crate::source::{self, Attachment};
use crate::text::Date;

/// What the desk is told and asked.
pub(super) enum Message {
    Ask(Ask),
    Changed(Batch),
    /// What a check of a version came to; none where the work was left because there was a newer one.
    Checked {
        version: u64,
        checkup: Option<Checkup>,
    },
    Indexed {
        version: u64,
        index: Index,
    },
    Stop,
}

pub(super) struct Ask {
    pub(super) want: Want,
    pub(super) reply: oneshot::Sender<Answer>,
}

/// Paths are from the root of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Want {
    File(String),
    /// What the browser that shows this page should know.
    State(String),
}

/// What goes to the browser.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) kind: &'static str,
    pub(super) policy: String,
    pub(super) content: Content,
}

pub(super) enum Content {
    Whole(Vec<u8>),
    /// Read while it is sent, for it may be larger than the memory.
    Attachment(Attachment),
}

/// What browsers are told as soon as it happens; only the newest counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct News {
    /// Counts changes of what is shown.
    pub(super) version: u64,
    /// Counts changes of the findings.
    pub(super) checked: u64,
}

/// What the desk is told once.
pub(super) struct Settings {
    pub(super) site: Option<String>,
    pub(super) today: Box<dyn Fn() -> Result<Date, Error> + Send>,
    pub(super) note: Arc<dyn Fn(&str) + Send + Sync>,
}

pub(super) struct Desk {
    session: Session,
    settings: Settings,
    watch: Watch,
    inbox: Receiver<Message>,
    /// Messages that came while changes were gathered.
    put_by: VecDeque<Message>,
    news: newest::Sender<News>,
    workshop: Workshop,
    shown: Shown,
    /// The theme with which a page was last made without a fault.
    proven: Option<Arc<Overrides>>,
    faults: Faults,
    findings: Findings,
    /// The version whose findings these are.
    checked: Option<u64>,
    is_checking: bool,
    index: Option<(u64, Index)>,
    is_indexing: bool,
    /// Who waits for the first index.
    waiting: Vec<(String, oneshot::Sender<Answer>)>,
}

/// Why the newest texts are not what is shown.
#[derive(Default)]
struct Faults {
    /// The project cannot be read.
    project: Option<String>,
    /// The theme cannot be read, or fails on a page.
    theme: Option<String>,
}

/// Why a scene is left.
enum Left {
    Stop,
    /// What it shows is no longer the newest.
    Old,
    /// A template of the project failed while this was asked.
    ThemeFailed(String, Ask),
}

impl Desk {
    /// # Errors
    /// When there is no day, or the theme lies outside the project.
    pub(super) fn new(
        session: Session,
        settings: Settings,
        watch: Watch,
        (inbox, outbox): (Receiver<Message>, Sender<Message>),
    ) -> Result<(Self, newest::Receiver<News>), Error> {
        let (news, seen) = newest::channel(News::default());
        let (project, today) = (session.shared(), (settings.today)()?);
        let site = settings.site.clone();
        let (judged, excused, overrides) = Default::default();
        let mut shown = Shown { project, judged, excused, overrides, site, today };
        shown.judged = Arc::new(shown.project.judged(today));
        let mut desk = Desk {
            session,
            settings,
            watch,
            inbox,
            put_by: VecDeque::new(),
            news,
            workshop: Workshop::new(outbox),
            shown,
            proven: None,
            faults: Faults::default(),
            findings: Findings::new(),
            checked: None,
            is_checking: false,
            index: None,
            is_indexing: false,
            waiting: Vec::new(),
        };
        if desk.shown.project.config.is_broken {
            desk.fault_of_project(BROKEN_SETTINGS.to_owned());
        }
        desk.read_theme();
        desk.check();
        Ok((desk, seen))
    }

    /// Answers until it is told to stop.
    pub(super) fn run(mut self) {
        let mut open: Option<Ask> = None;
        loop {
            let ask = match open.take() {
                Some(ask) => ask,
                None => match self.next() {
                    Some(Message::Ask(ask)) => ask,
                    Some(Message::Stop) | None => return,
                    Some(message) => {
                        self.take(message);
                        continue;
                    }
                },
            };
            // Nothing is made ready before somebody asks.
            let shown = self.shown.clone();
            let left = match Scene::new(&shown) {
                Ok(scene) => self.play(&scene, ask),
                Err(error) => Left::ThemeFailed(error.to_string(), ask),
            };
            let_go(shown);
            match left {
                Left::Stop => return,
                Left::Old => {}
                Left::ThemeFailed(words, ask) => open = self.without_theme(&words, ask),
            }
        }
    }

    /// The next message; none when nobody is left to send one.
    fn next(&mut self) -> Option<Message> {
        self.put_by.pop_front().or_else(|| self.inbox.recv().ok())
    }

    /// Answers from one scene as long as it is what the texts say.
    fn play(&mut self, scene: &Scene<'_>, first: Ask) -> Left {
        let mut message = Message::Ask(first);
        loop {
            match message {
                Message::Stop => return Left::Stop,
                Message::Ask(ask) => {
                    if let Some((words, ask)) = self.answer(scene, ask) {
                        return Left::ThemeFailed(words, ask);
                    }
                }
                message => {
                    let version = self.news().version;
                    self.take(message);
                    if self.news().version != version {
                        return Left::Old;
                    }
                }
            }
            message = match self.next() {
                Some(message) => message,
                None => return Left::Stop,
            };
        }
    }

    /// A theme that fails is laid aside for the last one that did not, else for the built-in one; where that fails too, the
    /// words of the fault are the answer.
    fn without_theme(&mut self, words: &str, ask: Ask) -> Option<Ask> {
        if self.faults.theme.as_deref() != Some(words) {
            (self.settings.note)(&format!("{words}\n"));
        }
        let other = self.proven.clone().unwrap_or_default();
        let is_other = other != self.shown.overrides;
        self.faults.theme = Some(words.to_owned());
        self.shown.overrides = other;
        self.tell_fault();
        if is_other {
            return Some(ask);
        }
        let _ = ask.reply.send(failed(words));
        None
    }

    /// Gives the ask back with the fault where the project's theme fails.
    fn answer(&mut self, scene: &Scene<'_>, ask: Ask) -> Option<(String, Ask)> {
        let found = match &ask.want {
            Want::File(path) | Want::State(path) => scene.find(path),
        };
        let found = match found {
            Ok(Found::Nothing) => scene.missing().map(|bytes| Found::Page(PageKind::Missing, bytes)),
            found => found,
        };
        let answer = match (found, &ask.want) {
            (Err(error @ Error::Theme { .. }), _) if self.can_do_without() => return Some((error.to_string(), ask)),
            (Err(error), Want::File(_)) => failed(&error.to_string()),
            (Err(error), Want::State(_)) => self.state(None, Some(&error.to_string())),
            (Ok(Found::Page(kind, bytes)), want) => {
                self.proven = Some(Arc::clone(&scene.shown().overrides));
                match want {
                    Want::State(_) => self.state(Some((kind, &bytes)), None),
                    Want::File(_) => of_page(kind, &bytes),
                }
            }
            (Ok(Found::File(bytes)), Want::File(path)) => of_file(path, Content::Whole(bytes)),
            (Ok(Found::Attachment(file)), Want::File(path)) => of_file(path, Content::Attachment(file)),
            (Ok(Found::Search), Want::File(path)) => {
                let path = path.clone();
                self.search(path, ask.reply);
                return None;
            }
            (Ok(Found::File(_) | Found::Attachment(_) | Found::Search | Found::Nothing), _) => self.state(None, None),
        };
        // The browser may have gone.
        let _ = ask.reply.send(answer);
        None
    }

    fn can_do_without(&self) -> bool {
        self.proven.as_ref().map_or(!self.shown.overrides.is_empty(), |it| *it != self.shown.overrides)
    }

    fn state(&self, page: Option<(PageKind, &[u8])>, fault: Option<&str>) -> Answer {
        let version = self.news().version;
        let own = self.faults.project.as_deref().or(self.faults.theme.as_deref());
        let state = State {
            version,
            page: page.map(|(_, bytes)| page::print_of(bytes)),
            fault: own.or(fault),
            is_checked: self.checked == Some(version),
            findings: Vec::new(),
            more: 0,
            errors: 0,
        };
        let state = state.with(&self.findings, page.map(|(kind, _)| (kind, &self.shown)));
        // Texts and numbers have no value that JSON refuses.
        let bytes = serde_json::to_vec(&state).unwrap_or_default();
        Answer {
            status: 200,
            kind: page::kind_of("state.json"),
            policy: page::OWN_POLICY.to_owned(),
            content: Content::Whole(bytes),
        }
    }

    /// A file of the search index: of the newest one that is ready, for a search need not know the last sentence.
    fn search(&mut self, path: String, reply: oneshot::Sender<Answer>) {
        let version = self.news().version;
        let is_old = self.index.as_ref().is_none_or(|(of, _)| *of != version);
        if is_old && !self.is_indexing {
            self.is_indexing = true;
            self.workshop.index(self.shown.clone(), version);
        }
        match &self.index {
            Some((_, index)) => drop(reply.send(of_index(&path, index))),
            None => self.waiting.push((path, reply)),
        }
    }

    /// Takes in what happened.
    fn take(&mut self, message: Message) {
        match message {
            Message::Changed(batch) => {
                let batch = gathered(batch, &self.inbox, &mut self.put_by);
                self.change(&batch);
            }
            Message::Checked { version, checkup } => {
                self.is_checking = false;
                if let Some(checkup) = checkup {
                    self.take_findings(version, checkup);
                }
                if self.checked != Some(self.news().version) {
                    self.check();
                }
            }
            Message::Indexed { version, index } => {
                self.is_indexing = false;
                for (path, reply) in self.waiting.drain(..) {
                    let _ = reply.send(of_index(&path, &index));
                }
                self.index = Some((version, index));
            }
            Message::Ask(_) | Message::Stop => {}
        }
    }

    fn take_findings(&mut self, version: u64, checkup: Checkup) {
        let News { version: newest, checked } = self.news();
        // What somebody answers for is on a page, so other ones are another state of the site.
        let is_other = newest == version && !are_told_alike(&self.shown.excused, &checkup.excused);
        if is_other {
            self.shown.excused = Arc::new(checkup.excused);
        }
        let step = u64::from(is_other);
        self.findings = checkup.findings;
        self.checked = Some(version + step);
        self.tell(News { version: newest + step, checked: checked + 1 });
    }

    fn change(&mut self, batch: &Batch) {
        if batch.has_folders {
            self.cover();
        }
        let names: Vec<String> = batch.names.iter().cloned().collect();
        let touches_theme = self.touches_theme(&batch.names);
        let is_attached = batch.names.iter().any(|it| self.shown.project.sources.attachments.binary_search(it).is_ok());
        let had_fault = self.faults.project.take();
        let effect = match self.session.refresh(&names) {
            Ok(effect) => effect,
            Err(error) => return self.fault_of_project(error.to_string()),
        };
        if effect == Effect::Nothing && had_fault.is_none() && !touches_theme && !is_attached {
            return;
        }
        // What is shown stood still while there was a fault, so it is further behind than this change.
        let effect = if had_fault.is_some() { Effect::Everything } else { effect };
        if let Err(error) = self.show(&effect) {
            return self.fault_of_project(error.to_string());
        }
        if touches_theme || names.iter().any(|it| it == "book.toml") {
            self.cover();
            self.read_theme();
        }
        let news = self.news();
        self.tell(News { version: news.version + 1, ..news });
        self.check();
    }

    /// Shows the project as it is now.
    fn show(&mut self, effect: &Effect) -> Result<(), Error> {
        let project = self.session.shared();
        if project.config.is_broken {
            return Err(Error::usage(BROKEN_SETTINGS));
        }
        project.site(self.settings.site.as_deref())?;
        let today = (self.settings.today)()?;
        let cx = project.context(today, project.site(self.settings.site.as_deref())?, None);
        self.shown.judged = match effect {
            Effect::Words(names) if today == self.shown.today => project.judge_words(&cx, &self.shown.judged, names),
            _ => Arc::new(project.judge(&cx)),
        };
        if *effect == Effect::Everything && !self.shown.excused.is_empty() {
            let (before, now) = (&self.shown.project.sources.texts, &project.sources.texts);
            self.shown.excused = Arc::new(carried(&self.shown.excused, before, now));
        }
        let_go(std::mem::replace(&mut self.shown.project, project));
        self.shown.today = today;
        Ok(())
    }

    /// The last good state stays, and every page says why.
    fn fault_of_project(&mut self, words: String) {
        (self.settings.note)(&format!("{words}\n"));
        self.faults.project = Some(words);
        self.tell_fault();
    }

    /// The texts that are shown stay, so their findings stay those of what is shown.
    fn tell_fault(&mut self) {
        let news = self.news();
        if self.checked == Some(news.version) {
            self.checked = Some(news.version + 1);
        }
        self.tell(News { version: news.version + 1, ..news });
    }

    fn touches_theme(&self, names: &BTreeSet<String>) -> bool {
        let html = &self.shown.project.config.html;
        let single: Vec<&String> = html.additional_css.iter().chain(&html.additional_js).collect();
        let folder = html.theme.as_str();
        names.iter().any(|name| {
            let is_below = name.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            is_below || name.is_empty() || single.contains(&name)
        })
    }

    /// Reads the theme again; one that cannot be read leaves the last one in place.
    fn read_theme(&mut self) {
        let html = &self.shown.project.config.html;
        let single: Vec<String> = html.additional_css.iter().chain(&html.additional_js).cloned().collect();
        match source::read_theme(&self.shown.project.root, &html.theme, &single) {
            Ok(overrides) => {
                self.shown.overrides = Arc::new(overrides);
                self.faults.theme = None;
            }
            Err(error) => {
                (self.settings.note)(&format!("{error}\n"));
                self.faults.theme = Some(error.to_string());
            }
        }
    }

    fn cover(&mut self) {
        if let Err(error) = self.watch.cover(&self.session.shared()) {
            (self.settings.note)(&format!("some folders cannot be watched: {error}\n"));
        }
    }

    fn check(&mut self) {
        if !self.is_checking {
            self.is_checking = true;
            self.workshop.check(self.shown.clone(), self.news().version);
        }
    }

    fn news(&self) -> News {
        *self.news.borrow()
    }

    fn tell(&self, news: News) {
        self.workshop.shows(news.version);
        self.news.send_replace(news);
    }
}

const BROKEN_SETTINGS: &str = "`book.toml` cannot be read; `ismsbook check` shows the place";

/// A change with those that came since: what takes longer than its parts come is taken in once for all of them.
fn gathered(mut batch: Batch, inbox: &Receiver<Message>, put_by: &mut VecDeque<Message>) -> Batch {
    for message in std::mem::take(put_by).into_iter().chain(inbox.try_iter()) {
        match message {
            Message::Changed(more) => {
                batch.names.extend(more.names);
                batch.has_folders |= more.has_folders;
            }
            message => put_by.push_back(message),
        }
    }
    batch
}

/// Whether a page says the same of both; where in a file they stand is not on it.
fn are_told_alike(before: &[Excused], now: &[Excused]) -> bool {
    let says = |it: &Excused| {
        (it.code, it.message.clone(), it.place.file, it.written.file, it.reason.clone(), it.by.clone(), it.until)
    };
    before.iter().map(says).eq(now.iter().map(says))
}

fn failed(words: &str) -> Answer {
    let page::Dressed { bytes, policy } = page::fault(words);
    Answer { status: 500, kind: page::kind_of("page.html"), policy, content: Content::Whole(bytes) }
}

fn of_page(kind: PageKind, bytes: &[u8]) -> Answer {
    let page::Dressed { bytes, policy } = page::dressed(bytes);
    let status = if kind == PageKind::Missing { 404 } else { 200 };
    Answer { status, kind: page::kind_of("page.html"), policy, content: Content::Whole(bytes) }
}

/// Files are never pages of the preview: what they hold runs nothing and loads nothing.
fn of_file(path: &str, content: Content) -> Answer {
    let kind = page::kind_of(path);
    let is_active = ["text/html", "image/svg", "application/xml"].iter().any(|it| kind.starts_with(it));
    let policy = if is_active { "default-src 'none'; img-src 'self' data:; sandbox" } else { "frame-ancestors 'none'" };
    Answer { status: 200, kind, policy: policy.to_owned(), content }
}

fn of_index(path: &str, index: &Index) -> Answer {
    match index.get(path) {
        Some(bytes) => of_file(path, Content::Whole(bytes.clone())),
        None => Answer { status: 404, ..of_file("missing.txt", Content::Whole(b"no such file\n".to_vec())) },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::sync::mpsc;

    use super::super::watch::Batch;
    use super::{Index, Message, gathered};

    #[test]
    fn changes_that_wait_are_taken_as_one_and_what_else_waits_keeps_its_order() {
        let (outbox, inbox) = mpsc::channel();
        let batch = |name: &str, has_folders: bool| Batch { names: [name.to_owned()].into(), has_folders };
        let indexed = |version: u64| Message::Indexed { version, index: Index::new() };
        for message in
            [indexed(2), Message::Changed(batch("b", true)), Message::Stop, Message::Changed(batch("a", false))]
        {
            outbox.send(message).expect("it is taken");
        }
        let mut put_by = VecDeque::from([indexed(1)]);
        let made = gathered(batch("c", false), &inbox, &mut put_by);
        assert_eq!(made.names.into_iter().collect::<Vec<_>>(), ["a", "b", "c"]);
        assert!(made.has_folders);
        let order = put_by.iter().map(|it| if let Message::Indexed { version, .. } = it { *version } else { 0 });
        assert_eq!(order.collect::<Vec<_>>(), [1, 2, 0]);
    }
}
