//! Where two texts differ, and where that moves the places of what stayed.

use super::Span;

/// One stretch of a text that was replaced: what stands before it stayed, what comes behind it moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Where the stretch begins, in both texts.
    pub start: usize,
    /// Where it ends in the text before.
    pub end: usize,
    /// Where it ends in the text now.
    pub end_now: usize,
}

impl Change {
    /// The shortest stretch that makes one text of the other. It may begin or end inside a character.
    pub fn between(before: &str, now: &str) -> Self {
        let shorter = before.len().min(now.len());
        let start = before.bytes().zip(now.bytes()).take_while(|(one, other)| one == other).count();
        let backwards = before.bytes().rev().zip(now.bytes().rev()).take(shorter - start);
        let same = backwards.take_while(|(one, other)| one == other).count();
        Change { start, end: before.len() - same, end_now: now.len() - same }
    }

    /// The whole of a text, for one that has nothing of it.
    pub fn of_all(before: &str, now: &str) -> Self {
        Change { start: 0, end: before.len(), end_now: now.len() }
    }

    /// Where a span of the text before is now; none where the change reaches into it.
    pub fn moved(&self, span: Span) -> Option<Span> {
        let (start, end) = (span.start as usize, span.end as usize);
        if end <= self.start {
            Some(span)
        } else if start >= self.end {
            let moved = |at: usize| at - self.end + self.end_now;
            Some(Span::new(moved(start), moved(end)))
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, Span};

    #[test]
    fn places_before_and_behind_a_change_are_kept_and_places_in_it_are_not() {
        let words = |text: &str, words: &str| {
            let at = text.find(words).expect("the words are there");
            Span::new(at, at + words.len())
        };
        for (before, now) in [
            ("one ä two three", "one ä new three"),
            ("one two three", "one two more three"),
            ("one big two three", "one two three"),
            ("one two three", "one ö two ü three"),
        ] {
            let change = Change::between(before, now);
            for word in ["one", "three"] {
                assert_eq!(change.moved(words(before, word)), Some(words(now, word)), "{before} -> {now}");
            }
        }
        let change = Change::between("one two three", "one tea three");
        assert_eq!(change.moved(words("one two three", "two")), None);
        assert_eq!(Change::of_all("one", "three").moved(words("one", "one")), None);
    }
}
