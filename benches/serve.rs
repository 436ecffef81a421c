//! The time from the write of a file to the browser, measured at the browser's end of the socket.
//!
//! `cargo bench --bench serve` measures handbooks of 1,000 and 10,000 documents; `cargo bench --bench serve -- 1000` only
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
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Sizes that are measured when none is named, with the most milliseconds from the write to the event.
const ASKED: [(usize, u32); 2] = [(1_000, 100), (10_000, 250)];

const ROUNDS: usize = 15;

/// When a change is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moment {
    /// After all findings of the last change have come.
    Quiet,
    /// While they are still looked for.
    Busy,
}

struct Round {
    event: Duration,
    page: Duration,
}

fn main() {
    let named: Vec<usize> = env::args().skip(1).filter_map(|it| it.replace([',', '_'], "").parse().ok()).collect();
    let asked = |size: usize| ASKED.iter().find(|it| it.0 >= size).map_or(ASKED[1].1, |it| it.1);
    let sizes = if named.is_empty() { ASKED.map(|it| it.0).to_vec() } else { named };
    println!("Medians and worst of {ROUNDS} changes, in milliseconds.\n");
    println!("| documents | change of | when | to the event | worst | to the page | worst | asked | |");
    println!("|---:|---|---|---:|---:|---:|---:|---:|---|");
    for size in sizes {
        measure(size, asked(size));
    }
}

fn measure(documents: usize, asked: u32) {
    let scratch = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder for the handbook");
    generate::write(scratch.path(), documents);
    let preview = Preview::of(scratch.path());
    let texts = texts(scratch.path());
    let (file, page) = &texts[texts.len() / 2];
    preview.get(page);
    let mut news = preview.news();
    thread::sleep(Duration::from_secs(if documents > 2_000 { 12 } else { 3 }));
    for kind in KINDS {
        let place = Place { root: scratch.path(), file, page };
        let original = fs::read_to_string(place.of(kind)).unwrap_or_else(|_| place.text());
        let mut rounds = Vec::new();
        for number in 0..ROUNDS {
            let change = place.change(kind, number, &original);
            let begin = Instant::now();
            match &change.text {
                Some(text) => fs::write(&change.file, text).expect("the file can be written"),
                None => fs::remove_file(&change.file).expect("the file can be removed"),
            }
            news.next("change");
            let event = begin.elapsed();
            let shown = preview.get(&change.page);
            rounds.push(Round { event, page: begin.elapsed() });
            assert!(shown.contains(&change.mark), "{} has not changed after {event:?}", change.page);
            match kind.moment {
                Moment::Quiet => news.next("findings"),
                Moment::Busy => thread::sleep(Duration::from_millis(250)),
            }
        }
        if kind.moment == Moment::Busy {
            news.next("findings");
        }
        print(documents, kind, asked, &rounds);
        if kind.what != What::File {
            fs::write(place.of(kind), original).expect("the file can be written");
            news.next("findings");
        }
    }
}

/// What a change reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Words,
    FrontMatter,
    Id,
    /// A document that comes and goes.
    File,
    SmallRegister,
    LargeRegister,
    Settings,
}

#[derive(Debug, Clone, Copy)]
struct Kind {
    what: What,
    name: &'static str,
    moment: Moment,
}

const KINDS: [Kind; 8] = [
    Kind { what: What::Words, name: "words", moment: Moment::Quiet },
    Kind { what: What::Words, name: "words", moment: Moment::Busy },
    Kind { what: What::FrontMatter, name: "front matter", moment: Moment::Quiet },
    Kind { what: What::Id, name: "an id", moment: Moment::Quiet },
    Kind { what: What::File, name: "a file that comes or goes", moment: Moment::Quiet },
    Kind { what: What::SmallRegister, name: "the roles", moment: Moment::Quiet },
    Kind { what: What::LargeRegister, name: "the risks", moment: Moment::Quiet },
    Kind { what: What::Settings, name: "the settings", moment: Moment::Quiet },
];

/// What is written, and the page on which it shows.
struct Change {
    file: PathBuf,
    /// None where the file is removed.
    text: Option<String>,
    page: String,
    mark: String,
}

/// The document in the middle of the handbook, in which most changes are made.
struct Place<'p> {
    root: &'p Path,
    file: &'p Path,
    page: &'p str,
}

