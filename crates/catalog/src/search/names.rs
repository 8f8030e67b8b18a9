//! Names that have no title: of structures, members and error codes.

use super::HitKind;
use super::catalog::{Place, Places};
use super::index::Reader;
use super::rank::{Fields, Rank, Weights, Whole};
use super::scan::{Better as _, Item, Scan, item};

/// So many places of one name are hits.
const FEW: usize = 5;

impl Scan {
    pub(super) fn structures(&mut self, whole: &mut Whole<'_>, weights: &Weights) {
        let mut reader = self.index.structures;
        let mut name = Vec::new();
        let mut found = Vec::new();
        for (number, version) in self.services.versions.iter().enumerate() {
            for _ in 0..version.structures {
                if reader.sequence(&mut name).is_none() {
                    break;
                }
                if !self.wanted.get(number).is_some_and(|wanted| *wanted) {
                    continue;
                }
                if let Some((tier, score)) = self.rank_name(whole, weights, &name) {
                    let rank = (tier, score * self.preference(number, false) * 0.7);
                    found.push(Item { rank, ..item(HitKind::Structure, number, &name) });
                }
            }
        }
        self.found.append(&mut found);
    }

    pub(super) fn members(
        &mut self,
        whole: &mut Whole<'_>,
        weights: &Weights,
        deprecated: &[bool],
    ) {
        let mut reader = self.index.members;
        self.each_listed(
            &mut reader,
            self.index.member_places,
            whole,
            weights,
            |scan, name, rank, list| {
                let mut places = Places::new(&scan.services.versions);
                let mut found: Vec<Item> = list
                    .ascending()
                    .filter_map(|place| places.find(place))
                    .filter(|(version, _)| scan.wanted.get(*version).is_some_and(|wanted| *wanted))
                    .map(|(version, owner)| {
                        let (deprecated, factor) = match owner {
                            Place::Action(action) => (deprecated.get(action) == Some(&true), 0.9),
                            Place::Structure(_) => (false, 0.85),
                        };
                        let rank = (rank.0, rank.1 * factor * scan.preference(version, deprecated));
                        Item {
                            rank,
                            deprecated,
                            owner: Some(owner),
                            ..item(HitKind::Member, version, &[])
                        }
                    })
                    .collect();
                scan.few(&mut found, name);
                found
            },
        );
    }

    pub(super) fn codes(&mut self, whole: &mut Whole<'_>, weights: &Weights) {
        let mut reader = self.index.codes;
        self.each_listed(
            &mut reader,
            self.index.code_versions,
            whole,
            weights,
            |scan, name, rank, list| {
                let mut found: Vec<Item> = list
                    .ascending()
                    .filter(|version| scan.wanted.get(*version).is_some_and(|wanted| *wanted))
                    .map(|version| {
                        let rank = (rank.0, rank.1 * 0.8 * scan.preference(version, false));
                        Item { rank, ..item(HitKind::ErrorCode, version, &[]) }
                    })
                    .collect();
                scan.few(&mut found, name);
                found
            },
        );
    }

    /// Goes through names that have a list; what matches is found in the places.
    fn each_listed(
        &mut self,
        reader: &mut Reader,
        lists: Reader,
        whole: &mut Whole<'_>,
        weights: &Weights,
        items: impl Fn(&Self, &[usize], Rank, Reader) -> Vec<Item>,
    ) {
        let mut name = Vec::new();
        let mut start = 0;
        while reader.sequence(&mut name).is_some() {
            let Some(length) = reader.number() else { break };
            let by_name = self.rank_name(whole, weights, &name);
            if let Some(rank) = by_name.max_by_rank(self.rank_code(whole, &name)) {
                let mut found = items(self, &name, rank, lists.part(start, length));
                self.found.append(&mut found);
            }
            start += length;
        }
    }

    /// The part after the last dot is the whole name of a code without its family.
    fn rank_code(&self, whole: &mut Whole<'_>, name: &[usize]) -> Option<Rank> {
        let dot = name.iter().rposition(|word| self.dictionary.is_punctuation(*word))?;
        whole.rank(name.get(dot + 1..)?, &self.dictionary)
    }

    /// A name counts if it has all words of the query.
    fn rank_name(&self, whole: &mut Whole<'_>, weights: &Weights, name: &[usize]) -> Option<Rank> {
        let by_name = whole.rank(name, &self.dictionary);
        if !self.dictionary.touches(name) {
            return by_name;
        }
        let (found, length) = self.dictionary.find(name, &self.query);
        #[expect(clippy::cast_precision_loss, reason = "a few words")]
        let fields = Fields { name: found, length: 2.0 * length as f32, ..Fields::default() };
        let by_words = (self.query.features > 0 && found.any() == self.query.all())
            .then(|| weights.rank(&self.query, &fields));
        by_name.max_by_rank(by_words)
    }

    /// Keeps the best places of a name.
    fn few(&self, found: &mut Vec<Item>, name: &[usize]) {
        let places = found.len();
        self.sort(found);
        found.truncate(FEW);
        for item in found {
            item.places = places;
            item.name = name.to_vec();
        }
    }
}
