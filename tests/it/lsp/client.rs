//! An editor for tests: starts the real program, speaks over its standard streams, and keeps what it was told.
#![expect(clippy::disallowed_methods, reason = "a client starts the program and waits for it")]
#![expect(clippy::needless_pass_by_value, reason = "a message is made where it is sent")]

use std::collections::BTreeMap;
use std::io::{BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use super::super::project::{Project, TODAY};

/// Longest wait for one message, in a debug build on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

pub struct Client {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    root: String,
    asked: i64,
    /// By name below the root: what is shown now, and of which version.
    pub diagnostics: BTreeMap<String, Vec<Value>>,
    /// Words that were shown to the user.
    pub shown: Vec<String>,
    /// Requests of the server to the client.
    pub requests: Vec<Value>,
}

impl Client {
    /// Starts the program on a project, without a word said.
    pub fn start(project: &Project) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_ismsbook"))
            .args(["lsp", "--today", TODAY])
            .env_clear()
            .current_dir(project.root())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let (sender, messages) = channel();
        let mut output = BufReader::new(child.stdout.take().expect("a stream"));
        thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let input = child.stdin.take();
        let root = project.root().to_string_lossy().into_owned();
        Client {
            child,
            input,
            messages,
            root,
            asked: 0,
            diagnostics: BTreeMap::new(),
            shown: Vec::new(),
            requests: Vec::new(),
        }
    }

    /// The same, greeted by a client that can do this.
    pub fn open(project: &Project, capabilities: Value) -> Self {
        let mut client = Client::start(project);
        client.hello(json!({"capabilities": capabilities}));
        client
    }

    /// A client that counts bytes.
    pub fn in_bytes(project: &Project) -> Self {
        Client::open(project, json!({"general": {"positionEncodings": ["utf-8", "utf-16"]}}))
    }

    pub fn hello(&mut self, mut params: Value) -> Value {
        params["processId"] = Value::Null;
        if params.get("rootUri").is_none() {
            params["rootUri"] = json!(self.uri(""));
        }
        let answer = self.ask("initialize", params);
        self.tell("initialized", json!({}));
        answer
    }

    pub fn uri(&self, name: &str) -> String {
        format!("file://{}/{name}", self.root).trim_end_matches('/').to_owned()
    }

    pub fn name(&self, uri: &str) -> String {
        uri.strip_prefix(&format!("file://{}/", self.root)).expect("an address below the root").to_owned()
    }

    pub fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.send_raw(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
    }

    pub fn send_raw(&mut self, text: &str) {
        let input = self.input.as_mut().expect("the stream is open");
        input.write_all(text.as_bytes()).and_then(|()| input.flush()).expect("the program takes it");
    }

    pub fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request and gives its number.
    pub fn request(&mut self, method: &str, params: Value) -> i64 {
        self.asked += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": self.asked, "method": method, "params": params}));
        self.asked
    }

    /// The whole answer to a request, an error too.
    pub fn answer(&mut self, id: i64) -> Value {
        loop {
            let message = self.next();
            if message["id"] == id && message.get("method").is_none() {
                return message;
            }
        }
    }

    /// The next message that answers a request.
    pub fn next_answer(&mut self) -> Value {
        loop {
            let message = self.next();
            if message.get("method").is_none() {
                return message;
            }
        }
    }

    /// What a request is answered with.
    #[track_caller]
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.request(method, params);
        let answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// Asks about a place in a file: line and column from 0.
    #[track_caller]
    pub fn ask_at(&mut self, method: &str, name: &str, (line, character): (usize, usize)) -> Value {
        let uri = self.uri(name);
        self.ask(
            method,
            json!({
                "textDocument": {"uri": uri},
                "position": {"line": line, "character": character},
                "context": {"includeDeclaration": true, "triggerKind": 1},
            }),
        )
    }

    /// Asks about a whole file.
    #[track_caller]
    pub fn ask_of(&mut self, method: &str, name: &str) -> Value {
        let uri = self.uri(name);
        let all = json!({"start": {"line": 0, "character": 0}, "end": {"line": 100_000, "character": 0}});
        self.ask(method, json!({"textDocument": {"uri": uri}, "range": all}))
    }

    pub fn open_file(&mut self, name: &str, text: &str) {
        let uri = self.uri(name);
        self.tell(
            "textDocument/didOpen",
            json!({"textDocument": {"uri": uri, "languageId": "markdown", "version": 1, "text": text}}),
        );
    }

    pub fn change_file(&mut self, name: &str, version: usize, text: &str) {
        let uri = self.uri(name);
        self.tell(
            "textDocument/didChange",
            json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": text}]}),
        );
    }

    pub fn close_file(&mut self, name: &str) {
        let uri = self.uri(name);
        self.tell("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    }

    pub fn files_changed(&mut self, names: &[&str]) {
        let changes: Vec<Value> = names.iter().map(|it| json!({"uri": self.uri(it), "type": 2})).collect();
        self.tell("workspace/didChangeWatchedFiles", json!({"changes": changes}));
    }

    /// The next message, noted.
    fn next(&mut self) -> Value {
        let message = self.messages.recv_timeout(PATIENCE).expect("the program answers in time");
        match message["method"].as_str() {
            Some("textDocument/publishDiagnostics") => {
                let name = self.name(message["params"]["uri"].as_str().expect("an address"));
                let told = message["params"]["diagnostics"].as_array().expect("a list").clone();
                self.diagnostics.insert(name, told);
            }
            Some("window/showMessage") => {
                self.shown.push(message["params"]["message"].as_str().expect("words").to_owned());
            }
            Some(_) => self.requests.push(message.clone()),
            None => {}
        }
        message
    }

    /// Waits until what is shown and said meets a wish.
    #[track_caller]
    pub fn until(&mut self, wish: impl Fn(&Self) -> bool) {
        while !wish(self) {
            let message = self.messages.recv_timeout(PATIENCE);
            assert!(message.is_ok(), "nothing came any more; shown are {:#?}, said was {:?}", self.all(), self.shown);
            self.note(message.expect("a message"));
        }
    }

    fn note(&mut self, message: Value) {
        let (sender, receiver) = channel();
        sender.send(message).expect("a channel of our own");
        let all = std::mem::replace(&mut self.messages, receiver);
        self.next();
        self.messages = all;
    }

    /// What is shown now, each as file, code, line and column.
    pub fn all(&self) -> Vec<(String, String, u64, u64)> {
        let of_file = |(name, told): (&String, &Vec<Value>)| {
            let name = name.clone();
            let one = move |it: &Value| {
                let start = &it["range"]["start"];
                let number = |key: &str| start[key].as_u64().expect("a number");
                (name.clone(), it["code"].as_str().expect("a code").to_owned(), number("line"), number("character"))
            };
            told.iter().map(one).collect::<Vec<_>>()
        };
        self.diagnostics.iter().flat_map(of_file).collect()
    }

    /// Codes that are shown for a file.
    pub fn codes(&self, name: &str) -> Vec<&str> {
        let told = self.diagnostics.get(name).into_iter().flatten();
        told.filter_map(|it| it["code"].as_str()).collect()
    }

    /// Says goodbye, and gives the exit code and what was printed beside the conversation.
    pub fn end(mut self) -> (Option<i32>, String) {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        self.gone()
    }

    /// Closes the stream and waits for the program.
    pub fn gone(mut self) -> (Option<i32>, String) {
        drop(self.input.take());
        let status = self.child.wait().expect("the program ends");
        let mut words = String::new();
        self.child.stderr.take().expect("a stream").read_to_string(&mut words).expect("UTF-8");
        assert!(!words.contains("panicked at"), "the program panicked:\n{words}");
        (status.code(), words)
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // A test that failed leaves no program behind; one that ended has none.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(output: &mut impl std::io::BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim().strip_prefix("Content-Length: ") {
            Some(digits) => length = Some(digits.parse().expect("a length")),
            None if line.trim().is_empty() => break,
            None => {}
        }
    }
    let mut body = vec![0; length.expect("a header announces a length")];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("the program writes JSON"))
}
