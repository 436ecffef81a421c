//! Time and memory of `check` and of a cold `build`, held against a floor that is measured in the same run.
//!
//! `cargo bench` measures handbooks of 100, 1,000 and 10,000 documents; `cargo bench -- 1000` only that size.
//! Every measurement runs in a process of its own; `docs/performance.md` explains the table.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::disallowed_macros,
    reason = "a benchmark reads the clock, starts processes, works on disk and prints"
)]

mod generate;
mod stages;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::*;
use walkdir::WalkDir;

/// Sizes that are measured when none is named.
const SIZES: [usize; 3] = [100, 1_000, 10_000];

/// From so many documents on the work must grow as they do; below, what every run costs hides it.
const GROWING: usize = 1_000;

/// The first argument of a process that this program starts of itself.
const CHILD: &str = "--floor-in-child";

/// The same, for the stages inside a check.
const STAGES: &str = "--stages-in-child";

/// What is measured, in the order of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Work {
    /// Read, split and render all; write nothing.
    Reading,
    /// Read, split, render and write all.
    Floor,
    Check,
    Build,
}

impl Work {
    const ALL: [Work; 4] = [Work::Reading, Work::Floor, Work::Check, Work::Build];

    fn name(self) -> &'static str {
        match self {
            Work::Reading => "floor without writing",
            Work::Floor => "floor",
            Work::Check => "check",
            Work::Build => "build",
        }
    }

    /// What the figure is held against, and the most that it may be of that.
    fn target(self) -> Option<(Work, f64)> {
        match self {
            Work::Reading | Work::Floor => None,
            Work::Check => Some((Work::Reading, 1.5)),
            Work::Build => Some((Work::Floor, 2.5)),
        }
    }
}

/// One run of a process.
#[derive(Debug, Clone, Copy)]
struct Run {
    time: Duration,
    /// Most memory held, where the system tells.
    peak_kib: Option<u64>,
}

/// The middle of several runs of the same work.
#[derive(Debug, Clone, Copy)]
struct Figure {
    work: Work,
    median: Run,
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).filter(|it| it != "--bench").collect();
    if arguments.first().is_some_and(|it| it == CHILD) {
        let target = arguments.get(2).map(PathBuf::from);
        floor(Path::new(&arguments[1]), target.as_deref());
        return;
    }
    if arguments.first().is_some_and(|it| it == STAGES) {
        let rounds = arguments.get(2).and_then(|it| it.parse().ok()).unwrap_or(1);
        stages::print(Path::new(&arguments[1]), rounds);
        return;
    }
    let named: Vec<usize> = arguments.iter().filter_map(|it| it.replace([',', '_'], "").parse().ok()).collect();
    let sizes = if named.is_empty() { SIZES.to_vec() } else { named };
    println!("{} threads; times are medians, ratios are to the floor of the same size\n", rayon::current_num_threads());
    println!("| documents | what | time | ratio | a document | memory peak | a document |");
    println!("|---:|---|---:|---:|---:|---:|---:|");
    let measured: Vec<Measured> = sizes.into_iter().map(measure).collect();
    print_target_head();
    for size in &measured {
        print_ratios(size);
    }
    for pair in measured.windows(2).filter(|it| it[0].documents >= GROWING) {
        print_growth(&pair[0], &pair[1]);
    }
    for size in &measured {
        print_memory(size);
    }
    for size in &measured {
        println!("\nInside a check of {} documents:\n\n{}", size.documents, size.stages);
    }
}

/// What was measured of a handbook of one size.
struct Measured {
    documents: usize,
    figures: Vec<Figure>,
    /// As [`stages::print`] has it.
    stages: String,
}

impl Measured {
    fn of(&self, work: Work) -> Option<&Figure> {
        self.figures.iter().find(|it| it.work == work)
    }

