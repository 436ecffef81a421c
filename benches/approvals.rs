//! Time of `status` against `check` on a handbook in which two people approved each document, one of them with a signature.
//!
//! `cargo bench --bench approvals` measures 10,000 documents with 20,000 records; `-- 1000` another size. The promise is that
//! `status` takes at most three times as long as `check`, which judges the same records and everything else.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::disallowed_macros,
    reason = "a benchmark reads the clock, starts processes, works on disk and prints"
)]

mod generate;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use ismsbook::config;
use ismsbook::link::{NormalForms, link};
use ismsbook::model::{Digest, Document};
use ismsbook::seal::NAMESPACE;
use ismsbook::source::{self, Layout};
use ismsbook::text::FileId;
use rayon::prelude::*;
use ssh_key::private::Ed25519Keypair;
use ssh_key::{HashAlg, LineEnding, PrivateKey};

/// The most that `status` may take, as a multiple of `check`.
const MOST: f64 = 3.0;

/// Commits in the history of the redlines.
const COMMITS: usize = 400;

const RULE: &str = "\n[[approval]]\npaths = [\"policies\"]\nroles = [\"ceo\", \"ciso\"]\npeople = 2\n";

fn main() {
    let sizes: Vec<usize> = env::args().filter_map(|it| it.replace([',', '_'], "").parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![10_000] } else { sizes };
    println!("{} threads; times are medians\n", rayon::current_num_threads());
    println!("| documents | records | signed | check | status | ratio | at most |");
    println!("|---:|---:|---:|---:|---:|---:|---:|");
    for size in sizes {
        measure(size);
    }
}

fn measure(documents: usize) {
    let scratch = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder for the handbook");
    let project = scratch.path();
    generate::write(project, documents);
    let settings = fs::read_to_string(project.join("book.toml")).expect("the generator wrote settings");
    fs::write(project.join("book.toml"), settings + RULE).expect("the settings can be written");
    approve_all(project);
    let (mut checks, mut statuses) = (Vec::new(), Vec::new());
    for round in 0..=5 {
        let (check, status) = (time(project, "check"), time(project, "status"));
        // The first round only warms the cache of the disk.
        if round > 0 {
            checks.push(check);
            statuses.push(status);
        }
    }
    let (check, status) = (median(checks), median(statuses));
    let ratio = status.as_secs_f64() / check.as_secs_f64();
    println!(
        "| {documents} | {} | {documents} | {:.3} s | {:.3} s | {ratio:.2} | {MOST:.1} |",
        documents * 2,
        check.as_secs_f64(),
        status.as_secs_f64()
    );
    redlines(project, documents);
}

/// Time of the redline that `approve` shows, in a repository where the settings changed in each of 400 commits, all of which
/// could have changed the words: of a document whose approved words were committed, and of one whose never were.
fn redlines(project: &Path, documents: usize) {
    let (committed, never) = (document(project, 0), document(project, 1));
    edit(&never.1);
    git(project, &["init", "--quiet"]);
    git(project, &["add", "--all"]);
    git(project, &["commit", "--quiet", "--message", "approved"]);
    let settings = fs::read_to_string(project.join("book.toml")).expect("the settings can be read");
    for commit in 0..COMMITS {
        fs::write(project.join("book.toml"), format!("# {commit}\n{settings}")).expect("the settings can be written");
        git(project, &["commit", "--quiet", "--message", "settings", "--only", "book.toml"]);
    }
    edit(&committed.1);
    println!("\n| documents | commits | words | `diff --approved ID` |\n|---:|---:|---|---:|");
    for (words, id) in [("were committed", &committed.0), ("never were", &never.0)] {
        let mut run = Command::new(env!("CARGO_BIN_EXE_ismsbook"));
        run.arg("--root").arg(project).args(["diff", "--approved", id.as_str(), "--today", "2026-11-21"]);
        let begin = Instant::now();
        let output = run.output().expect("the program starts");
        let time = begin.elapsed().as_secs_f64();
        assert!(output.status.success(), "diff failed: {}", String::from_utf8_lossy(&output.stderr));
        println!("| {documents} | {COMMITS} | {words} | {time:.2} s |");
    }
}

