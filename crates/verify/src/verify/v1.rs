//! Signature v1, `HmacSHA1` and `HmacSHA256`.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use tencentcloud_core::Timestamp;

use super::{Verified, check_time, check_token, find_key, is_number};
use crate::{
    AuthorizationFault, Key, KeyLookup, Policy, RawRequest, Scheme, VerifyError,
    form::{self, FormFault},
    host::Host,
    redact,
    signing::{SigningV1, same_bytes, v1_forms},
};

/// Required parameters, in the order in which they are checked.
const REQUIRED: [&str; 6] = ["Action", "Version", "Timestamp", "Nonce", "SecretId", "Signature"];

pub(super) fn verify(
    request: &RawRequest,
    keys: &dyn KeyLookup,
    now: Timestamp,
    policy: &Policy,
) -> Result<Verified, VerifyError> {
    let parameters = Parameters::decode(request.form().unwrap_or_default())?;
    if let Some(missing) =
        REQUIRED.into_iter().find(|name| parameters.value_or_empty(name).is_empty())
    {
        return Err(VerifyError::MissingParameter(missing));
    }
    if let Some(name) =
        ["Timestamp", "Nonce"].into_iter().find(|name| !is_number(parameters.value_or_empty(name)))
    {
        return Err(VerifyError::InvalidParameter(name));
    }
    let secret_id = parameters.value_or_empty("SecretId");
    let key = find_key(keys, secret_id)?;
    check_token(parameters.value("Token").map(str::as_bytes), &key)?;
    let timestamp = check_time(parameters.value_or_empty("Timestamp"), now, policy)?;
    check_signature(request, &parameters, &key, policy)?;
    let label = request.host().map_or("", |host| Host::new(host).first_label());
    Ok(Verified {
        scheme: Scheme::V1,
        secret_id: secret_id.to_owned(),
        account: key.account,
        service: label.to_owned(),
        product: label.to_owned(),
        timestamp,
    })
}

fn check_signature(
    request: &RawRequest,
    parameters: &Parameters,
    key: &Key,
    policy: &Policy,
) -> Result<(), VerifyError> {
    let sent = parameters.0.iter().map(|(name, value)| (name.clone(), value.clone()));
    let sent: Vec<_> = sent.collect();
    let forms: Vec<_> = v1_forms::signings(request.method(), host(request)?, &sent, key).collect();
    let signature = STANDARD.decode(parameters.value_or_empty("Signature")).unwrap_or_default();
    let is_right = |signing: &SigningV1<'_>| same_bytes(&signing.mac(), &signature);
    if policy.forms.accepted(&forms).iter().any(is_right) {
        return Ok(());
    }
    let texts = forms.first().map(SigningV1::shown).unwrap_or_default();
    Err(VerifyError::SignatureFailure(Box::new(texts)))
}

/// The `Host` header. The signed string has the host directly before the parameters. A
/// host that contains `/?` could hide signed parameters, so its form is checked.
fn host(request: &RawRequest) -> Result<&str, AuthorizationFault> {
    let mut values = request.header_values("host");
    match (values.next(), values.next()) {
        (Some(host), None) => {
            let host = std::str::from_utf8(host).map_err(|_| AuthorizationFault::Host)?;
            Host::new(host).is_well_formed().then_some(host).ok_or(AuthorizationFault::Host)
        }
        (None, _) => Err(AuthorizationFault::AbsentHeader("host".to_owned())),
        _ => Err(AuthorizationFault::RepeatedHeader("host".to_owned())),
    }
}

/// The parameters of a query or a form, by name.
struct Parameters(BTreeMap<String, String>);

impl Parameters {
    fn decode(encoded: &[u8]) -> Result<Self, VerifyError> {
        let mut parameters = BTreeMap::new();
        for (name, value) in form::decode(encoded)? {
            if name.contains(['=', '&']) {
                let start = name.split('=').next().unwrap_or_default();
                return Err(VerifyError::ParameterName(redact::words(start)));
            }
            if parameters.contains_key(&name) {
                return Err(VerifyError::RepeatedParameter(name));
            }
            parameters.insert(name, value);
        }
        Ok(Self(parameters))
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// The value. Empty if the parameter is missing.
    fn value_or_empty(&self, name: &str) -> &str {
        self.value(name).unwrap_or_default()
    }
}

impl From<FormFault> for VerifyError {
    fn from(fault: FormFault) -> Self {
        Self::MalformedForm(fault)
    }
}
