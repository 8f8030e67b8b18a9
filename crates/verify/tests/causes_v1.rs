//! A client of signature v1 that makes one mistake learns which. The signer here follows
//! the steps of the document "Signature", and each row of the tables changes one.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod chinese;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chinese::assert_chinese;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::Sha256;
use tencentcloud_core::Language;
use tencentcloud_core::{Secret, Timestamp, form};
use tencentcloud_verify::{
    Explanation, Key, KeyRing, Policy, RawRequest, ServerFacts, Verdict, verify,
};

const ID: &str = "test-secret-id-000001";
const KEY: &str = "test-secret-key-000001";
const AT: u64 = 1_699_979_400;

/// The steps of a signature, each of which can be another.
struct Steps {
    key: String,
    method: &'static str,
    signed_method: &'static str,
    host: &'static str,
    signed_host: &'static str,
    sent_path: &'static str,
    path: &'static str,
    mark: &'static str,
    /// In the order in which they are sent.
    pairs: Vec<(String, String)>,
    /// The timestamp in the string to sign.
    timestamp: Option<String>,
    sort: fn(&mut Vec<(String, String)>),
    value: fn(&str) -> String,
    hmac: fn(&[u8], &[u8]) -> Vec<u8>,
    is_encoded: bool,
}

impl Steps {
    fn right(method: &'static str) -> Self {
        let pairs = [
            ("Nonce", "11886"),
            ("Action", "DescribeInstances"),
            ("Version", "2017-03-12"),
            ("Timestamp", "1699979400"),
            ("SecretId", ID),
            ("SignatureMethod", "HmacSHA256"),
            ("InstanceName", "a b+c&d=e/边~"),
            ("Region", "ap-beijing"),
            ("limit", "1"),
            ("Filters.0.Values.2", "c"),
            ("Filters.0.Values.10", "k"),
        ];
        Self {
            key: KEY.to_owned(),
            method,
            signed_method: method,
            host: "cvm.tencentcloudapi.com",
            signed_host: "cvm.tencentcloudapi.com",
            sent_path: "/",
            path: "/",
            mark: "?",
            pairs: pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
            timestamp: None,
            sort: |pairs| pairs.sort(),
            value: str::to_owned,
            hmac: hmac::<Hmac<Sha256>>,
            is_encoded: true,
        }
    }

    /// Sends another value of a parameter.
    fn send(&mut self, name: &str, value: &str) {
        let (_, old) = self.pairs.iter_mut().find(|(other, _)| other == name).unwrap();
        value.clone_into(old);
    }

    fn string_to_sign(&self) -> String {
        let mut pairs = self.pairs.clone();
        if let Some(timestamp) = &self.timestamp {
            pairs.iter_mut().find(|(name, _)| name == "Timestamp").unwrap().1.clone_from(timestamp);
        }
        (self.sort)(&mut pairs);
        let pairs = pairs.iter().map(|(name, value)| format!("{name}={}", (self.value)(value)));
        let pairs = pairs.collect::<Vec<_>>().join("&");
        format!("{}{}{}{}{pairs}", self.signed_method, self.signed_host, self.path, self.mark)
    }

    fn signature(&self) -> String {
        STANDARD.encode((self.hmac)(self.key.as_bytes(), self.string_to_sign().as_bytes()))
    }

    fn raw(&self, signature: &str) -> String {
        let pairs = self.pairs.iter().map(|(name, value)| (&**name, &**value));
        let signature = if self.is_encoded {
            form::encode([("Signature", signature)])
        } else {
            format!("Signature={signature}")
        };
        let form = format!("{}&{signature}", form::encode(pairs));
        let Self { host, sent_path, .. } = self;
        match self.method {
            "GET" => format!("GET {sent_path}?{form} HTTP/1.1\nHost: {host}\n\n"),
            method => format!(
                "{method} {sent_path} HTTP/1.1\nHost: {host}\n\
                 Content-Type: application/x-www-form-urlencoded\n\n{form}"
            ),
        }
    }

    fn explain(&self) -> Explanation {
        explain(&self.raw(&self.signature()))
    }
}

