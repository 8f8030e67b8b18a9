//! The checks that all actions have in common.

use bytes::Bytes;
use http::Method;
use serde_json::{Value, json};
use tencentcloud_core::{Credential, Timestamp};
use tencentcloud_emulator::{AccountKey, Emulator};

use crate::caller::{Draft, ID, KEY, START, draft, frozen, import_parameters, last_entry};

fn emulator() -> Emulator {
    frozen(|builder| builder)
}

fn import() -> Draft {
    draft("ImportImage", &import_parameters())
}

fn at(seconds: u64) -> Timestamp {
    Timestamp::new(seconds).unwrap()
}

#[test]
fn unsupported_methods_are_refused() {
    for method in [Method::PUT, Method::DELETE, Method::OPTIONS, Method::PATCH, Method::HEAD] {
        let reply = import().set(|draft| draft.method = method.clone()).send(&emulator());
        reply.fails("UnsupportedProtocol", &[method.as_str(), "GET", "POST"]);
    }
}

/// A client takes any 2xx status for an open tunnel.
#[test]
fn connect_is_refused() {
    let request = http::Request::connect("ecm.tencentcloudapi.com:443").body(Bytes::new());
    let response = emulator().respond(request.unwrap());
    assert_eq!(response.status(), 405);
    assert_eq!(response.headers()["allow"], "GET, POST");
    let body: Value = serde_json::from_slice(response.body()).unwrap();
    assert_eq!(body["Response"]["Error"]["Code"], "UnsupportedProtocol");
}

#[test]
fn requests_are_refused_above_the_size_limit() {
    let limit = 10 * 1024 * 1024;
    let padded = |length: usize| {
        let mut body = import_parameters().to_string().into_bytes();
        body.resize(length, b' ');
        import().set(|draft| draft.body = body.into())
    };
    padded(limit).send(&emulator()).success();
    padded(limit + 1)
        .send(&emulator())
        .fails("RequestSizeLimitExceeded", &["POST", "more than 10485760 bytes"]);

    let get = draft("DescribeImage", &json!({})).set(|draft| {
        draft.method = Method::GET;
        draft.query = format!("Limit=1&{}", "x".repeat(32 * 1024));
    });
    get.send(&emulator()).fails("RequestSizeLimitExceeded", &["GET", "32768"]);
}

#[test]
fn unknown_id_or_wrong_signature_is_refused() {
    let other =
        |id, key| import().set(|draft| draft.credential = Credential::new(id, key).unwrap());
    other("test-secret-id-000009", KEY)
        .send(&emulator())
        .fails("AuthFailure.SecretIdNotFound", &["The SecretId is not found"]);
    let reply = other(ID, "test-secret-key-000009").send(&emulator());
    reply.fails("AuthFailure.SignatureFailure", &[]);
    assert_eq!(
        reply.message(),
        "The provided credentials could not be validated. Please check your signature is correct."
    );
    let changed = import().set(|draft| draft.signed_host = Some("cvm.tencentcloudapi.com".into()));
    changed.send(&emulator()).fails("AuthFailure.SignatureFailure", &[]);
}

#[test]
fn journal_has_the_expected_strings_on_signature_mismatch() {
    let emulator = emulator();
    import()
        .set(|draft| draft.signed_host = Some("cvm.tencentcloudapi.com".into()))
        .send(&emulator);
    let entry = last_entry(&emulator);
    let expected = entry["expected"]["canonical_request"].as_str().unwrap();
    assert!(expected.contains("\nhost:ecm.tencentcloudapi.com\n"), "{expected}");
    assert!(entry["expected"]["string_to_sign"].as_str().unwrap().starts_with("TC3-HMAC-SHA256\n"));
}

#[test]
fn timestamp_is_refused_beyond_five_minutes() {
    let sent_at =
        |seconds: u64| import().set(|draft| draft.timestamp = at(seconds)).send(&emulator());
    let now = START.seconds();
    for inside in [now - 300, now + 300] {
        sent_at(inside).success();
    }
    for outside in [now - 301, now + 301, 0, Timestamp::MAX.seconds()] {
        let reply = sent_at(outside);
        reply.fails("AuthFailure.SignatureExpire", &["Timestamp", &now.to_string()]);
    }
    let reply = import().with("x-tc-timestamp", "99999999999999999999").send(&emulator());
    reply.fails("AuthFailure.SignatureExpire", &["`99999999999999999999`"]);
    let reply = import().with("x-tc-timestamp", "soon").send(&emulator());
    reply.fails("InvalidParameter", &["`Timestamp`"]);
}

#[test]
fn token_must_match_its_key() {
    let credential = Credential::new(ID, KEY).unwrap();
    let temporary = credential.clone().with_token("test-token").unwrap();
    let with_token = Emulator::builder().keys([temporary]).clock_start(START).build().unwrap();
    import().with("x-tc-token", "test-token").send(&with_token).success();
    import()
        .with("x-tc-token", "other")
        .send(&with_token)
        .fails("AuthFailure.TokenFailure", &["`Token`"]);
    import().send(&with_token).fails("AuthFailure.TokenFailure", &["`Token`"]);
    import()
        .with("x-tc-token", "x")
        .send(&emulator())
        .fails("AuthFailure.TokenFailure", &["`Token`"]);
}

