//! Sets of paths, a bit each.

/// A set of paths. The first 64 paths need no memory of their own: most designs have fewer.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct PathSet {
    first: u64,
    more: Vec<u64>,
}

impl PathSet {
    /// No path of so many.
    pub fn none(paths: usize) -> Self {
        Self { first: 0, more: vec![0; paths.div_ceil(64).saturating_sub(1)] }
    }

    /// Whether no path is in it.
    pub fn is_empty(&self) -> bool {
        self.first == 0 && self.more.iter().all(|word| *word == 0)
    }

    /// Whether a path is in it.
    pub fn has(&self, path: usize) -> bool {
        let word = if path < 64 { Some(&self.first) } else { self.more.get(path / 64 - 1) };
        word.is_some_and(|word| word & (1 << (path % 64)) != 0)
    }

    /// Adds a path.
    pub fn insert(&mut self, path: usize) {
        let word = if path < 64 { Some(&mut self.first) } else { self.more.get_mut(path / 64 - 1) };
        if let Some(word) = word {
            *word |= 1 << (path % 64);
        }
    }

    /// Adds all of another set.
    pub fn add(&mut self, other: &Self) {
        self.first |= other.first;
        for (word, other) in self.more.iter_mut().zip(&other.more) {
            *word |= other;
        }
    }

    /// Takes all of another set out.
    pub fn remove(&mut self, other: &Self) {
        self.first &= !other.first;
        for (word, other) in self.more.iter_mut().zip(&other.more) {
            *word &= !other;
        }
    }

    /// Its paths, in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        std::iter::once(&self.first).chain(&self.more).enumerate().flat_map(|(at, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros();
                rest &= rest.wrapping_sub(1);
                (bit < 64).then_some(at * 64 + bit as usize)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_beyond_the_first_word_count_too() {
        let mut set = PathSet::none(200);
        for path in [0, 63, 64, 127, 128, 199] {
            set.insert(path);
        }
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 63, 64, 127, 128, 199]);
        assert!(set.has(64) && !set.has(65) && !set.has(5000));
        let mut other = PathSet::none(200);
        other.add(&set);
        other.remove(&PathSet::none(200));
        assert_eq!(other, set);
        other.remove(&set);
        assert!(other.is_empty() && !set.is_empty());
    }
}
