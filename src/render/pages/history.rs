//! The history of a document: its versions, who approved each and why it changed, and what changed word by word.

use crate::approval::{Assurance, Given, Signature};
use crate::error::Error;
use crate::model::{ApprovalRecord, Document, HistoryEntry, Meaning, bare_name};
use crate::render::Renderer;
use crate::render::brief::brief;
use crate::render::direction::direction;
use crate::render::history::{Drawn, EarlierWords, FoundAt, Places, REDLINES, Told, drawn, told, versions};
use crate::render::proof::proof;
use crate::render::view::{Badge, Day, Link, Piece};
use crate::render::views::{DocumentHistoryView, RedlineView, VersionView};
use crate::text::Spanned;

pub(super) fn render(renderer: &Renderer<'_>, path: &str, index: u32) -> Result<Vec<u8>, Error> {
    let document = renderer.handbook.document(index);
    let versions = versions(&renderer.cx, document);
    let language = renderer.foreign_language(document);
    let mut view = DocumentHistoryView {
        id: document.id().map(|id| id.as_str().to_owned()),
        title: brief(document.title()).into_owned(),
        direction: language.as_deref().map_or("", direction),
        language,
        document: renderer.addresses.document(index),
        versions: versions.iter().map(|version| renderer.version(index, version)).collect(),
    };
    if renderer.cx.past.edition.is_none() {
        renderer.add_redlines(document, &versions, &mut view.versions);
    }
    let mut frame =
        renderer.frame(path, "history", "", &renderer.words.with("versions.page", &[("title", &document.title())]));
    frame.crumbs = renderer.crumbs(document.section);
    frame.crumbs.push(Link { href: view.document.clone(), words: brief(document.title()).into_owned() });
    frame.branch = renderer.branch(document.section, Some(index));
    frame.document.clone_from(&view.id);
    renderer.fill("history.html", &frame, &view, None)
}

