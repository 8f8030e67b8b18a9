//! Advice for error codes.

use tencentcloud_core::{CommonCode, ErrorCode};
use tencentcloud_ecm::ImportImageCode;

#[test]
fn every_code_has_advice_and_common_codes_have_their_own() {
    assert_eq!(ImportImageCode::ALL.len(), 10);
    for code in ImportImageCode::ALL {
        let known = ImportImageCode::from(ErrorCode::new(*code));
        assert!(!matches!(known, ImportImageCode::Other(_)), "{code}");
        assert_eq!(known.to_string(), *code);
        assert!(known.advice().len() > 20);
    }
    let throttled = ImportImageCode::from(ErrorCode::from(CommonCode::RequestLimitExceeded));
    assert_eq!(throttled.advice(), CommonCode::RequestLimitExceeded.advice());
}
