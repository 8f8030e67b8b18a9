//! The canary: secrets go through every public path while everything logs at
//! TRACE. No output may contain them: not raw, hexadecimal, Base64,
//! percent-encoded or as a list of numbers, and not in halves.
//!
//! - [`search`] finds secrets in a string. Its own tests plant a leak in each form.
//! - [`capture`] records `tracing`, `log` and panics. It names the only exception:
//!   the log of ureq at level TRACE.
//! - The other modules are the paths. Each passes its output to a [`LeakCheck`],
//!   which searches it and everything logged in the meantime.
//!
//! `crates/cli/tests/it/canary.rs` is the same test for the command.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a failed preparation fails the test"
)]

mod calls;
mod capture;
mod echoes;
mod emulated;
mod failures;
mod panics;
mod planted;
mod quota;
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

/// The secrets, and the keys derived from them today and tomorrow.
static SEARCH: LazyLock<Search> = LazyLock::new(|| {
    let today = tencentcloud_client::SystemClock.now().unix;
    let tomorrow = Timestamp::saturating(today.seconds() + 86_400);
    let derived = [today, tomorrow]
        .map(|at| DerivedKeys::derive(credential().secret_key(), at.date(), "ecm"));
    let derived = derived.iter().flat_map(|keys| {
        [
            ("date key", &keys.date[..]),
            ("service key", &keys.service),
            ("signing key", &keys.signing),
        ]
    });
    let secrets = [
        ("secret key", KEY.as_bytes()),
        ("token", TOKEN.as_bytes()),
        ("password", PASSWORD.as_bytes()),
    ];
    Search::of(secrets.into_iter().chain(derived))
});

/// A temporary credential.
fn credential() -> Credential {
    Credential::new(ID, KEY).unwrap().with_token(TOKEN).unwrap()
}

/// Collects the output of a test, and searches it for secrets when dropped.
struct LeakCheck(String);

/// How much of the log has been searched.
static SEARCHED: Mutex<usize> = Mutex::new(0);

impl LeakCheck {
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

    /// Collects the error and its sources.
    fn error(&mut self, error: &(dyn Error + 'static)) {
        let mut next = Some(error);
        while let Some(error) = next {
            writeln!(self.0, "{error}\n{error:#}\n{error:?}\n{error:#?}").unwrap();
            next = error.source();
        }
    }

    /// Collects an expected error.
    #[track_caller]
    fn failed<T>(&mut self, result: Result<T, impl Error + 'static>) {
        match result {
            Ok(_) => panic!("expected an error"),
            Err(error) => self.error(&error),
        }
    }
}

impl Drop for LeakCheck {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        // All tests share the log. The first one to end searches it.
        let mut searched = SEARCHED.lock().unwrap();
        let logged = capture::logged()[*searched..].to_owned();
        *searched += logged.len();
        drop(searched);
        for (place, text) in [("output", &self.0), ("log", &logged)] {
            if let Some((secret, form, context)) = SEARCH.find(text) {
                panic!("{}{secret} in the {place} as {form:?}:\n{context}", capture::LEAK);
            }
        }
    }
}