impl Renderer<'_> {
    fn version(&self, index: u32, version: &str) -> VersionView {
        let document = self.handbook.document(index);
        let front = &document.front;
        let is = |it: &HistoryEntry| it.version.as_ref().is_some_and(|it| it.value == version);
        let entries: Vec<&HistoryEntry> = front.history.iter().filter(|it| is(it)).collect();
        let is_current = front.version.as_ref().is_some_and(|it| it.value == version);
        let words = |value: Option<&Spanned<String>>| value.map_or_else(String::new, |it| it.value.clone());
        let first = entries.first();
        VersionView {
            version: version.to_owned(),
            is_current,
            state: is_current.then(|| Badge::state(&self.words, self.scope.standing(index).state)),
            day: first.and_then(|it| it.date.as_ref()).map(|it| Day::of(&self.words, it.value)),
            author: first.map_or_else(Vec::new, |it| self.option(it.author.as_ref())),
            kind: first
                .and_then(|it| it.kind.as_ref())
                .map_or_else(String::new, |it| self.words.value(it.value.name())),
            summaries: entries.iter().map(|it| words(it.summary.as_ref())).filter(|it| !it.trim().is_empty()).collect(),
            approvals: self.approvals_of(index, version),
            words: self.approved_words(document, version),
            redline: None,
            note: None,
        }
    }

    /// Who approved a version, one list of pieces for each. How far the words of now are proved is known; of earlier ones what
    /// their records say, and whether the signatures beside them hold.
    fn approvals_of(&self, index: u32, version: &str) -> Vec<Vec<Piece>> {
        let document = self.handbook.document(index);
        let standing = self.scope.standing(index);
        let is_current = document.front.version.as_ref().is_some_and(|it| it.value == version);
        let line = |given: &Given, mut tail: Vec<Piece>| {
            let mut pieces = self.approver(given);
            pieces.push(self.day(given.time.date()));
            pieces.append(&mut tail);
            pieces
        };
        if is_current && standing.assurance != Assurance::None {
            if standing.approvals.is_empty() {
                let mut pieces: Vec<Piece> = self.option(document.front.approved_by.as_ref());
                pieces.extend(document.front.approved_on.as_ref().map(|it| self.day(it.value)));
                pieces.push(proof(&self.words, standing.assurance));
                return vec![pieces];
            }
            let badge =
                |it: &Given| vec![proof(&self.words, if it.is_signed { Assurance::Signed } else { Assurance::Bound })];
            return standing.approvals.iter().map(|it| line(it, badge(it))).collect();
        }
        let (Some(ledger), Some(id)) = (&self.handbook.ledger, document.id()) else { return Vec::new() };
        let mut records: Vec<&ApprovalRecord> = ledger.of(id).iter().filter(|it| it.place.version == version).collect();
        records.sort_by_key(|it| it.approval.time.value);
        let told = |record: &&ApprovalRecord| {
            let given = Given {
                person: bare_name(&record.approval.person.raw.value).to_owned(),
                role: record.place.role.clone(),
                time: record.approval.time.value,
                is_signed: false,
                is_new: false,
            };
            let signature = self.cx.judged.signatures.get(&record.file).copied().unwrap_or_default();
            let (tone, key) = match (record.place.meaning, signature) {
                (Meaning::Withdraw, _) => ("overdue", "versions.withdrawn"),
                (Meaning::Approve, Signature::Holds) => ("in-force", "versions.recorded_signed"),
                (Meaning::Approve, Signature::None) => ("approved", "versions.recorded"),
                (Meaning::Approve, Signature::Compromised) => ("overdue", "versions.key_compromised"),
                (Meaning::Approve, Signature::Refused) => ("overdue", "versions.signature_void"),
            };
            line(&given, vec![Piece::badge(tone, self.words.get(key))])
        };
        records.iter().map(told).collect()
    }

    /// Whether the words that are known of an earlier version are those that its records approve; none where nobody can tell.
    fn approved_words(&self, document: &Document, version: &str) -> Option<Piece> {
        let Told::Earlier(EarlierWords { digest, .. }) = told(&self.cx, document, version) else { return None };
        let records = self.handbook.ledger.as_ref()?.of(document.id()?);
        let is_of = |it: &&ApprovalRecord| it.place.version == version && it.place.meaning == Meaning::Approve;
        let mut approved = records.iter().filter(is_of).map(|it| it.approval.digest.value).peekable();
        approved.peek()?;
        // What was approved is the text with its register, and earlier registers are not read.
        let Some(digest) = digest else { return Some(Piece::note(self.words.get("versions.with_register"))) };
        Some(if approved.all(|it| it == *digest) {
            Piece::badge("in-force", self.words.get("versions.approved_words"))
        } else {
            Piece::badge("overdue", self.words.get("versions.other_words"))
        })
    }

    /// Compares each version with the one before it, as far as both have words here.
    fn add_redlines(&self, document: &Document, versions: &[String], views: &mut [VersionView]) {
        let words: Vec<Told<'_>> = versions.iter().map(|it| told(&self.cx, document, it)).collect();
        let places = if self.cx.site.is_some() { Places::Hidden } else { Places::Shown };
        for (at, view) in views.iter_mut().enumerate() {
            let Some(before) = versions.get(at + 1) else { continue };
            if at >= REDLINES {
                view.note = Some(self.words.get("versions.too_old").to_owned());
                continue;
            }
            if !words[at].is_known() {
                view.note = Some(self.missing(&words[at], &view.version));
                continue;
            }
            let known = versions.iter().zip(&words).skip(at + 1).find(|(_, it)| it.is_known());
            let blocks = |it: &Told<'_>| it.blocks(&self.cx, document);
            let Some(((older, told), (own, before_it))) =
                known.and_then(|(version, it)| Some(((version, it), blocks(&words[at]).zip(blocks(it))?)))
            else {
                view.note = Some(self.missing(&words[at + 1], before));
                continue;
            };
            if older != before {
                view.note = Some(self.missing(&words[at + 1], before));
            }
            let Drawn { html, summary } = drawn(&self.words, &before_it, &own, places);
            let from = match told {
                Told::Earlier(words) => Some(self.found_at(older, words)),
                Told::Here | Told::Closed | Told::Lost => None,
            };
            view.redline = Some(RedlineView { before: older.clone(), from, summary, html, is_open: at == 0 });
        }
    }

    /// Where the words of a version were found.
    fn found_at(&self, version: &str, words: &EarlierWords) -> String {
        let (key, name) = match &words.from {
            FoundAt::Edition(name) => ("versions.at_edition", name),
            FoundAt::Commit(name) => ("versions.at_commit", name),
        };
        self.words.with(key, &[("version", &version), ("name", name), ("day", &self.words.day(words.day))])
    }

    /// Why the words of a version cannot be compared.
    fn missing(&self, told: &Told<'_>, version: &str) -> String {
        let key = match told {
            Told::Closed => "versions.closed",
            Told::Here | Told::Earlier(_) | Told::Lost => "versions.lost",
        };
        self.words.with(key, &[("version", &version)])
    }
}