/// The id and the file of a document of the first section.
fn document(project: &Path, index: usize) -> (String, PathBuf) {
    let listing = fs::read_dir(project.join("policies/001-section")).expect("the generator wrote a section");
    let mut files: Vec<PathBuf> = listing.map(|it| it.expect("an entry").path()).collect();
    files.sort();
    let file = files.swap_remove(index);
    (file.file_stem().expect("a name").to_string_lossy().to_uppercase(), file)
}

fn edit(file: &Path) {
    let text = fs::read_to_string(file).expect("a document can be read");
    fs::write(file, text + "\nOne more sentence.\n").expect("a document can be written");
}

fn git(folder: &Path, arguments: &[&str]) {
    let identity = ["-c", "user.name=Bench", "-c", "user.email=bench@example.com", "-c", "gc.auto=0"];
    let mut run = Command::new("git");
    run.current_dir(folder).envs([("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_NOSYSTEM", "1")]);
    let output = run.args(identity).args(arguments).output().expect("git is installed");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Two records for each document in one line, the first of them signed.
fn approve_all(project: &Path) {
    let settings = source::read_settings(project).expect("the settings can be read");
    let (config, _) = config::read(FileId::new(0), settings.as_deref().unwrap_or_default());
    let layout = Layout { documents: config.book.src.clone(), build_dir: config.build.build_dir.clone() };
    let sources = source::read(project, &layout, settings).expect("the handbook can be read");
    let handbook = link(&sources, &config).handbook;
    let forms = NormalForms::new(&handbook, &sources, &config);
    let key = PrivateKey::from(Ed25519Keypair::from_seed(&[7; 32]));
    let holder = |role: &str| {
        let entry = handbook.registers.roles.iter().find(|it| it.record.name() == role).expect("a role");
        entry.held_by.first().expect("a holder").raw.value.clone()
    };
    let (ceo, ciso) = (holder("ceo"), holder("ciso"));
    let line = key.public_key().to_openssh().expect("a public key has a line");
    fs::create_dir_all(project.join("approvals")).expect("folders can be made");
    fs::write(project.join("approvals/allowed_signers"), format!("{ceo} {line}\n")).expect("a file can be written");
    handbook.documents.par_iter().for_each(|document| {
        let words = forms.digest(document);
        let record = |role: &str, person: &str, previous: &str| {
            let (id, version) = names(document);
            format!(
                "schema: \"ismsbook-approval/1\"\norganisation: {:?}\ndocument: \"{id}\"\nversion: \"{version}\"\ndigest: \"{words}\"\n\
                 previous: {previous}\nmeaning: \"approve\"\nperson: \"{person}\"\nrole: \"role:{role}\"\n\
                 time: \"2026-10-01T09:00:00Z\"\nreview_by: null\n",
                handbook.identity.organization
            )
        };
        let first = record("ceo", &ceo, "null");
        let second = record("ciso", &ciso, &format!("\"{}\"", Digest::of(first.as_bytes())));
        let signature = key.sign(NAMESPACE, HashAlg::Sha512, first.as_bytes()).expect("the key signs");
        let (id, version) = names(document);
        let folder = project.join("approvals").join(id).join(version);
        fs::create_dir_all(&folder).expect("folders can be made");
        let signature = signature.to_pem(LineEnding::LF).expect("a signature has a form");
        for (name, text) in [("ceo.yaml", first), ("ceo.yaml.sig", signature), ("ciso.yaml", second)] {
            fs::write(folder.join(name), text).expect("a file can be written");
        }
    });
}

fn names(document: &Document) -> (&str, &str) {
    let id = document.id().expect("generated documents have ids").as_str();
    (id, document.front.version.as_ref().expect("generated documents have versions").value.as_str())
}

/// One run, which must find everything approved and nothing wrong.
fn time(project: &Path, command: &str) -> Duration {
    let fault: &[&str] = if command == "status" { &["--fail-on", "missing,stale"] } else { &[] };
    let mut run = Command::new(env!("CARGO_BIN_EXE_ismsbook"));
    run.arg("--root").arg(project).args([command, "--today", "2026-11-21"]).args(fault).stdin(Stdio::null());
    let begin = Instant::now();
    let output = run.output().expect("the program starts");
    let time = begin.elapsed();
    let words = String::from_utf8_lossy(if output.stderr.is_empty() { &output.stdout } else { &output.stderr });
    let shown: String = words.chars().take(2_000).collect();
    assert!(output.status.success(), "{command} failed on the generated handbook: {shown}");
    time
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
