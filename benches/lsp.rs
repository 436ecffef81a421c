//! How long the language server takes to answer, from the request on its standard input to the whole answer.
//!
//! `cargo bench --bench lsp` measures handbooks of 1,000 and 10,000 documents; `cargo bench --bench lsp -- 1000` only
//! that size. `docs/performance.md` explains the table.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::disallowed_macros,
    reason = "a benchmark reads the clock, starts processes, works on disk and prints"
)]

mod generate;

use std::env;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use walkdir::WalkDir;

/// Sizes that are measured when none is named.
const SIZES: [usize; 2] = [1_000, 10_000];

/// Rounds of each question.
const ROUNDS: usize = 15;

/// How long an answer may take in a handbook of this size.
fn asked(documents: usize) -> Duration {
    Duration::from_millis(if documents <= 1_000 { 20 } else { 100 })
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).filter(|it| it != "--bench").collect();
    let named: Vec<usize> = arguments.iter().filter_map(|it| it.replace([',', '_'], "").parse().ok()).collect();
    let sizes = if named.is_empty() { SIZES.to_vec() } else { named };
    println!("| documents | question | time | longest | asked | |\n|---:|---|---:|---:|---:|---|");
    for documents in sizes {
        measure(documents);
    }
}

fn measure(documents: usize) {
    let scratch = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder for the handbook");
    let folder = scratch.path();
    generate::write(folder, documents);
    let document = WalkDir::new(folder.join("policies")).sort_by_file_name().into_iter().filter_map(Result::ok);
    let document = document.map(|it| it.path().to_owned()).filter(|it| it.is_file()).nth(documents / 2);
    let document = document.expect("a document in the middle");
    let mut editor = Editor::start(folder);
    editor.open(&document);
    let line = editor.text.lines().position(|it| it.starts_with("controls:")).expect("the document names controls");
    let here = json!({"line": line, "character": 12});
    let at = json!({"textDocument": {"uri": editor.uri}, "position": here, "context": {"includeDeclaration": true, "triggerKind": 1}});
    let all = json!({"start": {"line": 0, "character": 0}, "end": {"line": 9_999, "character": 0}});
    let whole = json!({"textDocument": {"uri": editor.uri}, "range": all, "context": {"diagnostics": []}});
    let questions = [
        ("textDocument/completion", &at),
        ("textDocument/hover", &at),
        ("textDocument/definition", &at),
        ("textDocument/references", &at),
        ("textDocument/documentSymbol", &whole),
        ("textDocument/codeLens", &whole),
        ("textDocument/inlayHint", &whole),
        ("textDocument/codeAction", &whole),
        ("workspace/symbol", &json!({"query": "access"})),
    ];
    for (method, params) in questions {
        let times = (0..ROUNDS).map(|_| editor.time(method, params)).collect();
        print(documents, method, times);
    }
    let times = (0..ROUNDS).map(|_| editor.time_after_change("textDocument/completion", &at)).collect();
    print(documents, "completion after a change", times);
    for name in ["registers/roles.yaml", "registers/risks.yaml"] {
        let register = folder.join(name);
        let original = fs::read_to_string(&register).expect("the register can be read");
        let times = (0..ROUNDS).map(|round| {
            fs::write(&register, original.replacen("title: ", &format!("title: Round {round} "), 1))
                .expect("a register");
            editor.time_after_save(&register, "textDocument/completion", &at)
        });
        print(documents, &format!("completion after a change of {name}"), times.collect());
    }
    let times = (0..ROUNDS).map(|_| editor.time_after_new_id("textDocument/completion", &at)).collect();
    print(documents, "completion after another id", times);
    let times = (0..ROUNDS).map(|_| editor.time_of_findings()).collect();
    print(documents, "a change to its findings", times);
    editor.end();
}

fn print(documents: usize, question: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let (median, longest) = (times[times.len() / 2], times[times.len() - 1]);
    let verdict = if median <= asked(documents) { "reached" } else { "missed" };
    let milliseconds = |it: Duration| it.as_secs_f64() * 1_000.0;
    let question = question.trim_start_matches("textDocument/");
    println!(
        "| {documents} | {question} | {:.1} ms | {:.1} ms | {:.0} ms | {verdict} |",
        milliseconds(median),
        milliseconds(longest),
        milliseconds(asked(documents)),
    );
}

