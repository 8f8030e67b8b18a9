//! Every code has advice, and a code of the gateway has its own.

use tencentcloud_core::{CommonCode, ErrorCode};
use tencentcloud_ecm::ImportImageCode;

#[test]
fn every_code_advises() {
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
