//! Who may approve a document: what the settings say, else what clause 5.2 asks for the main policy, else what the
//! register of roles says.

use super::hierarchy;
use super::rule::Context;
use crate::config::ApprovalRule;
use crate::model::{Document, DocumentType, Reference, RegisterKind, Role, Target};

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

/// The names of the roles that may approve a document, without `role:`; none where nothing says so. Of the rules in the
/// settings, one that names the document goes before one that names its folder, and that before one that names its type.
pub fn approvers<'h>(cx: &Context<'h>, document: &'h Document) -> Option<Vec<&'h str>> {
    let kind = document.document_type();
    let by_type = |rule: &ApprovalRule| kind.is_some_and(|it| rule.types.contains(&it));
    let for_all = |rule: &ApprovalRule| rule.types.is_empty() && rule.ids.is_empty() && rule.paths.is_empty();
    named(cx, |rule| document.id().is_some_and(|id| rule.ids.iter().any(|it| it == id.as_str())))
        .or_else(|| named(cx, |rule| rule.paths.iter().any(|path| lies_under(cx, document, path))))
        .or_else(|| top_management(cx, document))
        .or_else(|| named(cx, by_type))
        .or_else(|| named(cx, for_all))
        .or_else(|| by_register(cx, kind?))
}

/// The names of the roles for which a person or role may sign, without `role:`; none where the register does not know
/// either.
pub fn roles_of<'h>(cx: &Context<'h>, approver: &'h Reference) -> Option<Vec<&'h str>> {
    let roles = &cx.handbook.registers.roles;
    match approver.target {
        Some(Target::Entry(RegisterKind::Roles, index)) => Some(vec![roles.get(index as usize)?.record.name()]),
        Some(person @ Target::Entry(RegisterKind::People, _)) => {
            let holds = |role: &&Role| role.held_by.iter().chain(&role.deputy).any(|it| it.target == Some(person));
            Some(roles.iter().filter(holds).map(|it| it.record.name()).collect())
        }
        _ if roles.is_empty() => Some(vec![bare(&approver.raw.value)]),
        _ => None,
    }
}

/// A role's name without what stands before the colon.
pub fn bare(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, bare)| bare).trim()
}

fn named<'h>(cx: &Context<'h>, fits: impl Fn(&ApprovalRule) -> bool) -> Option<Vec<&'h str>> {
    let rules = cx.config.approvals.iter().filter(|rule| fits(rule));
    some(rules.flat_map(|rule| &rule.roles).map(|role| bare(role)).collect())
}

/// Clause 5.2: top management sets the information security policy.
fn top_management<'h>(cx: &Context<'h>, document: &Document) -> Option<Vec<&'h str>> {
    let is_policy = document.document_type() == Some(DocumentType::Policy);
    if !is_policy || document.front.parent.is_some() || !hierarchy::is_main_policy(cx.handbook, document) {
        return None;
    }
    let is_top = |role: &&Role| {
        let title = role.record.title().to_lowercase();
        let mut names = title.split(['(', ')', ',', '/']).chain([bare(role.record.name())]);
        names.any(|it| TOP_MANAGEMENT.contains(&it.trim()))
    };
    some(cx.handbook.registers.roles.iter().filter(is_top).map(|it| it.record.name()).collect())
}

fn by_register<'h>(cx: &Context<'h>, kind: DocumentType) -> Option<Vec<&'h str>> {
    let may = |role: &&Role| role.approves.iter().any(|it| it.value == kind.name());
    some(cx.handbook.registers.roles.iter().filter(may).map(|it| it.record.name()).collect())
}

fn lies_under(cx: &Context<'_>, document: &Document, path: &str) -> bool {
    let path = path.trim_end_matches(['/', '*']);
    let name = cx.texts.name(document.file);
    let below = name.strip_prefix(cx.config.book.src.as_str()).map(|it| it.trim_start_matches('/'));
    let is_under = |name: &str| name.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    is_under(name) || below.is_some_and(is_under)
}

fn some(names: Vec<&str>) -> Option<Vec<&str>> {
    if names.is_empty() { None } else { Some(names) }
}
