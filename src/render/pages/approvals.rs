//! What waits for whom, what was changed since its approval, and who approved what with which proof.

use crate::approval::{Assurance, Standing};
use crate::error::Error;
use crate::model::Target;
use crate::render::Renderer;
use crate::render::part::{Part, ROWS};
use crate::render::pieces::{capital, count, shortened, standing_pieces};
use crate::render::proof::proof;
use crate::render::tables::{as_it_is, columns, filter, plain_table, row, state_words};
use crate::render::view::{Figure, Piece, Row, Table};
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
        filter(&table, "waiting", "Approval", as_it_is),
        filter(&table, "proof", "Proof", as_it_is),
        filter(&table, "state", "State", state_words),
        filter(&table, "approver", "Waits for or approved by", str::to_owned),
    ];
    let view = ListView {
        lead: "Who approved which words, how that is proved, and what still waits for whom.".to_owned(),
        figures: renderer.approval_figures(&documents, waiting),
        bar: None,
        filters: filters.into_iter().flatten().collect(),
        table,
        parts: part.links(PATH, documents.len(), ROWS),
    };
    let mut frame = renderer.frame(path, "approvals", "approvals", "Approvals");
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
        let all = || format!("of {}", count(documents.len(), "document"));
        let figure = |number: usize, words: &str, note: String, tone: &'static str| Figure {
            number,
            words: words.to_owned(),
            note,
            href: None,
            tone,
            bar: None,
        };
        let bound = with(Assurance::Bound);
        vec![
            figure(with(Assurance::Signed), "signed", all(), "in-force"),
            figure(bound, "bound to their words", all(), "in-force"),
            figure(with(Assurance::Declared), "only declared", "no record proves them".to_owned(), "approved"),
            figure(
                waiting,
                "awaiting approval",
                "listed first".to_owned(),
                if waiting == 0 { "" } else { "in-review" },
            ),
        ]
    }

    fn approvals_table(&self, documents: &[u32]) -> Table {
        let columns = columns(&[
            ("Document", "words"),
            ("Version", "narrow"),
            ("State", "narrow"),
            ("By, or still needed from", "words"),
            ("On", "narrow"),
            ("Proof", "narrow"),
        ]);
        let rows = documents.iter().map(|it| self.approval_row(*it)).collect();
        plain_table(
            "Approvals",
            columns,
            rows,
            "No document yet. Each that is added is listed here with its approvals.",
        )
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
        let names = by.iter().chain(&needed).filter(|it| it.kind == "text");
        let names = names.map(|it| it.text.as_str()).collect::<Vec<_>>().join("|");
        let made = row(vec![
            self.document_piece(index).into_iter().collect(),
            front.version.as_ref().map(|it| Piece::text(&it.value)).into_iter().collect(),
            standing_pieces(standing),
            by.into_iter().chain(needed).collect(),
            on.map(Piece::day).into_iter().collect(),
            vec![proof(standing.assurance)],
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
        let by = if standing.requirement.roles.is_empty() { "" } else { " by" };
        let words = format!("{} needed{by}", count(standing.missing as usize, "approval"));
        let mut pieces = vec![Piece::note(words).on_new_line()];
        for name in &standing.requirement.roles {
            if pieces.len() > 1 {
                pieces.push(Piece::note("or"));
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
