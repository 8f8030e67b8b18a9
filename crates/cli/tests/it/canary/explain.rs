//! `tc3 explain` prints neither the key that it is given nor the token of a request, nor a
//! key that it derives, whatever is wrong with the request or the command line.

use tencentcloud_core::sign::v1::{Algorithm, SourceText};
use tencentcloud_core::sign::{CanonicalRequest, DerivedKeys, Payload, SigningKey, sign};
use tencentcloud_core::{Secret, Timestamp};

use super::search::Search;
use super::{ID, KEY, TOKEN, output, tc3};

const AT: Timestamp = Timestamp::saturating(1_700_000_000);

/// A request of signature v3 that this key signed, with a signed token.
fn tc3_request(key: &str, body: &str) -> String {
    let request = CanonicalRequest {
        method: "POST",
        query: "",
        content_type: "application/json",
        host: "ecm.tencentcloudapi.com",
        signed_headers: &[("x-tc-token", TOKEN)],
        payload: Payload::Signed(body.as_bytes()),
    };
    let key = SigningKey::derive(&Secret::new(key), AT.date(), "ecm");
    let authorization = sign(&request, ID, &key, AT).unwrap();
    format!(
        "POST / HTTP/1.1\r\nHost: ecm.tencentcloudapi.com\r\nContent-Type: application/json\r\n\
         X-TC-Timestamp: {AT}\r\nX-TC-Token: {TOKEN}\r\nAuthorization: {authorization}\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// The same of signature v1.
fn v1_request(key: &str) -> String {
    let at = AT.to_string();
    let mut parameters = vec![
        ("Action", "DescribeImage"),
        ("Nonce", "1"),
        ("SecretId", ID),
        ("SecretKey", KEY),
        ("Timestamp", &at),
        ("Token", TOKEN),
        ("Version", "2019-07-19"),
    ];
    let source =
        SourceText { method: "GET", host: "ecm.tencentcloudapi.com", parameters: &parameters };
    let signature = source.sign(Algorithm::HmacSha1, &Secret::new(key));
    parameters.push(("Signature", &signature));
    let query = tencentcloud_core::form::encode(parameters);
    format!("GET /?{query} HTTP/1.1\r\nHost: ecm.tencentcloudapi.com\r\n\r\n")
}

#[track_caller]
fn search(arguments: &[&str], input: &str) {
    let output = output(tc3().args(arguments), input);
    let output = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    let derived = DerivedKeys::derive(&Secret::new(KEY), AT.date(), "ecm");
    let search = Search::of([
        ("secret key", KEY.as_bytes()),
        ("token", TOKEN.as_bytes()),
        ("date key", &derived.date[..]),
        ("service key", &derived.service[..]),
        ("signing key", &derived.signing[..]),
    ]);
    assert!(!output.contains("panicked"), "{output}");
    if let Some((secret, form, around)) = search.find(&output) {
        panic!("the {secret} is printed as {form:?}: {around}");
    }
}

/// Runs it with these options, which are text for people and JSON.
#[track_caller]
fn explain(input: &str) {
    for options in [&["explain"][..], &["explain", "--json"], &["explain", "--language", "zh-CN"]] {
        search(options, input);
    }
}

#[test]
fn explanations_print_no_secret() {
    // A space in its place would make it another text.
    let encoded = KEY.replace('/', "%2F").replace('+', "%2B").replace('=', "%3D");
    for key in [KEY, &format!("{KEY} ")] {
        for (request, misplaced) in [(tc3_request(key, "{}"), KEY), (v1_request(key), &encoded)] {
            explain(&request);
            explain(&request.replace("ecm.", "cvm."));
            for (from, to) in [
                (TOKEN, "test-other-token-canary"),
                (ID, misplaced),
                ("1700000000", misplaced),
                ("Signature=", &format!("Signature={misplaced}")),
                ("ecm.tencentcloudapi.com", misplaced),
                ("{}", ""),
                ("/ecm/", &format!("/{misplaced}/")),
                ("x-tc-token,", &format!("{misplaced},")),
                ("TC3-HMAC-SHA256", misplaced),
                // Of a name with `=` the error shows the part before it.
                ("Nonce=1", &format!("{}=1", misplaced.replace("%3D", ""))),
                ("Version=", &format!("Version={misplaced}")),
            ] {
                explain(&request.replace(from, to));
            }
        }
    }
}

/// The part of a name before `=`, which an error shows, may be a whole key.
#[test]
fn part_of_a_name_prints_no_key() {
    const WHOLE: &str = "test-secret/key+canary000001";
    let name = format!("{}%3Dx=1", WHOLE.replace('/', "%2F").replace('+', "%2B"));
    let request = v1_request(KEY).replace("Nonce=1", &name);
    for options in [&["explain"][..], &["explain", "--json"]] {
        let output = output(tc3().args(options), &request);
        let output = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(output.contains("begins with `[redacted]`"), "{output}");
        let search = Search::of([("key in a name", WHOLE.as_bytes())]);
        assert!(search.find(&output).is_none(), "{output}");
    }
}

#[test]
fn errors_of_explain_print_no_secret() {
    for input in [
        KEY.to_owned(),
        format!("POST /?{KEY} HTTP/1.0\r\n\r\n"),
        format!("POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n{KEY}"),
        format!("POST / HTTP/1.1\r\n{KEY}\r\n\r\n"),
        format!("curl {KEY}"),
        format!("curl '{KEY}"),
        format!("curl h -d ${KEY}"),
        format!("curl h -d '@{KEY}'"),
        format!("curl h -u{KEY}"),
        format!("curl h --{KEY}"),
        format!("curl h --user={KEY}"),
        format!("curl h -H '@{KEY}'"),
        format!("curl http://u:{KEY}@h"),
        format!("curl h -G -d '{KEY} {KEY}'"),
        format!("curl h {KEY} {KEY}"),
        format!("> POST / HTTP/1.1\n> X-TC-Token: {TOKEN}\n> Content-Length: 2\n> \n"),
        format!("=> Send header, 9 bytes (0x9)\n0000: {KEY}\n"),
    ] {
        explain(&input);
    }
    for arguments in [
        &["explain", KEY][..],
        &["explain", "-", KEY],
        &["explain", &format!("-{KEY}")],
        &["explain", &format!("--{KEY}")],
        &["explain", &format!("--json={KEY}")],
        &["explain", &format!("--Token={KEY}")],
        &["explain", "--keys", KEY],
        &["explain", "--at", KEY],
        &["explain", "--language", KEY],
    ] {
        search(arguments, &tc3_request(KEY, "{}"));
    }
}