/// The server with one document open.
struct Editor {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    uri: String,
    text: String,
    /// Of the last request.
    number: i64,
    /// Of the last fault that was written.
    fault: i64,
}

impl Editor {
    fn start(root: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_ismsbook"))
            .args(["lsp", "--today", "2026-11-21", "--root"])
            .arg(root)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let (input, output) = (child.stdin.take().expect("a stream"), child.stdout.take().expect("a stream"));
        let (uri, text) = Default::default();
        let mut editor = Editor { child, input, output: BufReader::new(output), uri, text, number: 0, fault: 0 };
        let capabilities = json!({"general": {"positionEncodings": ["utf-8"]}});
        editor.ask("initialize", &json!({"processId": null, "rootUri": null, "capabilities": capabilities}));
        editor.send(&json!({"method": "initialized", "params": {}}));
        editor
    }

    /// Opens a document with a fault in it and waits for the first check.
    fn open(&mut self, document: &Path) {
        self.uri = format!("file://{}", document.display());
        self.text = fs::read_to_string(document).expect("the document can be read");
        let opened = json!({"uri": self.uri, "languageId": "markdown", "version": 0, "text": self.faulty()});
        self.send(&json!({"method": "textDocument/didOpen", "params": {"textDocument": opened}}));
        self.wait_for_findings();
    }

    /// The text with a fault that no text before had.
    fn faulty(&mut self) -> String {
        self.fault += 1;
        format!("{}\nSee [[NO-{}]].\n", self.text, self.fault)
    }

    fn change(&mut self) {
        let text = self.faulty();
        let document = json!({"uri": self.uri, "version": self.fault});
        let params = json!({"textDocument": document, "contentChanges": [{"text": text}]});
        self.send(&json!({"method": "textDocument/didChange", "params": params}));
    }

    fn time(&mut self, method: &str, params: &Value) -> Duration {
        let begin = Instant::now();
        self.ask(method, params);
        begin.elapsed()
    }

    fn time_after_change(&mut self, method: &str, params: &Value) -> Duration {
        self.change();
        let time = self.time(method, params);
        self.wait_for_findings();
        time
    }

    fn time_after_save(&mut self, file: &Path, method: &str, params: &Value) -> Duration {
        let change = json!({"uri": format!("file://{}", file.display()), "type": 2});
        self.send(&json!({"method": "workspace/didChangeWatchedFiles", "params": {"changes": [change]}}));
        let time = self.time(method, params);
        self.change();
        self.wait_for_findings();
        time
    }

    fn time_after_new_id(&mut self, method: &str, params: &Value) -> Duration {
        let line = self.text.lines().find(|it| it.starts_with("id: ")).expect("a document has an id");
        self.text = self.text.replacen(line, &format!("id: NEW-{:05}", self.fault), 1);
        self.time_after_change(method, params)
    }

    fn time_of_findings(&mut self) -> Duration {
        let begin = Instant::now();
        self.change();
        self.wait_for_findings();
        begin.elapsed()
    }

    /// Waits until the findings of the text as it was changed last are told.
    fn wait_for_findings(&mut self) {
        let fault = format!("NO-{}`", self.fault);
        while !self.read().to_string().contains(&fault) {}
    }

    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.number += 1;
        let id = self.number;
        self.send(&json!({"id": id, "method": method, "params": params}));
        loop {
            let message = self.read();
            if message["id"] == id {
                assert!(message.get("error").is_none(), "{method}: {message}");
                return message;
            }
        }
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len()).expect("the program takes it");
        self.input.flush().expect("the program takes it");
    }

    fn read(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).expect("a line") > 0, "the program has ended");
            match line.trim().strip_prefix("Content-Length: ") {
                Some(digits) => length = digits.parse().expect("a length"),
                None if line.trim().is_empty() => break,
                None => {}
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).expect("a whole message");
        serde_json::from_slice(&body).expect("JSON")
    }

    fn end(mut self) {
        self.ask("shutdown", &Value::Null);
        self.send(&json!({"method": "exit"}));
        assert!(self.child.wait().expect("the program ends").success());
    }
}
