//! What the page can ask for: one file for each kind of request.
//!
//! A handler takes the [`Explorer`](crate::Explorer) and the body of the request, and
//! returns JSON or a [`Failure`](crate::failure::Failure).

pub(crate) mod history;
