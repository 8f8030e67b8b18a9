//! A signature of the older scheme in the header of the newer one.

use std::borrow::Cow;

use crate::{
    diagnose::{
        DiffersAt,
        cause::{Bilingual, Cause, Stage},
        search::{LARGEST_REWRITTEN, Search},
    },
    form,
    host::Host,
    signing::{Hash, SigningV1, base64},
};

pub(crate) static CAUSE: Cause = Cause {
    name: "v1-for-v3",
    explanation: Bilingual {
        en: "The Authorization header of TC3-HMAC-SHA256 has a signature of the older scheme; \
             derive the signing key from date and service, and sign the string to sign of v3.",
        zh: "TC3-HMAC-SHA256 的 Authorization 请求头中使用了旧版（v1）签名；应按 v3 由日期和产品名派生密钥，并对 v3 的待签名字符串签名。",
    },
    code: "signature = base64(hmac(secret_key, text))  // signature = hex(hmac_sha256(signing_key, string_to_sign))",
    at: &[Stage::Authorization],
    tc3: Some(|search| {
        // Base64 of SHA-1 or SHA-256.
        if ![28, 44].contains(&search.claim.signature.len()) {
            return;
        }
        for (hash, name) in HASHES {
            let detail =
                (format!("{name} of the string to sign"), format!("待签名字符串的 {name}"));
            search.attempt(DiffersAt::Signature, detail, |signing| {
                signing.key.prefix = "";
                signing.key.steps.clear();
                signing.key.last_hash = hash;
                signing.encode = base64;
            });
        }
        of_parameters(search);
    }),
    ..Cause::NEW
};

const HASHES: [(Hash, &str); 2] = [(Hash::Sha1, "HmacSHA1"), (Hash::Sha256, "HmacSHA256")];

/// Common parameters of v1 that are headers of v3.
const USUAL: [&str; 4] = ["Action", "Version", "Timestamp", "Region"];
const OTHERS: [&str; 5] = ["Token", "Language", "RequestClient", "Nonce", "SignatureMethod"];

type Pairs = Vec<(String, String)>;

/// Signs query or body by v1. `None` if it does not have parameters.
fn of_parameters(search: &mut Search<'_>) -> Option<()> {
    let request = search.request;
    let host = request.host()?;
    let mut hosts = vec![host.to_owned(), host.to_ascii_lowercase()];
    hosts.extend(Host::new(host).without_port().map(str::to_owned));
    hosts.dedup();
    for set in sets(search)? {
        for (hash, name) in HASHES {
            let mut named = set.clone();
            named.retain(|(other, _)| other != "SignatureMethod");
            named.push(("SignatureMethod".to_owned(), name.to_owned()));
            for (set, host) in [&set, &named].iter().flat_map(|set| hosts.iter().map(|h| (*set, h)))
            {
                let mut parameters: Vec<(Cow<'_, str>, Cow<'_, str>)> =
                    set.iter().map(|(name, value)| (name.into(), value.into())).collect();
                parameters.sort();
                let signing = SigningV1 {
                    method: request.method().into(),
                    host: host.into(),
                    path: "/".into(),
                    mark: "?",
                    parameters,
                    prefix: "",
                    secret: search.key.secret.clone(),
                    hash,
                    encode: base64,
                };
                let detail = (format!("{name} of the parameters"), format!("参数的 {name}"));
                search.attempt_v1(DiffersAt::Signature, detail, &signing);
            }
        }
    }
    Some(())
}

/// The parameters with the usual common ones, and with all that have a header.
fn sets(search: &Search<'_>) -> Option<Vec<Pairs>> {
    let request = search.request;
    let mut parameters = if request.method() == "GET" {
        form::decode(request.query().as_bytes()).ok()?
    } else {
        search.json()?.flattened(LARGEST_REWRITTEN)?
    };
    parameters.push(("SecretId".to_owned(), search.claim.secret_id.to_owned()));
    let header = |name: &&str| {
        let value = request.header(&format!("x-tc-{name}")).ok().flatten()?;
        Some(((*name).to_owned(), value.to_owned()))
    };
    parameters.extend(USUAL.iter().filter_map(header));
    let others: Pairs = OTHERS.iter().filter_map(header).collect();
    if others.is_empty() {
        return Some(vec![parameters]);
    }
    Some(vec![parameters.clone(), [parameters, others].concat()])
}
