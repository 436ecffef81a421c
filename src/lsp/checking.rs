//! Checks beside the conversation: one at a time on a thread, with the same outcome as `check`.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use super::server::Event;
use crate::approval::Standing;
use crate::check::Baseline;
use crate::diag::Diagnostic;
use crate::session::{Aside, Session};
use crate::text::{Date, Texts};

/// What a check came to, with the texts that its places lie in.
pub(super) struct Outcome {
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What the handbook knew of old then.
    pub(super) baseline: Option<Baseline>,
    /// By the names of their files.
    pub(super) standings: BTreeMap<Arc<str>, Standing>,
    pub(super) texts: Texts,
    /// Of the texts that editors held then.
    pub(super) versions: BTreeMap<String, i32>,
    /// Why something could not be taken into account, for the user.
    pub(super) trouble: Option<String>,
}

/// What is to be checked.
pub(super) struct Job {
    pub(super) session: Arc<Session>,
    pub(super) versions: BTreeMap<String, i32>,
    pub(super) today: Date,
}

/// Checks on a thread and tells the outcome; none when the check broke down.
pub(super) fn begin(job: Job, aside: &Aside, sender: Sender<Event>) {
    let aside = aside.clone();
    thread::spawn(move || {
        let outcome = catch_unwind(AssertUnwindSafe(|| aside.run(|| check(job)))).ok();
        // Where nobody listens any more, the conversation is over.
        let _ = sender.send(Event::Checked(outcome.map(Box::new)));
    });
}

fn check(job: Job) -> Outcome {
    let project = job.session.project();
    let cx = project.context(job.today, None, None);
    let judged = project.judge(&cx);
    let found = project.check_judged(&cx, &judged).diagnostics;
    let (baseline, trouble) = match project.baseline() {
        Ok(baseline) => (baseline, None),
        Err(error) => (None, Some(error.to_string())),
    };
    let diagnostics = match &baseline {
        Some(baseline) => baseline.hold(&cx, found).shown,
        None => found,
    };
    let texts = project.sources.texts.clone();
    let names = project.linked.handbook.documents.iter().map(|it| Arc::clone(&texts.of(it.file).name));
    let standings = names.zip(judged.standings).collect();
    Outcome { diagnostics, baseline, standings, texts, versions: job.versions, trouble }
}
