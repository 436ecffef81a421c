//! The preview: a handbook shown in a browser while it is written. Pages are rendered when they are asked for, from
//! memory, and shown again when a text changes. Only this room knows HTTP and watches folders.
//!
//! Three threads: the caller's speaks HTTP, one holds the project and renders ([`desk`]), one watches ([`watch`]).

mod background;
mod desk;
mod guard;
mod http;
mod page;
mod panel;
mod scene;
mod watch;

use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::{Arc, mpsc};
use std::thread;

use crate::error::Error;
use crate::session::Session;
use crate::text::Date;

use self::desk::{Desk, Message};

/// What is shown, and where.
pub struct Options {
    pub session: Session,
    /// The named build to show.
    pub site: Option<String>,
    pub host: IpAddr,
    /// 0 for the next one that is free.
    pub port: u16,
    pub watching: Watching,
    /// The day for which states are told; asked again for each change, for a preview may stay open over midnight.
    pub today: Box<dyn Fn() -> Result<Date, Error> + Send>,
    /// Where a line for people goes.
    pub note: Arc<dyn Fn(&str) + Send + Sync>,
}

/// How changes of files are seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Watching {
    /// The system tells.
    Told,
    /// The files are looked at again and again, for file systems that tell nothing.
    Polled,
}

/// Shows the project until the program is asked to end. `ready` is called once, with the address of the first page.
///
/// # Errors
/// When the address cannot be listened at, the named site is not declared, or the folders cannot be watched in any way.
pub fn serve(options: Options, ready: &mut dyn FnMut(&str) -> Result<(), Error>) -> Result<(), Error> {
    let Options { session, site, host, port, watching, today, note } = options;
    session.project().site(site.as_deref())?;
    let listener = listen(SocketAddr::new(host, port))?;
    let bound = listener.local_addr().map_err(|error| Error::read("the address of the preview", error))?;
    let (outbox, inbox) = mpsc::channel();
    let watch = watch::begin(&session.shared(), watching, &outbox, &note)?;
    let settings = desk::Settings { site, today, note };
    let (desk, news) = Desk::new(session, settings, watch, (inbox, outbox.clone()))?;
    let worker = thread::Builder::new().name("desk".to_owned()).spawn(move || desk.run());
    let worker = worker.map_err(|error| Error::read("a thread for the preview", error))?;
    let told = http::run(listener, bound.ip(), &http::Desk { messages: outbox.clone(), news }, &mut || {
        ready(&format!("http://{bound}/"))
    });
    // The desk has gone already where it could not go on.
    let _ = outbox.send(Message::Stop);
    if worker.join().is_err() {
        return Err(Error::usage("the preview ended by a fault of its own; please report it"));
    }
    told
}

fn listen(address: SocketAddr) -> Result<TcpListener, Error> {
    let refused = |error: std::io::Error| match error.kind() {
        ErrorKind::AddrInUse => Error::usage(format!(
            "port {} of {} is taken; choose another with `--port`, or the next free one with `--port 0`",
            address.port(),
            address.ip()
        )),
        ErrorKind::PermissionDenied => {
            Error::usage(format!("port {} is not open to you; choose one above 1023 with `--port`", address.port()))
        }
        _ => Error::read(format!("http://{address}/"), error),
    };
    let listener = TcpListener::bind(address).map_err(refused)?;
    listener.set_nonblocking(true).map_err(refused)?;
    Ok(listener)
}
