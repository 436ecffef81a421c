//! Requests in, answers out, and news as server-sent events. Which requests are answered is the guard's word; what is
//! answered is the desk's.

use std::convert::Infallible;
use std::net::{IpAddr, TcpListener};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use hyper::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::{Semaphore, mpsc, oneshot, watch as newest};
use tokio::time::timeout;

use super::desk::{Answer, Ask, Content, Message, News, Want};
use super::{guard, page};
use crate::error::Error;
use crate::render::loose;
use crate::session;
use crate::source::Attachment;

/// Connections that are open at a time; more wait.
const CONNECTIONS: usize = 256;

/// A stream without news says that it is alive this often.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);

/// The way to the desk and back.
#[derive(Clone)]
pub(super) struct Desk {
    pub(super) messages: Sender<Message>,
    pub(super) news: newest::Receiver<News>,
}

/// Answers until the program is asked to end. `ready` is called when the first request may come.
pub(super) fn run(
    listener: TcpListener,
    bound: IpAddr,
    desk: &Desk,
    ready: &mut dyn FnMut() -> Result<(), Error>,
) -> Result<(), Error> {
    let failed = |error: std::io::Error| Error::read("the network", error);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
    runtime.block_on(async {
        let (end, mut ended) = mpsc::channel::<()>(1);
        watch_for_the_end(&end).map_err(failed)?;
        let listener = tokio::net::TcpListener::from_std(listener).map_err(failed)?;
        tokio::spawn(accept(listener, bound, desk.clone()));
        ready()?;
        ended.recv().await;
        Ok(())
    })
}

/// Ctrl-C, or the wish of the system that the program ends.
fn watch_for_the_end(end: &mpsc::Sender<()>) -> std::io::Result<()> {
    #[cfg(unix)]
    for kind in [tokio::signal::unix::SignalKind::interrupt(), tokio::signal::unix::SignalKind::terminate()] {
        let (mut signal, end) = (tokio::signal::unix::signal(kind)?, end.clone());
        tokio::spawn(async move {
            signal.recv().await;
            end.send(()).await
        });
    }
    #[cfg(not(unix))]
    {
        let end = end.clone();
        tokio::spawn(async move {
            if tokio::signal::ctrl_c().await.is_ok() {
                let _ = end.send(()).await;
            }
        });
    }
    Ok(())
}

async fn accept(listener: tokio::net::TcpListener, bound: IpAddr, desk: Desk) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(permit) = Arc::clone(&room).acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            // Too many files are open, for one; the next connection may find room.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        // Small answers go out at once.
        let _ = stream.set_nodelay(true);
        let desk = desk.clone();
        tokio::spawn(async move {
            let service = service_fn(move |request| answer(request, bound, desk.clone()));
            // A browser that goes away is no fault.
            let _ =
                http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service).await;
            drop(permit);
        });
    }
}

async fn answer(request: Request<Incoming>, bound: IpAddr, desk: Desk) -> Result<Response<Reply>, Infallible> {
    let uri = request.uri();
    if let Err(refusal) = guard::admit(request.method(), uri, request.headers(), bound) {
        let mut response = response(plain(refusal.status.as_u16(), refusal.words));
        if refusal.status == StatusCode::METHOD_NOT_ALLOWED {
            response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        }
        return Ok(response);
    }
    let Some(path) = guard::path_of(uri) else { return Ok(response(plain(400, "this address names no page"))) };
    let answer = match path.strip_prefix(page::OWN) {
        Some("events") if *request.method() == Method::GET => return Ok(events(desk.news)),
        Some("state") => {
            let page = guard::parameter(uri, "page").unwrap_or_default();
            let page = page.parse().ok().and_then(|it| guard::path_of(&it)).unwrap_or_default();
            ask(&desk, Want::State(page)).await
        }
        Some("preview.js") => own_file("preview.js", page::SCRIPT),
        Some("preview.css") => own_file("preview.css", page::STYLE),
        Some(name) => match name.strip_prefix("explain/").and_then(session::explained) {
            Some(rule) => Answer {
                status: 200,
                kind: page::kind_of("rule.html"),
                policy: page::OWN_POLICY.to_owned(),
                content: Content::Whole(page::own(&rule.title, &loose(&rule.body, &rule.title))),
            },
            None => plain(404, "the preview has no such page"),
        },
        None => {
            let is_icon = path == "favicon.ico";
            match ask(&desk, Want::File(path)).await {
                // Browsers ask for an icon on their own, and would tell its absence as a fault of the page.
                answer if is_icon && answer.status == 404 => plain(204, ""),
                answer => answer,
            }
        }
    };
    Ok(response(answer))
}

