//! Signature v1: all parameters in a query or form.

use bytes::Bytes;
use http::Request;
use serde_json::{Value, json};
use tencentcloud_core::sign::v1::{Algorithm, SourceText};
use tencentcloud_core::{Credential, Secret, form};
use tencentcloud_emulator::Emulator;

use crate::caller::{ID, KEY, Reply, START, admin, frozen, last_entry};

const FORM: &str = "application/x-www-form-urlencoded";

fn emulator() -> Emulator {
    frozen(|builder| builder)
}

/// The parameters of a call, including the common ones.
#[derive(Clone)]
struct Pairs(Vec<(String, String)>);

impl Pairs {
    fn of(action: &str, parameters: &[(&str, &str)]) -> Self {
        let start = START.to_string();
        let common = [
            ("Action", action),
            ("Version", "2019-07-19"),
            ("Timestamp", &start),
            ("Nonce", "11886"),
            ("SecretId", ID),
        ];
        let pairs = common.iter().chain(parameters);
        Self(pairs.map(|&(name, value)| (name.to_owned(), value.to_owned())).collect())
    }

    fn without(mut self, name: &str) -> Self {
        self.0.retain(|(other, _)| other != name);
        self
    }

    fn with(self, name: &str, value: &str) -> Self {
        let mut pairs = self.without(name);
        pairs.0.push((name.to_owned(), value.to_owned()));
        pairs
    }

    fn text(&self, method: &str, host: &str) -> String {
        let mut pairs: Vec<_> = self.0.iter().map(|(name, value)| (&**name, &**value)).collect();
        let is_long = pairs.contains(&("SignatureMethod", "HmacSHA256"));
        let algorithm = if is_long { Algorithm::HmacSha256 } else { Algorithm::HmacSha1 };
        let text = SourceText { method, host, parameters: &pairs };
        let signature = text.sign(algorithm, &Secret::new(KEY));
        pairs.push(("Signature", &signature));
        form::encode(pairs)
    }

    fn get(&self, emulator: &Emulator) -> Reply {
        get(emulator, &self.text("GET", "127.0.0.1:1"))
    }

    fn post(&self, emulator: &Emulator) -> Reply {
        post(emulator, self.text("POST", "127.0.0.1:1"))
    }
}

fn get(emulator: &Emulator, query: &str) -> Reply {
    let request = Request::get(format!("/?{query}")).header("host", "127.0.0.1:1");
    Reply::of(&emulator.respond(request.body(Bytes::new()).unwrap()))
}

fn post(emulator: &Emulator, form: impl Into<Bytes>) -> Reply {
    let request = Request::post("/").header("host", "127.0.0.1:1").header("content-type", FORM);
    Reply::of(&emulator.respond(request.body(form.into()).unwrap()))
}

fn import() -> Pairs {
    Pairs::of(
        "ImportImage",
        &[
            ("ImageId", "img-pmqg1cw9"),
            ("ImageDescription", "a b&c"),
            ("SourceRegion", "ap-chengdu"),
        ],
    )
}

#[test]
fn query_and_form_are_accepted() {
    for import in [import(), import().with("SignatureMethod", "HmacSHA256")] {
        for reply in [import.get(&emulator()), import.post(&emulator())] {
            reply.success();
        }
    }
}

#[test]
fn parameters_take_the_types_of_the_catalog() {
    let emulator = emulator();
    import().post(&emulator).success();
    let describe = Pairs::of(
        "DescribeImage",
        &[
            ("Filters.0.Name", "image-type"),
            ("Filters.0.Values.0", "PRIVATE_IMAGE"),
            ("Limit", "5"),
            ("Offset", "0"),
        ],
    );
    describe.get(&emulator).success();
    let entry = last_entry(&emulator);
    assert_eq!(
        entry["parameters"],
        json!({
            "Filters": [{"Name": "image-type", "Values": ["PRIVATE_IMAGE"]}],
            "Limit": 5,
            "Offset": 0,
        })
    );
    assert_eq!((&entry["action"], &entry["service"]), (&"DescribeImage".into(), &"ecm".into()));
    describe
        .with("Limit", "five")
        .post(&emulator)
        .fails("InvalidParameter.InvalidDataFormat", &["`Limit`", "integer"]);
}

