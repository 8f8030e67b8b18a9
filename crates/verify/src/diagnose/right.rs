//! The right way to sign a request by v3, in the forms of the official clients.

use std::borrow::Cow;

use sha2::{Digest, Sha256};
use tencentcloud_core::{Timestamp, sign::ALGORITHM};

use super::{
    claim::Claim,
    signing::{Canonical, Hash, KeyChain, Lines, RequestLine, Signing, Step, ToSign},
};
use crate::{
    Key, RawRequest,
    canonical_request::{hex, payload},
    host::without_port,
};

/// The distinct forms of the right signing, the documented one first. `None` if a
/// signed header is missing or repeated.
///
/// The names in the claim may have capital letters; here they have none.
pub(crate) fn signings<'a>(
    request: &'a RawRequest,
    claim: Claim<'a>,
    key: &Key,
    at: Timestamp,
) -> Option<impl Iterator<Item = Signing<'a>>> {
    let header = |name: &'a str| {
        let mut values = request.header_values(name);
        let value = values.next()?;
        values.next().is_none().then_some((name.to_ascii_lowercase(), value))
    };
    let headers: Vec<_> = claim.signed_names().map(header).collect::<Option<_>>()?;
    let list = claim.signed_headers.to_ascii_lowercase();
    let payload = hex(&Sha256::digest(payload(request)));
    let date = at.date().to_string();
    let secret = key.secret.clone();

    let value = |wanted| headers.iter().find(|(name, _)| name == wanted).map(|(_, value)| *value);
    let has_capitals =
        |name| value(name).is_some_and(|value| value.iter().any(u8::is_ascii_uppercase));
    let has_port = value("host").is_some_and(|host| without_port(host).is_some());
    let both = |differs: bool| [Some(false), differs.then_some(true)].into_iter().flatten();
    let (cased_types, cased_hosts) =
        (both(has_capitals("content-type")), both(has_capitals("host")));
    let bare_hosts = both(has_port);
    let forms: Vec<_> = cased_types
        .flat_map(|cased_type| cased_hosts.clone().map(move |cased_host| (cased_type, cased_host)))
        .flat_map(|(cased_type, cased_host)| {
            bare_hosts.clone().map(move |bare_host| (cased_type, cased_host, bare_host))
        })
        .collect();

    Some(forms.into_iter().map(move |(cased_type, cased_host, bare_host)| {
        let line = |(name, value): &(String, &'a [u8])| {
            let is_host = name == "host";
            let shorter = without_port(value).filter(|_| is_host && bare_host);
            let value = shorter.unwrap_or(value);
            let is_cased = (is_host && cased_host) || (name == "content-type" && cased_type);
            let value = if is_cased { value.to_vec() } else { value.to_ascii_lowercase() };
            (Cow::Owned(name.clone().into_bytes()), Cow::Owned(value))
        };
        Signing {
            request: Canonical {
                method: request.method().as_bytes().into(),
                path: b"/".into(),
                query: request.query().as_bytes().into(),
                headers: headers.iter().map(line).collect(),
                colon: ":",
                has_blank_line: true,
                list: list.clone().into_bytes().into(),
                payload: payload.clone().into_bytes().into(),
                lines: Lines::DOCUMENTED,
            },
            text: ToSign {
                algorithm: Some(ALGORITHM),
                timestamp: at.seconds().to_string().into(),
                date: date.clone().into(),
                service: claim.service.into(),
                terminator: "tc3_request".into(),
                request: RequestLine::Hash(Hash::Sha256),
                lines: Lines::DOCUMENTED,
            },
            key: KeyChain {
                prefix: "TC3",
                secret: secret.clone(),
                steps: vec![
                    Step::new(date.clone().into_bytes()),
                    Step::new(claim.service.as_bytes()),
                    Step::new(b"tc3_request".as_slice()),
                ],
                hash: Hash::Sha256,
                last_hash: Hash::Sha256,
            },
            encode: hex,
        }
    }))
}
