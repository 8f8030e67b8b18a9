//! Titles of the official examples find their action, compared with a plain BM25.
//!
//! The official command's package is not part of the repository: `TCCLI_WHEEL` is
//! the folder of its unpacked wheel. `cargo xtask test clients` sets it.
#![expect(
    clippy::indexing_slicing,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test with a file tree"
)]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

use tencentcloud_catalog::{Action, HitKind, Service, search, services};

const SAMPLE: usize = 1_400;
/// Nothing was tuned with this sample.
const SEED: u64 = 20_261_126;

/// A title, the service and the only action that has an example of this title.
type Example = (String, String, String);

#[test]
#[ignore = "needs the official examples"]
fn titles_of_examples_find_their_action_as_often_as_bm25() {
    let mut examples = examples();
    fastrand::Rng::with_seed(SEED).shuffle(&mut examples);
    examples.truncate(SAMPLE);
    assert_eq!(examples.len(), SAMPLE);
    let bm25 = Bm25::new();
    let mut found = [0; 4];
    for (title, service, action) in &examples {
        let named = format!("{service} {title}");
        let is_it = |hit: &(String, String)| hit.0 == *service && hit.1 == *action;
        for (count, hits) in found.iter_mut().zip([
            ours(title),
            ours(&named),
            bm25.search(title),
            bm25.search(&named),
        ]) {
            *count += usize::from(hits.iter().any(is_it));
        }
    }
    let [plain, named, bm25_plain, bm25_named] = found;
    println!("of {SAMPLE}: {plain}, with service {named}; BM25: {bm25_plain}, {bm25_named}");
    assert!(plain >= bm25_plain && named >= bm25_named, "{found:?}");
    // 80.9 % and 90.1 % when it was measured.
    assert!(plain * 100 >= SAMPLE * 80 && named * 100 >= SAMPLE * 88, "{found:?}");
}

fn ours(query: &str) -> Vec<(String, String)> {
    let hits = search(query, 3);
    let actions = hits.into_iter().filter(|hit| hit.kind == HitKind::Action);
    actions.map(|hit| (hit.service.to_owned(), hit.name)).collect()
}

/// Titles that belong to one action only, in any version.
fn examples() -> Vec<Example> {
    let root =
        PathBuf::from(std::env::var("TCCLI_WHEEL").expect("TCCLI_WHEEL is a folder")).join("tccli");
    let mut owners: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    for service in std::fs::read_dir(root.join("services")).expect("services") {
        let service = service.expect("a directory").path();
        let Ok(versions) = std::fs::read_dir(&service) else { continue };
        for version in versions {
            let file = version.expect("a directory").path().join("examples.json");
            let Ok(text) = std::fs::read(file) else { continue };
            let json: serde_json::Value = serde_json::from_slice(&text).expect("JSON");
            let name = service.file_name().expect("a name").to_string_lossy().into_owned();
            for (action, examples) in json["actions"].as_object().expect("actions") {
                for example in examples.as_array().expect("examples") {
                    let title = example["title"].as_str().unwrap_or_default().trim().to_owned();
                    owners.entry(title).or_default().insert((name.clone(), action.clone()));
                }
            }
        }
    }
    owners.remove("");
    owners
        .into_iter()
        .filter(|(_, owners)| owners.len() == 1)
        .flat_map(|(title, owners)| {
            owners.into_iter().map(move |(service, action)| (title.clone(), service, action))
        })
        .collect()
}

/// BM25 over the same fields in one text: titles, name, words and title of the service.
struct Bm25 {
    actions: Vec<(String, String)>,
    lengths: Vec<f64>,
    postings: HashMap<String, Vec<(usize, f64)>>,
}

impl Bm25 {
    fn new() -> Self {
        let mut all = Self { actions: Vec::new(), lengths: Vec::new(), postings: HashMap::new() };
        for service in services() {
            for action in service.versions().flat_map(|version| version.actions) {
                all.add(service, action);
            }
        }
        all
    }

    fn add(&mut self, service: &Service, action: &Action) {
        let text = [
            action.title,
            action.title_en.unwrap_or_default(),
            action.name,
            service.title(),
            service.name(),
            service.product(),
        ];
        let terms = terms(&text.join(" "));
        let mut counts: HashMap<&str, f64> = HashMap::new();
        for term in &terms {
            *counts.entry(term).or_default() += 1.0;
        }
        for (term, count) in counts {
            self.postings.entry(term.to_owned()).or_default().push((self.actions.len(), count));
        }
        self.lengths.push(f64::from(u32::try_from(terms.len()).expect("a short text")));
        self.actions.push((service.name().to_owned(), action.name.to_owned()));
    }

    #[expect(clippy::cast_precision_loss, reason = "some thousand documents")]
    fn search(&self, query: &str) -> Vec<(String, String)> {
        let (k, b) = (1.2, 0.75);
        let documents = self.actions.len() as f64;
        let average = self.lengths.iter().sum::<f64>() / documents;
        let mut scores: BTreeMap<usize, f64> = BTreeMap::new();
        for term in terms(query).into_iter().collect::<BTreeSet<_>>() {
            let Some(postings) = self.postings.get(&term) else { continue };
            let having = postings.len() as f64;
            let rarity = (1.0 + (documents - having + 0.5) / (having + 0.5)).ln();
            for (document, count) in postings {
                let length = self.lengths.get(*document).copied().unwrap_or(average);
                let weight = count * (k + 1.0) / (count + k * (1.0 - b + b * length / average));
                *scores.entry(*document).or_default() += rarity * weight;
            }
        }
        let mut ranked: Vec<_> = scores.into_iter().collect();
        ranked.sort_by(|one, other| other.1.total_cmp(&one.1));
        let documents = ranked.iter().filter_map(|(document, _)| self.actions.get(*document));
        documents.take(3).cloned().collect()
    }
}

/// Pairs of Chinese characters, and the words of names and titles in lower case.
fn terms(text: &str) -> Vec<String> {
    let mut terms = Vec::new();
    let (mut chinese, mut before) = (None, ' ');
    let mut word = String::new();
    for character in text.chars().chain([' ']) {
        let camel = character.is_ascii_uppercase() && !before.is_ascii_uppercase();
        let number = character.is_ascii_digit() != before.is_ascii_digit();
        if !word.is_empty() && (!character.is_ascii_alphanumeric() || camel || number) {
            terms.push(std::mem::take(&mut word));
        }
        if character.is_ascii_alphanumeric() {
            word.push(character.to_ascii_lowercase());
        }
        let is_chinese = !character.is_ascii() && character.is_alphanumeric();
        if let (Some(first), true) = (chinese, is_chinese) {
            terms.push([first, character].iter().collect());
        }
        chinese = is_chinese.then_some(character);
        before = character;
    }
    terms
}
