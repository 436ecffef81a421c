//! The command line: arguments in, one or two rooms called, results printed. The day, the environment and the terminal
//! enter here and nowhere else.
#![expect(clippy::disallowed_methods, reason = "the day and the environment enter here")]

mod acknowledgements;
mod approve;
mod approved;
mod ask;
mod build;
mod changes;
mod check;
mod consent;
mod diff;
mod editions;
mod examples;
mod exit;
mod explain;
mod export;
mod fix;
mod foreseen;
mod import;
mod init;
mod lsp;
mod manual;
mod names;
mod new;
mod output;
mod progress;
mod project;
mod pull;
mod reviewed;
mod rules;
mod schema;
mod serve;
mod sign;
mod site;
mod status;
mod theme;
mod verify;
mod wording;
mod words;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};

use crate::diag::Severity;
use crate::error::Error;
use crate::text::{Date, Moment};

const EXAMPLES: &str = "\
Examples:
  ismsbook init                     begin: a complete management system as drafts
  ismsbook import ~/old-policies --dest handbook
                                    begin from documents that you have
  ismsbook new policy \"Use of AI tools\"
                                    begin a document from the template of its type
  ismsbook check                    find what is wrong, with the place and what to do
  ismsbook build                    compile the handbook into `book/`
  ismsbook build --draft            build although there are errors, with a banner
  ismsbook check --format text --format sarif=check.sarif
                                    print for people and write SARIF in one run
  ismsbook serve --open             read it in a browser while it is written
  ismsbook status --due 30d         who must approve what, and which reviews are due
  ismsbook status --base main --format markdown
                                    the report on a change, for its pull request
  ismsbook diff main                what changed since, word by word, and what that does
  ismsbook diff --approved POL-007  the same against the words that were last approved
  ismsbook approve POL-007 --role role:ceo --sign ~/.ssh/id_ed25519
                                    record a signed approval of the words as they are
  ismsbook explain missing-owner    why a rule exists and how to satisfy it

Exit codes: 0 fine, 1 findings at or above the threshold, 2 the command could not run.";

/// Compiles an information security management system that is kept as text into a handbook, and proves on the way that
/// it is complete and consistent.
#[derive(Debug, Parser)]
#[command(name = "ismsbook", version, before_help = EXAMPLES, arg_required_else_help = true, propagate_version = true)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// The heading in the help under which the options of [`Common`] stand, behind those of the command itself.
const SHARED: &str = "Options of every command";

/// What every command takes.
#[derive(Debug, Args)]
struct Common {
    /// Folder of the handbook [default: the nearest folder upward with a `book.toml`, else the current one]
    #[arg(long, global = true, value_name = "DIR", help_heading = SHARED)]
    root: Option<PathBuf>,
    /// When to colour the output
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = SHARED)]
    color: Color,
    /// Print less: no summary on success
    #[arg(short, long, global = true, help_heading = SHARED)]
    quiet: bool,
    /// Print more: what was read, and from where
    #[arg(short, long, global = true, help_heading = SHARED)]
    verbose: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the starter: a complete management system as drafts
    Init(init::Arguments),
    /// Begin a document, or add an entry to a register
    New(new::Arguments),
    /// Bring existing Markdown under control, without changing it where it lies
    Import(import::Arguments),
    /// Find what is wrong in the handbook
    Check(check::Arguments),
    /// Compile the handbook into a site
    Build(build::Arguments),
    /// Show the handbook in a browser while it is written, with what is wrong on each page
    Serve(serve::Arguments),
    /// Show who must still approve what, and what is due
    Status(status::Arguments),
    /// Show what changed: a redline of the words, and what it does to duties, controls, risks and approvals
    Diff(diff::Arguments),
    /// Record an approval of exactly these words, or take one back
    Approve(approve::Arguments),
    /// Count who has confirmed having read what, from records of another system
    Acknowledgements(acknowledgements::Arguments),
    /// Hold a published folder against the sources
    Verify(verify::Arguments),
    /// Print a part of the handbook for others: approvals, owners
    Export(export::Arguments),
    /// Say why a rule exists and how to satisfy it
    Explain(explain::Arguments),
    /// List all rules
    Rules(rules::Arguments),
    /// Print a JSON Schema of front matter, registers or `book.toml` for editors
    Schema(schema::Arguments),
    /// List, print and compare the files of the theme
    Theme(theme::Arguments),
    /// Hold the handbook open for an editor: the language server
    Lsp(lsp::Arguments),
    /// Print digests of a licensed text, so that its quotation can be found without keeping the text
    Wording(wording::Arguments),
    /// Print completions for a shell
    Completions(manual::CompletionArguments),
    /// Print the manual page
    Man(manual::ManArguments),
}

