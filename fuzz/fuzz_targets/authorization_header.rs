//! Arbitrary strings as `Authorization` headers: parsing fails, or the parsed parts
//! make a header that parses to the same parts.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tencentcloud_verify::AuthorizationHeader;

fuzz_target!(|header: &str| {
    let Ok(parsed) = AuthorizationHeader::parse(header) else { return };

    let signature = parsed.signature.map(|byte| format!("{byte:02x}")).concat();
    let credential =
        format!("Credential={}/{}/{}/tc3_request", parsed.secret_id, parsed.date, parsed.service);
    let signed_headers = format!("SignedHeaders={}", parsed.signed_headers);
    let signature = format!("Signature={signature}");
    for part in [&credential, &signed_headers, &signature] {
        assert!(header.contains(part), "{part:?} is not in {header:?}");
    }

    let rendered = format!("TC3-HMAC-SHA256 {credential}, {signed_headers}, {signature}");
    let again = AuthorizationHeader::parse(&rendered).expect("a rendered header is valid");
    assert_eq!(again.secret_id, parsed.secret_id);
    assert_eq!(again.date, parsed.date);
    assert_eq!(again.service, parsed.service);
    assert_eq!(again.signed_headers, parsed.signed_headers);
    assert_eq!(again.signature, parsed.signature);

    let names: Vec<&str> = parsed.signed_names().collect();
    assert_eq!(names.join(";"), parsed.signed_headers);
    assert!(names.contains(&"host") && names.contains(&"content-type"));
});
