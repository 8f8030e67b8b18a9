//! A test suite for transports.
//!
//! The client relies on its transport: a request arrives as it was signed, a
//! request is not sent twice, [`Sent::Never`](tencentcloud_core::Sent) is true,
//! limits are enforced. Each of these is a [`Rule`], checked against a small
//! server on loopback that behaves well or badly. In a test file:
//!
//! ```
//! use tencentcloud_testing::contract::Contract;
//! use tencentcloud_ureq::{Proxy, UreqTransport};
//!
//! fn transport() -> UreqTransport {
//!     UreqTransport::builder().proxy(Proxy::none()).build().unwrap()
//! }
//!
//! // Generates one #[test] for each rule, named after the rule.
//! tencentcloud_testing::contract!(Contract::blocking(transport));
//! ```
//!
//! For an async transport see [`Contract::for_async`]. Exclude capabilities
//! that a transport lacks with [`Contract::without`]. A [`Violation`] says what
//! the rule requires and what happened:
//!
//! ```text
//! redirect_is_not_followed: a redirect is returned as a response and not followed
//!   but: the target of the 302 received GET /elsewhere
//! ```
//!
//! The suite needs a feature of this crate:
//! `tencentcloud-testing = { version = "…", features = ["contract"] }`.

use std::fmt;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use tencentcloud_core::{AsyncTransport, BlockingTransport};

mod capability;
mod exchange;
mod rules;
mod server;
mod subject;
mod time;
mod violation;

pub use self::capability::Capability;
pub use self::rules::Rule;
use self::subject::Subject;
pub use self::subject::Task;
pub use self::violation::Violation;

/// A transport under test.
#[derive(Clone)]
#[must_use = "pass it to the macro `contract!`"]
pub struct Contract(Subject);

impl Contract {
    /// The contract of a blocking transport. `make` returns a new transport for
    /// each rule.
    pub fn blocking<T: BlockingTransport + 'static>(
        make: impl Fn() -> T + Send + Sync + 'static,
    ) -> Self {
        Self(Subject {
            make: Arc::new(move || Arc::new(make())),
            run: Arc::new(|task| pollster::block_on(task)),
            is_blocking: true,
            absent: Vec::new(),
        })
    }

    /// The contract of an async transport. `make` returns a new transport for
    /// each rule. `block_on` runs a future to completion on the calling thread.
    ///
    /// Several threads call `block_on` concurrently. It may create a runtime for
    /// each call: requests that share a connection are in one future.
    ///
    /// ```
    /// use tencentcloud_hyper::{HyperTransport, Proxy};
    /// use tencentcloud_testing::contract::{Contract, Task};
    ///
    /// fn transport() -> HyperTransport {
    ///     HyperTransport::builder().proxy(Proxy::none()).build().unwrap()
    /// }
    ///
    /// fn block_on(task: Task<'_>) {
    ///     tokio::runtime::Builder::new_current_thread()
    ///         .enable_all()
    ///         .build()
    ///         .unwrap()
    ///         .block_on(task);
    /// }
    ///
    /// tencentcloud_testing::contract!(Contract::for_async(transport, block_on));
    /// ```
    pub fn for_async<T: AsyncTransport + 'static>(
        make: impl Fn() -> T + Send + Sync + 'static,
        block_on: impl Fn(Task<'_>) + Send + Sync + 'static,
    ) -> Self {
        Self(Subject {
            make: Arc::new(move || Arc::new(make())),
            run: Arc::new(block_on),
            is_blocking: false,
            absent: Vec::new(),
        })
    }

    /// Skips the rules that need a capability which this transport lacks.
    pub fn without(mut self, capability: Capability) -> Self {
        self.0.absent.push(capability);
        self
    }

    /// Checks one rule, given by name. It takes a few seconds at most, or half a
    /// minute if the transport hangs.
    pub fn check(&self, rule: &str) -> Result<(), Violation> {
        let Some(rule) = Rule::all().iter().find(|known| known.name == rule) else {
            let actual = format!("there is no rule {rule}");
            return Err(Violation { rule: "", requirement: "", actual });
        };
        let subject = self.0.clone();
        let (sender, receiver) = mpsc::channel();
        let check = move || {
            // The receiver is gone if the check took too long.
            let _ = sender.send((rule.check)(&subject));
        };
        let thread = thread::Builder::new().name(rule.name.to_owned()).spawn(check);
        let violation =
            |actual| Violation { rule: rule.name, requirement: rule.requirement, actual };
        thread.map_err(|error| violation(format!("cannot start a thread: {error}")))?;
        match receiver.recv_timeout(LONGEST) {
            Ok(verdict) => verdict.map_err(violation),
            Err(mpsc::RecvTimeoutError::Timeout) => {
                Err(violation(format!("the transport was still busy after {LONGEST:?}")))
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                Err(violation("the transport panicked, see above".to_owned()))
            }
        }
    }

    /// Checks all rules concurrently and returns the violations.
    pub fn violations(&self) -> Vec<Violation> {
        thread::scope(|scope| {
            let checks = Rule::all().iter().map(|rule| scope.spawn(|| self.check(rule.name)));
            let checks: Vec<_> = checks.collect();
            checks.into_iter().filter_map(|check| check.join().ok()?.err()).collect()
        })
    }
}

/// The time after which a transport counts as hanging. Every limit and every
/// server ends much earlier.
const LONGEST: Duration = Duration::from_secs(30);

impl fmt::Debug for Contract {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Contract")
            .field("is_blocking", &self.0.is_blocking)
            .field("absent", &self.0.absent)
            .finish_non_exhaustive()
    }
}