fn explain(raw: &str) -> Explanation {
    let request = RawRequest::parse(raw.as_bytes()).unwrap();
    let keys: KeyRing = [(ID, KEY), ("test-secret-id-000002", "test-secret-key-000002")]
        .map(|(id, key)| (id, Key::new(Secret::new(key), "100000000001")))
        .into_iter()
        .collect();
    let now = Timestamp::new(AT + 7).unwrap();
    let result = verify(&request, &keys, now, &|_| "cvm".to_owned(), &Policy::default());
    let mut server = ServerFacts::default();
    server.product = Some("cvm");
    Explanation::new(&result, &request, &keys, &server)
}

fn hmac<M: Mac + KeyInit>(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mac = <M as KeyInit>::new_from_slice(key).unwrap();
    mac.chain_update(message).finalize().into_bytes().to_vec()
}

fn percent(value: &str) -> String {
    form::encode([("", value)])[1..].to_owned()
}

type Row = (&'static str, &'static str, fn(&mut Steps));

/// Each row is named alone by GET and by POST, with the step that differs.
fn check(rows: &[Row]) {
    for method in ["GET", "POST"] {
        for (index, (cause, differs_at, change)) in rows.iter().enumerate() {
            let mut steps = Steps::right(method);
            change(&mut steps);
            let explanation = steps.explain();
            assert_chinese(&explanation.message(Language::ZhCn));
            assert_eq!(explanation.causes(), [*cause], "row {index} by {method}");
            let step = explanation.differs_at().map_or("none", |step| step.as_str());
            assert_eq!(step, *differs_at, "row {index} by {method}: {cause}");
            let message = explanation.to_json(Language::EnUs);
            for secret in [KEY, "test-secret-key-000002"] {
                assert!(!message.contains(secret), "row {index}: {message}");
            }
        }
    }
}

#[test]
fn right_request_is_valid() {
    for method in ["GET", "POST"] {
        assert_eq!(Steps::right(method).explain().verdict, Verdict::Valid);
    }
}

#[test]
fn right_form_is_as_documented_however_large() {
    let mut steps = Steps::right("POST");
    steps.pairs.push(("Text".to_owned(), "x".repeat(1 << 20)));
    let explanation = steps.explain();
    assert!(explanation.verdict == Verdict::Valid && explanation.is_documented);
}

#[test]
fn mistake_with_key_or_time_is_named() {
    check(&[
        ("key-has-whitespace", "signing_key", |s| s.key = format!("\t{KEY}")),
        ("key-has-quotes", "signing_key", |s| s.key = format!("\"{KEY}\"")),
        ("key-has-quotes", "signing_key", |s| s.key = format!("'{KEY}'")),
        ("id-used-as-key", "signing_key", |s| s.key = ID.to_owned()),
        ("other-key", "signing_key", |s| s.key = "test-secret-key-000002".to_owned()),
        ("v1-tc3-prefix", "signing_key", |s| s.key = format!("TC3{KEY}")),
        ("expired", "none", |s| s.send("Timestamp", "1699979000")),
        ("timestamp-in-milliseconds", "string_to_sign", |s| s.send("Timestamp", "1699979400123")),
        ("timestamp-in-milliseconds", "string_to_sign", |s| {
            s.send("Timestamp", "1699979400123");
            s.timestamp = Some("1699979400".to_owned());
        }),
        ("timestamp-in-milliseconds", "string_to_sign", |s| {
            s.timestamp = Some("1699979400000".to_owned());
        }),
    ]);
}

#[test]
fn mistake_in_the_string_to_sign_is_named() {
    check(&[
        ("v1-values-encoded", "string_to_sign", |s| s.value = percent),
        ("v1-values-encoded", "string_to_sign", |s| {
            s.value = |value| percent(value).replace("%20", "+");
        }),
        ("v1-order", "string_to_sign", |s| s.sort = |_| ()),
        ("v1-order", "string_to_sign", |s| {
            s.sort = |pairs| pairs.sort_by_key(|(name, _)| name.to_lowercase());
        }),
        ("v1-order", "string_to_sign", |s| {
            s.sort = |pairs| {
                let padded = |name: &str| name.replace(".2", ".02");
                pairs.sort_by_key(|(name, _)| padded(name));
            };
        }),
        ("v1-method", "string_to_sign", |s| {
            s.signed_method = if s.method == "GET" { "POST" } else { "GET" };
        }),
        ("v1-missing-question-mark", "string_to_sign", |s| s.mark = ""),
        ("v1-missing-question-mark", "string_to_sign", |s| s.mark = "&"),
        ("v1-missing-question-mark", "string_to_sign", |s| s.mark = "?&"),
    ]);
}

