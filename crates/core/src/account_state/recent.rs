//! A map of bounded size.

use alloc::collections::BTreeMap;
use core::borrow::Borrow;

/// A map that keeps the entries that were used last, so that a process that meets
/// ever new hosts or actions does not grow without limit.
#[derive(Debug, Clone)]
pub(super) struct Recent<K, V> {
    /// With the number of the last use.
    entries: BTreeMap<K, (u64, V)>,
    uses: u64,
}

/// Far more than a program uses at a time, and at most some hundred kilobytes.
const CAPACITY: usize = 256;

impl<K: Ord + Clone, V> Recent<K, V> {
    /// The value of the key, without counting as a use.
    pub(super) fn peek<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.entries.get(key).map(|(_, value)| value)
    }

    /// The value of the key.
    pub(super) fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let (used, value) = self.entries.get_mut(key)?;
        self.uses += 1;
        *used = self.uses;
        Some(value)
    }

    /// Inserts a value. Returns the value that was used least recently if there are
    /// too many now.
    pub(super) fn insert(&mut self, key: K, value: V) -> Option<V> {
        self.uses += 1;
        self.entries.insert(key, (self.uses, value));
        if self.entries.len() <= CAPACITY {
            return None;
        }
        let oldest = self.entries.iter().min_by_key(|(_, (used, _))| *used);
        let oldest = oldest.map(|(key, _)| key.clone())?;
        self.entries.remove(&oldest).map(|(_, value)| value)
    }
}

impl<K, V> Default for Recent<K, V> {
    fn default() -> Self {
        Self { entries: BTreeMap::new(), uses: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_recently_used_entry_leaves_a_full_map() {
        let mut map = Recent::default();
        for n in 0..CAPACITY {
            assert_eq!(map.insert(n, n), None);
        }
        assert_eq!(map.get_mut(&0), Some(&mut 0));
        assert_eq!(map.peek(&1), Some(&1), "no use");
        assert_eq!(map.insert(CAPACITY, 0), Some(1));
        assert_eq!(map.insert(CAPACITY + 1, 0), Some(2));
        assert_eq!(map.entries.len(), CAPACITY);
    }
}
