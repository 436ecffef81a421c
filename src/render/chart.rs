//! Pictures that people would rather look at than read: the heat map and bars of shares. Drawn in the page's colours
//! through classes; what they say stands beside them in words.

use std::fmt::Write as _;

use crate::model::RiskMethod;
use crate::survey::{Heat, Moment};

use super::markdown::escape;
use super::words::Words;

const CELL: usize = 56;
const LEFT: usize = 128;
const TOP: usize = 8;
const BOTTOM: usize = 76;

/// What a heat map is drawn from.
pub(super) struct Map<'m> {
    pub(super) method: &'m RiskMethod,
    pub(super) heat: &'m Heat,
    pub(super) moment: Moment,
    pub(super) title: &'m str,
    pub(super) words: &'m Words,
    /// The page that has the lists behind the cells; empty where it is this one.
    pub(super) page: &'m str,
}

/// The name of a cell's list: `before-3-4` for likelihood 3 and impact 4.
pub(super) fn cell_anchor(moment: Moment, likelihood: usize, impact: usize) -> String {
    let moment = match moment {
        Moment::Inherent => "before",
        Moment::Residual => "after",
    };
    format!("{moment}-{likelihood}-{impact}")
}

/// The class of a score's colour, from 0 for the lowest band to 4 for the highest, whatever the number of bands.
pub(super) fn band_step(method: &RiskMethod, score: u32) -> usize {
    let last = method.bands.len().saturating_sub(1);
    (method.band(score) * 4 + last / 2).checked_div(last).unwrap_or(0)
}

/// The heat map with a number in each cell that holds risks, each leading to the list of the cell.
pub(super) fn heat_map(map: &Map<'_>) -> String {
    let method = map.method;
    let (rows, columns) = (method.likelihood.len(), method.impact.len());
    let (width, height) = (LEFT + columns * CELL, TOP + rows * CELL + BOTTOM);
    let mut out = String::with_capacity(rows * columns * 220);
    let name = cell_anchor(map.moment, 0, 0);
    let _ = write!(
        out,
        "<svg class=\"heat\" viewBox=\"0 0 {width} {height}\" role=\"group\" aria-labelledby=\"_{name}-title _{name}-words\">\
         <title id=\"_{name}-title\">"
    );
    escape(&mut out, map.title);
    let _ = write!(out, "</title><desc id=\"_{name}-words\">");
    escape(&mut out, map.words.get("picture.heat"));
    out.push_str("</desc>");
    for likelihood in (1..=rows).rev() {
        let y = TOP + (rows - likelihood) * CELL;
        label(&mut out, "axis axis-y", (LEFT - 10, y + CELL / 2 + 5), &method.likelihood[likelihood - 1]);
        for impact in 1..=columns {
            cell(&mut out, map, (likelihood, impact), (LEFT + (impact - 1) * CELL, y));
        }
    }
    for (index, words) in method.impact.iter().enumerate() {
        let x = LEFT + index * CELL + CELL / 2;
        let y = TOP + rows * CELL + 16;
        let _ = write!(out, "<text class=\"axis axis-x\" transform=\"translate({x} {y}) rotate(-35)\">");
        escape(&mut out, words);
        out.push_str("</text>");
    }
    out.push_str("</svg>");
    out
}

fn cell(out: &mut String, map: &Map<'_>, (likelihood, impact): (usize, usize), (x, y): (usize, usize)) {
    let score = map.method.score(likelihood as u32, impact as u32).unwrap_or_default();
    let step = band_step(map.method, score);
    let count = map.heat.cells[likelihood - 1][impact - 1].len();
    let side = CELL - 2;
    let rectangle = format!(
        "<rect class=\"cell step-{step}\" x=\"{}\" y=\"{}\" width=\"{side}\" height=\"{side}\" rx=\"3\"/>",
        x + 1,
        y + 1
    );
    if count == 0 {
        out.push_str(&rectangle);
        return;
    }
    let anchor = cell_anchor(map.moment, likelihood, impact);
    let _ = write!(out, "<a href=\"{}#{anchor}\" aria-label=\"", map.page);
    let words = map.words.with(
        "picture.heat_cell",
        &[
            ("risks", &map.words.count(count, "count.risk")),
            ("likelihood", &map.method.likelihood[likelihood - 1]),
            ("impact", &map.method.impact[impact - 1]),
            ("score", &score),
        ],
    );
    escape(out, &words);
    let _ = write!(
        out,
        "\">{rectangle}<text class=\"amount\" x=\"{}\" y=\"{}\">{count}</text></a>",
        x + CELL / 2,
        y + CELL / 2 + 6
    );
}

