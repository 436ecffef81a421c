//! The answer of `git cat-file --batch`, read as it comes: for each object a line `object type size`, its bytes and a line
//! end.

use std::io::{self, BufRead, ErrorKind, Read as _};

use crate::error::Error;

/// Longest line before the bytes of an object that is read; the longest that git writes has about a hundred bytes.
const LONGEST_LINE: u64 = 64 * 1024;

/// Takes a piece of the contents of one of several objects, by its place among them.
pub type TakePiece<'t> = dyn FnMut(usize, &[u8]) -> Result<(), Error> + 't;

/// Hands over the bytes of so many objects, piece by piece, each with the place of its object. An empty object is one empty
/// piece.
///
/// # Errors
/// When the answer has another form, as it has for objects that are not there, or ends too early; or the first error of
/// `take`.
pub(super) fn each_content(answer: &mut impl BufRead, count: usize, take: &mut TakePiece<'_>) -> Result<(), Error> {
    for index in 0..count {
        let mut left = size(answer)?;
        if left == 0 {
            take(index, &[])?;
        }
        while left > 0 {
            let piece = answer.fill_buf().map_err(|it| failed(&it))?;
            let length = piece.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            if length == 0 {
                return Err(failed(&ErrorKind::UnexpectedEof.into()));
            }
            take(index, &piece[..length])?;
            answer.consume(length);
            left -= length as u64;
        }
        // The line end after the bytes.
        let mut end = [0];
        answer.read_exact(&mut end).map_err(|it| failed(&it))?;
    }
    Ok(())
}

/// The size of the object whose bytes come next.
fn size(answer: &mut impl BufRead) -> Result<u64, Error> {
    let mut line = Vec::new();
    answer.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line).map_err(|it| failed(&it))?;
    let line = String::from_utf8_lossy(&line);
    let size = line.strip_suffix('\n').and_then(|it| it.rsplit(' ').next()?.parse().ok());
    size.ok_or_else(|| Error::git("`git cat-file` gave an answer of another form"))
}

fn failed(error: &io::Error) -> Error {
    Error::git(format!("the answer of `git cat-file` cannot be read: {error}"))
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::each_content;
    use crate::error::Error;

    /// What is handed over of an answer that arrives in parts of two bytes.
    fn contents(answer: &[u8], count: usize) -> Result<Vec<Vec<u8>>, Error> {
        let mut contents = vec![Vec::new(); count];
        let mut answer = BufReader::with_capacity(2, answer);
        each_content(&mut answer, count, &mut |index, piece| {
            contents[index].extend_from_slice(piece);
            Ok(())
        })?;
        Ok(contents)
    }

    #[test]
    fn answers_are_split_by_their_sizes() {
        let answer = b"aa blob 3\nx\ny\nbb blob 0\n\ncc blob 1\nz\n";
        assert_eq!(contents(answer, 3).ok(), Some(vec![b"x\ny".to_vec(), Vec::new(), b"z".to_vec()]));
        for broken in [&b"aa missing\n"[..], b"aa blob 9\nx\n", b"aa blob 1\nx", b"aa blob", b""] {
            assert!(contents(broken, 1).is_err(), "{}", String::from_utf8_lossy(broken));
        }
    }
}
