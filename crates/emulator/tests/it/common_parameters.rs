//! Common parameters in the headers.

use http::HeaderValue;
use tencentcloud_emulator::Emulator;

use crate::caller::{Draft, Reply, draft, frozen, import_parameters};

fn emulator() -> Emulator {
    frozen(|builder| builder)
}

fn import() -> Draft {
    draft("ImportImage", &import_parameters())
}

#[test]
fn missing_common_parameters_are_named() {
    for (header, name) in [
        ("x-tc-action", "`Action`"),
        ("x-tc-version", "`Version`"),
        ("x-tc-timestamp", "`Timestamp`"),
        ("authorization", "`SecretId`"),
    ] {
        import().without(header).send(&emulator()).fails("MissingParameter", &[name]);
        import().with(header, "").send(&emulator()).fails("MissingParameter", &[name]);
    }
    let nothing = import().without("x-tc-action").without("authorization");
    nothing.send(&emulator()).fails("MissingParameter", &["`Action`", "`SecretId`"]);
}

/// A header that is not UTF-8 is invalid, not missing.
#[test]
fn common_parameters_are_refused_when_not_utf8() {
    let authorization = import().request().headers()["authorization"].clone();
    let garbled = |header, value: &[u8]| {
        let mut request = import().request();
        request.headers_mut().insert(header, HeaderValue::from_bytes(value).unwrap());
        Reply::of(&emulator().respond(request))
    };
    for (header, value, code, name) in [
        ("x-tc-action", &b"\xe9"[..], "InvalidParameterValue", "`Action`"),
        ("x-tc-version", b"2019-07-19\xe9", "InvalidParameterValue", "`Version`"),
        ("x-tc-region", b"ap-guangzhou\xe9", "InvalidParameterValue", "`Region`"),
        ("x-tc-language", b"zh-CN\xe9", "InvalidParameterValue", "`Language`"),
        ("x-tc-timestamp", b"1700000000\xe9", "InvalidParameter", "`Timestamp`"),
        (
            "authorization",
            &[authorization.as_bytes(), b"\xff"].concat(),
            "AuthFailure.InvalidAuthorization",
            "`Authorization`",
        ),
    ] {
        garbled(header, value).fails(code, &[name]);
    }
}

#[test]
fn common_parameters_are_refused_when_repeated() {
    for (header, value, name) in [
        ("x-tc-action", "ImportImage", "`Action`"),
        ("x-tc-version", "2019-07-19", "`Version`"),
        ("x-tc-region", "ap-guangzhou", "`Region`"),
        ("x-tc-language", "en-US", "`Language`"),
        ("x-tc-timestamp", "1700000000", "`Timestamp`"),
    ] {
        let mut request = import().with(header, value).request();
        request.headers_mut().append(header, HeaderValue::from_static(value));
        let reply = Reply::of(&emulator().respond(request));
        reply.fails("InvalidParameter", &[name, "more than once"]);
    }
}

#[test]
fn regions() {
    import().with("x-tc-region", "ap-guangzhou").send(&emulator()).success();
    for bad in ["", "Guangzhou", "x", "ap-nowhere", "ap-hangzhou-ecm-1"] {
        let reply = import().with("x-tc-region", bad).send(&emulator());
        reply.fails("InvalidParameterValue", &["`Region`"]);
    }
    for elsewhere in ["ap-nanjing", "ap-shanghai-fsi", "ap-xian-ecm"] {
        let reply = import().with("x-tc-region", elsewhere).send(&emulator());
        reply.fails("UnsupportedRegion", &["`Region`", elsewhere, "`ImportImage`"]);
    }
}
