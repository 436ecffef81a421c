//! The conversation: messages in their order, changes taken at once, a check whenever things have been quiet for a moment.

use std::collections::VecDeque;
use std::io::{BufRead, Write};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use gen_lsp_types::{
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    InitializeParams, LspErrorCodes, TextDocumentContentChangeEvent, Uri,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::answers;
use super::checking::{self, Job, Outcome};
use super::convert::name_of;
use super::desk::{Desk, Open, is_ours};
use super::diagnostics::{Shown, Telling};
use super::glance::{self, Written};
use super::hello::{self, Client};
use super::look::Look;
use super::wire::{self, Frame};
use super::{Ending, Start};
use crate::error::Error;
use crate::session::Aside;
use crate::source;

/// How long it must be quiet before it is told what was found in the text that is written: what is asked together with the
/// change is answered first.
const BREATH: Duration = Duration::from_millis(5);
/// How long it must be quiet before all is checked: a burst of changes is checked once.
const SETTLING: Duration = Duration::from_millis(60);

const PARSE_ERROR: i32 = -32700;
const INVALID_REQUEST: i32 = -32600;
const METHOD_NOT_FOUND: i32 = -32601;
const INVALID_PARAMS: i32 = -32602;
const NOT_INITIALIZED: i32 = -32002;

/// What the conversation waits for.
pub(super) enum Event {
    Frame(Frame),
    /// The input is over; in words, where it should not be.
    Closed(Option<String>),
    /// A check is over; none where it broke down.
    Checked(Option<Box<Outcome>>),
}

/// Why a request gets no answer.
#[derive(Debug)]
pub(super) struct Refusal {
    code: i32,
    words: String,
}

impl Refusal {
    /// The request is understood and cannot be met.
    pub(super) fn failed(words: impl Into<String>) -> Self {
        Refusal { code: LspErrorCodes::RequestFailed.into(), words: words.into() }
    }

    pub(super) fn unknown(method: &str) -> Self {
        Refusal { code: METHOD_NOT_FOUND, words: format!("there is no request `{method}` here") }
    }
}

/// What a request is answered with.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) result: Value,
    /// What the user should know besides.
    pub(super) words: Option<String>,
}

impl From<Value> for Answer {
    fn from(result: Value) -> Self {
        Answer { result, words: None }
    }
}

/// Reads what a request asks.
pub(super) fn asked<P: DeserializeOwned>(params: Value) -> Result<P, Refusal> {
    let misread = |error: serde_json::Error| Refusal { code: INVALID_PARAMS, words: error.to_string() };
    serde_json::from_value(params).map_err(misread)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    New,
    Running,
    Ending,
}

struct Server<W> {
    start: Start,
    output: W,
    sender: Sender<Event>,
    receiver: Receiver<Event>,
    waiting: VecDeque<Event>,
    phase: Phase,
    client: Client,
    /// None while there is no handbook to be read.
    desk: Option<Desk>,
    /// What kept the handbook from being read the last time, so that it is told once.
    trouble: Option<String>,
    is_checking: bool,
    aside: Aside,
    checked: Option<Box<Outcome>>,
    shown: Shown,
}

pub(super) fn run(start: Start, input: impl BufRead + Send + 'static, output: impl Write) -> Result<Ending, Error> {
    let (sender, receiver) = channel();
    let frames = sender.clone();
    thread::spawn(move || read_all(input, &frames));
    let mut server = Server {
        start,
        output,
        sender,
        receiver,
        waiting: VecDeque::new(),
        phase: Phase::New,
        client: Client::default(),
        desk: None,
        trouble: None,
        is_checking: false,
        aside: Aside::new(),
        checked: None,
        shown: Shown::default(),
    };
    server.converse()
}

