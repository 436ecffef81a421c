//! The redline of two texts: whole blocks first, those that moved among them, then the words inside blocks that belong
//! together. The time is bounded whatever the texts: what would take too long to align is shown as taken out and put in.

use std::collections::{BTreeMap, BTreeSet};

use super::align::align;
use super::blocks::{Block, Cell, Kind, Token};

/// What became of a part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    Same,
    Inserted,
    Deleted,
    /// There before, at another place, in the same words; this is where it stands now.
    MovedHere,
    /// Where it stood before.
    MovedAway,
    /// Still there, with other words or of another kind.
    Changed,
}

impl Fate {
    /// One word for it; both ends of a move have the same.
    pub fn word(self) -> &'static str {
        match self {
            Fate::Same => "same",
            Fate::Inserted => "inserted",
            Fate::Deleted => "deleted",
            Fate::MovedHere | Fate::MovedAway => "moved",
            Fate::Changed => "changed",
        }
    }
}

/// A run of words with one fate: same, inserted or deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub fate: Fate,
    pub text: String,
    /// Whether it stands for something that readers see as emphasis or follow as a link, not as words.
    pub is_mark: bool,
}

/// A block of either text with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub fate: Fate,
    pub kind: Kind,
    /// The kind before, where it was another.
    pub was: Option<Kind>,
    /// For each cell its runs; a cell that was added or taken out has one fate throughout.
    pub cells: Vec<Vec<Run>>,
}

/// Both texts as one, in an order that keeps that of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Redline {
    pub lines: Vec<Line>,
}

impl Redline {
    pub fn is_empty(&self) -> bool {
        self.lines.iter().all(|it| it.fate == Fate::Same)
    }

    /// How many words were put in and how many taken out; what moved counts for neither.
    pub fn counts(&self) -> (usize, usize) {
        let words = |fate: Fate| {
            let runs = self.lines.iter().flat_map(|it| &it.cells).flatten();
            runs.filter(|it| it.fate == fate && !it.is_mark).map(|it| it.text.split_whitespace().count()).sum()
        };
        (words(Fate::Inserted), words(Fate::Deleted))
    }
}

/// Most pairs of blocks that are held against each other at once.
const WINDOW: usize = 64;
/// Words of a block by which it is recognised.
const LONGEST_LOOK: usize = 400;
/// From this share of common words on, in percent, two blocks belong together.
const SAME_BLOCK: usize = 45;
/// Letters and digits that a block must have to be told as moved; shorter ones are alike by chance.
const SHORTEST_MOVE: usize = 12;

/// The redline from one text to another.
pub fn redline(before: &[Block], after: &[Block]) -> Redline {
    let (old, new) = numbered(before, after);
    let mut steps = Vec::new();
    for stretch in align(&old, &new) {
        if stretch.is_same {
            steps.extend(stretch.old.zip(stretch.new).map(|(was, is)| Step::Pair(was, is)));
        } else {
            pair((before, stretch.old), (after, stretch.new), &mut steps);
        }
    }
    let moved = moved(&steps, (before, after), (&old, &new));
    let line = |step: &Step| match *step {
        Step::Pair(was, is) if old[was] == new[is] => whole(&after[is], Fate::Same),
        Step::Pair(was, is) => changed(&before[was], &after[is]),
        Step::Gone(was) if moved.0.contains(&was) => whole(&before[was], Fate::MovedAway),
        Step::Gone(was) => whole(&before[was], Fate::Deleted),
        Step::New(is) if moved.1.contains(&is) => whole(&after[is], Fate::MovedHere),
        Step::New(is) => whole(&after[is], Fate::Inserted),
    };
    Redline { lines: steps.iter().map(line).collect() }
}

/// The runs that lead from one sentence to another.
pub fn words(before: &str, after: &str) -> Vec<Run> {
    runs(&Cell::plain(before), &Cell::plain(after), Kind::Paragraph)
}

/// Blocks by number; equal ones have the same.
fn numbered(before: &[Block], after: &[Block]) -> (Vec<usize>, Vec<usize>) {
    let mut known: BTreeMap<&Block, usize> = BTreeMap::new();
    let mut number = |block| {
        let next = known.len();
        *known.entry(block).or_insert(next)
    };
    let old = before.iter().map(&mut number).collect();
    (old, after.iter().map(&mut number).collect())
}

