//! A transport of the wrong kind is refused by the compiler, in our own words.
//!
//! The expected messages stand beside the programs in `tests/ui`. They follow
//! the compiler's layout, so a newer Rust may ask for them to be written anew:
//! `TRYBUILD=overwrite cargo test -p tencentcloud-tests --test ui`.

#[test]
fn the_wrong_transport_does_not_compile() {
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}