impl Place<'_> {
    fn of(&self, kind: Kind) -> PathBuf {
        match kind.what {
            What::Words | What::FrontMatter | What::Id => self.file.to_owned(),
            What::File => self.file.with_file_name("new.md"),
            What::SmallRegister => self.root.join("registers/roles.yaml"),
            What::LargeRegister => self.root.join("registers/risks.yaml"),
            What::Settings => self.root.join("book.toml"),
        }
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file).expect("a document")
    }

    fn change(&self, kind: Kind, number: usize, original: &str) -> Change {
        let mark = format!("mark{number}{}", kind.what as u8);
        let titled = || Some(original.replacen("title: ", &format!("title: {mark} "), 1));
        let (text, page, mark) = match kind.what {
            What::Words => (Some(format!("{original}\nNothing but {mark}.\n")), self.page.to_owned(), mark),
            What::FrontMatter => (titled(), self.page.to_owned(), mark),
            What::Id => with_id(original, format!("NEW-1{number:04}")),
            What::File if number.is_multiple_of(2) => with_id(original, "NEW-00001".to_owned()),
            // Nothing shows of what is gone.
            What::File => (None, self.page.to_owned(), String::new()),
            What::SmallRegister => (titled(), "/roles/ceo.html".to_owned(), mark),
            What::LargeRegister => (titled(), "/risks/risk-00001.html".to_owned(), mark),
            What::Settings => {
                let text = original.replacen("title = \"", &format!("title = \"{mark} "), 1);
                (Some(text), self.page.to_owned(), mark)
            }
        };
        Change { file: self.of(kind), text, page, mark }
    }
}

/// A document with another id, and its page on which the id shows.
fn with_id(text: &str, id: String) -> (Option<String>, String, String) {
    let line = text.lines().find(|it| it.starts_with("id: ")).expect("a document has an id");
    (Some(text.replacen(line, &format!("id: {id}"), 1)), format!("/documents/{}.html", id.to_lowercase()), id)
}

fn print(documents: usize, kind: Kind, asked: u32, rounds: &[Round]) {
    let sorted = |of: fn(&Round) -> Duration| {
        let mut times: Vec<f64> = rounds.iter().map(|it| of(it).as_secs_f64() * 1_000.0).collect();
        times.sort_by(f64::total_cmp);
        (times[times.len() / 2], times[times.len() - 1])
    };
    let ((event, worst_event), (page, worst_page)) = (sorted(|it| it.event), sorted(|it| it.page));
    let what = kind.name;
    let moment = if kind.moment == Moment::Quiet { "all is quiet" } else { "findings are looked for" };
    let verdict = format!("{asked} | {}", if event <= f64::from(asked) { "reached" } else { "missed" });
    println!(
        "| {documents} | {what} | {moment} | {event:.0} | {worst_event:.0} | {page:.0} | {worst_page:.0} | {verdict} |"
    );
}

/// The files of all documents with the addresses of their pages, in order.
fn texts(root: &Path) -> Vec<(std::path::PathBuf, String)> {
    let walk = walkdir::WalkDir::new(root.join("policies")).sort_by_file_name().into_iter().filter_map(Result::ok);
    let files = walk.filter(|it| it.path().extension().is_some_and(|ending| ending == "md"));
    let page = |path: &Path| {
        let text = fs::read_to_string(path).expect("a document");
        let id = text.lines().find_map(|it| it.strip_prefix("id: "))?.trim().to_lowercase();
        Some((path.to_owned(), format!("/documents/{id}.html")))
    };
    files.filter_map(|it| page(it.path())).collect()
}

struct Preview {
    child: Child,
    address: String,
}

impl Preview {
    fn of(root: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ismsbook"));
        command.arg("--root").arg(root).args(["--quiet", "serve", "--port", "0", "--today", "2026-11-21"]);
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the program starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("the program prints");
        Preview { child, address: line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned() }
    }

    fn begin(&self, path: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).expect("the preview listens");
        stream.set_nodelay(true).expect("a socket without delay");
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address);
        stream.write_all(request.as_bytes()).expect("the preview reads");
        stream
    }

    fn get(&self, path: &str) -> String {
        let mut text = String::new();
        self.begin(path).read_to_string(&mut text).expect("the preview answers");
        assert!(text.starts_with("HTTP/1.1 200"), "{path}: {text}");
        text
    }

    fn news(&self) -> News {
        let mut news = News { lines: BufReader::new(self.begin("/-/events")) };
        news.next("hello");
        news
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct News {
    lines: BufReader<TcpStream>,
}

impl News {
    fn next(&mut self, kind: &str) {
        let wanted = format!("event: {kind}");
        let mut line = String::new();
        while line.trim_end() != wanted {
            line.clear();
            assert!(self.lines.read_line(&mut line).expect("the stream goes on") > 0, "the stream ended");
        }
    }
}
