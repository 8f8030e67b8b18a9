//! Tests of the explorer over real sockets.

mod page;
mod running;
mod safety;
