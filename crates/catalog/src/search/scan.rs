//! One pass over the index.

use std::cmp::Ordering;

use super::catalog::{Place, Services};
use super::dictionary::Dictionary;
use super::index::Index;
use super::query::{Found, Query};
use super::rank::{Fields, Rank, Tier, Weights, Whole};
use super::{Hit, HitKind};

pub(super) fn search(text: &str, limit: usize) -> Vec<Hit> {
    let index = Index::open();
    let whole = Scan::new(index, text, &[]);
    if whole.query.is_empty() { Vec::new() } else { whole.or_narrow(text).hits(limit) }
}

/// The services that one of several words names, and the other words.
fn narrowed(text: &str, services: &Services) -> Option<(Vec<usize>, String)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() < 2 {
        return None;
    }
    words.iter().enumerate().find_map(|(index, word)| {
        let named = services.named(word);
        let others = words.iter().enumerate().filter(|(other, _)| *other != index);
        let rest: Vec<&str> = others.map(|(_, word)| *word).collect();
        (!named.is_empty()).then(|| (named, rest.join(" ")))
    })
}

pub(super) struct Scan {
    pub(super) index: Index,
    pub(super) services: Services,
    pub(super) query: Query,
    pub(super) dictionary: Dictionary,
    /// Of each version, whether it may have hits.
    pub(super) wanted: Vec<bool>,
    pub(super) found: Vec<Item>,
}

/// What may become a hit.
pub(super) struct Item {
    pub(super) kind: HitKind,
    pub(super) version: usize,
    pub(super) rank: Rank,
    pub(super) name: Vec<usize>,
    pub(super) title: Vec<usize>,
    pub(super) title_en: Vec<usize>,
    pub(super) class: u8,
    pub(super) deprecated: bool,
    pub(super) owner: Option<Place>,
    pub(super) places: usize,
}

impl Scan {
    /// Looks for a text in some services, or in all. All actions match a text without words.
    pub(super) fn new(index: Index, text: &str, services: &[usize]) -> Self {
        let query = Query::new(text);
        let all = Services::read(&query);
        let wanted = |service: &usize| services.is_empty() || services.contains(service);
        let mut scan = Self {
            dictionary: Dictionary::read(index.words, &query),
            wanted: all.versions.iter().map(|version| wanted(&version.service)).collect(),
            services: all,
            index,
            query,
            found: Vec::new(),
        };
        let plain = scan.query.plain.clone();
        let mut whole = Whole::new(&plain, &scan.dictionary);
        let (weights, deprecated) = scan.actions(&mut whole);
        if services.is_empty() {
            scan.services(&mut whole, &weights);
        }
        scan.structures(&mut whole, &weights);
        scan.members(&mut whole, &weights, &deprecated);
        scan.codes(&mut whole, &weights);
        let mut found = std::mem::take(&mut scan.found);
        scan.sort(&mut found);
        scan.found = found;
        scan
    }

    /// The best first; of equals those of the version with most actions: more people use it.
    pub(super) fn sort(&self, items: &mut [Item]) {
        let size = |item: &Item| self.services.versions.get(item.version).map(|it| it.actions);
        items.sort_by(|one, other| {
            by_rank(&other.rank, &one.rank).then_with(|| size(other).cmp(&size(one)))
        });
    }

    /// The search in the service that one of several words names, if that finds as much.
    pub(super) fn or_narrow(self, text: &str) -> Self {
        let Some((services, rest)) = narrowed(text, &self.services) else {
            return self;
        };
        let narrow = Self::new(self.index, &rest, &services);
        // `batch delete tags` names a service that has none of it, and means all words.
        let is_narrow = narrow.best() >= Some(Tier::Words) || self.best() < Some(Tier::Words);
        if is_narrow { narrow } else { self }
    }

    fn best(&self) -> Option<Tier> {
        self.found.first().map(|item| item.rank.0)
    }

    fn services(&mut self, whole: &mut Whole<'_>, weights: &Weights) {
        for (number, service) in self.services.services.iter().enumerate() {
            let names = [service.name, service.product, service.title, service.title_en];
            let best = names.iter().filter_map(|name| whole.rank_str(name)).max_by(by_rank);
            let fields = Fields { title: service.found, length: 6.0, ..Fields::default() };
            let by_words = (service.found.any() == self.query.all() && self.query.features > 0)
                .then(|| weights.rank(&self.query, &fields));
            let Some((tier, score)) = best.max_by_rank(by_words) else { continue };
            let mut versions = self.services.versions.iter().enumerate();
            let default =
                versions.find(|(_, version)| version.service == number && version.default);
            self.found.push(Item {
                kind: HitKind::Service,
                version: default.map_or(usize::MAX, |(version, _)| version),
                rank: (tier, score * 1.2),
                name: Vec::new(),
                title: Vec::new(),
                title_en: Vec::new(),
                class: 0,
                deprecated: false,
                owner: None,
                places: 1,
            });
        }
    }

