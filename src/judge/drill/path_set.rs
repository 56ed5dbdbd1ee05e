//! Sets of paths, a bit each.

/// A set of paths.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct PathSet(Vec<u64>);

impl PathSet {
    /// No path of so many.
    pub fn none(paths: usize) -> Self {
        Self(vec![0; paths.div_ceil(64)])
    }

    /// Whether no path is in it.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// Whether a path is in it.
    pub fn has(&self, path: usize) -> bool {
        self.0.get(path / 64).is_some_and(|word| word & (1 << (path % 64)) != 0)
    }

    /// Adds a path.
    pub fn insert(&mut self, path: usize) {
        if let Some(word) = self.0.get_mut(path / 64) {
            *word |= 1 << (path % 64);
        }
    }

    /// Adds all of another set.
    pub fn add(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word |= other;
        }
    }

    /// Takes all of another set out.
    pub fn remove(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= !other;
        }
    }

    /// Its paths, in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(at, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros();
                rest &= rest.wrapping_sub(1);
                (bit < 64).then_some(at * 64 + bit as usize)
            })
        })
    }
}