fn read_all(mut input: impl BufRead, frames: &Sender<Event>) {
    loop {
        let event = match wire::read(&mut input) {
            Ok(Some(frame)) => Event::Frame(frame),
            Ok(None) => Event::Closed(None),
            Err(words) => Event::Closed(Some(words)),
        };
        let is_over = matches!(event, Event::Closed(_));
        if frames.send(event).is_err() || is_over {
            return;
        }
    }
}

impl<W: Write> Server<W> {
    fn converse(&mut self) -> Result<Ending, Error> {
        loop {
            match self.next()? {
                Event::Frame(Frame::Message(message)) => {
                    if let Some(ending) = self.take(message)? {
                        return Ok(ending);
                    }
                }
                Event::Frame(Frame::Broken(words)) => self.refuse(&Value::Null, PARSE_ERROR, &words)?,
                Event::Closed(None) => return Ok(Ending::Sudden),
                Event::Closed(Some(words)) => return Err(Error::usage(words)),
                Event::Checked(outcome) => self.tell_findings(outcome)?,
            }
        }
    }

    /// The next event in order. Where none comes for a moment, what changed is looked at, and after another one checked.
    fn next(&mut self) -> Result<Event, Error> {
        loop {
            self.waiting.extend(self.receiver.try_iter());
            if let Some(event) = self.waiting.pop_front() {
                return Ok(event);
            }
            let is_unseen = self.desk.as_ref().is_some_and(Desk::has_unseen);
            let is_unchecked = !self.is_checking && self.desk.as_ref().is_some_and(Desk::has_news);
            let event = match (is_unseen, is_unchecked) {
                (true, _) => self.receiver.recv_timeout(BREATH),
                (false, true) => self.receiver.recv_timeout(SETTLING),
                (false, false) => self.receiver.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match event {
                Ok(event) => self.waiting.push_back(event),
                Err(RecvTimeoutError::Timeout) if is_unseen => self.glance()?,
                Err(RecvTimeoutError::Timeout) => self.begin_check()?,
                Err(RecvTimeoutError::Disconnected) => return Ok(Event::Closed(None)),
            }
        }
    }

    /// Takes one message; tells how the conversation ends, if it does.
    fn take(&mut self, mut message: Value) -> Result<Option<Ending>, Error> {
        let id = message.get("id").filter(|it| it.is_number() || it.is_string()).cloned();
        let Some(method) = message.get("method").and_then(Value::as_str).map(str::to_owned) else {
            // Answers to our own requests say nothing that we must know.
            let is_answer = message.get("result").is_some() || message.get("error").is_some();
            if !is_answer {
                self.refuse(&id.unwrap_or_default(), INVALID_REQUEST, "this is neither a request nor an answer")?;
            }
            return Ok(None);
        };
        let params = message.get_mut("params").map(Value::take).unwrap_or_default();
        let Some(id) = id else { return self.notified(&method, params) };
        if self.is_cancelled(&id) {
            let code = LspErrorCodes::RequestCancelled.into();
            self.refuse(&id, code, "the request was cancelled")?;
            return Ok(None);
        }
        match self.answer(&method, params) {
            Ok(answer) => {
                self.send(json!({"id": id, "result": answer.result}))?;
                if let Some(words) = answer.words {
                    self.notify("window/showMessage", json!({"type": 2, "message": format!("ismsbook: {words}")}))?;
                }
            }
            Err(refusal) => self.refuse(&id, refusal.code, &refusal.words)?,
        }
        if method == "initialize" && self.phase == Phase::Running {
            self.after_hello()?;
        }
        Ok(None)
    }

    /// Whether the client took a request back while it waited.
    fn is_cancelled(&mut self, id: &Value) -> bool {
        self.waiting.extend(self.receiver.try_iter());
        self.waiting.iter().any(|event| match event {
            Event::Frame(Frame::Message(message)) => {
                message["method"] == "$/cancelRequest" && message["params"]["id"] == *id
            }
            _ => false,
        })
    }

    fn answer(&mut self, method: &str, params: Value) -> Result<Answer, Refusal> {
        match (self.phase, method) {
            (Phase::New, "initialize") => {
                let params: InitializeParams = asked(params)?;
                self.client = Client::of(&params);
                self.phase = Phase::Running;
                Ok(hello::answer(&self.client).into())
            }
            (Phase::New, _) => {
                Err(Refusal { code: NOT_INITIALIZED, words: "the first request must be `initialize`".to_owned() })
            }
            (Phase::Running, "initialize") => {
                Err(Refusal { code: INVALID_REQUEST, words: "`initialize` was asked already".to_owned() })
            }
            (Phase::Running, "shutdown") => {
                self.phase = Phase::Ending;
                Ok(Value::Null.into())
            }
            (Phase::Ending, _) => {
                Err(Refusal { code: INVALID_REQUEST, words: "nothing is answered after `shutdown`".to_owned() })
            }
            (Phase::Running, _) => self.look_up(method, params),
        }
    }

    fn look_up(&mut self, method: &str, params: Value) -> Result<Answer, Refusal> {
        let today = (self.start.today)().map_err(|error| Refusal::failed(error.to_string()))?;
        if let Some(desk) = &mut self.desk {
            // What keeps the handbook from being read is told in the next quiet moment.
            desk.settle();
        }
        let checked = self.checked.as_deref();
        let Client { encoding, confirms_changes, renames_files, .. } = self.client;
        let look =
            self.desk.as_ref().map(|desk| Look { desk, checked, encoding, today, confirms_changes, renames_files });
        answers::answer(look, method, params)
    }

    fn notified(&mut self, method: &str, params: Value) -> Result<Option<Ending>, Error> {
        if method == "exit" {
            return Ok(Some(if self.phase == Phase::Ending { Ending::Agreed } else { Ending::Sudden }));
        }
        if self.phase != Phase::Running {
            return Ok(None);
        }
        // A notification that cannot be understood cannot be answered either.
        match method {
            "textDocument/didOpen" => {
                if let Ok(params) = asked::<DidOpenTextDocumentParams>(params) {
                    let document = params.text_document;
                    self.find_handbook()?;
                    self.hold(&document.uri, document.version, document.text);
                }
            }
            "textDocument/didChange" => {
                if let Ok(mut params) = asked::<DidChangeTextDocumentParams>(params) {
                    let document = &params.text_document;
                    if let Some(TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(change)) =
                        params.content_changes.pop()
                    {
                        self.hold(&document.text_document_identifier.uri, document.version, change.text);
                    }
                }
            }
            "textDocument/didClose" => {
                if let Ok(params) = asked::<DidCloseTextDocumentParams>(params)
                    && let Some(desk) = &mut self.desk
                    && let Some(name) = name_of(&desk.root, &params.text_document.uri)
                {
                    desk.give_back(&name);
                }
            }
            "workspace/didChangeWatchedFiles" => {
                if let Ok(params) = asked::<DidChangeWatchedFilesParams>(params) {
                    self.find_handbook()?;
                    for change in params.changes {
                        self.look_again(&change.uri);
                    }
                }
            }
            _ => {}
        }
        Ok(None)
    }

    fn hold(&mut self, uri: &Uri, version: i32, text: String) {
        if let Some(desk) = &mut self.desk
            && let Some(name) = name_of(&desk.root, uri)
        {
            desk.take(name, Open { version, text: text.into() });
        }
    }

    fn look_again(&mut self, uri: &Uri) {
        if let Some(desk) = &mut self.desk
            && let Some(name) = name_of(&desk.root, uri)
            && (is_ours(&name) || !name.rsplit('/').next().is_some_and(|it| it.contains('.')))
        {
            desk.look_again(name);
        }
    }

    fn after_hello(&mut self) -> Result<(), Error> {
        self.find_handbook()?;
        if self.client.registers_watchers {
            self.send(hello::watchers())?;
        }
        Ok(())
    }

    /// Opens the handbook, where it was not open yet and there is one now.
    fn find_handbook(&mut self) -> Result<(), Error> {
        if self.desk.is_some() {
            return Ok(());
        }
        let given = self.start.root.clone();
        let Some(root) = given.or_else(|| self.client.folders.iter().find_map(|it| source::find_root(it))) else {
            return Ok(());
        };
        match Desk::open(root) {
            Ok(desk) => {
                self.desk = Some(desk);
                self.be_troubled(None)
            }
            Err(error) => self.be_troubled(Some(error.to_string())),
        }
    }

    /// Tells at once what can be told of the documents that were written.
    fn glance(&mut self) -> Result<(), Error> {
        let Some(desk) = &mut self.desk else { return Ok(()) };
        desk.settle();
        let (names, trouble, today) = (desk.unseen(), desk.trouble(), (self.start.today)()?);
        if desk.has_news_of_trouble() {
            self.be_troubled(trouble)?;
        }
        let (Some(desk), Some(outcome)) = (&self.desk, self.checked.as_deref_mut()) else { return Ok(()) };
        let telling = Telling { encoding: self.client.encoding, rule_pages: self.client.rule_pages.clone() };
        let mut sent = Vec::new();
        for name in &names {
            let written = Written { name, version: desk.version(name) };
            if glance::glance(desk.project(), today, written, outcome) {
                sent.extend(self.shown.update_file((&desk.root, name), outcome, &telling));
            }
        }
        for params in sent {
            self.notify("textDocument/publishDiagnostics", params)?;
        }
        Ok(())
    }

    fn begin_check(&mut self) -> Result<(), Error> {
        let Some(desk) = &mut self.desk else { return Ok(()) };
        let versions = desk.versions();
        let session = desk.news();
        if let Some(session) = session {
            let today = (self.start.today)()?;
            self.is_checking = true;
            checking::begin(Job { session, versions, today }, &self.aside, self.sender.clone());
        }
        Ok(())
    }

    fn tell_findings(&mut self, outcome: Option<Box<Outcome>>) -> Result<(), Error> {
        self.is_checking = false;
        let (Some(mut outcome), Some(desk)) = (outcome, &self.desk) else {
            return self.be_troubled(Some("the check broke down; please report it".to_owned()));
        };
        let telling = Telling { encoding: self.client.encoding, rule_pages: self.client.rule_pages.clone() };
        // What was written meanwhile is not shown as it was before.
        let today = (self.start.today)()?;
        for name in desk.ahead() {
            let written = Written { name, version: desk.version(name) };
            glance::glance(desk.project(), today, written, &mut outcome);
        }
        let sent = self.shown.update(&desk.root, &outcome, &telling);
        for params in sent {
            self.notify("textDocument/publishDiagnostics", params)?;
        }
        if let Some(trouble) = &outcome.trouble {
            self.be_troubled(Some(trouble.clone()))?;
        }
        self.checked = Some(outcome);
        Ok(())
    }

    /// Tells the user what keeps the handbook from being read, once.
    fn be_troubled(&mut self, trouble: Option<String>) -> Result<(), Error> {
        if self.trouble != trouble
            && let Some(words) = &trouble
        {
            let params = json!({"type": 1, "message": format!("ismsbook: {words}")});
            self.notify("window/showMessage", params)?;
        }
        self.trouble = trouble;
        Ok(())
    }

    fn notify(&mut self, method: &str, params: impl Serialize) -> Result<(), Error> {
        self.send(json!({"method": method, "params": params}))
    }

    fn refuse(&mut self, id: &Value, code: i32, words: &str) -> Result<(), Error> {
        self.send(json!({"id": id, "error": {"code": code, "message": words}}))
    }

    fn send(&mut self, message: Value) -> Result<(), Error> {
        wire::write(&mut self.output, message).map_err(|error| Error::write(PathBuf::from("standard output"), error))
    }
}
