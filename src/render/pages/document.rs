//! A document: what it is and how far, its text, its register, its control block, and its links both ways.

use std::fmt::Write as _;

use crate::approval::{Assurance, Review, Standing, State};
use crate::error::Error;
use crate::link::filled;
use crate::model::{Citation, Document, HistoryEntry, Reference, RegisterKind, Relation, Target};
use crate::render::address::{encoded, register};
use crate::render::brief::{brief, cut};
use crate::render::direction::direction;
use crate::render::part::ROWS;
use crate::render::pieces::{day_fact, fact, overdue_words, targets, type_words, words_fact};
use crate::render::proof;
use crate::render::view::{Anchor, Badge, Day, Fact, Link, Piece, Relations, Row};
use crate::render::views::{DocumentView, HistoryView, RegisterView};
use crate::render::words::Words;
use crate::render::{Renderer, markdown};
use crate::text::Spanned;

/// The longest description for search engines, in characters.
const DESCRIPTION: usize = 300;

pub(super) fn render(renderer: &Renderer<'_>, path: &str, index: u32) -> Result<Vec<u8>, Error> {
    with_body(renderer, path, index).map(|(page, _)| page)
}

/// The page, and besides the body alone as it stands in it.
pub(in crate::render) fn with_body(
    renderer: &Renderer<'_>,
    path: &str,
    index: u32,
) -> Result<(Vec<u8>, String), Error> {
    let document = renderer.handbook.document(index);
    let written = markdown::write(renderer.ground("../"), &document.body, document.title());
    let view = renderer.document_view(index, document);
    let mut frame = renderer.frame(path, "document", "", document.title());
    frame.description = view.summary.as_deref().map(|it| cut(it, DESCRIPTION).into_owned()).unwrap_or_default();
    frame.crumbs = renderer.crumbs(document.section);
    frame.branch = renderer.branch(document.section, Some(index));
    frame.contents = written.contents;
    if let Some(register) = &view.register {
        let href = "#_register".to_owned();
        frame.contents.push(Anchor { level: 2, words: register.title.clone(), href });
    }
    // A text without headings is short, and what stands below it in sight.
    if !frame.contents.is_empty() {
        let has_relations = !view.relations.is_empty() || !view.exceptions.is_empty();
        frame.contents.extend(has_relations.then(|| renderer.chapter("_relations", "relation.title")));
        frame.contents.push(renderer.chapter("_control", "document.control"));
    }
    // Registers are tables, which need the room of the contents.
    frame.is_wide = view.register.is_some();
    frame.running = renderer.running_head(index);
    frame.document.clone_from(&view.id);
    let page = renderer.fill("document.html", &frame, &view, Some(&written.html))?;
    Ok((page, written.html))
}

/// Nobody is asked to confirm what does not hold or has gone.
fn may_be_confirmed(state: State) -> bool {
    matches!(state, State::Approved | State::InForce)
}

/// Words that do not hold are not to be followed by mistake: a sentence above them says so. One that will be in force from a
/// day has that day in its line, and one that was replaced leads to what replaced it.
fn caution(words: &Words, state: State) -> Option<Badge> {
    let key = match state {
        State::Draft => "caution.draft",
        State::InReview => "caution.in_review",
        State::Retired => "caution.retired",
        State::Approved | State::InForce | State::Superseded => return None,
    };
    Some(Badge { tone: state.name().to_owned(), text: words.get(key).to_owned() })
}

fn text(value: Option<&Spanned<String>>) -> Option<String> {
    value.map(|it| it.value.clone()).filter(|it| !it.trim().is_empty())
}