/// Which blocks stand beside each other, by their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Pair(usize, usize),
    Gone(usize),
    New(usize),
}

type Part<'b> = (&'b [Block], std::ops::Range<usize>);

/// Pairs the blocks of two stretches that have become different, window by window.
fn pair((before, was): Part<'_>, (after, is): Part<'_>, steps: &mut Vec<Step>) {
    let windows = was.len().div_ceil(WINDOW).max(is.len().div_ceil(WINDOW)).max(1);
    let cut = |range: &std::ops::Range<usize>, window: usize| range.start + range.len() * window / windows;
    let mut known = BTreeMap::new();
    for window in 0..windows {
        let (was, is) = (cut(&was, window)..cut(&was, window + 1), cut(&is, window)..cut(&is, window + 1));
        let mut looks = |block: &Block| Look::of(block, &mut known);
        let old: Vec<Look> = before[was.clone()].iter().map(&mut looks).collect();
        let new: Vec<Look> = after[is.clone()].iter().map(&mut looks).collect();
        let (mut from, mut to) = (was.start, is.start);
        for (old, new) in aligned(&old, &new) {
            steps.extend((from..was.start + old).map(Step::Gone));
            steps.extend((to..is.start + new).map(Step::New));
            steps.push(Step::Pair(was.start + old, is.start + new));
            (from, to) = (was.start + old + 1, is.start + new + 1);
        }
        steps.extend((from..was.end).map(Step::Gone));
        steps.extend((to..is.end).map(Step::New));
    }
}

/// What a block is recognised by: its kind and its words in order of number.
struct Look {
    kind: Kind,
    words: Vec<usize>,
}

impl Look {
    fn of(block: &Block, known: &mut BTreeMap<String, usize>) -> Self {
        let texts = block.cells.iter().flat_map(|it| it.text.split(|it: char| !it.is_alphanumeric()));
        let texts = texts.filter(|it| !it.is_empty()).take(LONGEST_LOOK);
        let mut words: Vec<usize> = texts
            .map(|it| {
                let next = known.len();
                *known.entry(it.to_lowercase()).or_insert(next)
            })
            .collect();
        words.sort_unstable();
        Look { kind: block.kind, words }
    }

    /// How many in a hundred of their words two blocks have in common; 0 where they cannot belong together.
    fn likeness(&self, other: &Self) -> usize {
        let total = self.words.len() + other.words.len();
        if !self.kind.is_like(other.kind) || total == 0 {
            return 0;
        }
        let (mut left, mut right, mut shared) = (0, 0, 0);
        while let (Some(one), Some(two)) = (self.words.get(left), other.words.get(right)) {
            shared += usize::from(one == two);
            left += usize::from(one <= two);
            right += usize::from(two <= one);
        }
        let likeness = 200 * shared / total;
        if likeness < SAME_BLOCK { 0 } else { likeness }
    }
}

/// The pairs, in order on both sides, that have the most words in common.
fn aligned(old: &[Look], new: &[Look]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    // The best sum from each pair of places to the end.
    let mut best = vec![0_usize; (old.len() + 1) * width];
    let mut likeness = vec![0_usize; old.len() * new.len()];
    for was in (0..old.len()).rev() {
        for is in (0..new.len()).rev() {
            let alike = old[was].likeness(&new[is]);
            likeness[was * new.len() + is] = alike;
            let paired = if alike > 0 { alike + best[(was + 1) * width + is + 1] } else { 0 };
            best[was * width + is] = paired.max(best[(was + 1) * width + is]).max(best[was * width + is + 1]);
        }
    }
    let (mut was, mut is, mut pairs) = (0, 0, Vec::new());
    while was < old.len() && is < new.len() {
        let alike = likeness[was * new.len() + is];
        let here = best[was * width + is];
        if alike > 0 && here == alike + best[(was + 1) * width + is + 1] {
            pairs.push((was, is));
            (was, is) = (was + 1, is + 1);
        } else if here == best[(was + 1) * width + is] {
            was += 1;
        } else {
            is += 1;
        }
    }
    pairs
}

