//! A client of signature v3 that makes one mistake learns which. The signer here follows
//! the steps of the document "Signature v3", and each row of the tables changes one.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, in its helpers too"
)]

mod chinese;

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, STANDARD_NO_PAD},
};
use chinese::assert_chinese;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use tencentcloud_core::{Language, Secret, Timestamp};
use tencentcloud_verify::{
    Explanation, Key, KeyRing, Policy, RawRequest, ServerFacts, Verdict, verify,
};

const ID: &str = "test-secret-id-000001";
const KEY: &str = "test-secret-key-000001";
/// 16:30:00 UTC of 2023-11-14.
const AT: u64 = 1_699_979_400;
const BODY: &str = r#"{"Limit":1,"Filters":[{"Name":"zone","Values":["a b","é"]}],"Off":null}"#;

/// The steps of a signature, each of which can be another.
struct Steps {
    key: String,
    date: String,
    service: String,
    terminator: String,
    /// In the header and in the string to sign.
    timestamps: [String; 2],
    payload: fn(&[u8]) -> String,
    algorithm: Option<&'static str>,
    request: fn(&[u8]) -> String,
    /// Date, service and terminator, unless they are others in the key.
    chain: Option<Vec<String>>,
    is_hex: [bool; 3],
    step: Hmacs,
    last: Hmacs,
    signature: fn(&[u8]) -> String,
    /// Another signature than that of the steps.
    other_signature: Option<String>,
    more_headers: &'static str,
    host: &'static str,
    signed_host: fn(&str) -> String,
    /// The time of the server.
    now: u64,
}

type Hmacs = fn(&[u8], &[u8]) -> Vec<u8>;

impl Steps {
    fn right() -> Self {
        let [date, service, terminator] = ["2023-11-14", "ecm", "tc3_request"].map(str::to_owned);
        Self {
            key: format!("TC3{KEY}"),
            date,
            service,
            terminator,
            timestamps: [AT.to_string(), AT.to_string()],
            payload: sha256_hex,
            algorithm: Some("TC3-HMAC-SHA256"),
            request: sha256_hex,
            chain: None,
            is_hex: [false; 3],
            step: hmac::<Hmac<Sha256>>,
            last: hmac::<Hmac<Sha256>>,
            signature: hex,
            other_signature: None,
            more_headers: "",
            host: "ecm.tencentcloudapi.com:8443",
            signed_host: str::to_lowercase,
            now: AT + 7,
        }
    }

    fn with(change: fn(&mut Self)) -> Self {
        let mut steps = Self::right();
        change(&mut steps);
        steps
    }

    fn canonical_request(&self) -> String {
        format!(
            "POST\n/\n\ncontent-type:application/json\nhost:{}\n\ncontent-type;host\n{}",
            (self.signed_host)(self.host),
            (self.payload)(BODY.as_bytes())
        )
    }

    fn string_to_sign(&self) -> String {
        let Self { date, service, terminator, timestamps, .. } = self;
        let scope = format!("{date}/{service}/{terminator}");
        let request = (self.request)(self.canonical_request().as_bytes());
        let algorithm = self.algorithm.map_or(String::new(), |line| format!("{line}\n"));
        format!("{algorithm}{}\n{scope}\n{request}", timestamps[1])
    }

    fn signature(&self) -> String {
        let Self { date, service, terminator, .. } = self;
        let chain = [date, service, terminator].map(Clone::clone).to_vec();
        let chain = self.chain.clone().unwrap_or(chain);
        let mut key = self.key.clone().into_bytes();
        for (index, step) in chain.iter().enumerate() {
            key = (self.step)(&key, step.as_bytes());
            if self.is_hex.get(index) == Some(&true) {
                key = hex(&key).into_bytes();
            }
        }
        (self.signature)(&(self.last)(&key, self.string_to_sign().as_bytes()))
    }