impl Renderer<'_> {
    /// What runs along the head of printed sheets: `POL-007 · Access control policy · version 2.1 · In force · Internal`.
    pub(in crate::render) fn running_head(&self, index: u32) -> String {
        let document = self.handbook.document(index);
        let version = text(document.front.version.as_ref());
        let parts = [
            document.id().map(|id| id.as_str().to_owned()),
            Some(brief(document.title()).into_owned()),
            version.map(|it| self.words.with("document.version", &[("version", &it)])),
            Some(self.words.of_section("state", self.scope.standing(index).state.name())),
            text(document.front.classification.as_ref()).map(|it| self.words.value(&it)),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    pub(super) fn document_view(&self, index: u32, document: &Document) -> DocumentView {
        let front = &document.front;
        let standing = self.scope.standing(index);
        let (previous, next) = self.beside(index, document);
        let language = self.foreign_language(document);
        DocumentView {
            id: document.id().map(|id| id.as_str().to_owned()),
            title: document.title().to_owned(),
            kind: type_words(&self.words, document),
            version: text(front.version.as_ref()),
            state: Badge::state(&self.words, standing.state),
            since_words: standing.since.and(since_key(standing.state)).map(|it| self.words.get(it).to_owned()),
            since: standing.since.map(|it| Day::of(&self.words, it)),
            next_review: standing.review_due.map(|it| Day::of(&self.words, it)),
            overdue: match standing.review {
                Review::Overdue(days) => Some(overdue_words(&self.words, days)),
                Review::In(_) | Review::None => None,
            },
            notice: proof::notice(&self.words, standing),
            caution: caution(&self.words, standing.state),
            classification: text(front.classification.as_ref()).map(|it| self.words.value(&it)),
            summary: text(front.summary.as_ref()).map(|it| filled(self.handbook, &it)),
            acknowledgement: acknowledgement(&self.words, document).filter(|_| may_be_confirmed(standing.state)),
            confirm: self.confirmation(index, None),
            owner: self.option(front.owner.as_ref()),
            approver: self.option(front.approver.as_ref()),
            audience: front.audience.iter().map(|it| self.audience_named(&it.value)).collect(),
            control: self.control_block(document, standing),
            history: front.history.iter().map(|it| self.history_entry(it)).collect(),
            changed: self.changed(document),
            history_page: self.addresses.history(index),
            relations: self.document_relations(index, document),
            exceptions: self.exceptions_from(index, document),
            register: self.register_view(document),
            direction: language.as_deref().map_or("", direction),
            language,
            translations: self.translations(index, document),
            behind: self.behind(document),
            original: front.translation_of.as_ref().and_then(|it| self.reference(it)).filter(|it| it.href.is_some()),
            edit: self.edit_link(document),
            report: self.report_link(document),
            previous,
            next,
            successor: front.superseded_by.as_ref().and_then(|it| self.reference(it)).filter(|it| it.href.is_some()),
        }
    }

    fn beside(&self, index: u32, document: &Document) -> (Option<Piece>, Option<Piece>) {
        let Some(section) = self.handbook.sections.get(document.section as usize) else { return (None, None) };
        let shown: Vec<u32> =
            section.documents.iter().copied().filter(|it| self.addresses.visible.shows_document(*it)).collect();
        let Some(here) = shown.iter().position(|it| *it == index) else { return (None, None) };
        // Who has read a section to its end goes on with the next one.
        let is_open = |it: &u32| self.addresses.visible.shows_document(*it);
        let (before, after) = self.handbook.sections.split_at(document.section as usize);
        let previous = here.checked_sub(1).map(|it| shown[it]);
        let previous = previous
            .or_else(|| before.iter().rev().find_map(|it| it.documents.iter().rfind(|it| is_open(it)).copied()));
        let next = shown.get(here + 1).copied();
        let next =
            next.or_else(|| after.iter().skip(1).find_map(|it| it.documents.iter().find(|it| is_open(it)).copied()));
        let piece = |it: Option<u32>| it.and_then(|it| self.document_piece(it));
        (piece(previous), piece(next))
    }

    fn control_block(&self, document: &Document, standing: &Standing) -> Vec<Fact> {
        let front = &document.front;
        let interval = front.review_interval.as_ref().map(|it| {
            vec![Piece::text(self.words.with("document.every", &[("interval", &self.words.interval(it.value))]))]
        });
        let waits = matches!(standing.state, State::Draft | State::InReview);
        let assurance = if waits && standing.assurance == Assurance::None {
            None
        } else {
            fact(&self.words, "proof_of_approval", proof::explained(&self.words, standing.assurance))
        };
        let digest = standing.digest.map(|it| Piece { id: Some(it.short()), ..Piece::text("") });
        let audience = front.audience.iter().map(|it| self.audience_named(&it.value)).collect();
        let facts = [
            document.id().and_then(|id| {
                fact(&self.words, "id", vec![Piece { id: Some(id.as_str().to_owned()), ..Piece::text("") }])
            }),
            fact(&self.words, "type", vec![Piece::text(type_words(&self.words, document))]),
            words_fact(&self.words, "version", front.version.as_ref()),
            fact(&self.words, "state", vec![Piece::state(&self.words, standing.state)]),
            self.reference_fact("owner", front.owner.as_ref()),
            self.references_fact("authors", &front.authors),
            self.references_fact("reviewers", &front.reviewers),
            self.reference_fact("approver", front.approver.as_ref()),
            self.approvals_fact(standing).or_else(|| self.reference_fact("approved_by", front.approved_by.as_ref())),
            if standing.approvals.is_empty() {
                day_fact(&self.words, "approved_on", front.approved_on.as_ref())
            } else {
                None
            },
            words_fact(&self.words, "approval_recorded_in", front.approval_ref.as_ref()),
            assurance,
            fact(&self.words, "digest_of_the_approved_words", digest.filter(|_| !waits).into_iter().collect()),
            day_fact(&self.words, "in_force_from", front.effective_from.as_ref()),
            day_fact(&self.words, "in_force_until", front.effective_until.as_ref()),
            day_fact(&self.words, "last_reviewed", front.last_reviewed.as_ref()),
            interval.and_then(|it| fact(&self.words, "reviewed", it)),
            standing.review_due.and_then(|day| fact(&self.words, "next_review", vec![self.day(day)])),
            front
                .classification
                .as_ref()
                .and_then(|it| fact(&self.words, "classification", vec![Piece::text(self.words.value(&it.value))])),
            fact(&self.words, "audience", audience),
            words_fact(&self.words, "scope", front.scope.as_ref()),
            words_fact(&self.words, "kept_for", front.retention.as_ref()),
            words_fact(&self.words, "questions_to", front.contact.as_ref()),
            external_source(&self.words, document),
            fact(
                &self.words,
                "source",
                vec![Piece { id: Some(self.cx.texts.name(document.file).to_owned()), ..Piece::text("") }],
            ),
        ];
        facts.into_iter().flatten().collect()
    }

    /// Who approved exactly these words, each on a line with the day and whether it is signed.
    fn approvals_fact(&self, standing: &Standing) -> Option<Fact> {
        let mut pieces: Vec<Piece> = Vec::new();
        for given in &standing.approvals {
            let begins_at = pieces.len();
            pieces.extend(self.approver(given));
            pieces.push(self.day(given.time.date()));
            if given.is_signed {
                pieces.push(Piece::badge("in-force", self.words.get("value.signed")));
            }
            if begins_at > 0 {
                pieces[begins_at].begins_line = true;
            }
        }
        fact(&self.words, "approved_by", pieces)
    }

    fn history_entry(&self, entry: &HistoryEntry) -> HistoryView {
        HistoryView {
            version: text(entry.version.as_ref()).unwrap_or_default(),
            day: entry.date.as_ref().map(|it| Day::of(&self.words, it.value)),
            author: self.option(entry.author.as_ref()),
            kind: entry.kind.as_ref().map_or_else(String::new, |it| self.words.value(it.value.name())),
            summary: text(entry.summary.as_ref()).unwrap_or_default(),
        }
    }

    /// The newest entry of the history that has a day; of two on one day the later one, as on the page of changes.
    fn changed(&self, document: &Document) -> Option<HistoryView> {
        let dated = document.front.history.iter().filter(|it| it.date.is_some());
        dated.max_by_key(|it| it.date.as_ref().map(|it| it.value)).map(|it| self.history_entry(it))
    }

    fn document_relations(&self, index: u32, document: &Document) -> Vec<Relations> {
        let front = &document.front;
        let cited = self.handbook.cited_by(Target::Document(index));
        let from = |wanted: &dyn Fn(&Citation) -> bool| {
            cited
                .iter()
                .filter(|it| wanted(it) && it.from != Target::Document(index))
                .map(|it| it.from)
                .collect::<Vec<_>>()
        };
        let is_document = |target: Target| matches!(target, Target::Document(_));
        let children = from(&|it| it.relation == Relation::Parent);
        let parent = front.parent.as_ref().and_then(|it| it.target);
        let named: Vec<Target> = targets(&front.related).chain(parent).collect();
        let others = from(&|it| is_document(it.from) && it.relation != Relation::Parent);
        let others: Vec<Target> =
            others.into_iter().filter(|it| !named.contains(it) && !children.contains(it)).collect();
        let told_elsewhere = [RegisterKind::Terms, RegisterKind::Exceptions];
        let entries = from(&|it| matches!(it.from, Target::Entry(kind, _) if !told_elsewhere.contains(&kind)));
        let one = |title: &str, reference: &Option<Reference>| {
            self.relations(title, reference.as_ref().and_then(|it| it.target))
        };
        let groups = [
            self.relations("carries_out_controls", targets(&front.controls)),
            self.relations("serves_clauses", targets(&front.clauses)),
            self.relations("treats_risks", targets(&front.risks)),
            self.relations("meets_obligations", targets(&front.obligations)),
            one("belongs_to", &front.parent),
            self.relations("put_into_practice_by", children),
            self.relations("related", targets(&front.related)),
            self.relations("replaces", targets(&front.supersedes)),
            one("replaced_by", &front.superseded_by),
            one("translation_of", &front.translation_of),
            self.relations("gives_duties_to", targets(&front.roles)),
            self.relations("named_by_documents", others),
            self.relations("named_by_registers", entries),
        ];
        groups.into_iter().flatten().collect()
    }

    /// The table of the register that a document carries.
    fn register_view(&self, document: &Document) -> Option<RegisterView> {
        let kind = document.front.register.as_ref()?.value;
        if !self.addresses.visible.shows_register(kind) {
            return None;
        }
        let title = self.register_words(kind);
        let mut table = self.register_table(kind);
        let is_elsewhere = table.total > ROWS || kind == RegisterKind::Terms;
        if is_elsewhere {
            table.groups = Vec::new();
        }
        // The page of the register has the anchors; here they would only stand twice.
        let rows = table.groups.iter_mut().flat_map(|group| &mut group.rows);
        rows.for_each(|row: &mut Row| row.facets.clear());
        let page = Link { href: register(kind), words: self.words.get("document.register_page").to_owned() };
        Some(RegisterView { title, page, table, is_elsewhere })
    }

    /// Where an error in a document can be told: the repository's own list, else the address that the document names.
    fn report_link(&self, document: &Document) -> Option<String> {
        let front = &document.front;
        let title = encoded(&format!("{} {}", document.name(), brief(document.title())));
        let title = title.replace('&', "%26").replace('+', "%2B");
        let repository = self.cx.config.html.git_repository_url.as_deref().map(|it| it.trim().trim_end_matches('/'));
        if let Some(repository) = repository.filter(|it| markdown::is_outside(it)) {
            let host = repository.split("://").nth(1).and_then(|it| it.split('/').next()).unwrap_or_default();
            if host.contains("gitlab") {
                return Some(format!("{repository}/-/issues/new?issue%5Btitle%5D={title}"));
            }
            if ["github", "codeberg", "gitea", "forgejo"].iter().any(|it| host.contains(it)) {
                return Some(format!("{repository}/issues/new?title={title}"));
            }
        }
        let contact = front.contact.as_ref().map(|it| it.value.trim())?;
        let is_plain = contact.contains('@') && !contact.contains([' ', '"', '<', '\n', ':', '?']);
        if is_plain { Some(format!("mailto:{contact}?subject={title}")) } else { None }
    }

    fn edit_link(&self, document: &Document) -> Option<String> {
        let template = self.cx.config.html.edit_url_template.as_ref()?;
        let path = encoded(self.cx.texts.name(document.file));
        let link = template.replace("{path}", &path);
        if markdown::is_outside(&link) { Some(link) } else { None }
    }
}

/// The key of the words before the day since which a state holds.
fn since_key(state: State) -> Option<&'static str> {
    match state {
        State::InForce => Some("document.in_force_since"),
        State::Approved => Some("document.in_force_from"),
        State::Retired => Some("document.in_force_until"),
        State::Draft | State::InReview | State::Superseded => None,
    }
}

/// `Confirm that you have read this, every 12 months, within 14 days.`
fn acknowledgement(words: &Words, document: &Document) -> Option<String> {
    let wanted = document.front.acknowledgement.as_ref().filter(|it| it.is_required)?;
    let mut sentence = words.get("document.confirm").to_owned();
    if let Some(interval) = &wanted.interval {
        let interval = words.interval(interval.value);
        let _ = write!(sentence, ", {}", words.with("document.every", &[("interval", &interval)]));
    }
    if let Some(days) = &wanted.due_days {
        let _ = write!(sentence, ", {}", words.count(days.value as usize, "document.within"));
    }
    sentence.push('.');
    Some(sentence)
}

fn external_source(words: &Words, document: &Document) -> Option<Fact> {
    let source = document.front.external_source.as_ref()?;
    let parts = [&source.title, &source.publisher, &source.edition, &source.date, &source.licence];
    let parts: Vec<&str> = parts.into_iter().flatten().map(|it| it.value.as_str()).collect();
    if parts.is_empty() { None } else { fact(words, "external_source", vec![Piece::text(parts.join(", "))]) }
}