/// A search that compares each name with each other takes hours for such a form.
#[test]
fn many_parameters_are_put_in_order() {
    let mut steps = Steps::right("POST");
    steps.pairs.extend((0..20_000).rev().map(|item| (format!("some_name.{item}"), String::new())));
    steps.sort = |_| ();
    let explanation = steps.explain();
    assert_eq!(explanation.causes(), ["v1-order"]);
    assert_eq!(explanation.diagnosis.causes[0].detail(Language::EnUs), "as sent");
}

#[test]
fn other_host_or_path_is_named() {
    check(&[
        ("v1-host", "string_to_sign", |s| s.signed_host = "cvm.ap-beijing.tencentcloudapi.com"),
        ("v1-host", "string_to_sign", |s| s.signed_host = "cvm.intl.tencentcloudapi.com"),
        ("v1-host", "string_to_sign", |s| s.signed_host = "localhost"),
        ("v1-host", "string_to_sign", |s| s.signed_host = "127.0.0.1"),
        ("v1-host", "string_to_sign", |s| {
            s.host = "127.0.0.1:18080";
            s.signed_host = "cvm.tencentcloudapi.com";
        }),
        ("v1-host", "string_to_sign", |s| {
            s.host = "localhost:18080";
            s.signed_host = "cvm.intl.tencentcloudapi.com";
        }),
        ("v1-path", "string_to_sign", |s| s.path = ""),
        ("v1-path", "string_to_sign", |s| s.path = "//"),
        ("v1-path", "string_to_sign", |s| s.path = "/v2"),
        ("v1-path", "string_to_sign", |s| s.path = "/v2/index.php"),
        ("v1-path", "string_to_sign", |s| s.path = "/index.php"),
        ("v1-path", "string_to_sign", |s| s.path = "/cvm"),
        ("v1-path", "string_to_sign", |s| s.path = "https://cvm.tencentcloudapi.com/"),
        ("v1-path", "string_to_sign", |s| {
            s.sent_path = "/api";
            s.path = "/api";
        }),
        ("v1-path", "string_to_sign", |s| {
            s.host = "localhost";
            s.signed_host = "localhost";
            s.path = "/cvm";
        }),
    ]);
}

#[test]
fn mistake_with_the_signature_is_named() {
    check(&[
        ("v1-algorithm", "signature", |s| s.hmac = hmac::<Hmac<Sha1>>),
        ("v1-algorithm", "signature", |s| s.send("SignatureMethod", "HmacSHA1")),
        ("v1-algorithm", "signature", |s| s.pairs.retain(|(name, _)| name != "SignatureMethod")),
        ("v1-signature-not-encoded", "signature", |s| {
            s.is_encoded = false;
            // Some nonces give a `+`.
            let mut nonces = 1..1_000;
            while !s.signature().contains('+') {
                s.send("Nonce", &nonces.next().unwrap().to_string());
            }
        }),
    ]);
}

#[test]
fn parameters_that_cannot_be_read_are_told() {
    let steps = Steps::right("GET");
    let right = steps.raw(&steps.signature());
    for (from, to, detail) in [
        ("&Region", "&Region%ff", "cannot decode the parameters: pair 8 is not UTF-8"),
        ("&limit=1", "&limit", "cannot decode the parameters: pair 9 has no `=`"),
        ("?Nonce", "?Nonce=1&Nonce", "the parameter `Nonce` occurs more than once"),
        ("Nonce=11886", "a=1", "the parameter `Nonce` is missing"),
        (
            "Timestamp=1699979400",
            "Timestamp=2023-11-14T16:30:00Z",
            "the parameter `Timestamp` has an invalid format: it is `2023-11-14T16:30:00Z`",
        ),
        ("Signature=", "Signature=%3D", "the parameter `Signature` is not Base64"),
        (
            "Signature=",
            "Signature=AAAA",
            "the parameter `Signature` has 35 bytes instead of the 20 of HmacSHA1 or the 32 of \
             HmacSHA256",
        ),
    ] {
        assert!(right.contains(from), "nothing to replace: {from}");
        let explanation = explain(&right.replace(from, to));
        assert_eq!(explanation.causes(), ["authorization-malformed"], "{to}");
        assert_eq!(explanation.diagnosis.causes[0].detail(Language::EnUs), detail, "{to}");
    }
}