async fn ask(desk: &Desk, want: Want) -> Answer {
    let (reply, answer) = oneshot::channel();
    // Where the desk is gone the reply is dropped, which the next line sees.
    let _ = desk.messages.send(Message::Ask(Ask { want, reply }));
    answer.await.unwrap_or_else(|_| plain(503, "the preview is ending"))
}

fn own_file(name: &str, bytes: &'static [u8]) -> Answer {
    let content = Content::Whole(bytes.to_vec());
    Answer { status: 200, kind: page::kind_of(name), policy: page::OWN_POLICY.to_owned(), content }
}

fn plain(status: u16, words: &str) -> Answer {
    let content = Content::Whole(format!("{words}\n").into_bytes());
    Answer { status, kind: page::kind_of("words.txt"), policy: page::OWN_POLICY.to_owned(), content }
}

fn response(answer: Answer) -> Response<Reply> {
    let mut response = Response::new(match answer.content {
        Content::Whole(bytes) => Reply::Whole(Some(bytes.into())),
        Content::Attachment(file) => read_while_sent(file),
    });
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(answer.kind));
    // A theme may write into its policy what no header can hold; then the strictest one stands.
    let policy = HeaderValue::from_str(&answer.policy);
    headers.insert(CONTENT_SECURITY_POLICY, policy.unwrap_or(HeaderValue::from_static(page::OWN_POLICY)));
    for (name, value) in [
        (CACHE_CONTROL, "no-store"),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// A file that is read no faster than the browser takes it. Where it cannot be read on, the answer ends before the length
/// that it told, which the browser sees.
fn read_while_sent(file: Attachment) -> Reply {
    let length = file.length();
    let (pieces, body) = mpsc::channel::<Bytes>(4);
    tokio::task::spawn_blocking(move || {
        let gone = || Error::read("the network", std::io::ErrorKind::BrokenPipe.into());
        // Nobody is left to be told, neither of a browser that went away nor of a file that did.
        let _ = file.pieces(&mut |piece| pieces.blocking_send(Bytes::copy_from_slice(piece)).map_err(|_| gone()));
    });
    Reply::Pieces { body, length: Some(length) }
}

/// A stream that tells of every change from now on, and first which version is shown.
fn events(mut news: newest::Receiver<News>) -> Response<Reply> {
    let (lines, body) = mpsc::channel::<Bytes>(4);
    tokio::spawn(async move {
        let mut told = *news.borrow_and_update();
        let mut line = format!("retry: 500\nevent: hello\ndata: {}\n\n", told.version);
        while lines.send(line.into()).await.is_ok() {
            line = match timeout(SIGN_OF_LIFE, news.changed()).await {
                Err(_) => ": still here\n\n".to_owned(),
                Ok(Err(_)) => return,
                Ok(Ok(())) => {
                    let newest = *news.borrow_and_update();
                    let before = std::mem::replace(&mut told, newest);
                    let event = |kind| format!("event: {kind}\ndata: {}\n\n", newest.version);
                    let mut events = String::new();
                    if newest.version != before.version {
                        events.push_str(&event("change"));
                    }
                    if newest.checked != before.checked {
                        events.push_str(&event("findings"));
                    }
                    events
                }
            };
        }
    });
    let mut response = response(plain(200, ""));
    *response.body_mut() = Reply::Pieces { body, length: None };
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    response
}

/// The body of an answer.
pub(super) enum Reply {
    Whole(Option<Bytes>),
    Pieces {
        body: mpsc::Receiver<Bytes>,
        /// In bytes; none for what has no end.
        length: Option<u64>,
    },
}

impl Body for Reply {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match self.get_mut() {
            Reply::Whole(bytes) => Poll::Ready(bytes.take().map(|it| Ok(Frame::data(it)))),
            Reply::Pieces { body, .. } => body.poll_recv(cx).map(|it| it.map(|it| Ok(Frame::data(it)))),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Reply::Whole(None))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Reply::Whole(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, Bytes::len) as u64),
            Reply::Pieces { length, .. } => length.map_or_else(SizeHint::default, SizeHint::with_exact),
        }
    }
}
