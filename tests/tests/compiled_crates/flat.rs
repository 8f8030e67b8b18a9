//! Inputs as GET sends them.

use std::collections::BTreeSet;
use std::time::Duration;

use tencentcloud_catalog::{Action, Kind};
use tencentcloud_core::{Auth, Endpoint, Method, Now, Request, RequestError, Timestamp};

/// The pairs of a query; none if it would be larger than the service accepts. Of a float the
/// value counts, not its digits.
pub(crate) fn pairs(action: &Action, input: &str) -> Option<BTreeSet<String>> {
    let now = Now::new(Timestamp::saturating(1_700_000_000), Duration::ZERO, 7);
    let origin = Endpoint::default().origin(action.product).unwrap();
    let request = Request::new(action.product, action.version, action.name, input.to_owned())
        .with_method(Method::Get)
        .to_http(&origin, now, Auth::Skip);
    match request {
        Ok(request) => {
            let query = request.uri().query().unwrap_or_default();
            Some(query.split('&').map(|pair| normal(action, pair)).collect())
        }
        Err(RequestError::TooLarge { .. }) => None,
        Err(error) => panic!("{}: {error}", action.name),
    }
}

fn normal(action: &Action, pair: &str) -> String {
    let float = || {
        let (name, value) = pair.split_once('=')?;
        let is_float = action.kind_at(name) == Some(Kind::Float);
        is_float.then(|| value.parse::<f64>().ok()).flatten().map(|float| (name, float))
    };
    float().map_or_else(|| pair.to_owned(), |(name, float)| format!("{name}={float}"))
}