fn label(out: &mut String, class: &str, (x, y): (usize, usize), words: &str) {
    let _ = write!(out, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">");
    escape(out, words);
    out.push_str("</text>");
}

/// A part of a bar: the class of its colour, its words and how much it is.
pub(super) struct Share<'s> {
    pub(super) class: &'static str,
    pub(super) words: &'s str,
    pub(super) amount: usize,
}

/// A bar of shares with their words as its text alternative. Empty shares leave no trace.
pub(super) fn bar(words: &Words, shares: &[Share<'_>]) -> String {
    let total: usize = shares.iter().map(|it| it.amount).sum();
    let spoken: Vec<String> =
        shares.iter().filter(|it| it.amount > 0).map(|it| format!("{}: {}", it.words, it.amount)).collect();
    let mut out = String::from(
        "<svg class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"",
    );
    escape(&mut out, &if spoken.is_empty() { words.get("empty.bar").to_owned() } else { spoken.join(", ") });
    out.push_str("\"><rect class=\"rest\" x=\"0\" y=\"0\" width=\"1000\" height=\"10\"/>");
    let mut before = 0;
    for share in shares.iter().filter(|it| it.amount > 0) {
        let start = before * 1000 / total.max(1);
        before += share.amount;
        let end = before * 1000 / total.max(1);
        let _ = write!(
            out,
            "<rect class=\"{}\" x=\"{start}\" y=\"0\" width=\"{}\" height=\"10\"/>",
            share.class,
            end - start
        );
    }
    out.push_str("</svg>");
    out
}

/// A row of the year: a month, or what is overdue. Dots have their day of the month and their words.
pub(super) struct Month {
    pub(super) name: String,
    pub(super) dots: Vec<(u32, String)>,
}

/// What the year of reviews is drawn from.
pub(super) struct Year {
    pub(super) overdue: Month,
    pub(super) months: Vec<Month>,
}

/// Dots of one row before the row says only how many there are.
const DOTS: usize = 48;

/// Twelve months as rows, a dot for each review at its day; overdue ones stand in a row above, side by side. After it the
/// same for a narrow screen, where days have no room: the dots of a month side by side, and their number.
pub(super) fn year(words: &Words, year: &Year) -> String {
    const ROW: usize = 34;
    const HEAD: usize = 150;
    const WIDTH: usize = 960;
    const STEP: usize = (WIDTH - HEAD - 20) / 31;
    let rows = year.months.len() + usize::from(!year.overdue.dots.is_empty());
    let height = rows * ROW + 28;
    let mut out = format!(
        "<svg class=\"year\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"_year-title _year-words\">\
         <title id=\"_year-title\">"
    );
    escape(&mut out, words.get("picture.year"));
    out.push_str("</title><desc id=\"_year-words\">");
    escape(&mut out, words.get("picture.year_words"));
    out.push_str("</desc>");
    for day in [1, 8, 15, 22, 29] {
        let x = HEAD + (day - 1) * STEP + STEP / 2;
        let _ = write!(out, "<text class=\"axis\" x=\"{x}\" y=\"14\">{day}</text>");
    }
    let has_overdue = !year.overdue.dots.is_empty();
    let all =
        std::iter::once((&year.overdue, true)).filter(|_| has_overdue).chain(year.months.iter().map(|it| (it, false)));
    for (row, (month, is_overdue)) in all.enumerate() {
        let middle = 28 + row * ROW + ROW / 2;
        let class = if is_overdue { "late" } else { "month" };
        let _ = write!(out, "<text class=\"axis axis-y {class}\" x=\"{}\" y=\"{}\">", HEAD - 14, middle + 5);
        escape(&mut out, &month.name);
        let _ = write!(out, "</text><path class=\"row\" d=\"M{HEAD} {middle}H{}\"/>", WIDTH - 20);
        let mut taken = [0_usize; 32];
        for (place, (day, words)) in month.dots.iter().take(DOTS).enumerate() {
            let (x, lift) = if is_overdue {
                (HEAD + place * ((WIDTH - HEAD - 20) / DOTS) + 8, 0)
            } else {
                let slot = &mut taken[(*day as usize).min(31)];
                *slot += 1;
                (HEAD + (*day as usize).saturating_sub(1) * STEP + STEP / 2, (*slot - 1).min(2) * 11)
            };
            let _ = write!(out, "<circle class=\"{class}\" cx=\"{x}\" cy=\"{}\" r=\"5\"><title>", middle - lift);
            escape(&mut out, words);
            out.push_str("</title></circle>");
        }
        if month.dots.len() > DOTS {
            let more = month.dots.len() - DOTS;
            let _ = write!(out, "<text class=\"axis\" x=\"{}\" y=\"{}\">+{more}</text>", WIDTH - 30, middle - 8);
        }
    }
    out.push_str("</svg>");
    months(&mut out, words, year);
    out
}

/// The year on a narrow screen. The dots of a row are one path, drawn by its round ends.
fn months(out: &mut String, words: &Words, year: &Year) {
    const ROW: usize = 28;
    const HEAD: usize = 140;
    const STEP: usize = 12;
    const MOST: usize = 13;
    let has_overdue = !year.overdue.dots.is_empty();
    let late = std::iter::once((&year.overdue, "late")).filter(|_| has_overdue);
    let rows: Vec<(&Month, &str)> = late.chain(year.months.iter().map(|it| (it, "month"))).collect();
    let _ =
        write!(out, "<svg class=\"year-narrow\" viewBox=\"0 0 342 {}\" role=\"img\" aria-label=\"", rows.len() * ROW);
    escape(out, words.get("picture.year"));
    for (month, _) in &rows {
        out.push_str("; ");
        escape(out, &month.name);
        let _ = write!(out, ": {}", month.dots.len());
    }
    out.push_str("\">");
    for (row, (month, class)) in rows.into_iter().enumerate() {
        let middle = row * ROW + ROW / 2;
        let _ = write!(out, "<text class=\"axis {class}\" x=\"0\" y=\"{}\">", middle + 5);
        escape(out, &month.name);
        out.push_str("</text>");
        let amount = month.dots.len();
        if amount > 0 {
            let length = (amount.min(MOST) - 1) * STEP;
            let _ = write!(out, "<path class=\"dots {class}\" d=\"M{HEAD} {middle}h{length}.01\"/>");
        }
        let _ = write!(out, "<text class=\"amount\" x=\"342\" y=\"{}\">{amount}</text>", middle + 5);
    }
    out.push_str("</svg>");
}

#[cfg(test)]
mod tests {
    use super::{Map, Month, Share, Year, band_step, bar, heat_map, year};
    use crate::model::{Handbook, RiskMethod};
    use crate::render::words::Words;
    use crate::survey::{Moment, heat};

    #[test]
    fn pictures_carry_no_styles_and_their_words() {
        let drawn = bar(
            &Words::default(),
            &[Share { class: "ok", words: "In <force>", amount: 3 }, Share { class: "no", words: "Draft", amount: 1 }],
        );
        assert!(drawn.contains("aria-label=\"In &lt;force&gt;: 3, Draft: 1\"") && !drawn.contains("style="));
        assert!(drawn.contains("x=\"750\""));
        let handbook = Handbook::default();
        let heat = heat(&handbook, Moment::Inherent);
        let method = RiskMethod::default();
        let map = heat_map(&Map {
            method: &method,
            heat: &heat,
            moment: Moment::Inherent,
            title: "Before",
            words: &Words::default(),
            page: "",
        });
        assert!(!map.contains("style=") && map.matches("<rect").count() == 25);
    }

    #[test]
    fn a_year_has_a_dot_for_each_review() {
        let month = |name: &str, dots: &[(u32, &str)]| Month {
            name: name.to_owned(),
            dots: dots.iter().map(|(day, words)| (*day, (*words).to_owned())).collect(),
        };
        let months = vec![month("March 2026", &[(1, "One <1>"), (1, "Two")]), month("April 2026", &[])];
        let drawn = year(&Words::default(), &Year { overdue: month("Overdue", &[]), months });
        assert!(drawn.matches("<circle").count() == 2 && drawn.contains("One &lt;1&gt;") && !drawn.contains("Overdue"));
        let (_, narrow) = drawn.split_once("year-narrow").expect("a picture for narrow screens");
        assert!(narrow.contains("; March 2026: 2; April 2026: 0\""), "{narrow}");
        assert!(narrow.contains("h12.01\"/>") && narrow.matches("class=\"dots").count() == 1, "{narrow}");
    }

    #[test]
    fn bands_spread_over_the_steps() {
        let method = RiskMethod::default();
        assert_eq!([1, 5, 10, 25].map(|score| band_step(&method, score)), [0, 1, 3, 4]);
    }
}
