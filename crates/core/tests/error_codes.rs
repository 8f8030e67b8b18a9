//! The enum that `error_codes!` makes.

use tencentcloud_core::{ErrorCode, error_codes};

error_codes! {
    /// Two codes.
    pub enum PaintCode {
        /// Another color.
        Unknown = "InvalidParameterValue.Unknown",
        /// Later.
        Dry = "FailedOperation.Dry",
    }
}

#[test]
fn documented_codes_are_variants_and_others_are_kept() {
    let dry = PaintCode::from(ErrorCode::new("FailedOperation.Dry"));
    assert!(matches!(dry, PaintCode::Dry));
    let other = PaintCode::from(ErrorCode::new("InternalError"));
    assert!(matches!(&other, PaintCode::Other(code) if *code == "InternalError"));
    assert_eq!(PaintCode::ALL, ["InvalidParameterValue.Unknown", "FailedOperation.Dry"]);
    for (code, text) in [(dry, "FailedOperation.Dry"), (other, "InternalError")] {
        assert_eq!(code.clone(), code);
        assert_ne!(code, PaintCode::Unknown);
        assert_eq!(code.as_str(), text);
        assert_eq!(format!("{code} {code:?}"), format!("{text} {text}"));
    }
}
