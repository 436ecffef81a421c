//! What two rows of things have in common, in order. The work is bounded by their lengths, whatever they hold: long rows are
//! first cut where something stands exactly once in both, and where that does not help, into windows.

use std::collections::BTreeMap;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Stretches of the two rows that belong beside each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
    /// Whether they are equal; else they have replaced each other, and either may be empty.
    pub(super) is_same: bool,
}

/// Most things of both rows together that are aligned at once. The time for that grows with the square, and so does the
/// depth of the search.
const WINDOW: usize = 2_000;

/// Cuts the rows into stretches that are the same and stretches that are not, in order.
pub(super) fn align<T: Ord>(old: &[T], new: &[T]) -> Vec<Stretch> {
    let (old, new) = numbered(old, new);
    let head = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let rest = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(one, other)| one == other).count();
    let mut stretches = Stretches::default();
    stretches.push(0..head, 0..head, true);
    let (was, is) = (head..old.len() - tail, head..new.len() - tail);
    let mut from = (was.start, is.start);
    let anchors = if was.len() + is.len() > WINDOW { anchors(&old, &new, (&was, &is)) } else { Vec::new() };
    for (at_old, at_new) in anchors {
        between((&old, from.0..at_old), (&new, from.1..at_new), &mut stretches);
        stretches.push(at_old..at_old + 1, at_new..at_new + 1, true);
        from = (at_old + 1, at_new + 1);
    }
    between((&old, from.0..was.end), (&new, from.1..is.end), &mut stretches);
    stretches.push(was.end..old.len(), is.end..new.len(), true);
    stretches.all
}

/// Things by number; equal ones have the same.
fn numbered<T: Ord>(old: &[T], new: &[T]) -> (Vec<u32>, Vec<u32>) {
    let mut known: BTreeMap<&T, u32> = BTreeMap::new();
    let mut number = |it| {
        let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
        *known.entry(it).or_insert(next)
    };
    let old = old.iter().map(&mut number).collect();
    (old, new.iter().map(&mut number).collect())
}

/// Pairs of places, rising on both sides, of things that stand once in both rows: the longest such line (patience sorting).
fn anchors(old: &[u32], new: &[u32], (was, is): (&Range<usize>, &Range<usize>)) -> Vec<(usize, usize)> {
    // For each thing how often it stands in the rows, and where last.
    let mut places: BTreeMap<u32, [(usize, usize); 2]> = BTreeMap::new();
    for (side, (row, range)) in [(old, was), (new, is)].into_iter().enumerate() {
        for at in range.clone() {
            let place = &mut places.entry(row[at]).or_default()[side];
            *place = (place.0 + 1, at);
        }
    }
    let mut once: Vec<(usize, usize)> =
        places.values().filter(|[old, new]| old.0 == 1 && new.0 == 1).map(|[old, new]| (old.1, new.1)).collect();
    once.sort_unstable();
    // Heaps of places in the new row, by the number of the pair on top; each pair knows the one that it follows.
    let mut tops: Vec<usize> = Vec::new();
    let mut follows: Vec<Option<usize>> = Vec::with_capacity(once.len());
    for (index, (_, at)) in once.iter().enumerate() {
        let heap = tops.partition_point(|top| once[*top].1 < *at);
        follows.push(heap.checked_sub(1).map(|below| tops[below]));
        match tops.get_mut(heap) {
            Some(top) => *top = index,
            None => tops.push(index),
        }
    }
    let mut line = Vec::new();
    let mut next = tops.last().copied();
    while let Some(index) = next {
        line.push(once[index]);
        next = follows[index];
    }
    line.reverse();
    line
}

type Row<'r> = (&'r [u32], Range<usize>);

/// Aligns two stretches, window by window where they are long.
fn between((old, was): Row<'_>, (new, is): Row<'_>, stretches: &mut Stretches) {
    let windows = (was.len() + is.len()).div_ceil(WINDOW).max(1);
    let cut = |range: &Range<usize>, window: usize| range.start + range.len() * window / windows;
    for window in 0..windows {
        let (was, is) = (cut(&was, window)..cut(&was, window + 1), cut(&is, window)..cut(&is, window + 1));
        for operation in capture_diff_slices(Algorithm::Myers, &old[was.clone()], &new[is.clone()]) {
            let (_, gone, come) = operation.as_tag_tuple();
            let moved = |range: Range<usize>, by: usize| range.start + by..range.end + by;
            let is_same = matches!(operation, DiffOp::Equal { .. });
            stretches.push(moved(gone, was.start), moved(come, is.start), is_same);
        }
    }
}

#[derive(Default)]
struct Stretches {
    all: Vec<Stretch>,
}

impl Stretches {
    /// Joins what follows of the same sort.
    fn push(&mut self, old: Range<usize>, new: Range<usize>, is_same: bool) {
        if old.is_empty() && new.is_empty() {
            return;
        }
        match self.all.last_mut().filter(|it| it.is_same == is_same) {
            Some(last) => (last.old.end, last.new.end) = (old.end, new.end),
            None => self.all.push(Stretch { old, new, is_same }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::align;

    /// Every place of both rows stands in one stretch, in order, and what is called the same is.
    #[track_caller]
    fn holds(old: &[u32], new: &[u32]) -> usize {
        let (mut was, mut is, mut same) = (0, 0, 0);
        for it in align(old, new) {
            assert_eq!((it.old.start, it.new.start), (was, is));
            if it.is_same {
                assert_eq!(&old[it.old.clone()], &new[it.new.clone()]);
                same += it.old.len();
            }
            (was, is) = (it.old.end, it.new.end);
        }
        assert_eq!((was, is), (old.len(), new.len()));
        same
    }

    #[test]
    fn short_and_empty_rows_are_aligned() {
        assert_eq!((holds(&[], &[]), holds(&[1], &[]), holds(&[], &[1])), (0, 0, 0));
        assert_eq!((holds(&[1, 2, 3], &[1, 9, 3]), holds(&[1, 1], &[1]), holds(&[1, 2], &[2, 1])), (2, 1, 1));
    }

    #[test]
    fn long_rows_keep_what_they_have_in_common() {
        let old: Vec<u32> = (0..20_000).collect();
        let new: Vec<u32> = (0..20_000).map(|it| if it % 10 == 3 { it + 50_000 } else { it }).collect();
        assert_eq!(holds(&old, &new), 18_000);
    }

    #[test]
    fn rows_without_anything_of_their_own_end_soon() {
        let mix = |step: u32, sides: u32| {
            (0..40_000_u32).map(|it| it.wrapping_mul(step) % 65_521 % sides).collect::<Vec<_>>()
        };
        for sides in [2, 50, 40_000] {
            holds(&mix(2_654_435_761, sides), &mix(40_503, sides));
        }
    }
}
