//! Generated ids and keys.

use std::hash::{BuildHasher, RandomState};

use tencentcloud_core::{Credential, EMULATOR_ID_PREFIX, InvalidCredential, Secret};

/// Generates request ids, image ids and task ids. They are not secret;
/// [`fresh_credential`] generates keys independently of them.
#[derive(Debug)]
pub(crate) struct Ids(fastrand::Rng);

impl Ids {
    /// Ids that differ from run to run, or that are the same for the same seed.
    pub(crate) fn new(seed: Option<u64>) -> Self {
        Self(seed.map_or_else(fastrand::Rng::new, fastrand::Rng::with_seed))
    }

    /// A `RequestId`: a version 4 UUID.
    pub(crate) fn request(&mut self) -> String {
        let bits = self.0.u128(..);
        let bits = bits & !(0xf << 76) & !(0x3 << 62) | 0x4 << 76 | 0x2 << 62;
        let hex = format!("{bits:032x}");
        let part = |range| hex.get(range).unwrap_or_default();
        [part(0..8), part(8..12), part(12..16), part(16..20), part(20..32)].join("-")
    }

    /// An image id: `img-` and eight characters.
    pub(crate) fn image(&mut self) -> String {
        self.with_prefix("img-")
    }

    /// A task id. Its format is not documented.
    pub(crate) fn task(&mut self) -> String {
        self.with_prefix("task-")
    }

    fn with_prefix(&mut self, prefix: &str) -> String {
        let mut id = prefix.to_owned();
        id.extend((0..8).map(|_| self.0.digit(36)));
        id
    }
}

/// A key pair for one run. The prefix of its id marks it as never for Tencent
/// Cloud.
///
/// The secret is a keyed hash of the standard library, with a key from the
/// operating system. No generated id depends on it.
pub(crate) fn fresh_credential() -> Result<Credential, InvalidCredential> {
    let [id, one, two] = random_words();
    Credential::new(format!("{EMULATOR_ID_PREFIX}{id}"), [one, two].concat())
}

/// A token for one run, made like the secret of [`fresh_credential`].
pub(crate) fn fresh_token() -> Secret {
    Secret::new(random_words::<2>().concat())
}

fn random_words<const N: usize>() -> [String; N] {
    let random = RandomState::new();
    std::array::from_fn(|n| format!("{:016x}", random.hash_one(n)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn request_ids_are_version_4_uuids() {
        let mut ids = Ids::new(None);
        for _ in 0..1_000 {
            let id = ids.request();
            let groups: Vec<usize> = id.split('-').map(str::len).collect();
            assert_eq!(groups, [8, 4, 4, 4, 12]);
            assert_eq!(&id[14..15], "4", "{id}");
            assert!(matches!(&id[19..20], "8" | "9" | "a" | "b"), "{id}");
            assert!(id.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit()));
        }
    }

    #[test]
    fn ids_are_the_same_when_the_seed_is() {
        let ids = |seed| {
            let mut ids = Ids::new(seed);
            [ids.image(), ids.task(), ids.request()]
        };
        assert_eq!(ids(Some(7)), ids(Some(7)));
        assert_ne!(ids(Some(7)), ids(Some(8)));
        assert_ne!(ids(None), ids(None));
        assert!(ids(None)[0].starts_with("img-") && ids(None)[0].len() == 12);
    }

    #[test]
    fn key_pairs_are_unique_and_marked() {
        let (one, two) = (fresh_credential().unwrap(), fresh_credential().unwrap());
        assert!(one.is_never_for_tencent());
        assert_ne!(one.secret_id(), two.secret_id());
        assert_ne!(one.secret_key(), two.secret_key());
        assert_eq!(one.secret_key().expose().len(), 32);
        assert_ne!(fresh_token(), fresh_token());
        assert_eq!(fresh_token().expose().len(), 32);
    }
}
