//! The traceability matrix: controls, risks and obligations with what each leads to and what it lacks.

use crate::error::Error;
use crate::render::Renderer;
use crate::render::part::{Part, ROWS};
use crate::render::tables::{Trace, as_written};
use crate::render::view::{Figure, Link};
use crate::render::views::{TraceView, TraceabilityView};

/// Where the list begins.
pub(in crate::render) const PATH: &str = "traceability.html";

pub(super) fn render(renderer: &Renderer<'_>, path: &str, part: Part) -> Result<Vec<u8>, Error> {
    let shown: Vec<Trace> = Trace::ALL.into_iter().filter(|it| it.is_shown(&renderer.addresses.visible)).collect();
    let longest = shown.iter().map(|it| it.length(renderer.handbook, &renderer.addresses.visible)).max();
    let view = TraceabilityView {
        figures: shown.iter().map(|it| renderer.trace_figure(*it)).collect(),
        tables: shown.iter().map(|it| renderer.trace_view(*it, part)).collect(),
        parts: part.links(PATH, longest.unwrap_or_default(), ROWS),
    };
    let mut frame = renderer.frame(path, "traceability", "traceability", renderer.words.get("page.traceability"));
    frame.is_wide = true;
    let links = shown.iter().map(|it| Link {
        href: it.csv_path().to_owned(),
        words: renderer.words.of_section("download", &format!("trace_{}", it.name())),
    });
    frame.downloads = links.collect();
    renderer.fill("traceability.html", &frame, &view, None)
}

impl Renderer<'_> {
    fn trace_view(&self, trace: Trace, part: Part) -> TraceView {
        let rows = self.trace_rows(trace);
        let mut table = self.trace_table(trace, part.rows(&rows, ROWS));
        table.total = rows.len();
        let filters = self.filter(&table, trace.gap(), ("gap", as_written)).into_iter().collect();
        TraceView { name: trace.name(), filters, table }
    }

    fn trace_figure(&self, trace: Trace) -> Figure {
        let rows = self.trace_rows(trace);
        let broken = rows.iter().filter(|it| self.gaps().contains_key(&trace.target(**it))).count();
        Figure {
            number: broken,
            words: self.words.of_section("trace", trace.name()),
            note: self.words.count(rows.len(), &format!("trace.of_{}", trace.name())),
            href: None,
            tone: if broken == 0 { "in-force" } else { "overdue" },
            bar: None,
        }
    }
}