    /// Finds actions; returns the weights of the features, and of each action whether
    /// it is deprecated.
    fn actions(&mut self, whole: &mut Whole<'_>) -> (Weights, Vec<bool>) {
        let mut reader = self.index.actions;
        let mut deprecated = Vec::new();
        let mut items: Vec<(Fields, Option<Rank>, Item)> = Vec::new();
        let (mut name, mut title, mut title_en) = (Vec::new(), Vec::new(), Vec::new());
        for (number, version) in self.services.versions.iter().enumerate() {
            let service = self.services.service(number).map(|(_, service)| service.found);
            for _ in 0..version.actions {
                let Some(flags) = reader.byte() else { break };
                title.clear();
                title_en.clear();
                let read = [&mut name, &mut title, &mut title_en]
                    .into_iter()
                    .all(|words| reader.sequence(words).is_some());
                if !read {
                    break;
                }
                deprecated.push(flags & 8 != 0);
                if !self.wanted.get(number).is_some_and(|wanted| *wanted) {
                    continue;
                }
                let fields = self.fields(service.unwrap_or_default(), [&name, &title, &title_en]);
                // Without its verb, `instances` is the whole name of `DescribeInstances`.
                let object = name.get(1..).unwrap_or_default();
                let rank = [&*name, object, &*title, &*title_en]
                    .into_iter()
                    .filter_map(|words| whole.rank(words, &self.dictionary))
                    .max_by(by_rank);
                if rank.is_none() && fields.any() == 0 && !self.query.is_empty() {
                    continue;
                }
                let shown = if title.is_empty() { &title_en } else { &title };
                items.push((
                    fields,
                    rank,
                    Item {
                        kind: HitKind::Action,
                        version: number,
                        rank: (Tier::Similar, 0.0),
                        name: name.clone(),
                        title: shown.clone(),
                        title_en: title_en.clone(),
                        class: flags & 7,
                        deprecated: flags & 8 != 0,
                        owner: None,
                        places: 1,
                    },
                ));
            }
        }
        let having = items.iter().map(|(fields, ..)| fields.any());
        let weights = Weights::new(&self.query, deprecated.len(), having);
        let shares = self.shares(&items);
        for (fields, rank, mut item) in items {
            let mut by_words = weights.rank(&self.query, &fields);
            let shares = self
                .services
                .versions
                .get(item.version)
                .and_then(|version| shares.get(version.service));
            by_words.1 += shares.map_or(0.0, |shares| weights.neighbors(&fields, shares));
            let (tier, score) = rank.max_by_rank(Some(by_words)).unwrap_or(by_words);
            item.rank = (tier, score * self.preference(item.version, item.deprecated) * 1.1);
            self.found.push(item);
        }
        (weights, deprecated)
    }

    /// Where the features of the query occur in an action with this name and titles.
    fn fields(&self, service: Found, texts: [&[usize]; 3]) -> Fields {
        let has_feature = |words: &[usize]| self.dictionary.touches(words);
        if !self.query.has_pairs() && service.any() == 0 && !texts.into_iter().any(has_feature) {
            return Fields::default();
        }
        let [(name, name_length), (title, title_length), (title_en, _)] =
            texts.map(|words| self.dictionary.find(words, &self.query));
        #[expect(clippy::cast_precision_loss, reason = "a few words")]
        let length = title_length as f32 + 0.3 * name_length as f32;
        Fields { title, name, title_en, service, length }
    }

    /// Of each service, the share of its actions that have each feature.
    #[expect(clippy::cast_precision_loss, reason = "some thousand actions")]
    fn shares(&self, items: &[(Fields, Option<Rank>, Item)]) -> Vec<Vec<f32>> {
        let mut shares =
            vec![vec![0.0; self.query.features as usize]; self.services.services.len()];
        let mut counts = vec![0.0_f32; shares.len()];
        for version in &self.services.versions {
            if let Some(count) = counts.get_mut(version.service) {
                *count += version.actions as f32;
            }
        }
        for (fields, _, item) in items {
            let Some(version) = self.services.versions.get(item.version) else { continue };
            let Some(shares) = shares.get_mut(version.service) else { continue };
            let count = counts.get(version.service).copied().unwrap_or(1.0);
            let own = fields.title.any() | fields.name.any() | fields.title_en.any();
            for (feature, share) in shares.iter_mut().enumerate() {
                if own >> feature & 1 == 1 {
                    *share += 1.0 / count;
                }
            }
        }
        shares
    }

    pub(super) fn preference(&self, version: usize, deprecated: bool) -> f32 {
        let default = self.services.versions.get(version).is_some_and(|version| version.default);
        (if default { 1.0 } else { 0.9 }) * (if deprecated { 0.6 } else { 1.0 })
    }
}

pub(super) fn item(kind: HitKind, version: usize, name: &[usize]) -> Item {
    Item {
        kind,
        version,
        rank: (Tier::Similar, 0.0),
        name: name.to_vec(),
        title: Vec::new(),
        title_en: Vec::new(),
        class: 0,
        deprecated: false,
        owner: None,
        places: 1,
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that max_by takes")]
fn by_rank(one: &Rank, other: &Rank) -> Ordering {
    one.partial_cmp(other).unwrap_or(Ordering::Equal)
}

pub(super) trait Better {
    fn max_by_rank(self, other: Self) -> Self;
}

impl Better for Option<Rank> {
    fn max_by_rank(self, other: Self) -> Self {
        self.into_iter().chain(other).max_by(by_rank)
    }
}
