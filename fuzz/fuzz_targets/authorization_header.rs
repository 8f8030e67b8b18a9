//! Any text as an `Authorization` header: it is refused, or it is read into
//! parts from which the same parts are read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tencentcloud_verify::AuthorizationHeader;

fuzz_target!(|header: &str| {
    let Ok(claim) = AuthorizationHeader::parse(header) else { return };

    let signature = claim.signature.map(|byte| format!("{byte:02x}")).concat();
    let credential =
        format!("Credential={}/{}/{}/tc3_request", claim.secret_id, claim.date, claim.service);
    let signed_headers = format!("SignedHeaders={}", claim.signed_headers);
    let signature = format!("Signature={signature}");
    for part in [&credential, &signed_headers, &signature] {
        assert!(header.contains(part), "{part:?} is not in {header:?}");
    }

    let rendered = format!("TC3-HMAC-SHA256 {credential}, {signed_headers}, {signature}");
    let again = AuthorizationHeader::parse(&rendered).expect("a rendered claim is well-formed");
    assert_eq!(again.secret_id, claim.secret_id);
    assert_eq!(again.date, claim.date);
    assert_eq!(again.service, claim.service);
    assert_eq!(again.signed_headers, claim.signed_headers);
    assert_eq!(again.signature, claim.signature);

    let names: Vec<&str> = claim.signed_names().collect();
    assert_eq!(names.join(";"), claim.signed_headers);
    assert!(names.contains(&"host") && names.contains(&"content-type"));
});
