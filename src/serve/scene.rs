//! The site at one moment: what is asked for is looked up in its plan and made on the spot.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::approval::Judged;
use crate::config::Site;
use crate::error::Error;
use crate::render::{self, Excused, PageKind, Plan, Renderer};
use crate::session::Project;
use crate::source::Attachment;
use crate::text::Date;

/// Files of a theme by their paths, as [`crate::source::read_theme`] gives them.
pub(super) type Overrides = BTreeMap<String, String>;

/// Everything that a site is made from, shared with whoever still works on it.
#[derive(Clone)]
pub(super) struct Shown {
    pub(super) project: Arc<Project>,
    pub(super) judged: Arc<Judged>,
    /// Findings that somebody answers for, as the last check found them.
    pub(super) excused: Arc<Vec<Excused>>,
    pub(super) overrides: Arc<Overrides>,
    pub(super) site: Option<String>,
    pub(super) today: Date,
}

impl Shown {
    /// The named build; that it is declared was seen before.
    pub(super) fn site(&self) -> Option<&Site> {
        self.project.site(self.site.as_deref()).ok().flatten()
    }

    pub(super) fn context(&self) -> render::Context<'_> {
        render::Context { site: self.site(), excused: &self.excused, ..self.project.pages(&self.judged, self.today) }
    }
}

/// What lies at an address.
pub(super) enum Found {
    Page(PageKind, Vec<u8>),
    File(Vec<u8>),
    /// A file that is published as it is.
    Attachment(Attachment),
    /// A file of the search index, which is made as a whole.
    Search,
    Nothing,
}

/// A site ready to be asked.
pub(super) struct Scene<'s> {
    shown: &'s Shown,
    renderer: Renderer<'s>,
    plan: Plan,
    assets: Vec<(String, Vec<u8>)>,
}

impl<'s> Scene<'s> {
    /// # Errors
    /// When a template of the project cannot be read.
    pub(super) fn new(shown: &'s Shown) -> Result<Self, Error> {
        let renderer = Renderer::new(shown.context(), &shown.overrides)?;
        let (plan, assets) = (renderer.plan(), renderer.assets());
        Ok(Scene { shown, renderer, plan, assets })
    }

    /// What lies at this path from the root of the site. Only what the plan lists is ever looked for.
    ///
    /// # Errors
    /// When a template of the project fails, or a file that is published as it is cannot be read.
    pub(super) fn find(&self, path: &str) -> Result<Found, Error> {
        let plan = &self.plan;
        if let Ok(at) = plan.pages.binary_search_by(|it| it.path.as_str().cmp(path)) {
            let page = &plan.pages[at];
            return Ok(Found::Page(page.kind, self.renderer.render(page)?));
        }
        if let Some(file) = plan.files.iter().find(|it| it.path == path) {
            return Ok(Found::File(self.renderer.file(file)));
        }
        if let Some((_, bytes)) = self.assets.iter().find(|(name, _)| name == path) {
            return Ok(Found::File(bytes.clone()));
        }
        if let Some(attachment) = plan.attachments.iter().find(|it| it.path == path) {
            return Ok(Found::Attachment(Attachment::open(&self.shown.project.root, &attachment.name)?));
        }
        let is_index = path.strip_prefix(render::SEARCH).is_some_and(|rest| rest.starts_with('/'));
        Ok(if is_index { Found::Search } else { Found::Nothing })
    }

    /// The page for addresses at which nothing lies.
    ///
    /// # Errors
    /// As [`Scene::find`].
    pub(super) fn missing(&self) -> Result<Vec<u8>, Error> {
        let page = self.plan.pages.iter().find(|it| it.kind == PageKind::Missing);
        page.map_or_else(|| Ok(Vec::new()), |page| self.renderer.render(page))
    }

    pub(super) fn shown(&self) -> &'s Shown {
        self.shown
    }
}