    /// How many times the work takes what it is held against, and the most that it may.
    fn ratio(&self, work: Work) -> Option<(f64, f64)> {
        let (base, most) = work.target()?;
        let seconds = |work| Some(self.of(work)?.median.time.as_secs_f64());
        Some((seconds(work)? / seconds(base)?, most))
    }
}

fn print_target_head() {
    println!("\n| target | asked | measured | |\n|---|---:|---:|---|");
}

/// One line of the targets: what is asked at most, what it is, and whether that is reached.
fn print_target(name: &str, measured: f64, most: f64) {
    let verdict = if measured <= most { "reached" } else { "missed" };
    println!("| {name} | {most:.2} | {measured:.2} | {verdict} |");
}

/// Measures all works on a fresh handbook of this size and prints a line for each.
fn measure(documents: usize) -> Measured {
    let scratch = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder for the handbook");
    let project = scratch.path().join("handbook");
    fs::create_dir(&project).expect("a folder for the handbook");
    generate::write(&project, documents);
    let rounds = if documents > 2_000 { 3 } else { 5 };
    let mut runs: Vec<(Work, Run)> = Vec::new();
    // One round of all works after the other, so that a slow moment of the machine does not meet one work alone.
    for round in 0..=rounds {
        for work in Work::ALL {
            // A folder of its own, removed at the very end: ext4 seeks long for a free inode where many went a moment ago.
            let target = scratch.path().join(format!("site-{round}-{}", work.name()));
            let run = run(work, &project, &target);
            // The first round only warms the cache of the disk.
            if round > 0 {
                runs.push((work, run));
            }
        }
    }
    let figures = Work::ALL.into_iter().map(|work| median(work, &runs)).collect();
    let measured = Measured { documents, figures, stages: stages_of(&project, rounds) };
    for figure in &measured.figures {
        print_figure(&measured, figure);
    }
    measured
}

