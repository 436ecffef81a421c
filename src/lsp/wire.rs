//! Messages on a stream: a header that announces a length, then as many bytes of JSON. Nothing that is announced is
//! believed before it came.

use std::io::{self, BufRead, Read as _, Write};

use serde_json::{Value, json};

/// Longest message that is read, in bytes.
const LARGEST: usize = 64 * 1024 * 1024;

/// Longest line of a header, in bytes.
const LONGEST_LINE: u64 = 8 * 1024;

const LENGTH: &str = "content-length:";

/// What came over the stream.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Frame {
    Message(Value),
    /// As long as it was announced, and no JSON; in words.
    Broken(String),
}

/// Reads the next message; none at the end of the input. Text where a header should be is passed over up to the next
/// length, so that one message of a wrong length does not end the conversation.
///
/// # Errors
/// In words, when nothing more can be read: the input ends inside a message, or announces more than is ever read.
pub(super) fn read(input: &mut impl BufRead) -> Result<Option<Frame>, String> {
    let Some(length) = announced(input)? else { return Ok(None) };
    if length > LARGEST {
        return Err(format!("a message announces {length} bytes; {} MiB are read", LARGEST / 1024 / 1024));
    }
    let mut body = Vec::new();
    input.take(length as u64).read_to_end(&mut body).map_err(|it| unreadable(&it))?;
    if body.len() < length {
        return Err(format!("the input ends after {} of the {length} bytes that a message announces", body.len()));
    }
    Ok(Some(match serde_json::from_slice(&body) {
        Ok(message) => Frame::Message(message),
        Err(error) => Frame::Broken(format!("a message of {length} bytes is not JSON: {error}")),
    }))
}

/// The length that the next header announces; none at the end of the input.
fn announced(input: &mut impl BufRead) -> Result<Option<usize>, String> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        input.take(LONGEST_LINE).read_until(b'\n', &mut line).map_err(|it| unreadable(&it))?;
        if line.is_empty() {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line).to_ascii_lowercase();
        if let Some(at) = line.find(LENGTH) {
            let digits = line[at + LENGTH.len()..].trim();
            let is_number = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
            // More digits than fit announce more than is ever read.
            length = is_number.then(|| digits.parse().unwrap_or(usize::MAX));
        } else if line.trim().is_empty()
            && let Some(length) = length
        {
            return Ok(Some(length));
        }
    }
}

fn unreadable(error: &io::Error) -> String {
    format!("the input cannot be read: {error}")
}

/// Writes one message.
///
/// # Errors
/// When the stream does not take it.
pub(super) fn write(output: &mut impl Write, mut message: Value) -> io::Result<()> {
    message["jsonrpc"] = json!("2.0");
    let body = message.to_string();
    write!(output, "Content-Length: {}\r\n\r\n{body}", body.len())?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Frame, read, write};

    fn all(input: &str) -> (Vec<Frame>, Result<(), String>) {
        let mut rest = input.as_bytes();
        let mut frames = Vec::new();
        loop {
            match read(&mut rest) {
                Ok(Some(frame)) => frames.push(frame),
                Ok(None) => return (frames, Ok(())),
                Err(words) => return (frames, Err(words)),
            }
        }
    }

    fn frame(body: &str) -> String {
        format!("Content-Type: x\r\ncontent-length: {}\r\n\r\n{body}", body.len())
    }

    #[test]
    fn messages_come_back_as_they_were_written() {
        let mut stream = Vec::new();
        write(&mut stream, json!({"method": "ä"})).expect("memory takes it");
        let text = String::from_utf8(stream).expect("UTF-8");
        assert_eq!(all(&text).0, [Frame::Message(json!({"jsonrpc": "2.0", "method": "ä"}))]);
    }

    #[test]
    fn a_message_that_is_no_json_is_told_and_the_next_is_read() {
        let (frames, end) = all(&format!("{}{}", frame("{"), frame("1")));
        assert!(matches!(&frames[..], [Frame::Broken(words), Frame::Message(_)] if words.contains("not JSON")));
        assert_eq!(end, Ok(()));
    }

    #[test]
    fn a_length_that_is_too_short_costs_only_its_own_message() {
        let (frames, end) = all(&format!("Content-Length: 3\r\n\r\n{{\"a\": 1}}{}", frame("2")));
        assert!(matches!(&frames[..], [Frame::Broken(_), Frame::Message(second)] if *second == 2), "{frames:?}");
        assert_eq!(end, Ok(()));
    }

    #[test]
    fn a_length_that_is_too_long_is_not_believed() {
        let (_, end) = all("Content-Length: 10\r\n\r\n{}");
        assert_eq!(end, Err("the input ends after 2 of the 10 bytes that a message announces".to_owned()));
        for length in ["99999999999", "99999999999999999999999999"] {
            let (_, end) = all(&format!("Content-Length: {length}\r\n\r\n{{}}"));
            assert!(end.is_err_and(|it| it.contains("64 MiB are read")), "{length}");
        }
    }

    #[test]
    fn what_is_no_header_is_passed_over() {
        assert_eq!(all("hello\r\n\r\nContent-Length: x\r\n\r\n"), (Vec::new(), Ok(())));
    }
}
