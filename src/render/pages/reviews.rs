//! The year of reviews: what is overdue, then twelve months as rows with a dot for each document, and the list behind it.

use crate::approval::Review;
use crate::error::Error;
use crate::render::Renderer;
use crate::render::brief::brief;
use crate::render::chart::{Month, Year, year};
use crate::render::part::{Part, ROWS};
use crate::render::tables::{as_it_is, as_written};
use crate::render::view::{Figure, Link};
use crate::render::views::ReviewsView;
use crate::text::Date;

pub(super) fn render(renderer: &Renderer<'_>, path: &str, part: Part) -> Result<Vec<u8>, Error> {
    let due = renderer.reviews_due();
    let mut table = renderer.documents_table(
        part.rows(&due.iter().map(|it| it.1).collect::<Vec<_>>(), ROWS),
        renderer.words.get("page.reviews_table"),
    );
    let filters =
        [renderer.filter(&table, "type", ("type", as_it_is)), renderer.filter(&table, "owner", ("owner", as_written))];
    table.total = due.len();
    renderer.words.get("empty.reviews").clone_into(&mut table.empty);
    let overdue = due.iter().filter(|it| it.0 < renderer.cx.today).count();
    let soon = due.iter().filter(|(_, index)| matches!(renderer.scope.standing(*index).review, Review::In(0..=60)));
    let figure = |number, key: &str, tone| Figure {
        number,
        words: renderer.words.get(key).to_owned(),
        note: String::new(),
        href: None,
        tone,
        bar: None,
    };
    let view = ReviewsView {
        lead: renderer.words.count(due.len(), "lead.reviews"),
        figures: vec![
            figure(overdue, "figure.overdue", if overdue > 0 { "overdue" } else { "" }),
            figure(soon.count(), "figure.soon", ""),
        ],
        drawing: renderer.year_drawing(),
        filters: filters.into_iter().flatten().collect(),
        table,
        parts: part.links("reviews.html", due.len(), ROWS),
    };
    let mut frame = renderer.frame(path, "reviews", "reviews", renderer.words.get("page.reviews"));
    frame.is_wide = true;
    frame.downloads =
        vec![Link { href: "reviews.ics".to_owned(), words: renderer.words.get("download.subscribe").to_owned() }];
    renderer.fill("reviews.html", &frame, &view, None)
}

impl Renderer<'_> {
    /// The year of reviews as a picture.
    pub(in crate::render) fn year_drawing(&self) -> String {
        year(&self.words, &self.year(&self.reviews_due()))
    }

    /// The days of the next reviews with their documents, in the order of time.
    fn reviews_due(&self) -> Vec<(Date, u32)> {
        let shown = self.scope.documents();
        let mut due: Vec<(Date, u32)> =
            shown.filter_map(|(index, _)| Some((self.scope.standing(index).review_due?, index))).collect();
        due.sort_unstable();
        due
    }

    /// The overdue ones, and the twelve months from that of the build on.
    fn year(&self, due: &[(Date, u32)]) -> Year {
        let today = self.cx.today;
        let dot = |(day, index): &(Date, u32)| {
            let document = self.handbook.document(*index);
            let words = format!("{} {}: {}", document.name(), brief(document.title()), self.words.day(*day));
            (day.day_of_month(), words)
        };
        let overdue = due.iter().filter(|it| it.0 < today).map(dot).collect();
        let mut months = Vec::new();
        let mut month = Some(today.first_of_month());
        while let Some(first) = month.filter(|_| months.len() < 12) {
            let next = first.plus(crate::text::Interval::of_months(1));
            let is_in = |day: Date| day >= today && day >= first && next.is_none_or(|next| day < next);
            let dots = due.iter().filter(|it| is_in(it.0)).map(dot).collect();
            months.push(Month { name: self.words.month(first), dots });
            month = next;
        }
        Year { overdue: Month { name: self.words.get("value.overdue").to_owned(), dots: overdue }, months }
    }
}
