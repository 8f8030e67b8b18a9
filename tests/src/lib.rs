//! Data and tests that cross crates.
