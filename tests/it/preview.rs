//! The preview as a browser sees it: the real program on a free port, asked over plain sockets.
#![expect(clippy::disallowed_methods, reason = "a preview is a process that runs beside the test")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::project::{Project, TODAY, peak_kib};

/// Longest wait for anything, in a debug build on a busy machine.
const PATIENCE: Duration = Duration::from_mins(2);

/// A running preview, ended by force when the test is over.
pub struct Preview {
    child: Child,
    /// Such as `127.0.0.1:40123`.
    pub address: String,
}

impl Preview {
    pub fn of(project: &Project) -> Self {
        Preview::with(project, &[])
    }

    pub fn with(project: &Project, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ismsbook"));
        command.env_clear().arg("--root").arg(project.root()).args(["serve", "--port", "0", "--today", TODAY]);
        let mut child = command
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("the program prints");
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        assert!(!address.is_empty(), "the first line is the address, not `{line}`");
        Preview { child, address }
    }

    /// The most memory that it has held, in KiB, where the system tells.
    pub fn peak_kib(&self) -> Option<u64> {
        peak_kib(self.child.id())
    }

    /// How many bytes a file has as it is served, which is also what is told before; none of them is kept.
    #[track_caller]
    pub fn length_of(&self, path: &str) -> u64 {
        let mut stream = TcpStream::connect(&self.address).expect("the preview listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time limit");
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address);
        stream.write_all(request.as_bytes()).expect("the preview reads");
        let mut stream = BufReader::new(stream);
        let mut told = None;
        let mut line = String::new();
        while stream.read_line(&mut line).expect("a line") > 2 {
            let header = line.trim_end().to_lowercase();
            told = header.strip_prefix("content-length: ").and_then(|it| it.parse().ok()).or(told);
            line.clear();
        }
        let length = std::io::copy(&mut stream, &mut std::io::sink()).expect("the preview answers to the end");
        assert_eq!(told, Some(length), "{path}");
        length
    }

    /// What is answered to a request with these lines; the host is ours.
    pub fn ask(&self, request: &str) -> Answer {
        let (line, headers) = request.split_once('\n').unwrap_or((request, ""));
        self.send(&format!("{line} HTTP/1.1\r\nHost: {}\r\n{}", self.address, headers.replace('\n', "\r\n")))
    }

    /// The same with nothing added but the end.
    pub fn send(&self, head: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.address).expect("the preview listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time limit");
        let end = if head.ends_with('\n') { "" } else { "\r\n" };
        stream.write_all(format!("{head}{end}Connection: close\r\n\r\n").as_bytes()).expect("the preview reads");
        let mut text = Vec::new();
        stream.read_to_end(&mut text).expect("the preview answers");
        let text = String::from_utf8_lossy(&text).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status =
            head.split(' ').nth(1).and_then(|it| it.parse().ok()).unwrap_or_else(|| panic!("no status: {head}"));
        Answer { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    /// What comes back to these bytes, which may be no request at all.
    pub fn raw(&self, bytes: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("the preview listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time limit");
        // It may close before it has read all, which is an answer too.
        let _ = stream.write_all(format!("{bytes}\r\n\r\n").as_bytes());
        let mut told = Vec::new();
        let _ = stream.read_to_end(&mut told);
        String::from_utf8_lossy(&told).into_owned()
    }

    pub fn page(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path}"))
    }

    /// What the browser that shows this page is told.
    pub fn state(&self, path: &str) -> Value {
        let answer = self.page(&format!("/-/state?page={path}"));
        serde_json::from_str(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.body))
    }

    /// The state once it is as wished.
    #[track_caller]
    pub fn state_when(&self, path: &str, is_so: impl Fn(&Value) -> bool) -> Value {
        let begin = Instant::now();
        loop {
            let state = self.state(path);
            if is_so(&state) {
                return state;
            }
            assert!(begin.elapsed() < PATIENCE, "the preview stays at {state}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// A page once it holds these words.
    #[track_caller]
    pub fn page_with(&self, path: &str, words: &str) -> Answer {
        let begin = Instant::now();
        loop {
            let answer = self.page(path);
            if answer.body.contains(words) {
                return answer;
            }
            assert!(begin.elapsed() < PATIENCE, "{path} never says `{words}`:\n{}", answer.body);
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// A stream of news that has said hello.
    pub fn news(&self) -> News {
        let mut stream = TcpStream::connect(&self.address).expect("the preview listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time limit");
        let request = format!("GET /-/events HTTP/1.1\r\nHost: {}\r\n\r\n", self.address);
        stream.write_all(request.as_bytes()).expect("the preview reads");
        let mut news = News { lines: BufReader::new(stream) };
        news.next("hello");
        news
    }

    /// Sends a signal and waits for the end; gives the exit code and what was said.
    pub fn end_by(mut self, signal: &str) -> (Option<i32>, String) {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status().expect("`kill` runs");
        assert!(sent.success());
        let begin = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("the child can be asked") {
                break status;
            }
            assert!(begin.elapsed() < PATIENCE, "the preview does not end");
            std::thread::sleep(Duration::from_millis(5));
        };
        let mut said = String::new();
        self.child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("the program prints UTF-8");
        (status.code(), said)
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub struct Answer {
    pub status: u16,
    /// In lower case.
    pub head: String,
    pub body: String,
}

pub struct News {
    lines: BufReader<TcpStream>,
}

impl News {
    /// Waits for an event of this kind; gives its version.
    pub fn next(&mut self, kind: &str) -> u64 {
        loop {
            let line = self.line();
            if line.trim_end() == format!("event: {kind}") {
                let data = self.line();
                return data.trim_end().trim_start_matches("data: ").parse().expect("a version");
            }
        }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        let length = self.lines.read_line(&mut line).expect("news before the time limit");
        assert!(length > 0, "the stream of news ended");
        line
    }
}
