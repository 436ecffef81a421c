//! Who may ask for what: the reader's own browser, for pages of the preview, and nobody else.
//!
//! A page from elsewhere that is open in the same browser can send requests here. It is told by the name under which it
//! asks (a name of its own that was made to lead here, RFC 6454 and DNS rebinding) or by what the browser says of it.

use std::net::IpAddr;

use hyper::header::{HeaderMap, HeaderName, ORIGIN};
use hyper::http::uri::Authority;
use hyper::{Method, StatusCode, Uri};

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) words: &'static str,
}

/// Looks at a request before anything is done for it. `bound` is the address at which the preview listens.
pub(super) fn admit(method: &Method, uri: &Uri, headers: &HeaderMap, bound: IpAddr) -> Result<(), Refusal> {
    if method != Method::GET && method != Method::HEAD {
        let words = "the preview is read only: `GET` and `HEAD` are answered";
        return Err(Refusal { status: StatusCode::METHOD_NOT_ALLOWED, words });
    }
    let word = |name: HeaderName| headers.get(name).map(|it| it.to_str().unwrap_or_default());
    let host = word(hyper::header::HOST).or_else(|| uri.authority().map(Authority::as_str)).unwrap_or_default();
    let forbidden = |words| Refusal { status: StatusCode::FORBIDDEN, words };
    if headers.get_all(hyper::header::HOST).iter().count() > 1 || !is_own(host, bound) {
        return Err(forbidden("the preview is asked for under a name that is not its own"));
    }
    let is_foreign = word(ORIGIN).is_some_and(|origin| origin != format!("http://{host}"));
    if is_foreign {
        return Err(forbidden("a page from elsewhere asks for the preview"));
    }
    // A foreign page may lead here, but must not take anything in: the search index is made of scripts.
    let site = word(HeaderName::from_static("sec-fetch-site"));
    let is_visit = word(HeaderName::from_static("sec-fetch-mode")) == Some("navigate")
        && word(HeaderName::from_static("sec-fetch-dest")) == Some("document");
    if matches!(site, Some("cross-site" | "same-site")) && !is_visit {
        return Err(forbidden("a page from elsewhere takes a part of the preview in"));
    }
    Ok(())
}

/// Whether a host is this machine by a name that nobody else can give away. An address in digits is never looked up, so
/// it cannot be made to lead elsewhere; it counts where the preview is open to the network.
fn is_own(host: &str, bound: IpAddr) -> bool {
    let name = match (host.starts_with('['), host.rsplit_once(':')) {
        (true, _) => host.split(']').next().unwrap_or_default().trim_start_matches('['),
        (false, Some((name, port))) if port.bytes().all(|it| it.is_ascii_digit()) => name,
        _ => host,
    };
    if name.eq_ignore_ascii_case("localhost") {
        return true;
    }
    name.parse::<IpAddr>().is_ok_and(|it| it.is_loopback() || it == bound || !bound.is_loopback())
}

/// The path below the root of the site that an address names, decoded; none where it cannot name a file of it.
pub(super) fn path_of(uri: &Uri) -> Option<String> {
    let path = decoded(uri.path().strip_prefix('/')?)?;
    let is_odd = |part: &str| part == "." || part == ".." || part.contains(['\\', '\0']);
    if path.starts_with('/') || path.split('/').any(is_odd) {
        return None;
    }
    Some(if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path })
}

/// The value of a parameter of the query, decoded.
pub(super) fn parameter(uri: &Uri, name: &str) -> Option<String> {
    let pairs = uri.query()?.split('&');
    let value = pairs.filter_map(|it| it.split_once('=')).find(|(key, _)| *key == name)?.1;
    decoded(&value.replace('+', " "))
}

/// Percent signs resolved once; none where an escape is broken or the bytes are no text.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |it: Option<u8>| char::from(it?).to_digit(16);
        let value = digit(rest.next())? * 16 + digit(rest.next())?;
        bytes.push(u8::try_from(value).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use hyper::header::{HeaderMap, HeaderName, HeaderValue};
    use hyper::{Method, StatusCode, Uri};

    use super::{admit, is_own, parameter, path_of};

    const LOOPBACK: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    fn asked(headers: &[(&'static str, &'static str)]) -> Result<(), StatusCode> {
        let pairs =
            headers.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        let headers: HeaderMap = pairs.collect();
        admit(&Method::GET, &Uri::from_static("/"), &headers, LOOPBACK).map_err(|it| it.status)
    }

    #[test]
    fn only_names_of_this_machine_are_its_own() {
        for own in ["localhost", "LOCALHOST:3000", "127.0.0.1:3000", "127.0.0.1", "[::1]:3000", "[::1]"] {
            assert!(is_own(own, LOOPBACK), "{own}");
        }
        for foreign in ["", "example.com", "localhost.example.com:3000", "127.0.0.1.example.com", "10.0.0.7", "::1x"] {
            assert!(!is_own(foreign, LOOPBACK), "{foreign}");
        }
        let open: IpAddr = "0.0.0.0".parse().expect("an address");
        assert!(is_own("10.0.0.7:3000", open) && !is_own("example.com:3000", open));
    }

    #[test]
    fn pages_from_elsewhere_are_refused() {
        let host = ("host", "localhost:3000");
        assert_eq!(asked(&[host]), Ok(()));
        assert_eq!(asked(&[host, ("origin", "http://localhost:3000")]), Ok(()));
        for origin in ["http://example.com", "https://localhost:3000", "http://localhost:4000", "null"] {
            assert_eq!(asked(&[host, ("origin", origin)]), Err(StatusCode::FORBIDDEN), "{origin}");
        }
        assert_eq!(asked(&[]), Err(StatusCode::FORBIDDEN));
        let script =
            [host, ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "script")];
        assert_eq!(asked(&script), Err(StatusCode::FORBIDDEN));
        let visit =
            [host, ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")];
        assert_eq!(asked(&visit), Ok(()));
        let framed =
            [host, ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "iframe")];
        assert_eq!(asked(&framed), Err(StatusCode::FORBIDDEN));
    }

    #[test]
    fn nothing_but_reading_is_answered() {
        let headers: HeaderMap = [(hyper::header::HOST, HeaderValue::from_static("localhost"))].into_iter().collect();
        for method in [Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS, Method::TRACE] {
            let refused = admit(&method, &Uri::from_static("/"), &headers, LOOPBACK).map_err(|it| it.status);
            assert_eq!(refused, Err(StatusCode::METHOD_NOT_ALLOWED), "{method}");
        }
    }

    #[test]
    fn addresses_name_files_of_the_site_or_nothing() {
        let path = |text: &str| path_of(&text.parse::<Uri>().expect("an address"));
        assert_eq!(path("/").as_deref(), Some("index.html"));
        assert_eq!(path("/controls/").as_deref(), Some("controls/index.html"));
        assert_eq!(path("/files/a%20b.png?x=1").as_deref(), Some("files/a b.png"));
        for out in ["/../x", "/a/../../x", "/%2e%2e/x", "/a/%2e%2e%2fx", "/a%5c..%5cx", "/a%00b", "/%ff", "/%zz", "//x"]
        {
            assert_eq!(path(out), None, "{out}");
        }
        let uri: Uri = "/-/state?page=%2Fdocuments%2Fpol-001.html".parse().expect("an address");
        assert_eq!(parameter(&uri, "page").as_deref(), Some("/documents/pol-001.html"));
    }
}
