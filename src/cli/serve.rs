//! `serve`: the handbook in a browser while it is written.
#![expect(clippy::disallowed_methods, reason = "the browser is another program")]

use std::net::{IpAddr, Ipv4Addr};
use std::process::{Command, Stdio};
use std::sync::Arc;

use clap::Args;

use super::exit::{Outcome, Printer};
use super::{Common, project, today};
use crate::error::Error;
use crate::serve::{self, Options, Watching};
use crate::session::Session;
use crate::text::Date;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Port to listen at; 0 for the next free one
    #[arg(long, value_name = "PORT", default_value_t = 3000)]
    port: u16,
    /// Address to listen at; any but this machine's own opens the preview to the network
    #[arg(long, value_name = "ADDRESS", default_value = "localhost", value_parser = address)]
    host: IpAddr,
    /// Open the first page in the browser
    #[arg(long)]
    open: bool,
    /// Show this `[[site]]`: what is classified above its limit stays out
    #[arg(long, value_name = "NAME")]
    site: Option<String>,
    /// Look at the files twice a second, where the file system tells of no changes
    #[arg(long)]
    poll: bool,
    /// Take this day as today (YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

fn address(text: &str) -> Result<IpAddr, String> {
    if text == "localhost" {
        return Ok(Ipv4Addr::LOCALHOST.into());
    }
    text.parse().map_err(|_| "an address such as 127.0.0.1 or `localhost` is expected".to_owned())
}

pub(super) fn run(common: &Common, arguments: &Arguments, printer: &Printer) -> Result<Outcome, Error> {
    let session = Session::open(project::root(common)?)?;
    if common.verbose {
        printer.note(&session.project().read_words());
    }
    if !arguments.host.is_loopback() {
        printer.note(&format!(
            "warning: everybody who reaches {} can read the handbook, drafts and all\n",
            arguments.host
        ));
    }
    let (given, for_notes) = (arguments.today, printer.clone());
    let options = Options {
        session,
        site: arguments.site.clone(),
        host: arguments.host,
        port: arguments.port,
        watching: if arguments.poll { Watching::Polled } else { Watching::Told },
        today: Box::new(move || today(given)),
        note: Arc::new(move |line| for_notes.note(line)),
    };
    serve::serve(options, &mut |address| {
        printer.result(&format!("{address}\n"))?;
        if !common.quiet {
            printer.note("the preview follows every change of a file; Ctrl-C ends it\n");
        }
        if arguments.open && !open(address) {
            printer.note("no browser could be opened; open the address above\n");
        }
        Ok(())
    })?;
    Ok(Outcome::Fine)
}

/// Asks the system to show an address; tells whether it could be asked.
fn open(address: &str) -> bool {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        Command::new("explorer")
    } else {
        Command::new("xdg-open")
    };
    command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_ok()
}