#[test]
fn missing_and_invalid_common_parameters_are_named() {
    for name in ["Action", "Version", "Timestamp", "Nonce", "SecretId"] {
        let named = format!("`{name}`");
        import().without(name).get(&emulator()).fails("MissingParameter", &[&named]);
        import().with(name, "").post(&emulator()).fails("MissingParameter", &[&named]);
    }
    get(&emulator(), "Action=ImportImage").fails(
        "MissingParameter",
        &["`Version`", "`Timestamp`", "`Nonce`", "`SecretId`", "`Signature`"],
    );
    for (name, value, code) in [
        ("Nonce", "-1", "InvalidParameter"),
        ("Timestamp", "soon", "InvalidParameter"),
        ("Language", "de", "InvalidParameterValue"),
        ("Region", "", "InvalidParameterValue"),
        ("Region", "ap-nanjing", "UnsupportedRegion"),
        ("Action", "Nothing", "InvalidAction"),
        ("Version", "2020-01-01", "NoSuchVersion"),
        ("SecretId", "test-secret-id-000009", "AuthFailure.SecretIdNotFound"),
        ("Token", "x", "AuthFailure.TokenFailure"),
        ("Timestamp", "1699999699", "AuthFailure.SignatureExpire"),
    ] {
        let named = format!("`{name}`");
        let named: &[&str] = if name == "SecretId" { &[] } else { &[&named] };
        import().with(name, value).get(&emulator()).fails(code, named);
    }
    let reply = import().with("Language", "zh-CN").without("Nonce").post(&emulator());
    reply.fails("MissingParameter", &["缺少"]);
}

#[test]
fn product_is_found_by_host_or_action() {
    let send = |host: &str| {
        let pairs = Pairs::of("RunInstances", &[]).with("Version", "2017-03-12");
        let request = Request::get(format!("/?{}", pairs.text("GET", host))).header("host", host);
        Reply::of(&emulator().respond(request.body(Bytes::new()).unwrap()))
    };
    send("cvm.tencentcloudapi.com").fails("UnsupportedOperation", &["`RunInstances`", "cvm"]);
    send("ecm.tencentcloudapi.com").fails("NoSuchVersion", &["`ecm`", "`2017-03-12`"]);
    // A host that names no product: the one that has this action and version.
    send("127.0.0.1:18080").fails("UnsupportedOperation", &["`RunInstances`", "cvm"]);
}

/// The SDK for Python signs a host as it is sent.
#[test]
fn host_with_capital_letters_is_accepted() {
    let emulator = emulator();
    for host in ["LocalHost:8080", "LOCALHOST"] {
        let text = Pairs::of("DescribeImage", &[]).text("GET", host);
        let request = Request::get(format!("/?{text}")).header("host", host);
        Reply::of(&emulator.respond(request.body(Bytes::new()).unwrap())).success();
    }
}

#[test]
fn temporary_key_requires_its_token_parameter() {
    let temporary = Credential::new(ID, KEY).unwrap().with_token("t+/=").unwrap();
    let emulator = Emulator::builder().keys([temporary]).clock_start(START).build().unwrap();
    import().with("Token", "t+/=").get(&emulator).success();
    import().with("Token", "t").get(&emulator).fails("AuthFailure.TokenFailure", &["`Token`"]);
    import().post(&emulator).fails("AuthFailure.TokenFailure", &["`Token`"]);
}

#[test]
fn malformed_and_repeated_pairs_are_refused() {
    let right = import().text("GET", "127.0.0.1:1");
    for (more, named) in [
        ("&Limit", "pair 10: it has no `=`"),
        ("&Limit=%zz", "pair 10: it has a `%` without two hexadecimal digits"),
        ("&Limit=%ff", "pair 10: it is not valid UTF-8"),
        ("&Action=ImportImage", "`Action`"),
        ("&Limit=1&Limit=1", "`Limit`"),
    ] {
        get(&emulator(), &format!("{right}{more}")).fails("InvalidParameter", &[named]);
    }
    let both = import().with("ImageId.0", "x");
    both.get(&emulator()).fails("InvalidParameter", &["`ImageId`", "`ImageId.0`"]);
}

#[test]
fn requests_are_refused_above_the_size_limit() {
    let limit = 1024 * 1024;
    let padded = |length: usize| {
        let import = import().with("ImageDescription", "");
        let rest = import.text("POST", "127.0.0.1:1").len();
        // The encoded length of the signature varies.
        let mut import = import.with("ImageDescription", &"x".repeat(length - rest));
        while import.text("POST", "127.0.0.1:1").len() != length {
            let nonce: u32 =
                import.0.iter().find(|pair| pair.0 == "Nonce").unwrap().1.parse().unwrap();
            import = import.with("Nonce", &(nonce + 1).to_string());
        }
        import.post(&emulator())
    };
    // The signature is accepted, and the description is too long.
    assert!(padded(limit).code().starts_with("InvalidParameterValue"));
    padded(limit + 1).fails("AuthFailure.SignatureFailure", &["1048576", "TC3-HMAC-SHA256"]);
    let long = import().with("ImageDescription", &"x".repeat(32 * 1024));
    long.get(&emulator()).fails("RequestSizeLimitExceeded", &["GET", "32768"]);
}