/// The blocks that were taken out at one place and put in, the same, at another.
fn moved(
    steps: &[Step],
    (before, after): (&[Block], &[Block]),
    (old, new): (&[usize], &[usize]),
) -> (BTreeSet<usize>, BTreeSet<usize>) {
    let is_telling = |block: &Block| {
        let letters = block.cells.iter().flat_map(|it| it.text.chars()).filter(|it| it.is_alphanumeric());
        letters.take(SHORTEST_MOVE).count() == SHORTEST_MOVE
    };
    let mut gone: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for step in steps.iter().rev() {
        if let Step::Gone(was) = *step
            && is_telling(&before[was])
        {
            gone.entry(old[was]).or_default().push(was);
        }
    }
    let (mut away, mut here) = (BTreeSet::new(), BTreeSet::new());
    for step in steps {
        if let Step::New(is) = *step
            && is_telling(&after[is])
            && let Some(was) = gone.get_mut(&new[is]).and_then(Vec::pop)
        {
            away.insert(was);
            here.insert(is);
        }
    }
    (away, here)
}

/// A block as it stands, all of it with one fate.
fn whole(block: &Block, fate: Fate) -> Line {
    let of_words = match fate {
        Fate::Inserted | Fate::Deleted => fate,
        Fate::Same | Fate::MovedHere | Fate::MovedAway | Fate::Changed => Fate::Same,
    };
    let cells = block.cells.iter().map(|it| one_fate(it, block.kind, of_words)).collect();
    Line { fate, kind: block.kind, was: None, cells }
}

fn one_fate(cell: &Cell, kind: Kind, fate: Fate) -> Vec<Run> {
    let mut runs = Vec::new();
    for token in cell.tokens(kind) {
        push(&mut runs, fate, token);
    }
    runs
}

/// Two blocks that belong together, word by word; rows cell by cell.
fn changed(before: &Block, after: &Block) -> Line {
    let kind = after.kind;
    let was = Some(before.kind).filter(|it| *it != kind);
    let cells = if before.cells.len() == after.cells.len() {
        before.cells.iter().zip(&after.cells).map(|(was, is)| runs(was, is, kind)).collect()
    } else {
        let mut cells = Vec::new();
        for stretch in align(&before.cells, &after.cells) {
            let fate = |other| if stretch.is_same { Fate::Same } else { other };
            if !stretch.is_same {
                cells.extend(before.cells[stretch.old.clone()].iter().map(|it| one_fate(it, kind, Fate::Deleted)));
            }
            cells.extend(after.cells[stretch.new].iter().map(|it| one_fate(it, kind, fate(Fate::Inserted))));
        }
        cells
    };
    Line { fate: Fate::Changed, kind, was, cells }
}

fn runs(before: &Cell, after: &Cell, kind: Kind) -> Vec<Run> {
    let (old, new) = (before.tokens(kind), after.tokens(kind));
    let mut runs = Vec::new();
    // What was taken out and put in since the last words that stayed.
    let (mut gone, mut come): (Vec<Token<'_>>, Vec<Token<'_>>) = (Vec::new(), Vec::new());
    let stretches = align(&old, &new);
    for (index, stretch) in stretches.iter().enumerate() {
        let (was, is) = (&old[stretch.old.clone()], &new[stretch.new.clone()]);
        let is_last = index + 1 == stretches.len();
        // A lone blank between two changes would cut a phrase into single words.
        let is_blank = || is.iter().all(|it| !it.is_mark && it.text.trim().is_empty());
        if stretch.is_same && (is_last || gone.is_empty() || come.is_empty() || !is_blank()) {
            flush(&mut runs, &mut gone, &mut come);
            for it in is {
                push(&mut runs, Fate::Same, *it);
            }
        } else {
            gone.extend(was);
            come.extend(is);
        }
    }
    flush(&mut runs, &mut gone, &mut come);
    runs
}

fn flush(runs: &mut Vec<Run>, gone: &mut Vec<Token<'_>>, come: &mut Vec<Token<'_>>) {
    gone.drain(..).for_each(|it| push(runs, Fate::Deleted, it));
    come.drain(..).for_each(|it| push(runs, Fate::Inserted, it));
}

fn push(runs: &mut Vec<Run>, fate: Fate, token: Token<'_>) {
    match runs.last_mut().filter(|it| it.fate == fate && it.is_mark == token.is_mark) {
        Some(last) => last.text.push_str(token.text),
        None => runs.push(Run { fate, text: token.text.to_owned(), is_mark: token.is_mark }),
    }
}

#[cfg(test)]
mod tests;
