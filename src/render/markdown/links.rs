//! Links, bare ids and pictures: each leads to where the linker found it, out of the handbook by one of three schemes,
//! or nowhere, and then its words stand alone.

use crate::link::filled;
use crate::model::{Content, LinkForm, Mention, Node, RegisterKind, Target};

use super::Writer;
use super::escape::{Reach, escape, reach};
use crate::render::address::encoded;
use crate::render::brief::brief;

/// What the end of a link has to close.
pub(super) enum OpenLink {
    Inside,
    Outside,
    /// Only words.
    Nothing,
}

impl Writer<'_> {
    /// Whether the words of a link are filled in from what it names.
    pub(super) fn writes_own_words(&self, index: u32) -> bool {
        self.body.links.get(index as usize).is_some_and(|it| it.form == LinkForm::WikiBare)
    }

    /// A wiki link without words: the id and the title of its target; the bare name where it leads nowhere.
    pub(super) fn bare_link(&mut self, index: u32) {
        let Some(link) = self.body.links.get(index as usize) else { return };
        let handbook = self.ground.handbook;
        let found = link.target.and_then(|target| Some((target, self.ground.addresses.href(handbook, target)?)));
        let Some((target, href)) = found else {
            let name = link.destination.split_once(':').map_or(link.destination.as_str(), |(_, name)| name);
            escape(&mut self.out, name);
            return;
        };
        self.open_inside(&href);
        let (id, title) = handbook.name_and_title(target);
        let title = &brief(title);
        let is_known_by_name = matches!(
            target,
            Target::Entry(RegisterKind::Roles | RegisterKind::People | RegisterKind::Terms, _)
                | Target::Section(_)
                | Target::Register(_)
                | Target::Statement
                | Target::Attachment(_)
        );
        if is_known_by_name || id == title {
            escape(&mut self.out, title);
        } else {
            self.id_and_words(id, title);
        }
        self.out.push_str("</a>");
    }

    fn id_and_words(&mut self, id: &str, words: &str) {
        self.out.push_str("<span class=\"id\">");
        escape(&mut self.out, id);
        self.out.push_str("</span> ");
        escape(&mut self.out, words);
    }

    pub(super) fn open_link(&mut self, index: u32) {
        self.quiet += 1;
        let open = self.link_start(index);
        self.open_links.push(open);
    }

    fn link_start(&mut self, index: u32) -> OpenLink {
        let Some(link) = self.body.links.get(index as usize) else { return OpenLink::Nothing };
        let reach = reach(&link.destination);
        if reach == Reach::Here {
            let anchor = link.destination.trim().trim_start_matches('#');
            if !self.body.headings.iter().any(|it| it.anchor == anchor) {
                return OpenLink::Nothing;
            }
            self.out.push_str("<a href=\"#");
            escape(&mut self.out, &encoded(anchor));
            self.out.push_str("\">");
            return OpenLink::Inside;
        }
        if let Some(target) = link.target {
            let Some(href) = self.ground.addresses.href(self.ground.handbook, target) else { return OpenLink::Nothing };
            self.open_inside(&href);
            return OpenLink::Inside;
        }
        if reach != Reach::Outside {
            return OpenLink::Nothing;
        }
        self.out.push_str("<a class=\"external\" rel=\"noopener noreferrer\" href=\"");
        escape(&mut self.out, link.destination.trim());
        self.out.push_str("\">");
        OpenLink::Outside
    }

    pub(super) fn close_link(&mut self) {
        self.quiet = self.quiet.saturating_sub(1);
        match self.open_links.pop() {
            Some(OpenLink::Inside) => self.out.push_str("</a>"),
            Some(OpenLink::Outside) => {
                self.out.push_str("<span class=\"unseen\"> (");
                escape(&mut self.out, self.ground.words.get("text.external"));
                self.out.push_str(")</span></a>");
            }
            Some(OpenLink::Nothing) | None => {}
        }
    }

    fn open_inside(&mut self, href: &str) {
        self.out.push_str("<a href=\"");
        self.out.push_str(self.ground.root);
        escape(&mut self.out, href);
        self.out.push_str("\">");
    }

    /// A bare id in running text, with the title of what it names for those who point at it.
    pub(super) fn mention(&mut self, mention: Mention) {
        let words = self.body.source.get(mention.span.range()).unwrap_or_default();
        let handbook = self.ground.handbook;
        let found = mention.target.and_then(|target| Some((target, self.ground.addresses.href(handbook, target)?)));
        match found {
            Some((target, href)) if self.quiet == 0 => {
                let (_, title) = handbook.name_and_title(target);
                self.out.push_str("<a class=\"id\" title=\"");
                escape(&mut self.out, &brief(title));
                self.out.push_str("\" href=\"");
                self.out.push_str(self.ground.root);
                escape(&mut self.out, &href);
                self.out.push_str("\">");
                escape(&mut self.out, words);
                self.out.push_str("</a>");
            }
            _ => escape(&mut self.out, words),
        }
    }

    /// A picture of the handbook. One from elsewhere would be an outside request, so only its words are shown.
    pub(super) fn image(&mut self, index: u32, inside: &[Node]) {
        let Some(image) = self.body.images.get(index as usize) else { return };
        let mut words = String::new();
        for node in inside {
            match node.content {
                Content::Text(slice) | Content::Code(slice) => words.push_str(self.body.text(slice)),
                Content::SoftBreak | Content::HardBreak => words.push(' '),
                _ => {}
            }
        }
        let words = filled(self.ground.handbook, &words);
        match image.target {
            Some(target @ Target::Attachment(_)) => {
                let href = self.ground.addresses.href(self.ground.handbook, target).unwrap_or_default();
                self.out.push_str("<img loading=\"lazy\" src=\"");
                self.out.push_str(self.ground.root);
                escape(&mut self.out, &href);
                self.out.push_str("\" alt=\"");
                escape(&mut self.out, &words);
                self.out.push_str("\">");
            }
            _ => {
                self.out.push_str("<span class=\"picture\">");
                escape(&mut self.out, if words.is_empty() { self.ground.words.get("text.picture") } else { &words });
                self.out.push_str("</span>");
            }
        }
    }
}