#[test]
fn form_is_refused_without_its_content_type() {
    let request = Request::post("/").header("content-type", "application/json");
    let body = import().text("POST", "127.0.0.1:1");
    let reply = Reply::of(&emulator().respond(request.body(body.into()).unwrap()));
    reply.fails("MissingParameter", &["`SecretId`"]);
}

#[test]
fn journal_has_the_expected_strings_on_signature_mismatch_and_no_secret() {
    let temporary = Credential::new(ID, KEY).unwrap().with_token("canary-1").unwrap();
    let emulator = Emulator::builder().keys([temporary]).clock_start(START).build().unwrap();
    let text = import().with("Token", "canary-1").text("GET", "127.0.0.1:1");
    let signature = text.split_once("&Signature=").unwrap().1;
    get(&emulator, &text.replace("img-pmqg1cw9", "img-x"))
        .fails("AuthFailure.SignatureFailure", &[]);
    let expected = last_entry(&emulator)["expected"].clone();
    assert_eq!(expected["canonical_request"], Value::Null);
    let signed = expected["string_to_sign"].as_str().unwrap();
    assert!(signed.starts_with("GET127.0.0.1:1/?Action=ImportImage&"), "{signed}");
    assert!(signed.contains("&ImageId=img-x&"), "{signed}");

    let canary = import().with("SecretId", "canary-2").with("Token", "canary-3");
    canary.get(&emulator).fails("AuthFailure.SecretIdNotFound", &[]);
    get(&emulator, &format!("{text}&canary-4&a=%")).fails("InvalidParameter", &[]);
    get(&emulator, &text.replace("canary-1", "canary-1%zz")).fails("InvalidParameter", &[]);
    let long = import().with("Token", "canary-1").with("ImageDescription", &"x".repeat(30_000));
    get(&emulator, &long.with("Signature", "").text("GET", "other"))
        .fails("InvalidParameter", &["`Signature`"]);
    let journal = admin(&emulator, "journal").to_string();
    assert!(!journal.contains("canary") && !journal.contains(signature), "{journal}");
}

/// A key or token may be the value of any parameter, or have the name of one.
#[test]
fn journal_redacts_what_may_be_a_key_when_the_signature_is_wrong() {
    const CANARY: &str = "canaryKey0123456789abcdefghijklmn";
    let emulator = emulator();
    for name in ["SecretKey", "token", "SessionToken", "Region", "RequestClient", "ImageId", "x"] {
        let import = import().with(name, CANARY);
        get(&emulator, &import.text("GET", "other")).fails("AuthFailure.SignatureFailure", &[]);
    }
    for name in ["Action", "Version", "Region", "RequestClient", "Language", "SecretId"] {
        let import = import().with(name, CANARY).without("Nonce");
        assert_ne!(post(&emulator, import.text("POST", "other")).code(), "success");
    }
    let headers = [("x-tc-action", CANARY), ("x-tc-version", CANARY), ("x-tc-language", CANARY)];
    for (name, value) in headers {
        let request = Request::post(format!("/{CANARY}")).header(name, value);
        emulator.respond(request.body(Bytes::new()).unwrap());
    }
    let journal = admin(&emulator, "journal").to_string();
    assert!(!journal.contains(CANARY), "{journal}");
    assert!(journal.contains("&SecretKey=[redacted]&") && journal.contains("Action=ImportImage"));
}

#[test]
fn long_string_to_sign_is_shortened_in_the_journal() {
    let emulator = emulator();
    let long = import().with("ImageDescription", &"x ".repeat(7_000)).text("GET", "other");
    get(&emulator, &long).fails("AuthFailure.SignatureFailure", &[]);
    let entry = last_entry(&emulator);
    let signed = entry["expected"]["string_to_sign"].as_str().unwrap();
    assert_eq!((signed.len(), signed.ends_with('…')), (4_096, true));
}

/// Nobody's key is needed for these.
#[test]
fn unsigned_texts_are_shortened_in_the_journal() {
    let emulator = Emulator::builder().journal_limit(100_000).build().unwrap();
    for n in 0..200 {
        let request = Request::get("/")
            .header("host", "h.".repeat(5_000))
            .header("x-tc-requestclient", "x".repeat(10_000))
            .header("x-n", n);
        emulator.respond(request.body(Bytes::new()).unwrap());
    }
    let journal = admin(&emulator, "journal");
    assert_eq!(journal["total"], 200);
    let entries = journal["entries"].as_array().unwrap();
    assert_eq!(entries[0]["host"].as_str().unwrap().len(), 4_096);
    assert!((20..30).contains(&entries.len()), "{}", entries.len());
    assert!(journal.to_string().len() < 100_200);
}
