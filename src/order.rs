//! Sorting and gathering with one piece of code for all types.
//!
//! The standard library's sorts are made anew for every type and every comparison, 4 kB each, and collecting into an ordered map or
//! set sorts first; together they were a tenth of the browser's module. Here the sort moves indices and asks a
//! comparison that it does not know; what is made per type is the comparison and a swap.

use std::cmp::Ordering;

/// Up to here, moving step by step is faster than merging.
const SHORT: usize = 16;

/// Stable sorting of a slice, for every type by the same code.
pub trait Arrange<T> {
    /// Sorts by the items' own order.
    fn arrange(&mut self)
    where
        T: Ord;

    /// Sorts by a key.
    fn arrange_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K);

    /// Sorts by a comparison.
    fn arrange_by(&mut self, compare: impl Fn(&T, &T) -> Ordering);
}

impl<T> Arrange<T> for [T] {
    fn arrange(&mut self)
    where
        T: Ord,
    {
        self.arrange_by(T::cmp);
    }

    fn arrange_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        self.arrange_by(|a, b| key(a).cmp(&key(b)));
    }

    fn arrange_by(&mut self, compare: impl Fn(&T, &T) -> Ordering) {
        let order = order(self.len(), &|a, b| match (self.get(a), self.get(b)) {
            (Some(a), Some(b)) => compare(a, b) == Ordering::Greater,
            _ => false,
        });
        if let Some(mut order) = order {
            follow(&mut order, &mut |a, b| self.swap(a, b));
        }
    }
}

/// Collecting into anything that can be extended.
pub trait Gather: Iterator + Sized {
    /// As `collect`, one by one: an ordered map or set is not sorted first. Of equal keys the last value counts.
    fn gather<C: Default + Extend<Self::Item>>(self) -> C {
        let mut all = C::default();
        all.extend(self);
        all
    }
}

impl<I: Iterator> Gather for I {}

/// Which item belongs at each place; `None` = each is where it belongs.
fn order(len: usize, greater: &dyn Fn(usize, usize) -> bool) -> Option<Vec<usize>> {
    if (1..len).all(|at| !greater(at - 1, at)) {
        return None;
    }
    let mut order: Vec<usize> = (0..len).collect();
    for run in order.chunks_mut(SHORT) {
        for end in 1..run.len() {
            for at in (1..=end).rev() {
                match (run.get(at - 1), run.get(at)) {
                    (Some(left), Some(right)) if greater(*left, *right) => run.swap(at - 1, at),
                    _ => break,
                }
            }
        }
    }
    let mut width = SHORT;
    while width < len {
        let mut merged = Vec::with_capacity(len);
        for pair in order.chunks(width * 2) {
            let (left, right) = pair.split_at(width.min(pair.len()));
            let (mut left, mut right) = (left.iter().copied().peekable(), right.iter().copied().peekable());
            while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
                merged.extend(if greater(*a, *b) { right.next() } else { left.next() });
            }
            merged.extend(left);
            merged.extend(right);
        }
        order = merged;
        width *= 2;
    }
    Some(order)
}

/// Brings every item to its place, one cycle after the other.
fn follow(order: &mut [usize], swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        let mut at = start;
        while let Some(from) = order.get_mut(at).map(|from| std::mem::replace(from, at)) {
            if from == start || from == at {
                break;
            }
            swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that jump about, the same each time.
    fn jumbled(len: u32, modulus: u32) -> Vec<(u32, u32)> {
        (0..len).map(|index| (index.wrapping_mul(2_654_435_761) >> 7) % modulus).zip(0..).collect()
    }

    #[test]
    fn sorts_as_the_standard_library_does_equal_items_in_their_order() {
        for len in [0, 1, 2, 3, 15, 16, 17, 31, 32, 33, 100, 1000, 1025] {
            for modulus in [1, 2, 7, 1_000_000] {
                let items = jumbled(len, modulus);
                let (mut ours, mut theirs) = (items.clone(), items.clone());
                ours.arrange_by_key(|item| item.0);
                theirs.sort_by_key(|item| item.0);
                assert_eq!(ours, theirs, "{len} items, keys below {modulus}");
                let (mut ours, mut theirs) = (items.clone(), items);
                ours.arrange_by(|a, b| b.0.cmp(&a.0));
                theirs.sort_by_key(|item| std::cmp::Reverse(item.0));
                assert_eq!(ours, theirs, "{len} items, keys below {modulus}, falling");
            }
        }
        let mut words = ["pear".to_owned(), "fig".to_owned(), "apple".to_owned(), "fig".to_owned()];
        words.arrange();
        assert_eq!(words, ["apple", "fig", "fig", "pear"]);
    }

    #[test]
    fn gathering_keeps_the_last_of_equal_keys() {
        let map: std::collections::BTreeMap<_, _> = [(2, 'a'), (1, 'b'), (2, 'c')].into_iter().gather();
        assert_eq!(map.into_iter().collect::<Vec<_>>(), [(1, 'b'), (2, 'c')]);
    }
}
