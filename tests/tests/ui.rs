//! Compile errors for a transport of the wrong kind, and for records.
//!
//! The programs of `tests/ui` stand beside the expected messages. A newer compiler
//! may format them differently; then update them with
//! `TRYBUILD=overwrite cargo test -p tencentcloud-tests --test ui`.

#[test]
fn wrong_transports_and_records_do_not_compile() {
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}
