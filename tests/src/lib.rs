//! Data and tests that cross crates.

#[cfg(doctest)]
mod readmes;