/// Measures the stages in a process of its own, as everything else is.
fn stages_of(project: &Path, rounds: usize) -> String {
    let myself = env::current_exe().expect("this program knows its place");
    let output = Command::new(myself).arg(STAGES).arg(project).arg(rounds.to_string()).output();
    let output = output.expect("the program starts");
    assert!(output.status.success(), "the stages: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn run(work: Work, project: &Path, target: &Path) -> Run {
    let myself = env::current_exe().expect("this program knows its place");
    let mut command = match work {
        Work::Reading | Work::Floor => Command::new(myself),
        Work::Check | Work::Build => Command::new(env!("CARGO_BIN_EXE_ismsbook")),
    };
    match work {
        Work::Reading => command.arg(CHILD).arg(project),
        Work::Floor => command.arg(CHILD).arg(project).arg(target),
        Work::Check => command.arg("--root").arg(project).args(["check", "--today", "2026-11-21"]),
        Work::Build => {
            command.arg("--root").arg(project).args(["build", "--today", "2026-11-21", "--dest"]).arg(target)
        }
    };
    let begin = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let mut peak_kib = None;
    let status = loop {
        if let Some(status) = child.try_wait().expect("the child can be asked") {
            break status;
        }
        peak_kib = peak_of(child.id()).or(peak_kib);
        thread::sleep(Duration::from_millis(1));
    };
    let time = begin.elapsed();
    assert!(status.success(), "{} failed on a generated handbook: {}", work.name(), said(child));
    Run { time, peak_kib }
}

/// The last words of a child that failed.
fn said(child: std::process::Child) -> String {
    let output = child.wait_with_output().expect("the child has ended");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The most memory that a running process has held so far, in KiB (`VmHWM` of Linux).
fn peak_of(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}

fn median(work: Work, runs: &[(Work, Run)]) -> Figure {
    let mut times: Vec<Duration> = runs.iter().filter(|it| it.0 == work).map(|it| it.1.time).collect();
    let mut peaks: Vec<u64> = runs.iter().filter(|it| it.0 == work).filter_map(|it| it.1.peak_kib).collect();
    times.sort();
    peaks.sort_unstable();
    Figure { work, median: Run { time: times[times.len() / 2], peak_kib: peaks.get(peaks.len() / 2).copied() } }
}

fn print_figure(measured: &Measured, figure: &Figure) {
    let seconds = figure.median.time.as_secs_f64();
    let ratio = measured.ratio(figure.work).map_or_else(String::new, |(ratio, _)| format!("{ratio:.2}"));
    let count = whole(measured.documents);
    let peak = figure.median.peak_kib.map(kib);
    let memory = peak.map_or_else(|| "not known".to_owned(), |it| format!("{:.1} MB", it / 1_000.0));
    let each = peak.map_or_else(String::new, |it| format!("{:.1} KB", it / count));
    println!(
        "| {} | {} | {seconds:.3} s | {ratio} | {:.0} µs | {memory} | {each} |",
        measured.documents,
        figure.work.name(),
        seconds * 1e6 / count
    );
}

fn print_ratios(measured: &Measured) {
    for work in Work::ALL {
        let Some((ratio, most)) = measured.ratio(work) else { continue };
        let base = work.target().map_or("", |(base, _)| base.name());
        print_target(&format!("{} ÷ {base}, {} documents", work.name(), measured.documents), ratio, most);
    }
}

/// Time from one size to the next; for each document a twentieth more is allowed, as from 1,000 to 10,000.
fn print_growth(from: &Measured, to: &Measured) {
    let most = whole(to.documents) / whole(from.documents) * 1.05;
    for work in [Work::Check, Work::Build] {
        let (Some(before), Some(after)) = (from.of(work), to.of(work)) else { continue };
        let growth = after.median.time.as_secs_f64() / before.median.time.as_secs_f64();
        let name = format!("growth of {} from {} to {} documents", work.name(), from.documents, to.documents);
        print_target(&name, growth, most);
    }
}

fn print_memory(measured: &Measured) {
    for work in [Work::Check, Work::Build] {
        let Some(peak) = measured.of(work).and_then(|it| it.median.peak_kib) else { continue };
        let most = 60.0 + 0.04 * whole(measured.documents);
        let name = format!("memory peak of {} in MB, {} documents", work.name(), measured.documents);
        print_target(&name, kib(peak) / 1_000.0, most);
    }
}

/// A count as a number to divide by. Handbooks have far fewer than 2^32 documents.
fn whole(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// KiB in KB.
fn kib(peak: u64) -> f64 {
    f64::from(u32::try_from(peak).unwrap_or(u32::MAX)) * 1.024
}

/// The least that any such program must do: read all, split off front matter, render, and write where a target is given.
fn floor(project: &Path, target: Option<&Path>) {
    let policies = project.join("policies");
    let entries = WalkDir::new(&policies).sort_by_file_name().into_iter().filter_map(Result::ok);
    let files: Vec<PathBuf> = entries.filter(|it| it.file_type().is_file()).map(walkdir::DirEntry::into_path).collect();
    if let Some(target) = target {
        for file in &files {
            let folder =
                file.parent().and_then(|it| it.strip_prefix(&policies).ok()).expect("a file lies in its folder");
            fs::create_dir_all(target.join(folder)).expect("folders can be made");
        }
    }
    let length: usize = files
        .par_iter()
        .map(|file| {
            let text = fs::read_to_string(file).expect("a document can be read");
            let page = render(body(&text));
            if let Some(target) = target {
                let name = file.strip_prefix(&policies).expect("a file lies in its folder").with_extension("html");
                fs::write(target.join(name), &page).expect("a page can be written");
            }
            page.len()
        })
        .sum();
    assert!(length > 0, "the floor rendered nothing");
}

/// What follows the front matter.
fn body(text: &str) -> &str {
    let after = text.strip_prefix("---\n").unwrap_or(text);
    after.split_once("\n---\n").map_or(text, |(_, body)| body)
}

fn render(text: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS;
    let mut page = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut page, Parser::new_ext(text, options));
    page
}
