//! Redaction of requests without a valid signature.

use tencentcloud_catalog::actions_named;
use tencentcloud_verify::redact::{REDACTED, words};

use super::Entry;
use crate::regions;
use crate::shortened::shortened;

/// The methods that HTTP defines.
const METHODS: [&str; 9] =
    ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"];

impl Entry {
    /// Redacts what may be a key or token if no signature was verified: a mistaken
    /// caller may send one anywhere. Known names stay, since they help most. The
    /// verifier has redacted the expected strings.
    pub(crate) fn redact_unless_verified(&mut self) {
        if self.details.account.is_some() {
            return;
        }
        // Those of an action that needs no signature may be tokens.
        self.details.parameters = None;
        redact(&mut self.action, |action| actions_named(action).next().is_some());
        redact(&mut self.version, is_date);
        redact(&mut self.region, regions::is_known);
        redact(&mut self.client, |_| false);
        // A key has no dot and no colon; a host without both is rare.
        redact(&mut self.host, |host| host == "localhost" || host.contains(['.', ':']));
        if self.path != "/" {
            REDACTED.clone_into(&mut self.path);
        }
        if !METHODS.contains(&&*self.method) {
            REDACTED.clone_into(&mut self.method);
        }
        let diagnosis = self.details.diagnosis.as_mut().map(|diagnosis| &mut diagnosis.message);
        let user_agent = self.user_agent.as_mut();
        let texts = [self.host.as_mut(), self.message.as_mut(), diagnosis, user_agent];
        for text in texts.into_iter().flatten() {
            *text = shortened(&words(text)).into_owned();
        }
    }
}

fn redact(value: &mut Option<String>, is_harmless: impl Fn(&str) -> bool) {
    if value.as_deref().is_some_and(|value| !value.is_empty() && !is_harmless(value)) {
        *value = Some(REDACTED.to_owned());
    }
}

/// Whether it has the form of a version, `YYYY-MM-DD`.
fn is_date(version: &str) -> bool {
    version.len() == 10 && version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::moment::Moment;

    const CANARY: &str = "test-secret-key-000001";

    #[test]
    fn only_known_values_stay_without_a_valid_signature() {
        let entry = |text: [&str; 8]| {
            let [action, version, region, client, host, path, method, message] =
                text.map(str::to_owned);
            let mut entry = Entry::new(Moment::new(Duration::ZERO), String::new());
            (entry.action, entry.version, entry.region) =
                (Some(action), Some(version), Some(region));
            (entry.client, entry.host, entry.path) = (Some(client), Some(host), path);
            (entry.method, entry.message) = (method, Some(message));
            entry
        };
        let known = [
            "ImportImage",
            "2019-07-19",
            "ap-guangzhou",
            "",
            "127.0.0.1:80",
            "/",
            "POST",
            "The parameter `Version` is missing.",
        ];
        let mut harmless = entry(known);
        harmless.redact_unless_verified();
        assert_eq!(
            serde_json::to_value(harmless).unwrap(),
            serde_json::to_value(entry(known)).unwrap()
        );

        let mut secret = entry([CANARY; 8]);
        secret.redact_unless_verified();
        let json = serde_json::to_string(&secret).unwrap();
        assert_eq!(
            (json.matches(CANARY).count(), json.matches(REDACTED).count()),
            (0, 8),
            "{json}"
        );

        // A host and a message consist of words.
        let host = format!("{CANARY}.localhost:80");
        let message = format!("The parameter `{CANARY}` occurs more than once.");
        let mut words = entry(["", "", "", "", &host, "/", "GET", &message]);
        words.redact_unless_verified();
        assert_eq!(words.host.unwrap(), "[redacted].localhost:80");
        assert_eq!(words.message.unwrap(), "The parameter `[redacted]` occurs more than once.");

        let mut verified = entry([CANARY; 8]);
        verified.details.account = Some("1".to_owned());
        verified.redact_unless_verified();
        assert_eq!(serde_json::to_string(&verified).unwrap().matches(CANARY).count(), 8);
    }
}
