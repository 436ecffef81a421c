//! What waits for whom, what was changed since its approval, and who approved what with which proof.

use crate::approval::{Assurance, Standing};
use crate::error::Error;
use crate::model::Target;
use crate::render::Renderer;
use crate::render::part::{Part, ROWS};
use crate::render::pieces::{capital, shortened, standing_pieces};
use crate::render::proof::proof;
use crate::render::tables::{as_it_is, as_written, columns, plain_table, row, state_words};
use crate::render::view::{Figure, Piece, PieceKind, Row, Table};
use crate::render::views::ListView;

/// Where the list begins.
const PATH: &str = "approvals.html";

pub(super) fn render(renderer: &Renderer<'_>, path: &str, part: Part) -> Result<Vec<u8>, Error> {
    let mut documents: Vec<u32> = renderer.scope.documents().map(|(index, _)| index).collect();
    documents.retain(|it| renderer.scope.standing(*it).state.is_alive());
    let waits = |index: &u32| renderer.scope.standing(*index).missing > 0;
    // What waits stands first; the order within is the handbook's.
    documents.sort_by_key(|it| !waits(it));
    let waiting = documents.iter().filter(|it| waits(it)).count();
    let mut table = renderer.approvals_table(part.rows(&documents, ROWS));
    table.total = documents.len();
    let filters = [
        renderer.filter(&table, "waiting", ("approval", as_it_is)),
        renderer.filter(&table, "proof", ("proof", as_it_is)),
        renderer.filter(&table, "state", ("state", state_words)),
        renderer.filter(&table, "approver", ("waits_for_or_approved_by", as_written)),
    ];
    let view = ListView {
        lead: renderer.words.get("lead.approvals").to_owned(),
        figures: renderer.approval_figures(&documents, waiting),
        bar: None,
        filters: filters.into_iter().flatten().collect(),
        table,
        parts: part.links(PATH, documents.len(), ROWS),
    };
    let mut frame = renderer.frame(path, "approvals", "approvals", renderer.words.get("page.approvals"));
    frame.is_wide = true;
    renderer.fill("approvals.html", &frame, &view, None)
}

impl Renderer<'_> {
    fn approval_figures(&self, documents: &[u32], waiting: usize) -> Vec<Figure> {
        let with = |assurance: Assurance| {
            let has = |it: &&u32| {
                let standing = self.scope.standing(**it);
                standing.missing == 0 && standing.assurance == assurance
            };
            documents.iter().filter(has).count()
        };
        let all = || self.words.count(documents.len(), "figure.of_documents");
        let figure = |number: usize, key: &str, note: String, tone: &'static str| Figure {
            number,
            words: self.words.get(key).to_owned(),
            note,
            href: None,
            tone,
            bar: None,
        };
        let bound = with(Assurance::Bound);
        vec![
            figure(with(Assurance::Signed), "figure.signed", all(), "in-force"),
            figure(bound, "figure.bound", all(), "in-force"),
            figure(
                with(Assurance::Declared),
                "figure.declared",
                self.words.get("figure.no_record").to_owned(),
                "approved",
            ),
            figure(
                waiting,
                "figure.waiting",
                self.words.get("figure.first").to_owned(),
                if waiting == 0 { "" } else { "in-review" },
            ),
        ]
    }

    fn approvals_table(&self, documents: &[u32]) -> Table {
        let columns = columns(
            &self.words,
            &[
                ("document", "words"),
                ("version", "narrow"),
                ("state", "narrow"),
                ("by_or_still_needed_from", "words"),
                ("on", "narrow"),
                ("proof", "narrow"),
            ],
        );
        let rows = documents.iter().map(|it| self.approval_row(*it)).collect();
        plain_table(self.words.get("page.approvals"), columns, rows, self.words.get("empty.approvals"))
    }

    fn approval_row(&self, index: u32) -> Row {
        let document = self.handbook.document(index);
        let front = &document.front;
        let standing = self.scope.standing(index);
        let is_declared = standing.assurance == Assurance::Declared;
        let by = match standing.approvals.as_slice() {
            [] if is_declared => self.option(front.approved_by.as_ref().or(front.approver.as_ref())),
            given => given
                .iter()
                .enumerate()
                .flat_map(|(place, it)| {
                    let mut pieces = self.approver(it);
                    if let (Some(first), true) = (pieces.first_mut(), place > 0) {
                        first.begins_line = true;
                    }
                    pieces
                })
                .collect(),
        };
        let declared = front.approved_on.map(|it| it.value).filter(|_| is_declared);
        let on = standing.approvals.last().map(|it| it.time.date()).or(declared);
        let needed = self.needed(standing);
        let names = by.iter().chain(&needed).filter(|it| it.kind == PieceKind::Text);
        let names = names.map(|it| it.text.as_str()).collect::<Vec<_>>().join("|");
        let made = row(vec![
            self.document_piece(index).into_iter().collect(),
            front.version.as_ref().map(|it| Piece::text(&it.value)).into_iter().collect(),
            standing_pieces(&self.words, standing),
            by.into_iter().chain(needed).collect(),
            on.map(|it| self.day(it)).into_iter().collect(),
            vec![proof(&self.words, standing.assurance)],
        ])
        .with("waiting", if standing.missing > 0 { "waiting" } else { "given" })
        .with("proof", standing.assurance.name())
        .with("state", standing.state.name())
        .with("approver", names);
        Row { class: if standing.flags.is_changed { "overdue" } else { "" }, ..made }
    }

    /// `2 approvals needed by` and the roles that may give them.
    fn needed(&self, standing: &Standing) -> Vec<Piece> {
        if standing.missing == 0 {
            return Vec::new();
        }
        let key = if standing.requirement.roles.is_empty() { "approval.needed" } else { "approval.needed_by" };
        let words = self.words.count(standing.missing as usize, key);
        let mut pieces = vec![Piece::note(words).on_new_line()];
        for name in &standing.requirement.roles {
            if pieces.len() > 1 {
                pieces.push(Piece::note(self.words.get("approval.or")));
            }
            pieces.push(self.role_piece(name));
        }
        pieces
    }

    fn role_piece(&self, name: &str) -> Piece {
        let entry =
            self.names.role(name).and_then(|it| self.piece(Target::Entry(crate::model::RegisterKind::Roles, it)));
        entry.map_or_else(|| Piece::text(capital(name)), shortened)
    }
}