/// A threshold on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Threshold {
    Info,
    Warning,
    Error,
}

impl From<Threshold> for Severity {
    fn from(threshold: Threshold) -> Self {
        match threshold {
            Threshold::Info => Severity::Info,
            Threshold::Warning => Severity::Warning,
            Threshold::Error => Severity::Error,
        }
    }
}

/// Runs the program and turns its outcome into an exit code.
pub fn run() -> ExitCode {
    let program = examples::with_examples(Cli::command());
    let cli = match program.clone().try_get_matches().and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => return exit::usage(&error),
    };
    let printer = exit::Printer::new(cli.common.color);
    let outcome = match &cli.command {
        Command::Init(arguments) => init::run(&cli.common, arguments, &printer),
        Command::New(arguments) => new::run(&cli.common, arguments, &printer),
        Command::Import(arguments) => import::run(&cli.common, arguments, &printer),
        Command::Check(arguments) => check::run(&cli.common, arguments, &printer),
        Command::Build(arguments) => build::run(&cli.common, arguments, &printer),
        Command::Serve(arguments) => serve::run(&cli.common, arguments, &printer),
        Command::Status(arguments) => status::run(&cli.common, arguments, &printer),
        Command::Diff(arguments) => diff::run(&cli.common, arguments, &printer),
        Command::Approve(arguments) => approve::run(&cli.common, arguments, &printer),
        Command::Acknowledgements(arguments) => acknowledgements::run(&cli.common, arguments, &printer),
        Command::Verify(arguments) => verify::run(&cli.common, arguments, &printer),
        Command::Export(arguments) => export::run(&cli.common, arguments, &printer),
        Command::Explain(arguments) => explain::run(arguments, &printer),
        Command::Rules(arguments) => rules::run(arguments, &printer),
        Command::Schema(arguments) => schema::run(&cli.common, arguments, &printer),
        Command::Theme(arguments) => theme::run(&cli.common, arguments, &printer),
        Command::Lsp(arguments) => lsp::run(&cli.common, arguments),
        Command::Wording(arguments) => wording::run(arguments, &printer),
        Command::Completions(arguments) => manual::completions(arguments, program, &printer),
        Command::Man(arguments) => manual::man(arguments, program, &printer),
    };
    printer.finish(outcome)
}

/// The day that was given, else the calendar's.
fn today(given: Option<Date>) -> Result<Date, Error> {
    let now = || {
        let day = jiff::Zoned::now().date();
        Date::new(day.year(), day.month(), day.day())
    };
    given.or_else(now).ok_or_else(|| Error::usage("the system clock shows no day; give one with `--today`"))
}

/// This moment in UTC.
fn now() -> Result<Moment, Error> {
    let now = jiff::Timestamp::now().to_string();
    let whole = now.split('.').next().unwrap_or_default().trim_end_matches('Z');
    Moment::parse(&format!("{whole}Z")).ok_or_else(|| Error::usage("the system clock shows no time; give `--today`"))
}

/// The folder from which names on the command line count.
fn working_folder() -> Result<PathBuf, Error> {
    std::env::current_dir().map_err(|error| Error::read(".", error))
}

/// Whether a machine watches and not a person; every large CI system sets `CI`.
fn is_in_ci() -> bool {
    std::env::var("CI").is_ok_and(|it| !it.is_empty() && it != "false")
}

/// Address under which the forge that runs us shows the files of the commit, with a final slash.
fn source_address() -> Option<String> {
    let variable = |name| std::env::var(name).ok().filter(|it| !it.is_empty());
    let github = || {
        let (server, repository) = (variable("GITHUB_SERVER_URL")?, variable("GITHUB_REPOSITORY")?);
        Some(format!("{server}/{repository}/blob/{}/", variable("GITHUB_SHA")?))
    };
    let gitlab = || Some(format!("{}/-/blob/{}/", variable("CI_PROJECT_URL")?, variable("CI_COMMIT_SHA")?));
    github().or_else(gitlab)
}
