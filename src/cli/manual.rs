//! `completions` and `man`: what shells and manual readers are given, printed from the command line's own description.

use std::path::PathBuf;

use clap::{Args, Command};
use clap_complete::Shell;
use clap_mangen::Man;

use super::exit::{Outcome, Printer};
use crate::diag::nearest;
use crate::error::Error;
use crate::text::counted;
use crate::write;

#[derive(Debug, Args)]
pub(super) struct CompletionArguments {
    /// Shell for which they are
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

#[derive(Debug, Args)]
pub(super) struct ManArguments {
    /// Page of this command [default: that of the program]
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
    /// Write the page of every command into this folder instead
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    dest: Option<PathBuf>,
}

pub(super) fn completions(
    arguments: &CompletionArguments,
    mut program: Command,
    printer: &Printer,
) -> Result<Outcome, Error> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut program, "ismsbook", &mut script);
    printer.result(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Fine)
}

pub(super) fn man(arguments: &ManArguments, mut program: Command, printer: &Printer) -> Result<Outcome, Error> {
    // Each command learns its full name and the options that all share.
    program.build();
    let commands: Vec<Command> = program.get_subcommands().filter(|it| it.get_name() != "help").cloned().collect();
    if let Some(folder) = &arguments.dest {
        let pages = commands.into_iter().chain([program]);
        let pages: Vec<(PathBuf, String)> = pages
            .map(|it| Ok((folder.join(format!("{}.1", page_name(&it))), page(it)?)))
            .collect::<Result<_, Error>>()?;
        let files: Vec<_> = pages.iter().map(|(path, text)| (path.as_path(), text.as_bytes())).collect();
        write::files(&files)?;
        printer.note(&format!("{} written into `{}`\n", counted(files.len(), "page"), folder.display()));
        return Ok(Outcome::Fine);
    }
    let wanted = match &arguments.command {
        None => program,
        Some(name) => {
            let names: Vec<String> = commands.iter().map(|it| it.get_name().to_owned()).collect();
            commands.into_iter().find(|it| it.get_name() == name).ok_or_else(|| {
                let near = nearest(name, names.iter().map(String::as_str));
                let hint = near.map(|it| format!("; did you mean `{it}`?")).unwrap_or_default();
                Error::usage(format!("there is no command `{name}`{hint}"))
            })?
        }
    };
    printer.result(&page(wanted)?)?;
    Ok(Outcome::Fine)
}

/// `ismsbook` or `ismsbook-check`, as manual pages of commands of a program are named.
fn page_name(command: &Command) -> String {
    command.get_display_name().unwrap_or(command.get_name()).to_owned()
}

/// The page with the examples, which the help begins with, at its end as manuals have them.
fn page(command: Command) -> Result<String, Error> {
    let help = command.get_before_long_help().or(command.get_before_help()).map(ToString::to_string);
    let mut page = Vec::new();
    Man::new(command).render(&mut page).map_err(|error| Error::write("the manual page", error))?;
    let mut page = String::from_utf8_lossy(&page).into_owned();
    if let Some(help) = help {
        page.push_str(".SH EXAMPLES\n.nf\n");
        for line in help.trim_start_matches("Examples:\n").lines() {
            // A line that begins with a point or an apostrophe would be an instruction.
            page.extend(["\\&", &line.replace('\\', "\\e").replace('-', "\\-"), "\n"]);
        }
        page.push_str(".fi\n");
    }
    Ok(page)
}
