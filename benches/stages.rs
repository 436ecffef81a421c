//! The time inside one check: reading, our own parsing, linking, and every rule by itself, summed by family.
//!
//! A rule is measured by running the check with all others off; what a check costs without any rule is taken off, and
//! so is the reading of texts as sentences, which all writing rules share.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use ismsbook::check::{self, Context, RULES, Rule, Scope};
use ismsbook::config::{self, Config, Level};
use ismsbook::link;
use ismsbook::parse;
use ismsbook::source::{self, Layout, Part, Sources};
use ismsbook::text::{Date, FileId, Span, Spanned};
use rayon::prelude::*;

/// The families of rules by the letter of their codes.
const FAMILIES: [(char, &str); 9] = [
    ('D', "identification and description"),
    ('A', "approval and review"),
    ('V', "versions and life cycle"),
    ('L', "links and references"),
    ('S', "statement of applicability"),
    ('R', "risks"),
    ('P', "people and roles"),
    ('H', "handbook and publication"),
    ('T', "writing"),
];

/// How many of the slowest rules are named.
const SLOWEST: usize = 5;

/// Times in seconds, each the least of several runs in this process.
struct Times {
    reading: f64,
    parsing: f64,
    linking: f64,
    /// All rules that are on by default, together.
    rules: f64,
    sentences: f64,
    each: Vec<(&'static Rule, f64)>,
}

/// Prints what the stages of a check of this project take, and what is asked of them.
///
/// # Panics
/// When the project cannot be read.
pub fn print(project: &Path, rounds: usize) {
    let times = measure(project, rounds);
    let whole = times.reading + times.parsing + times.linking + times.rules;
    println!("| stage | time | of the whole |\n|---|---:|---:|");
    let line = |name: &str, time: f64| {
        println!("| {name} | {:.1} ms | {:.1} % |", time * 1e3, time / whole * 100.0);
    };
    line("reading the disk", times.reading);
    line("parsing", times.parsing);
    line("linking", times.linking);
    line("all rules together", times.rules);
    line("of these: reading texts as sentences", times.sentences);
    let mut families: BTreeMap<char, (usize, f64)> = BTreeMap::new();
    for (rule, time) in &times.each {
        let family = families.entry(rule.info.code.chars().next().unwrap_or_default()).or_default();
        *family = (family.0 + 1, family.1 + time);
    }
    for (letter, name) in FAMILIES {
        let (count, time) = families.get(&letter).copied().unwrap_or_default();
        line(&format!("of these: {count} rules on {name} ({letter})"), time);
    }
    let mut slowest: Vec<&(&Rule, f64)> = times.each.iter().collect();
    slowest.sort_by(|one, other| other.1.total_cmp(&one.1));
    for (rule, time) in slowest.iter().take(SLOWEST) {
        line(&format!("rule {} `{}`", rule.info.code, rule.info.name), *time);
    }
    let first = slowest.first().map_or(0.0, |it| it.1);
    super::print_target_head();
    super::print_target("all rules, held against our own parsing", times.rules / times.parsing, 2.0);
    super::print_target("the slowest rule, as a part of the whole", first / whole, 0.1);
}

fn measure(project: &Path, rounds: usize) -> Times {
    let settings = source::read_settings(project).expect("the settings can be read");
    let (config, _) = config::read(FileId::new(0), settings.as_deref().unwrap_or_default());
    let layout = Layout { documents: config.book.src.clone(), build_dir: config.build.build_dir.clone() };
    let read = || source::read(project, &layout, settings.clone()).expect("the handbook can be read");
    let sources = read();
    let linked = link::link(&sources, &config);
    let today = Date::new(2026, 11, 21).expect("a day of the calendar");
    let check_with = |config: &Config| {
        let (handbook, texts) = (&linked.handbook, &sources.texts);
        let cx = Context { handbook, config, texts, today, site: None, base: None };
        check::check(&cx, Vec::new())
    };
    let parsing = time_of(rounds, || parsed(&sources, &config));
    let linking = time_of(rounds, || link::link(&sources, &config)) - parsing;
    let none = time_of(rounds, || check_with(&with_only(&config, None)));
    let alone = |rule: &&'static Rule| {
        let time = time_of(rounds, || check_with(&with_only(&config, Some(rule)))) - none;
        (*rule, time.max(0.0))
    };
    let active = check::active_rules(&config);
    let mut each: Vec<(&'static Rule, f64)> = active.iter().map(alone).collect();
    let is_of_writing = |rule: &Rule| matches!(rule.scope, Scope::Sentences(_));
    let of_writing = each.iter().filter(|it| is_of_writing(it.0)).map(|it| it.1);
    let sentences = of_writing.fold(f64::INFINITY, f64::min);
    for (rule, time) in &mut each {
        *time -= if is_of_writing(rule) { sentences } else { 0.0 };
    }
    Times {
        reading: time_of(rounds, read),
        parsing,
        linking: linking.max(0.0),
        rules: time_of(rounds, || check_with(&config)),
        sentences,
        each,
    }
}

/// Every text taken apart, in parallel, and nothing put together.
fn parsed(sources: &Sources, config: &Config) -> usize {
    let text = |file: FileId| Arc::clone(&sources.texts.of(file).content);
    let documents: Vec<FileId> = sources.of(Part::Document).collect();
    let registers: Vec<FileId> = sources.of(Part::Register).collect();
    let (of_registers, of_documents) = rayon::join(
        || registers.par_iter().map(|it| parse::register(*it, &text(*it)).findings.len()).sum::<usize>(),
        || documents.par_iter().map(|it| parse::document(*it, &text(*it), &config.fields)).collect::<Vec<_>>(),
    );
    of_registers + of_documents.len()
}

/// The settings with this rule on at most, and every other one off.
fn with_only(config: &Config, wanted: Option<&Rule>) -> Config {
    let mut config = config.clone();
    let others = RULES.iter().filter(|it| wanted.is_none_or(|rule| rule.info.name != it.info.name));
    let off = |rule: &&Rule| (rule.info.name.to_owned(), Spanned::new(Level::Off, Span::at(0)));
    config.lint.levels.extend(others.map(off));
    config
}

/// Seconds that a work takes, the least of so many runs: what else the machine does only adds to it, and differences
/// of middles would be lost in that. What the work made is dropped outside the time.
fn time_of<T>(rounds: usize, work: impl Fn() -> T) -> f64 {
    let one = || {
        let begin = Instant::now();
        let made = work();
        let time = begin.elapsed().as_secs_f64();
        drop(made);
        time
    };
    (0..rounds.max(1)).map(|_| one()).fold(f64::INFINITY, f64::min)
}
