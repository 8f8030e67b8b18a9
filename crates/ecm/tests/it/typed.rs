//! A typed action as data, so that one test walks over all of them.

use serde::de::DeserializeOwned;
use tencentcloud_catalog as catalog;
use tencentcloud_core::record::Record;
use tencentcloud_core::{Action, BodyKind, Effect, Request};

/// The error codes of an action.
pub(super) type ActionCodes<A> = <A as Action>::Code;

pub(super) struct Typed {
    pub(super) facts: &'static catalog::Action,
    pub(super) constants: Constants,
    pub(super) codes: &'static [&'static str],
    pub(super) empty_input: fn() -> Box<dyn Record>,
    pub(super) empty_output: fn() -> Box<dyn Record>,
    /// Reads an input and makes its request.
    pub(super) request: fn(&str) -> Result<Request, Box<dyn std::error::Error>>,
    /// Reads an output and writes it.
    pub(super) rewrite_output: fn(&str) -> serde_json::Result<String>,
}

/// The constants of the trait.
#[derive(Debug, PartialEq)]
pub(super) struct Constants {
    pub(super) service: &'static str,
    pub(super) version: &'static str,
    pub(super) effect: Effect,
    pub(super) rate: Option<u32>,
    pub(super) signed: bool,
    pub(super) body: BodyKind,
    pub(super) declares_error: bool,
    pub(super) streams: bool,
    pub(super) host: Option<&'static str>,
}

impl Typed {
    pub(super) fn of<A>(codes: &'static [&'static str]) -> Self
    where
        A: Action + Record + DeserializeOwned + 'static,
        A::Output: Record + serde::Serialize + 'static,
    {
        Self {
            facts: catalog::action(A::SERVICE, A::VERSION, A::NAME).expect(A::NAME),
            constants: Constants {
                service: A::SERVICE,
                version: A::VERSION,
                effect: A::EFFECT,
                rate: A::RATE,
                signed: A::SIGNED,
                body: A::BODY,
                declares_error: A::DECLARES_ERROR,
                streams: A::STREAMS,
                host: A::HOST,
            },
            codes,
            empty_input: || Box::new(A::empty()),
            empty_output: || Box::new(A::Output::empty()),
            request: |input| Ok(Request::of(&serde_json::from_str::<A>(input)?)?),
            rewrite_output: |output| {
                serde_json::to_string(&serde_json::from_str::<A::Output>(output)?)
            },
        }
    }
}
