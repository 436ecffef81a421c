//! Who must approve a document, who holds a role, and who is its author: what the trusted settings and registers say.

use std::collections::BTreeSet;

use super::{Assurance, Trust};
use crate::config::ApprovalRule;
use crate::model::{Document, Role, bare_name};
use crate::text::Texts;

/// What it takes to approve a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// Names of roles without `role:`, any of which may approve; empty where nothing says who may.
    pub roles: Vec<String>,
    /// How many different people, at least one.
    pub people: u32,
    pub least: Assurance,
}

/// What top management is called in registers of roles.
const TOP_MANAGEMENT: [&str; 16] = [
    "top management",
    "ceo",
    "chief executive",
    "chief executive officer",
    "managing director",
    "managing directors",
    "management board",
    "executive board",
    "executive management",
    "board of directors",
    "board",
    "general manager",
    "director general",
    "president",
    "geschäftsführung",
    "vorstand",
];

/// What a document needs. Of the rules in the settings, one that names the document goes before one that names its folder,
/// and that before one that names its type; among equals the first counts. The information security policy (clause 5.2)
/// needs top management unless a rule names it or its folder.
pub fn requirement(trust: &Trust<'_>, document: &Document, texts: &Texts) -> Requirement {
    let rules = &trust.config.approvals;
    let by_id = |it: &&ApprovalRule| document.id().is_some_and(|id| it.ids.iter().any(|name| name == id.as_str()));
    let name = texts.name(document.file);
    let src = &trust.config.book.src;
    let by_path = |it: &&ApprovalRule| it.paths.iter().any(|path| lies_under(name, src, path));
    let by_type = |it: &&ApprovalRule| document.document_type().is_some_and(|kind| it.types.contains(&kind));
    let for_all = |it: &&ApprovalRule| it.types.is_empty() && it.ids.is_empty() && it.paths.is_empty();
    let near = rules.iter().find(by_id).or_else(|| rules.iter().find(by_path));
    let far = rules.iter().find(by_type).or_else(|| rules.iter().find(for_all));
    let mut requirement = near.or(far).map_or_else(Requirement::one, Requirement::of);
    if near.is_none() && trust.handbook.is_security_policy(document) {
        let top = top_management(trust);
        if !top.is_empty() {
            requirement.roles = top;
        }
    }
    if requirement.roles.is_empty() {
        requirement.roles = by_register(trust, document);
    }
    requirement
}

impl Requirement {
    fn one() -> Self {
        Requirement { roles: Vec::new(), people: 1, least: Assurance::Declared }
    }

    fn of(rule: &ApprovalRule) -> Self {
        Requirement {
            roles: rule.roles.iter().map(|role| bare_name(role).to_owned()).collect(),
            people: rule.people.max(1),
            least: Assurance::named(&rule.assurance).unwrap_or(Assurance::Signed),
        }
    }

    /// What satisfies both this and an older requirement; where no role would, the roles of the older one.
    pub(super) fn joined(self, older: Requirement) -> Self {
        let both: Vec<String> = self.roles.iter().filter(|it| older.allows(it)).cloned().collect();
        let roles = if both.is_empty() { older.roles } else { both };
        Requirement { roles, people: self.people.max(older.people), least: self.least.max(older.least) }
    }

    /// Whether an approval in this role counts.
    pub fn allows(&self, role: &str) -> bool {
        self.roles.is_empty() || self.roles.iter().any(|it| it == role)
    }
}

fn lies_under(name: &str, src: &str, path: &str) -> bool {
    let path = path.trim_end_matches(['/', '*']);
    let is_under = |name: &str| name.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    is_under(name) || name.strip_prefix(src).is_some_and(|below| is_under(below.trim_start_matches('/')))
}

fn top_management(trust: &Trust<'_>) -> Vec<String> {
    let is_top = |role: &&Role| {
        let title = role.record.title().to_lowercase();
        let mut names = title.split(['(', ')', ',', '/']).chain([bare_name(role.record.name())]);
        names.any(|it| TOP_MANAGEMENT.contains(&it.trim()))
    };
    trust.handbook.registers.roles.iter().filter(is_top).map(|it| bare_name(it.record.name()).to_owned()).collect()
}

/// Where the settings are silent, the roles that may approve documents of this type.
fn by_register(trust: &Trust<'_>, document: &Document) -> Vec<String> {
    let Some(kind) = document.document_type() else { return Vec::new() };
    let may = |role: &&Role| role.approves.iter().any(|it| it.value == kind.name());
    trust.handbook.registers.roles.iter().filter(may).map(|it| bare_name(it.record.name()).to_owned()).collect()
}

/// Whether a person holds a role or stands in for its holder.
pub(super) fn holds(trust: &Trust<'_>, person: &str, role: &str) -> bool {
    let roles = trust.handbook.registers.roles.iter().filter(|it| bare_name(it.record.name()) == role);
    roles.flat_map(|it| it.held_by.iter().chain(&it.deputy)).any(|it| bare_name(&it.raw.value) == person)
}

/// The names under which the signers file may know a person: `person:ID`, and an address that nobody else has.
pub(super) fn names(trust: &Trust<'_>, person: &str) -> Vec<String> {
    let people = &trust.handbook.registers.people;
    let mut names = vec![format!("person:{person}")];
    let own = people.iter().find(|it| bare_name(it.record.name()) == person).and_then(|it| it.email.as_ref());
    if let Some(address) = own {
        let same = people.iter().filter(|it| it.email.as_ref().is_some_and(|other| other.value == address.value));
        if same.count() == 1 {
            names.push(address.value.clone());
        }
    }
    names
}

/// The people who wrote a document: those it names, and the holders of the roles that it names.
pub(super) fn authors(trust: &Trust<'_>, document: &Document) -> BTreeSet<String> {
    let mut people = BTreeSet::new();
    for author in &document.front.authors {
        let name = bare_name(&author.raw.value);
        let role = trust.handbook.registers.roles.iter().find(|it| bare_name(it.record.name()) == name);
        match role.filter(|_| !author.raw.value.starts_with("person:")) {
            Some(role) => people.extend(role.held_by.iter().map(|it| bare_name(&it.raw.value).to_owned())),
            None => {
                people.insert(name.to_owned());
            }
        }
    }
    people
}