#[test]
fn malformed_authorization_is_explained() {
    for (header, named) in [
        ("Bearer abc", "TC3-HMAC-SHA256"),
        ("SKIP", "`SKIP`"),
        ("TC3-HMAC-SHA256 Credential=a/b", "`Credential`"),
    ] {
        let reply = import().with("authorization", header).send(&emulator());
        reply.fails("AuthFailure.InvalidAuthorization", &["`Authorization`", named]);
    }
}

#[test]
fn hosts_and_scopes_of_official_clients_are_accepted() {
    for (host, signed, scope) in [
        ("ecm.tencentcloudapi.com", None, "ecm"),
        ("127.0.0.1:18080", None, "ecm"),
        ("127.0.0.1:18080", Some("127.0.0.1"), "127"),
        ("http://127.0.0.1:18080", None, "ecm"),
        ("localhost:8080", None, "localhost"),
        ("some.where.example", None, "ecm"),
        ("ecm.localhost:1", Some("ecm.localhost"), "ecm"),
    ] {
        let reply = import()
            .set(|draft| {
                draft.host = host.to_owned();
                draft.signed_host = signed.map(str::to_owned);
                draft.scope = scope.to_owned();
            })
            .send(&emulator());
        assert_eq!(reply.code(), "success", "{host} {scope}: {reply:?}");
    }
}

/// The SDK for Python signs a host with its capital letters, unlike the signer of core.
#[test]
fn host_with_capital_letters_is_accepted_as_the_python_sdk_signs_it() {
    let post = "4f51e5c22edacc38a7b39a312868d291125b3848043e74328f534f9b77ca2e02";
    let get = "20b299d77e53aa73e8e0038d7492ed3ac8d634ab3dd31b2abccd554029bf1eb1";
    for (method, signature) in [(Method::POST, post), (Method::GET, get)] {
        let is_get = method == Method::GET;
        let authorization = format!(
            "TC3-HMAC-SHA256 Credential={ID}/2023-11-14/ecm/tc3_request, \
             SignedHeaders=content-type;host, Signature={signature}"
        );
        let request = draft("DescribeImage", &json!({"Limit": 5})).set(|draft| {
            draft.host = "LocalHost:8080".to_owned();
            draft.method = method;
            if is_get {
                draft.content_type = "application/x-www-form-urlencoded".to_owned();
                draft.query = "Limit=5".to_owned();
                draft.body = Bytes::new();
            }
        });
        request.clone().with("authorization", &authorization).send(&emulator()).success();
        // As other SDKs sign it.
        request.send(&emulator()).success();
    }
}

/// A valid signature for another service reveals that nothing is modeled for it; an
/// invalid one reveals nothing.
#[test]
fn other_service_is_verified_and_then_unknown() {
    for host in ["127.0.0.1:1", "localhost:1", "ecm.tencentcloudapi.com", "cvm.tencentcloudapi.com"]
    {
        let foreign = import().set(|draft| {
            draft.host = host.to_owned();
            draft.scope = "cvm".to_owned();
        });
        let emulator = emulator();
        foreign.send(&emulator).fails("NoSuchVersion", &["`cvm`", "`2019-07-19`"]);
        assert_eq!(last_entry(&emulator)["service"], "cvm");
        let forged = foreign.set(|draft| draft.signed_host = Some("other".to_owned()));
        forged.send(&emulator).fails("AuthFailure.SignatureFailure", &[]);
    }
}

#[test]
fn unknown_actions_versions_and_products_are_refused() {
    let empty = json!({});
    let reply = draft("ImportImages", &empty).send(&emulator());
    reply.fails("InvalidAction", &["`ImportImages`", "`ecm`", "`2019-07-19`"]);
    let reply = import().set(|draft| draft.version = "2017-03-12".to_owned()).send(&emulator());
    reply.fails("NoSuchVersion", &["`2017-03-12`", "`ecm`"]);
    let other = draft("RunInstances", &empty).set(|draft| {
        draft.version = "2017-03-12".to_owned();
        draft.host = "cvm.tencentcloudapi.com".to_owned();
        draft.scope = "cvm".to_owned();
    });
    let reply = other.clone().send(&emulator());
    reply.fails("UnsupportedOperation", &["`RunInstances`", "cvm"]);
    let unknown = other.set(|draft| draft.scope = "nothing".to_owned());
    let code = "AuthFailure.InvalidAuthorization";
    unknown.clone().send(&emulator()).fails(code, &["`nothing`", "`cvm`"]);
    let label = unknown.set(|draft| draft.host = "nothing.tencentcloudapi.com".to_owned());
    label.send(&emulator()).fails("NoSuchProduct", &["`nothing`"]);
}

