//! Secrets are run through every public path, with everything that can log at
//! TRACE, and appear nowhere: not raw, hexadecimal, Base64, percent-encoded or
//! as a list of numbers, and not by halves.
//!
//! - [`search`] is how they are looked for; its own tests plant a leak in each
//!   form and find it.
//! - [`capture`] hears what the process is told: `tracing`, `log`, panics.
//! - The other modules are the paths. Each hands what it can show to
//!   [`Shown`], which looks through that and through all that was told meanwhile.
//!
//! The command has a test of the same kind in `crates/cli/tests/canary.rs`.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test whose preparation fails has failed"
)]

mod calls;
mod capture;
mod echoes;
mod emulated;
mod failures;
mod panics;
mod planted;
mod search;
mod server;
mod values;

use std::error::Error;
use std::fmt::{Debug, Write};
use std::sync::{LazyLock, Mutex};

use tencentcloud_client::Credential;
use tencentcloud_core::sign::DerivedKeys;
use tencentcloud_core::{Clock, Timestamp};

use self::search::Search;

const ID: &str = "test-secret-id-000001";
const KEY: &str = "test-secret/key+canary=000001";
const TOKEN: &str = "test-session/token+canary=000002";
const PASSWORD: &str = "test-proxy/password+canary=000003";

/// The canaries, and the keys that are derived from them today and tomorrow.
static SEARCH: LazyLock<Search> = LazyLock::new(|| {
    let today = tencentcloud_client::SystemClock.now().unix;
    let tomorrow = Timestamp::saturating(today.seconds() + 86_400);
    let derived = [today, tomorrow]
        .map(|at| DerivedKeys::derive(credential().secret_key(), at.date(), "ecm"));
    let derived = derived.iter().flat_map(|keys| {
        [
            ("key of the day", &keys.date[..]),
            ("key of the service", &keys.service),
            ("signing key", &keys.signing),
        ]
    });
    let texts = [
        ("secret key", KEY.as_bytes()),
        ("token", TOKEN.as_bytes()),
        ("password", PASSWORD.as_bytes()),
    ];
    Search::of(texts.into_iter().chain(derived))
});

/// Temporary keys.
fn credential() -> Credential {
    Credential::new(ID, KEY).unwrap().with_token(TOKEN).unwrap()
}

/// What a test has got to see, to be looked through at its end.
struct Shown(String);

/// How much of what the process was told has been looked through.
static SEEN: Mutex<usize> = Mutex::new(0);

impl Shown {
    fn new() -> Self {
        capture::start();
        Self(String::new())
    }

    fn text(&mut self, text: impl AsRef<str>) {
        self.0 += text.as_ref();
        self.0 += "\n";
    }

    fn debug(&mut self, value: &(impl Debug + ?Sized)) {
        writeln!(self.0, "{value:?}\n{value:#?}").unwrap();
    }

    /// The error and everything that it says is behind it.
    fn error(&mut self, error: &(dyn Error + 'static)) {
        let mut next = Some(error);
        while let Some(error) = next {
            writeln!(self.0, "{error}\n{error:#}\n{error:?}\n{error:#?}").unwrap();
            next = error.source();
        }
    }

    /// A failure that is expected.
    #[track_caller]
    fn failed<T>(&mut self, result: Result<T, impl Error + 'static>) {
        match result {
            Ok(_) => panic!("it did not fail"),
            Err(error) => self.error(&error),
        }
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        // By whichever test comes first: what was told is everybody's.
        let mut seen = SEEN.lock().unwrap();
        let told = capture::told()[*seen..].to_owned();
        *seen += told.len();
        drop(seen);
        for (place, text) in [("shown", &self.0), ("logged", &told)] {
            if let Some((secret, form, around)) = SEARCH.find(text) {
                panic!("{}the {secret} is {place} as {form:?}:\n{around}", capture::FOUND);
            }
        }
    }
}
