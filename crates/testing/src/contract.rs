//! What every transport must do, as a suite to run over yours.
//!
//! The client relies on its transport: that a request arrives as it was signed,
//! that nothing is sent twice, that [`Sent::Never`](tencentcloud_core::Sent) is
//! true, that limits are kept. Each of these is a [`Rule`], tried against a small
//! server on loopback that behaves or does not. In a test file of your own:
//!
//! ```
//! use tencentcloud_testing::contract::Contract;
//! use tencentcloud_ureq::{Proxy, UreqTransport};
//!
//! fn transport() -> UreqTransport {
//!     UreqTransport::builder().proxy(Proxy::none()).build().unwrap()
//! }
//!
//! // One #[test] for each rule, named after it.
//! tencentcloud_testing::contract!(Contract::blocking(transport));
//! ```
//!
//! An async transport comes with a way to run a future; see
//! [`Contract::nonblocking`]. What a transport does not offer at all is left out
//! by name: [`Contract::without`]. A rule that is broken is told in words:
//!
//! ```text
//! a_redirect_is_an_answer: a redirect is handed back and not followed
//!   but: the server that a 302 pointed to was sent GET /elsewhere
//! ```
//!
//! The suite needs a feature of this crate:
//! `tencentcloud-testing = { version = "…", features = ["contract"] }`.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use tencentcloud_core::{AsyncTransport, BlockingTransport, Transport};

use crate::parked::parked;

mod exchange;
mod rules;
mod server;
mod time;

pub use self::rules::Rule;

/// A transport on trial.
#[derive(Clone)]
#[must_use = "a contract is for the macro `contract!`"]
pub struct Contract {
    make: Arc<dyn Fn() -> Arc<dyn Transport> + Send + Sync>,
    run: Arc<dyn Fn(Task<'_>) + Send + Sync>,
    is_blocking: bool,
    absent: Vec<Capability>,
}

/// What an async transport's [`Contract`] has to run.
pub type Task<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// What a transport may do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Capability {
    /// Connections are used for several requests, one after another.
    KeepAlive,
    /// A body is handed on as it comes, before it is whole.
    Streaming,
    /// `https` is spoken. Without it such requests must fail and not leave in
    /// clear text.
    Tls,
}

/// A rule that a transport breaks.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Broken {
    /// The name of the rule; empty if there is no such rule.
    pub rule: &'static str,
    /// What the rule asks.
    pub says: &'static str,
    /// What happened instead.
    pub what: String,
}

impl Contract {
    /// For blocking transports; `make` gives a new one for each rule.
    pub fn blocking<T: BlockingTransport + 'static>(
        make: impl Fn() -> T + Send + Sync + 'static,
    ) -> Self {
        Self {
            make: Arc::new(move || Arc::new(make())),
            run: Arc::new(|task| parked(task)),
            is_blocking: true,
            absent: Vec::new(),
        }
    }

    /// For async transports; `make` gives a new one for each rule, and `block_on`
    /// runs a future to its end on the thread that it is called on. It is called
    /// on several threads at once, and may make a runtime for each call: all
    /// that belongs together, such as requests that share a connection, is in
    /// one future.
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
    /// tencentcloud_testing::contract!(Contract::nonblocking(transport, block_on));
    /// ```
    pub fn nonblocking<T: AsyncTransport + 'static>(
        make: impl Fn() -> T + Send + Sync + 'static,
        block_on: impl Fn(Task<'_>) + Send + Sync + 'static,
    ) -> Self {
        Self {
            make: Arc::new(move || Arc::new(make())),
            run: Arc::new(block_on),
            is_blocking: false,
            absent: Vec::new(),
        }
    }

    /// Leaves out what this transport does not offer.
    pub fn without(mut self, capability: Capability) -> Self {
        self.absent.push(capability);
        self
    }

    /// Tries one rule. It takes some seconds at most, and half a minute if the
    /// transport hangs.
    pub fn check(&self, rule: &str) -> Result<(), Broken> {
        let Some(rule) = Rule::all().iter().find(|known| known.name == rule) else {
            let what = format!("{rule} is no rule");
            return Err(Broken { rule: "", says: "", what });
        };
        let contract = self.clone();
        let (done, outcome) = mpsc::channel();
        let trial = move || {
            // Nobody listens if it came too late.
            let _ = done.send((rule.check)(&contract));
        };
        let started = thread::Builder::new().name(rule.name.to_owned()).spawn(trial);
        let broken = |what| Broken { rule: rule.name, says: rule.says, what };
        started.map_err(|error| broken(format!("there is no thread to try it on: {error}")))?;
        match outcome.recv_timeout(LONGEST) {
            Ok(outcome) => outcome.map_err(broken),
            Err(mpsc::RecvTimeoutError::Timeout) => {
                Err(broken(format!("the transport was still busy after {LONGEST:?}")))
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                Err(broken("the transport panicked, see above".to_owned()))
            }
        }
    }

    /// Tries all rules, several at once, and tells which are broken.
    pub fn broken(&self) -> Vec<Broken> {
        thread::scope(|scope| {
            let trials = Rule::all().iter().map(|rule| scope.spawn(|| self.check(rule.name)));
            let trials: Vec<_> = trials.collect();
            trials.into_iter().filter_map(|trial| trial.join().ok()?.err()).collect()
        })
    }

    fn lacks(&self, capability: Capability) -> bool {
        self.absent.contains(&capability)
    }

    fn transport(&self) -> Arc<dyn Transport> {
        (self.make)()
    }

    /// Runs a future as the transport's user would.
    fn run<T: Send>(&self, future: impl Future<Output = T> + Send) -> Result<T, String> {
        let mut result = None;
        (self.run)(Box::pin(async { result = Some(future.await) }));
        result.ok_or_else(|| "block_on came back before the future was ready".to_owned())
    }
}

/// After this a transport hangs: every limit and every server ends much earlier.
const LONGEST: Duration = Duration::from_secs(30);

impl fmt::Debug for Contract {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Contract")
            .field("is_blocking", &self.is_blocking)
            .field("absent", &self.absent)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.rule.is_empty() {
            write!(f, "{}: {}\n  but: ", self.rule, self.says)?;
        }
        f.write_str(&self.what)
    }
}

/// The same: this is what a test that returns it prints.
impl fmt::Debug for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl std::error::Error for Broken {}
