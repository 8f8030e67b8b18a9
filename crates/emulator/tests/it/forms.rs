//! The same import in every form of a request.

use bytes::Bytes;
use serde_json::json;
use tencentcloud_core::sign::{SigningKey, v1::Algorithm};
use tencentcloud_core::{Auth, Clock as _, Endpoint, Method, Request, SignatureMethod};
use tencentcloud_emulator::Emulator;

use crate::caller::{Reply, frozen, import_parameters, last_entry};

fn send(emulator: &Emulator, request: &Request, is_signed: bool) -> Reply {
    let (credential, now) = (emulator.credential(), emulator.clock().now());
    let key = SigningKey::derive(credential.secret_key(), now.unix.date(), "ecm");
    let auth =
        if is_signed { Auth::Sign { credential: &credential, key: &key } } else { Auth::Skip };
    let origin = Endpoint::custom("http://127.0.0.1:18080").unwrap().origin("ecm").unwrap();
    Reply::of(&emulator.respond(request.to_http(&origin, now, auth).unwrap()))
}

fn import() -> Request {
    let mut input = import_parameters();
    input["ImageDescription"] = json!("边缘 a+b&c=d~*%");
    Request::new("ecm", "2019-07-19", "ImportImage", input.to_string()).region("ap-guangzhou")
}

#[test]
fn every_form_of_a_request_is_accepted() {
    let input = import().body().clone();
    let multipart =
        Request::multipart("ecm", "2019-07-19", "ImportImage", input.clone(), Vec::new());
    let v1 = |algorithm| import().signature(SignatureMethod::V1(algorithm));
    let action = http::HeaderName::from_static("x-tc-action");
    for request in [
        import(),
        import().with_method(Method::Get),
        import().unsigned_payload(),
        import().with_method(Method::Get).unsigned_payload(),
        import().sign_header(action),
        multipart.clone(),
        multipart.unsigned_payload(),
        v1(Algorithm::HmacSha1),
        v1(Algorithm::HmacSha256),
        v1(Algorithm::HmacSha1).with_method(Method::Get),
        v1(Algorithm::HmacSha256).with_method(Method::Get),
    ] {
        let emulator = frozen(|builder| builder);
        send(&emulator, &request, true).success();
        let parameters = last_entry(&emulator)["parameters"].to_string();
        let parameters: serde_json::Value = parameters.parse().unwrap();
        assert_eq!(parameters.to_string().len(), input.len());
        assert_eq!(parameters, serde_json::from_slice::<serde_json::Value>(&input).unwrap());
    }
}

#[test]
fn lists_and_numbers_are_the_same_in_every_form() {
    let input = json!({
        "Filters": [{"Name": "image-type", "Values": ["PRIVATE_IMAGE", "PUBLIC_IMAGE"]}],
        "Limit": 5,
    });
    let describe = || Request::new("ecm", "2019-07-19", "DescribeImage", input.to_string());
    let multipart =
        Request::multipart("ecm", "2019-07-19", "DescribeImage", input.to_string(), Vec::new());
    let v1 = || describe().signature(SignatureMethod::V1(Algorithm::HmacSha256));
    for request in [
        describe(),
        describe().with_method(Method::Get),
        multipart,
        v1(),
        v1().with_method(Method::Get),
    ] {
        let emulator = frozen(|builder| builder);
        send(&emulator, &request, true).success();
        assert_eq!(last_entry(&emulator)["parameters"], input);
    }
}

#[test]
fn octets_and_skipped_signatures_are_refused() {
    let emulator = frozen(|builder| builder);
    let octets =
        Request::octets("ecm", "2019-07-19", "ImportImage", Vec::new(), Bytes::from_static(b"\0"));
    send(&emulator, &octets, true).fails("UnsupportedProtocol", &["application/octet-stream"]);
    for request in [import(), import().with_method(Method::Get)] {
        send(&emulator, &request, false)
            .fails("AuthFailure.InvalidAuthorization", &["`SKIP`", "TC3-HMAC-SHA256"]);
    }
}
