//! The emulator and its state.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tencentcloud_catalog::Action;
use tencentcloud_core::{Credential, Secret};
use tencentcloud_testing::PausedClock;
use tencentcloud_verify::KeyRing;

use crate::image_settings::ImageSettings;
use crate::moment::Moment;
use crate::source_image::SourceImage;
use crate::state::State;

/// An emulated Tencent Cloud in this process.
///
/// It is a [`Transport`](tencentcloud_core::Transport) for blocking and async
/// clients, and `Server` serves it over HTTP. It responds to every request; API
/// errors are responses, too. A clone is cheap and shares the same state.
#[derive(Clone)]
pub struct Emulator(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) keys: KeyRing,
    pub(crate) credential: Credential,
    pub(crate) clock: PausedClock,
    pub(crate) image_settings: ImageSettings,
    pub(crate) has_stubs: bool,
    /// The account of the first key.
    pub(crate) owner: String,
    pub(crate) admin_token: Option<Secret>,
    pub(crate) seed: Vec<SourceImage>,
    pub(crate) state: Mutex<State>,
}

impl Emulator {
    pub(crate) fn new(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }

    /// A credential that this emulator accepts: the first of its keys, or a
    /// generated one. Clients refuse to send it to Tencent Cloud.
    pub fn credential(&self) -> Credential {
        self.0.credential.clone().never_for_tencent()
    }

    /// Whether an emulator carries out this action of the catalog. Others are verified and
    /// then refused with `UnsupportedOperation`, unless it has
    /// [`stubs`](crate::Builder::stubs).
    pub fn models(action: &Action) -> bool {
        crate::images::handler(action).is_some()
    }

    /// The emulator's clock. Signatures, the rate limit, tasks and the `Date`
    /// header refer to it. It starts as a running clock; a test may freeze,
    /// advance and set it.
    ///
    /// Give it to the client, so that the client signs with the same time:
    ///
    /// ```
    /// use std::time::Duration;
    /// use tencentcloud_core::{Clock, Timestamp};
    /// use tencentcloud_emulator::Emulator;
    ///
    /// let start = Timestamp::new(1_700_000_000).unwrap();
    /// let emulator = Emulator::builder().clock_start(start).build()?;
    /// let clock = emulator.clock();
    /// clock.freeze(true);
    /// let frozen = clock.now().unix;
    /// clock.advance(Duration::from_secs(300));
    /// assert_eq!(clock.now().unix.seconds(), frozen.seconds() + 300);
    /// # Ok::<(), tencentcloud_emulator::BuildError>(())
    /// ```
    pub fn clock(&self) -> PausedClock {
        self.0.clock.clone()
    }

    /// The token with which other machines may use the
    /// [administration](crate::admin); none without
    /// [`Builder::admin_token`](crate::Builder::admin_token).
    pub fn admin_token(&self) -> Option<&Secret> {
        self.0.admin_token.as_ref()
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    pub(crate) fn now(&self) -> Moment {
        Moment::new(self.0.clock.unix())
    }

    /// The mutable state. A panic elsewhere leaves the values complete, so a
    /// poisoned lock is usable.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Emulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Emulator")
            .field("credential", &self.0.credential)
            .field("clock", &self.0.clock)
            .field("image_settings", &self.0.image_settings)
            .finish_non_exhaustive()
    }
}
