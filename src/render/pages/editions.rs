//! All editions with their days, so that a reader finds the handbook as it stood on any of them.

use crate::approval::State;
use crate::error::Error;
use crate::model::short_commit;
use crate::render::Renderer;
use crate::render::view::Day;
use crate::render::views::{EditionRow, EditionsView};

pub(super) fn render(renderer: &Renderer<'_>, path: &str) -> Result<Vec<u8>, Error> {
    let cx = &renderer.cx;
    let editions = &cx.past.editions;
    let mut rows: Vec<EditionRow> = Vec::with_capacity(editions.len());
    for (index, edition) in editions.iter().enumerate() {
        rows.push(EditionRow {
            name: edition.name.clone(),
            address: edition.address(),
            from: Day::of(&renderer.words, edition.day),
            until: editions.get(index + 1).map(|it| Day::of(&renderer.words, it.day)),
            commit: short_commit(&edition.commit).to_owned(),
            documents: edition.documents,
            in_force: edition.in_force,
        });
    }
    rows.reverse();
    let in_force = |index: u32| renderer.scope.standing(index).state == State::InForce;
    let view = EditionsView {
        today: Day::of(&renderer.words, cx.today),
        commit: cx.revision.as_deref().map(|it| short_commit(it).to_owned()),
        documents: renderer.scope.documents().count(),
        in_force: renderer.scope.documents().filter(|(index, _)| in_force(*index)).count(),
        editions: rows,
    };
    let mut frame = renderer.frame(path, "editions", "editions", renderer.words.get("page.editions"));
    frame.is_wide = true;
    renderer.fill("editions.html", &frame, &view, None)
}
