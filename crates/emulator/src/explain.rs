//! Why the signature of a request is wrong: verdict, causes and texts.

use tencentcloud_core::Timestamp;
use tencentcloud_verify::{
    AuthorizationHeader, Explanation, KeyLookup, Policy, RawRequest, ServerFacts, form, verify,
};

use crate::gateway::{product_of_action, product_of_scope};

/// Explains what becomes of the signature of a request at a time: the same for
/// `tc3 explain` and for the emulator. A scope may name any product of the catalog,
/// or the first label of the host.
///
/// ```
/// use tencentcloud_core::{Language, Secret, Timestamp};
/// use tencentcloud_emulator::explain;
/// use tencentcloud_verify::{Key, KeyRing, RawRequest, Verdict};
///
/// let request = RawRequest::parse(b"POST / HTTP/1.1\r\nHost: ecm.tencentcloudapi.com\r\n\r\n{}")?;
/// let explanation = explain(&request, &KeyRing::new(), Timestamp::MAX, None);
/// assert_eq!(explanation.verdict, Verdict::Unsigned);
/// assert_eq!(explanation.message(Language::EnUs), "The request has no signature.");
/// # Ok::<(), tencentcloud_verify::ParseError>(())
/// ```
///
/// `port` is the port of the server that has received the request, if there is one: a
/// client may have signed it.
pub fn explain(
    request: &RawRequest,
    keys: &dyn KeyLookup,
    at: Timestamp,
    port: Option<u16>,
) -> Explanation {
    let product =
        |header: &AuthorizationHeader<'_>| product_of_scope(header.service, request.host());
    let result = verify(request, keys, at, &product, &Policy::default());
    let products: Vec<_> =
        tencentcloud_catalog::services().map(tencentcloud_catalog::Service::product).collect();
    let mut server = ServerFacts::new(&products);
    server.port = port;
    if result.is_err() {
        server.product = product_of_v1(request);
    }
    Explanation::new(&result, request, keys, &server)
}

/// The product of the action, if the host names none, as that of this machine.
fn product_of_v1(request: &RawRequest) -> Option<&'static str> {
    let label = request.host()?.split(['.', ':']).next()?;
    if tencentcloud_catalog::service(label).is_some() {
        return None;
    }
    let parameters = form::decode(request.form()?).ok()?;
    let value = |wanted| parameters.iter().find(|(name, _)| name == wanted).map(|(_, value)| value);
    product_of_action(value("Action")?, value("Version")?)
}
