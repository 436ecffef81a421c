//! Who may approve a document, and for which roles a person may sign.

use super::rule::Context;
use crate::approval::{self, Trust};
use crate::model::{Document, Reference, RegisterKind, Role, Target, bare_name};

/// The names of the roles that may approve a document, without `role:`; none where nothing says so. The same that decides
/// whether a record counts.
pub fn approvers(cx: &Context<'_>, document: &Document) -> Option<Vec<String>> {
    let trust = Trust { handbook: cx.handbook, config: cx.config, texts: cx.texts, history: None };
    let roles = approval::requirement(&trust, document, cx.texts).roles;
    if roles.is_empty() { None } else { Some(roles) }
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
        _ if roles.is_empty() => Some(vec![bare_name(&approver.raw.value)]),
        _ => None,
    }
}
