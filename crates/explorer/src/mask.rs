//! The secrets of an account, and what is shown in place of each.

use bytes::Bytes;
use http::header::AUTHORIZATION;
use tencentcloud_core::{Credential, Secret, form};
use tencentcloud_verify::form::decode;

/// What replaces a key, token or signature.
pub(crate) const DOTS: &str = "••••••••";

/// The secrets of the account that signs a request, and what is shown in place of each. Those
/// of the emulator's pair are none.
#[derive(Debug, Default)]
pub(crate) struct Mask(Vec<(Secret, String)>);

impl Mask {
    /// Of the keys of an account; of none, it hides nothing.
    pub(crate) fn new(account: Option<&Credential>) -> Self {
        let mut mask = Self::default();
        let Some(credential) = account else { return mask };
        mask.add(credential.secret_key().expose(), DOTS);
        if let Some(token) = credential.token() {
            mask.add(token.expose(), DOTS);
        }
        let id = credential.secret_id();
        mask.add(id, &masked(id));
        mask
    }

    /// Whether the keys are those of an account.
    pub(crate) fn is_account(&self) -> bool {
        !self.0.is_empty()
    }

    /// Hides the signatures of a request as well, which a server may echo.
    pub(crate) fn add_signatures(&mut self, request: &http::Request<Bytes>) {
        if !self.is_account() {
            return;
        }
        let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        if let Some((_, signature)) = header.and_then(|header| header.rsplit_once("Signature=")) {
            self.add(signature, DOTS);
        }
        let query = request.uri().query().unwrap_or_default();
        for pairs in [query.as_bytes(), request.body()] {
            // Only a form has such a pair; any other body is none.
            for (name, signature) in decode(pairs).unwrap_or_default() {
                if name == "Signature" {
                    self.add(&signature, DOTS);
                }
            }
        }
    }

    /// A secret in the forms in which texts have it: as it is, percent-encoded with digits of
    /// either case, and in a JSON string, where some servers escape the slash.
    fn add(&mut self, secret: &str, shown: &str) {
        let encoded = form::encode([("", secret)]);
        let encoded = encoded.trim_start_matches('=').to_owned();
        let json = serde_json::Value::from(secret).to_string();
        // Without the quotation marks around it.
        let json = json.get(1..json.len() - 1).unwrap_or_default().to_owned();
        // As PHP and some Java libraries write it.
        let slashed = json.replace('/', "\\/");
        for form in [secret.to_owned(), encoded.to_ascii_lowercase(), encoded, json, slashed] {
            if !form.is_empty() && !self.0.iter().any(|(known, _)| known.expose() == form) {
                self.0.push((Secret::new(form), shown.to_owned()));
            }
        }
    }

    /// The text without the secrets.
    pub(crate) fn hide(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (secret, shown)| {
            if text.contains(secret.expose()) { text.replace(secret.expose(), shown) } else { text }
        })
    }
}

/// Eight dots and the last four characters of an id of an account; of a short one, which
/// that would tell, only dots.
pub(crate) fn masked(id: &str) -> String {
    const SHORT: usize = 12;
    let length = id.chars().count();
    let shown = if length < SHORT { length } else { length - 4 };
    format!("{DOTS}{}", id.chars().skip(shown).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn last_four_characters_of_a_long_id_are_shown() {
        assert_eq!(masked("test-secret-id-000001"), "••••••••0001");
        assert_eq!(masked("test-id-001"), "••••••••");
        assert_eq!(masked(""), "••••••••");
    }

    #[test]
    fn secrets_of_an_account_are_hidden_in_every_form() {
        let credential =
            Credential::new("test-secret-id-000001", "test-secret/key+000001").unwrap();
        let credential = credential.with_token("test-token/1=\"2\"").unwrap();
        let mut mask = Mask::new(Some(&credential));
        let request = http::Request::post("http://h/?a=b&Signature=c2lnbmF0dXJl%2B%3D")
            .header("authorization", "TC3-HMAC-SHA256 Credential=x, Signature=0123abcd")
            .body(Bytes::from("A=1&Signature=Zm9ybXNpZw%3D%3D"))
            .unwrap();
        mask.add_signatures(&request);
        for text in [
            "test-secret/key+000001",
            "test-secret%2Fkey%2B000001",
            "test-secret%2fkey%2b000001",
            "test-token/1=\"2\"",
            "test-token/1=\\\"2\\\"",
            "test-token\\/1=\\\"2\\\"",
            "0123abcd",
            "c2lnbmF0dXJl%2B%3D",
            "c2lnbmF0dXJl+=",
            "Zm9ybXNpZw==",
        ] {
            assert_eq!(mask.hide(&format!("a {text} b")), format!("a {DOTS} b"), "{text}");
        }
        assert_eq!(mask.hide("id test-secret-id-000001."), "id ••••••••0001.");
        assert_eq!(mask.hide("{}"), "{}");
    }
}
