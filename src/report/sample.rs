//! A small report for the tests of formats: one text, findings at its words.

use crate::diag::{Diagnostic, Finding, RuleInfo, Severity};
use crate::report::{Extent, LookedAt, Origin, Reach, Report, RuleInRun, Subject};
use crate::text::{Date, FileId, Place, Span, Texts};

pub(super) static MISSING_OWNER: RuleInfo = RuleInfo {
    code: "D008",
    name: "missing-owner",
    level: Severity::Error,
    clause: "5.3, A.5.2",
    since: "0.1",
    summary: "A document names no owner.",
    why: "Nobody answers for it.",
    cure: "Name a role in `owner`.",
};

pub(super) static VAGUE_TERM: RuleInfo = RuleInfo {
    code: "T705",
    name: "vague-term",
    level: Severity::Warning,
    clause: "7.5.2",
    since: "0.1",
    summary: "A duty is vague.",
    why: "Nobody can tell whether it is met.",
    cure: "Give a number.",
};

static ORPHAN: RuleInfo = RuleInfo { code: "L306", name: "orphan-document", level: Severity::Info, ..VAGUE_TERM };
static SWITCHED_OFF: RuleInfo = RuleInfo { code: "L312", name: "climate-decision-missing", ..VAGUE_TERM };

static RULES: [RuleInRun<'static>; 4] = [
    RuleInRun { info: &MISSING_OWNER, skipped: None, reach: Reach::Document },
    RuleInRun { info: &ORPHAN, skipped: None, reach: Reach::Handbook },
    RuleInRun { info: &SWITCHED_OFF, skipped: Some("off in the settings"), reach: Reach::Handbook },
    RuleInRun { info: &VAGUE_TERM, skipped: None, reach: Reach::Document },
];

/// Words with which a document would take over each of the formats, if it could.
pub(super) const HOSTILE: &str = "`x`\r\n::error::owned\n##[error]owned ]]></failure> | @everyone <b>&amp; [a](http://b.example) ```%0A\u{1b}[2J\u{202e}";

/// One text with findings, sorted as in a real report.
pub(super) struct Sample {
    texts: Texts,
    file: FileId,
    diagnostics: Vec<Diagnostic>,
    documents: Vec<Subject<'static>>,
    pub(super) origin: Origin<'static>,
    pub(super) fail_on: Severity,
    pub(super) is_whole: bool,
}

impl Sample {
    /// A text under this name, without findings. It is a document with the id `POL-007` unless it lies among the registers.
    pub(super) fn new(name: &str, content: &str) -> Self {
        let mut texts = Texts::default();
        let file = texts.push(name, content);
        let subject = Subject { file, id: Some("POL-007"), name: "POL-007", title: "Access | <control> policy" };
        Sample {
            texts,
            file,
            diagnostics: Vec::new(),
            documents: if name.starts_with("registers/") { Vec::new() } else { vec![subject] },
            origin: Origin { folder: "", address: None },
            fail_on: Severity::Error,
            is_whole: true,
        }
    }

    /// Three findings on a text with lines beyond ASCII: an error where something is missing, a warning behind wide
    /// characters whose words are hostile, with a second place and a fix, and one over two lines.
    pub(super) fn hostile() -> Self {
        let text = "---\ntitle: ü\n---\n\n§ ü😀 as needed now.\n\ntwo\nlines\n";
        let mut sample = Sample::new("policies/zugänge.md", text);
        let owner = Finding::new("missing-owner", sample.place(0, 0), "`POL-007` names no owner");
        sample.add(&MISSING_OWNER, Severity::Error, owner.hint("name the role, as in `owner: role:ciso`"));
        let at = text.find("as needed").expect("the text has it");
        let place = sample.place(at, 9);
        let vague = Finding::new("vague-term", place, format!("`{HOSTILE}` is vague"))
            .hint(HOSTILE)
            .related(sample.place(text.find('ü').expect("the text has it"), 2), "see | here")
            .fix("say when", place.span, "within 3 days");
        sample.add(&VAGUE_TERM, Severity::Warning, vague);
        let at = text.find("two").expect("the text has it");
        let long = Finding::new("orphan-document", sample.place(at, 9), "nothing refers to it");
        sample.add(&ORPHAN, Severity::Info, long);
        sample
    }

    fn place(&self, start: usize, length: usize) -> Place {
        Span::new(start, start + length).in_file(self.file)
    }

    fn add(&mut self, rule: &'static RuleInfo, severity: Severity, finding: Finding) {
        self.diagnostics.push(Diagnostic { rule, severity, finding });
    }

    /// A finding of `vague-term` at the first of these words that has none yet.
    pub(super) fn find(&mut self, words: &str) {
        let content = &self.texts.of(self.file).content;
        let is_free = |at: &usize| self.diagnostics.iter().all(|it| it.finding.place.span.start as usize != *at);
        let at = content.match_indices(words).map(|(at, _)| at).find(is_free).expect("the words are there");
        self.find_at(at, words.len());
    }

    pub(super) fn find_at(&mut self, start: usize, length: usize) {
        let finding = Finding::new("vague-term", self.place(start, length), "it is vague");
        self.add(&VAGUE_TERM, Severity::Warning, finding);
    }

    /// As many more errors at the head of the text.
    pub(super) fn add_errors(&mut self, number: usize) {
        for count in 0..number {
            let finding = Finding::new("missing-owner", self.place(0, 0), format!("owner {count} is missing"));
            self.add(&MISSING_OWNER, Severity::Error, finding);
        }
    }

    /// The findings are taken in the order in which they were added.
    pub(super) fn report(&self) -> Report<'_> {
        let today = Date::new(2026, 11, 21).expect("a day of the calendar");
        let looked_at = LookedAt { documents: 1, statement_lines: 93, risks: 2, entries: 5 };
        let extent = Extent { rules: &RULES, documents: &self.documents, is_whole: self.is_whole };
        let report = Report::new(&self.diagnostics, &self.texts, today, looked_at);
        Report { extent, origin: self.origin, fail_on: self.fail_on, ..report }
    }
}