    fn raw(&self) -> String {
        let Self { date, service, terminator, timestamps, .. } = self;
        format!(
            "POST / HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\n\
             X-TC-Action: DescribeImage\r\nX-TC-Version: 2019-07-19\r\nX-TC-Region: ap-Beijing\r\n\
             X-TC-Timestamp: {}\r\n{}Authorization: TC3-HMAC-SHA256 \
             Credential={ID}/{date}/{service}/{terminator}, SignedHeaders=content-type;host, \
             Signature={}\r\n\r\n{BODY}",
            self.host,
            timestamps[0],
            self.more_headers,
            self.other_signature.clone().unwrap_or_else(|| self.signature()),
        )
    }

    fn explain(&self) -> Explanation {
        self.explain_raw(&self.raw())
    }

    fn explain_raw(&self, raw: &str) -> Explanation {
        let request = RawRequest::parse(raw.as_bytes()).unwrap();
        let keys: KeyRing = [(ID, KEY), ("test-secret-id-000002", "test-secret-key-000002")]
            .map(|(id, key)| (id, Key::new(Secret::new(key), "100000000001")))
            .into_iter()
            .collect();
        let now = Timestamp::new(self.now).unwrap();
        let result = verify(&request, &keys, now, &|_| "ecm".to_owned(), &Policy::default());
        // As many as the catalog has.
        let products: Vec<_> = (0..260).map(|number| format!("product{number}")).collect();
        let products = ["ecm", "cvm"].into_iter().chain(products.iter().map(|name| &**name));
        let products: Vec<_> = products.collect();
        let server = ServerFacts::new(&products);
        Explanation::new(&result, &request, &keys, &server)
    }
}

