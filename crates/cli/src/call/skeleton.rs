//! `--generate-skeleton`: an input to fill in.

use tencentcloud_catalog::{Action, Body, Parameter, full_skeleton, skeleton};

use super::{input, output};
use crate::cli::SkeletonExtent;
use crate::failure::Failure;
use crate::{stderr, stdout};

/// Prints the skeleton of an action's input, with the parameters that the command line has.
pub(super) fn print(
    action: &Action,
    extent: SkeletonExtent,
    given: &[Parameter],
) -> Result<(), Failure> {
    if action.body == Body::Octets {
        stderr::print(&format!("note: {} also sends octets, by --body @FILE", action.name));
    }
    stdout::print(&text(action, extent, given)?)
}

fn text(action: &Action, extent: SkeletonExtent, given: &[Parameter]) -> Result<String, Failure> {
    let skeleton = match extent {
        SkeletonExtent::Required => skeleton(action),
        SkeletonExtent::All => full_skeleton(action),
    };
    if given.is_empty() {
        return Ok(skeleton);
    }
    input::with_parameters(action.input, &skeleton, given).map(|json| output::pretty(&json))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tencentcloud_catalog::{Service, services};
    use tencentcloud_client::request_of;
    use tencentcloud_core::{Credential, Endpoint, Method, Now, Timestamp};

    use super::*;
    use crate::call::destination::Destination;
    use crate::call::send;

    /// The path of `--json` with `--dry-run`.
    #[test]
    fn skeleton_of_every_action_makes_a_request_that_can_be_signed() {
        let credential = Credential::new("test-secret-id-000001", "test-secret-key-000001");
        let destination =
            Destination { endpoint: Endpoint::nearest(), credential: credential.ok() };
        let now = Now::new(Timestamp::saturating(1_700_000_000), Duration::ZERO, 0);
        let versions = services().flat_map(Service::versions);
        let mut actions = 0;
        for action in versions.flat_map(|version| version.actions) {
            for extent in [SkeletonExtent::Required, SkeletonExtent::All] {
                let input = text(action, extent, &[]).unwrap();
                let mut request = request_of(action, input.clone()).unwrap();
                if action.body == Body::Octets {
                    request = request.octet_body("log").unwrap();
                }
                let name = format!("{} {}", action.service, action.name);
                let signed = send::sign(&destination, &request, now).expect(&name);
                if action.body == Body::Json {
                    assert_eq!(signed.body(), &input, "{name}");
                    let get = send::sign(&destination, &request.with_method(Method::Get), now);
                    assert!(get.expect(&name).uri().query().is_some() || input == "{}", "{name}");
                }
            }
            actions += 1;
        }
        assert_eq!(actions, 16_204);
    }
}