/// The header says what the emulator knows of the action named, whatever the result.
#[test]
fn fidelity_is_that_of_the_action_named() {
    let empty = json!({});
    for (request, fidelity) in [
        (import(), "modeled"),
        (import().set(|draft| draft.signed_host = Some("other".to_owned())), "modeled"),
        (draft("RunInstances", &empty), "none"),
        (draft("Nothing", &empty), "none"),
    ] {
        let response = emulator().respond(request.request());
        assert_eq!(response.headers()["x-emulator-fidelity"], fidelity);
    }
}

#[test]
fn messages_are_short_however_much_is_wrong() {
    let emulator = emulator();
    let filters = vec![json!({}); 50_000];
    let reply = draft("DescribeImage", &json!({"Filters": filters})).send(&emulator);
    reply.fails("MissingParameter.MissingImageParameter", &["`Filters.0.Name`", "99990 more"]);
    let ids: Vec<String> = (0..20_000).map(|n| format!("img-{n:08}")).collect();
    let reply = draft("DeleteImage", &json!({"ImageIDSet": ids})).send(&emulator);
    reply.fails("ResourceNotFound", &["`img-00000009`, and 19990 more"]);
    let reply = draft("x", &json!({})).with("x-tc-action", &"x".repeat(50_000)).send(&emulator);
    reply.fails("InvalidAction", &["`xxx"]);
    for entry in crate::caller::admin(&emulator, "journal")["entries"].as_array().unwrap() {
        assert!(entry["message"].as_str().unwrap().len() <= 4_096);
    }
}

/// Each request is invalid in two ways.
#[test]
fn earlier_check_is_reported_when_two_fail() {
    let unknown = Credential::new("test-secret-id-000009", KEY).unwrap();
    for (draft, code, refused_by) in [
        (
            import().set(|d| d.method = Method::PUT).without("x-tc-action"),
            "UnsupportedProtocol",
            "method",
        ),
        (
            import().without("x-tc-version").set(|d| d.credential = unknown.clone()),
            "MissingParameter",
            "common parameters",
        ),
        (
            import().set(|d| {
                d.credential = unknown.clone();
                d.timestamp = at(5);
            }),
            "AuthFailure.SecretIdNotFound",
            "authentication",
        ),
        (
            import().set(|d| d.action = "Nothing".into()).with("x-tc-region", ""),
            "InvalidParameterValue",
            "region",
        ),
        (draft("Nothing", &json!({"Unknown": 1})), "InvalidAction", "action"),
        (draft("ImportImage", &json!({"Unknown": 1})), "UnknownParameter", "defined"),
    ] {
        let emulator = emulator();
        draft.send(&emulator).fails(code, &[]);
        assert_eq!(last_entry(&emulator)["refused_by"], refused_by);
    }
}

#[test]
fn journal_lists_all_checks_of_a_request() {
    let emulator = emulator();
    let id = import().with("x-tc-requestclient", "SDK_TEST").send(&emulator).success();
    let entry = last_entry(&emulator);
    assert_eq!(entry["request_id"], id["RequestId"]);
    assert_eq!(entry["time"], 1_700_000_000.0);
    assert_eq!(entry["secret_id"], ID);
    assert_eq!(entry["account"], AccountKey::DEFAULT_ACCOUNT);
    assert_eq!(entry["service"], "ecm");
    assert_eq!(entry["client"], "SDK_TEST");
    assert_eq!(entry["parameters"], import_parameters());
    assert_eq!((&entry["code"], &entry["refused_by"]), (&Value::Null, &Value::Null));
    let passed: Vec<&str> =
        entry["passed"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    assert_eq!(
        passed.join(" > "),
        "method > size > form > common parameters > authentication > region > action \
         > rate limit > body > defined > missing > type > format > length > source region > image id \
         > image size > permission > duplicate > name > quota"
    );
}

/// The catalog defines the types of the values.
#[test]
fn get_takes_parameters_from_the_query() {
    let emulator = emulator();
    let get = |action: &str, query: &str| {
        draft(action, &json!({})).set(|draft| {
            draft.method = Method::GET;
            draft.content_type = "application/x-www-form-urlencoded".to_owned();
            draft.query = query.to_owned();
            draft.body = Bytes::new();
        })
    };
    get("ImportImage", "ImageId=img-pmqg1cw9&ImageDescription=a+b%26&SourceRegion=ap-chengdu")
        .send(&emulator)
        .success();
    let images =
        get("DescribeImage", "Limit=5&Filters.0.Name=image-name&Filters.0.Values.0=sample")
            .send(&emulator)
            .success();
    assert_eq!(images["ImageSet"][0]["ImageDescription"], "a b&");
    let reply = get("DescribeImage", "Limit=five").send(&emulator);
    reply.fails("InvalidParameter.InvalidDataFormat", &["`Limit`", "integer"]);
    for (query, named) in [
        ("Limit", "`Limit`: it has no `=`"),
        ("Limit=5%", "`Limit=5%`: it has a `%` without two hexadecimal digits"),
        ("Limit=%ff", "`Limit=%ff`: it is not valid UTF-8"),
        ("Limit=5&Limit=5", "`Limit` occurs more than once"),
    ] {
        get("DescribeImage", query).send(&emulator).fails("InvalidParameter", &[named]);
    }
}