fn hmac<M: Mac + KeyInit>(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mac = <M as KeyInit>::new_from_slice(key).unwrap();
    mac.chain_update(message).finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

fn sha256_hex(text: &[u8]) -> String {
    hex(&Sha256::digest(text))
}

fn sha1_hex(text: &[u8]) -> String {
    hex(&Sha1::digest(text))
}

type Row = (&'static str, &'static str, fn(&mut Steps));

/// Each row is named alone, with the step that differs, and with the texts of the client.
fn check(rows: &[Row]) {
    for (index, (cause, differs_at, change)) in rows.iter().enumerate() {
        let steps = Steps::with(*change);
        let explanation = steps.explain();
        assert_chinese(&explanation.message(Language::ZhCn));
        assert_eq!(explanation.causes(), [*cause], "row {index}");
        let found = &explanation.diagnosis.causes[0];
        let step = found.differs_at.map_or("none", |step| step.as_str());
        assert_eq!(step, *differs_at, "row {index}: {cause}");
        if let Some(client) = &found.client
            && client.canonical_request.is_some()
        {
            assert_eq!(client.string_to_sign, steps.string_to_sign(), "row {index}: {cause}");
        }
        let message = explanation.to_json(Language::EnUs);
        for secret in [KEY, "test-secret-key-000002"] {
            assert!(!message.contains(secret), "row {index}: {message}");
        }
    }
}

fn chain<const N: usize>(steps: &mut Steps, chain: [&str; N]) {
    steps.chain = Some(chain.map(str::to_owned).to_vec());
}

/// Signs at another second, which is also the time of the server.
fn at(steps: &mut Steps, timestamp: &str, date: &str) {
    steps.now = timestamp.parse().unwrap();
    steps.timestamps = [(); 2].map(|()| timestamp.to_owned());
    date.clone_into(&mut steps.date);
}

#[test]
fn right_request_is_valid() {
    assert_eq!(Steps::right().explain().verdict, Verdict::Valid);
}

/// Products take most signatures, and there are four forms of this host.
#[test]
fn other_key_is_named_in_every_form() {
    let signed: [fn(&str) -> String; 4] = [
        str::to_owned,
        str::to_lowercase,
        |host| host.replace(":8443", ""),
        |host| host.replace(":8443", "").to_lowercase(),
    ];
    for signed_host in signed {
        let mut steps = Steps::with(|s| s.host = "ECM.tencentcloudapi.com:8443");
        steps.signed_host = signed_host;
        assert_eq!(steps.explain().verdict, Verdict::Valid);
        steps.key = "TC3test-secret-key-000002".to_owned();
        assert_eq!(steps.explain().causes(), ["other-key"]);
    }
}

#[test]
fn mistake_with_the_key_is_named() {
    check(&[
        ("key-has-whitespace", "signing_key", |s| s.key = format!("TC3{KEY}\n")),
        ("key-has-quotes", "signing_key", |s| s.key = format!("TC3\"{KEY}\"")),
        ("key-has-quotes", "signing_key", |s| s.key = format!("TC3'{KEY}'")),
        ("id-used-as-key", "signing_key", |s| s.key = format!("TC3{ID}")),
        ("other-key", "signing_key", |s| s.key = "TC3test-secret-key-000002".to_owned()),
        ("missing-tc3-prefix", "signing_key", |s| s.key = KEY.to_owned()),
        ("key-without-chain", "signing_key", |s| s.chain = Some(vec![])),
        ("key-without-chain", "signing_key", |s| {
            s.chain = Some(vec![]);
            s.key = KEY.to_owned();
        }),
        ("hex-key-chain", "signing_key", |s| s.is_hex = [true; 3]),
        ("hex-key-chain", "signing_key", |s| s.is_hex = [true, true, false]),
        ("hex-key-chain", "signing_key", |s| s.is_hex = [false, false, true]),
    ]);
}

#[test]
fn mistake_in_the_chain_is_named() {
    check(&[
        ("key-chain-order", "signing_key", |s| chain(s, ["2023-11-14", "tc3_request", "ecm"])),
        ("key-chain-order", "signing_key", |s| chain(s, ["ecm", "2023-11-14", "tc3_request"])),
        ("key-chain-order", "signing_key", |s| chain(s, ["ecm", "tc3_request", "2023-11-14"])),
        ("key-chain-order", "signing_key", |s| chain(s, ["tc3_request", "2023-11-14", "ecm"])),
        ("key-chain-order", "signing_key", |s| chain(s, ["tc3_request", "ecm", "2023-11-14"])),
        ("region-in-chain", "signing_key", |s| {
            chain(s, ["2023-11-14", "ap-Beijing", "ecm", "tc3_request"]);
        }),
        ("region-in-chain", "signing_key", |s| {
            chain(s, ["2023-11-14", "ecm", "ap-Beijing", "tc3_request"]);
        }),
        ("scope-service", "signing_key", |s| chain(s, ["2023-11-14", "ECM", "tc3_request"])),
        ("scope-service", "signing_key", |s| chain(s, ["2023-11-14", s.host, "tc3_request"])),
        ("scope-service", "signing_key", |s| {
            chain(s, ["2023-11-14", "ecm.tencentcloudapi.com", "tc3_request"]);
        }),
        ("scope-service", "signing_key", |s| {
            s.host = "api.example.com";
            chain(s, ["2023-11-14", "api", "tc3_request"]);
        }),
        ("scope-service", "signing_key", |s| chain(s, ["2023-11-14", "", "tc3_request"])),
        ("scope-service", "signing_key", |s| chain(s, ["2023-11-14", "cvm", "tc3_request"])),
        ("scope-service", "signing_key", |s| {
            // Accepted in four forms: with and without capital letters and port.
            s.host = "ECM.TencentCloudAPI.com:8443";
            chain(s, ["2023-11-14", "product259", "tc3_request"]);
        }),
        ("scope-terminator", "signing_key", |s| chain(s, ["2023-11-14", "ecm", "aws4_request"])),
        ("scope-terminator", "signing_key", |s| chain(s, ["2023-11-14", "ecm", "tc3request"])),
        ("scope-terminator", "signing_key", |s| chain(s, ["2023-11-14", "ecm", "TC3_REQUEST"])),
        ("scope-terminator", "signing_key", |s| chain(s, ["2023-11-14", "ecm", ""])),
    ]);
}

#[test]
fn mistake_in_the_scope_is_named() {
    check(&[
        ("scope-service", "scope", |s| s.service = "cvm".to_owned()),
        ("scope-service", "scope", |s| s.service = "ECM".to_owned()),
        ("scope-service", "scope", |s| {
            s.service = "tencent-cloud".to_owned();
            chain(s, ["2023-11-14", "ecm", "tc3_request"]);
        }),
        ("scope-service", "scope", |s| s.service = String::new()),
        ("scope-service", "scope", |s| {
            s.service = String::new();
            chain(s, ["2023-11-14", "ecm", "tc3_request"]);
        }),
        ("scope-service", "scope", |s| {
            s.service = String::new();
            s.host = "localhost";
            chain(s, ["2023-11-14", "cvm", "tc3_request"]);
        }),
        ("scope-terminator", "scope", |s| s.terminator = "aws4_request".to_owned()),
        ("scope-terminator", "scope", |s| s.terminator = String::new()),
        ("scope-terminator", "scope", |s| {
            s.terminator = "request".to_owned();
            chain(s, ["2023-11-14", "ecm", "tc3_request"]);
        }),
    ]);
}

#[test]
fn server_signs_the_product_that_it_knows() {
    let explanation = Steps::with(|s| s.service = "cvm".to_owned()).explain();
    let found = &explanation.diagnosis.causes[0];
    let client = &found.client.as_ref().unwrap().string_to_sign;
    let server = &explanation.diagnosis.server.as_ref().unwrap().string_to_sign;
    assert_ne!(client, server);
    assert_eq!(client.replace("/cvm/", "/ecm/"), *server);
}

#[test]
fn absent_timestamp_is_named_as_a_header() {
    let steps = Steps::right();
    let explanation = steps.explain_raw(&steps.raw().replace("X-TC-Timestamp", "X-Other"));
    assert_eq!(explanation.causes(), ["authorization-malformed"]);
    let found = &explanation.diagnosis.causes[0];
    assert_eq!(found.detail(Language::EnUs), "the header `X-TC-Timestamp` is missing");
    let chinese = explanation.message(Language::ZhCn);
    assert!(chinese.ends_with("。（缺少请求头 `X-TC-Timestamp`）"), "{chinese}");
}

#[test]
fn mistake_with_the_time_is_named() {
    check(&[
        ("expired", "none", |s| s.timestamps = [(); 2].map(|()| (AT - 294).to_string())),
        ("timestamp-in-milliseconds", "string_to_sign", |s| s.timestamps[0] += "123"),
        ("timestamp-in-milliseconds", "string_to_sign", |s| s.timestamps[1] += "000"),
        ("timestamp-in-milliseconds", "string_to_sign", |s| {
            s.timestamps = [(); 2].map(|()| format!("{AT}123"));
        }),
        ("local-date", "scope", |s| s.date = "2023-11-15".to_owned()),
        ("local-date", "scope", |s| at(s, "1700006460", "2023-11-14")),
        ("header-timestamp-differs", "string_to_sign", |s| {
            at(s, "1700006402", "2023-11-14");
            s.timestamps[1] = "1700006399".to_owned();
        }),
        ("header-timestamp-differs", "string_to_sign", |s| {
            at(s, "1700006402", "2023-11-15");
            s.timestamps[1] = "1700006399".to_owned();
        }),
        ("header-timestamp-differs", "string_to_sign", |s| {
            s.timestamps[1] = (AT - 5).to_string();
        }),
        ("header-timestamp-differs", "string_to_sign", |s| {
            s.timestamps[1] = (AT + 1).to_string();
        }),
        ("header-timestamp-differs", "string_to_sign", |s| {
            s.timestamps[1] = (AT + 39).to_string();
            s.more_headers = "Date: Tue, 14 Nov 2023 16:30:39 GMT\r\n";
        }),
    ]);
}

#[test]
fn mistake_in_the_string_to_sign_is_named() {
    check(&[
        ("algorithm-line", "string_to_sign", |s| s.algorithm = None),
        ("algorithm-line", "string_to_sign", |s| s.algorithm = Some("AWS4-HMAC-SHA256")),
        ("algorithm-line", "string_to_sign", |s| s.algorithm = Some("HMAC-SHA256")),
        ("algorithm-line", "string_to_sign", |s| s.algorithm = Some("HmacSHA256")),
        ("algorithm-line", "string_to_sign", |s| s.algorithm = Some("TC3-HMAC-SHA1")),
        ("algorithm-line", "string_to_sign", |s| s.algorithm = Some("tc3-hmac-sha256")),
        ("canonical-request-not-hashed", "string_to_sign", |s| {
            s.request = |text| String::from_utf8(text.to_vec()).unwrap();
        }),
        ("sha1-for-sha256", "canonical_request", |s| s.payload = sha1_hex),
        ("sha1-for-sha256", "string_to_sign", |s| s.request = sha1_hex),
        ("sha1-for-sha256", "canonical_request", |s| {
            s.payload = sha1_hex;
            s.request = sha1_hex;
        }),
        ("sha1-for-sha256", "signing_key", |s| s.last = hmac::<Hmac<Sha1>>),
        ("sha1-for-sha256", "signing_key", |s| {
            s.step = hmac::<Hmac<Sha1>>;
            s.last = hmac::<Hmac<Sha1>>;
        }),
    ]);
}

#[test]
fn mistake_in_writing_the_signature_is_named() {
    check(&[
        ("signature-base64", "signature", |s| s.signature = |mac| STANDARD.encode(mac)),
        ("signature-base64", "signature", |s| s.signature = |mac| STANDARD_NO_PAD.encode(mac)),
        ("signature-base64", "signature", |s| s.signature = |mac| STANDARD.encode(hex(mac))),
        ("signature-base64", "signature", |s| {
            s.signature = |mac| STANDARD_NO_PAD.encode(hex(mac));
        }),
        ("signature-uppercase", "signature", |s| s.signature = |mac| hex(mac).to_uppercase()),
        ("signature-truncated", "signature", |s| s.signature = |mac| hex(mac)[..16].to_owned()),
        ("signature-truncated", "signature", |s| s.signature = |mac| hex(mac)[..63].to_owned()),
        ("authorization-malformed", "authorization", |s| {
            s.signature = |mac| hex(mac)[..15].to_owned();
        }),
        ("authorization-malformed", "authorization", |s| s.signature = |mac| hex(mac) + "0"),
        ("authorization-malformed", "authorization", |s| s.signature = |_| String::new()),
    ]);
}

/// The text that v1 signs, of the body and the headers of the request.
fn text_of_v1(host: &str, more: &str) -> String {
    format!(
        "POST{host}/?Action=DescribeImage&Filters.0.Name=zone&Filters.0.Values.0=a b&\
         Filters.0.Values.1=é&Limit=1&Region=ap-Beijing&SecretId={ID}{more}&\
         Timestamp={AT}&Version=2019-07-19"
    )
}

fn sign_by_v1(steps: &mut Steps, hmac: Hmacs, text: &str) {
    steps.other_signature = Some(STANDARD.encode(hmac(KEY.as_bytes(), text.as_bytes())));
}

#[test]
fn signature_of_the_older_scheme_is_named() {
    check(&[
        ("v1-for-v3", "signature", |s| {
            sign_by_v1(s, hmac::<Hmac<Sha1>>, &s.string_to_sign());
        }),
        ("v1-for-v3", "signature", |s| {
            sign_by_v1(s, hmac::<Hmac<Sha256>>, &s.string_to_sign());
        }),
        ("v1-for-v3", "signature", |s| {
            sign_by_v1(s, hmac::<Hmac<Sha1>>, &text_of_v1(s.host, ""));
        }),
        ("v1-for-v3", "signature", |s| {
            sign_by_v1(s, hmac::<Hmac<Sha256>>, &text_of_v1(s.host, ""));
        }),
        ("v1-for-v3", "signature", |s| {
            let text = text_of_v1("ecm.tencentcloudapi.com", "&SignatureMethod=HmacSHA256");
            sign_by_v1(s, hmac::<Hmac<Sha256>>, &text);
        }),
        ("v1-for-v3", "signature", |s| {
            s.more_headers = "X-TC-Nonce: 7\r\n";
            let text = text_of_v1(s.host, "").replace("&Region", "&Nonce=7&Region");
            sign_by_v1(s, hmac::<Hmac<Sha1>>, &text);
        }),
        ("v1-for-v3", "signature", |s| {
            s.more_headers = "X-TC-Nonce: 7\r\n";
            sign_by_v1(s, hmac::<Hmac<Sha1>>, &text_of_v1(s.host, ""));
        }),
        ("authorization-malformed", "authorization", |s| {
            sign_by_v1(s, hmac::<Hmac<Sha1>>, &text_of_v1("example.com", ""));
        }),
    ]);
}
