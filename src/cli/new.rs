//! `new`: begin a document, or add an entry to a register.

use clap::Args;

use super::exit::{Outcome, Printer};
use super::names::NamesInWords;
use super::{Common, ask, project, today};
use crate::author::{self, Kind, NewText, Place, Wanted};
use crate::diag::nearest;
use crate::error::Error;
use crate::model::RegisterKind;
use crate::text::Date;
use crate::write;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A type of document (policy, standard, procedure, guideline, plan, manual, register, record, template), or an entry of
    /// a register (risk, asset, role, person, objective, obligation, supplier, exception, audit, finding, evidence, term)
    #[arg(value_name = "TYPE", value_parser = kind)]
    kind: Kind,
    /// What it is called
    #[arg(value_name = "TITLE")]
    title: String,
    /// Role that answers for it, such as `role:ciso`; asked for on a terminal
    #[arg(long, value_name = "ROLE")]
    owner: Option<String>,
    /// Role that approves the document or grants the exception; asked for on a terminal where it is an exception
    #[arg(long, value_name = "ROLE")]
    approver: Option<String>,
    /// Id of the document above it; asked for on a terminal
    #[arg(long, value_name = "ID")]
    parent: Option<String>,
    /// Folder below that of the documents [default: where the parent lies, else most documents of its type]
    #[arg(long, value_name = "DIR")]
    folder: Option<String>,
    /// Show what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Take this day as today (YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

fn kind(typed: &str) -> Result<Kind, String> {
    let kinds = Kind::all();
    if let Some(kind) = kinds.iter().find(|it| it.name() == typed) {
        return Ok(*kind);
    }
    let names: Vec<&str> = kinds.iter().map(|it| it.name()).collect();
    Err(match nearest(typed, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", names.join(", ")),
    })
}

pub(super) fn run(common: &Common, arguments: &Arguments, printer: &Printer) -> Result<Outcome, Error> {
    let today = today(arguments.today)?;
    let project = project::read(common)?;
    let (mut owner, mut parent) = (arguments.owner.clone(), arguments.parent.clone());
    let mut approver = arguments.approver.clone();
    if ask::is_possible() {
        let asks_for_role = (owner.is_none() && arguments.kind.wants_owner())
            || (approver.is_none() && arguments.kind.wants_approver());
        let roles: Vec<&str> = project.linked.handbook.registers.roles.iter().map(|it| it.record.name()).collect();
        if asks_for_role && !roles.is_empty() {
            printer.note(&format!("roles: {}\n", roles.join(", ")));
        }
        if owner.is_none() && arguments.kind.wants_owner() {
            owner = Some(ask::line("Role that answers for it, such as `role:ciso`", "")?);
        }
        if approver.is_none() && arguments.kind.wants_approver() {
            approver = Some(ask::line("Role that grants it, if it is granted", "")?);
        }
        if parent.is_none() && arguments.kind.wants_parent() {
            parent = Some(ask::line("Id of the document above it, if there is one", "")?).filter(|it| !it.is_empty());
        }
    }
    let wanted = Wanted {
        kind: arguments.kind,
        title: &arguments.title,
        owner: owner.as_deref().filter(|it| !it.is_empty()),
        approver: approver.as_deref().filter(|it| !it.is_empty()),
        parent: parent.as_deref(),
        folder: arguments.folder.as_deref(),
        today,
    };
    let place = Place { handbook: &project.linked.handbook, config: &project.config, sources: &project.sources };
    let made = author::new(&place, &wanted).map_err(Error::usage)?;
    let name = match &made.text {
        NewText::File { name, .. } => name.as_str(),
        NewText::Change { file, .. } => project.sources.texts.name(*file),
    };
    let before = match &made.text {
        NewText::File { .. } => "",
        NewText::Change { file, .. } => &project.sources.texts.of(*file).content,
    };
    let (NewText::File { text, .. } | NewText::Change { text, .. }) = &made.text;
    if arguments.dry_run {
        printer.result(&author::difference(name, before, text))?;
        return Ok(Outcome::Fine);
    }
    match &made.text {
        NewText::File { .. } => write::new_files(&project.root, &[(name.to_owned(), text.clone())])?,
        NewText::Change { .. } => {
            project::refuse_changed(&project, [name])?;
            write::files(&[(&project.root.join(name), text.as_bytes())])?;
        }
    }
    printer.note(&format!("`{}` written into `{name}`\n", made.id));
    if arguments.kind.wants_approver() && wanted.approver.is_none() {
        printer.note("nobody granted it yet, which `check` tells as an error until `approver` names the role\n");
    }
    if let Kind::Entry(kind @ (RegisterKind::Roles | RegisterKind::People)) = arguments.kind {
        let names = NamesInWords::of(&project.linked.handbook);
        printer.note(&names.words((kind, &made.id, arguments.title.trim())));
    }
    Ok(Outcome::Fine)
}
