//! The input of a request, with the way it is sent.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use bytes::Bytes;

/// The input of a request by content type.
#[derive(Clone)]
pub(super) enum Content {
    /// JSON in the body; with signature v1 its members become a form.
    Json(Bytes),
    /// JSON whose members become the query of a GET.
    Query(Bytes),
    /// JSON whose members become parts of a multipart body, and named files.
    Multipart { input: Bytes, files: Vec<(String, Bytes)> },
    /// Bytes in the body, and parameters in headers.
    Octets { parameters: Vec<(String, String)>, body: Bytes },
}

/// Shows sizes only: an input may contain secrets.
impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(input) => write!(f, "Json({} bytes)", input.len()),
            Self::Query(input) => write!(f, "Query({} bytes)", input.len()),
            Self::Multipart { input, files } => {
                write!(f, "Multipart({} bytes, {} files)", input.len(), files.len())
            }
            Self::Octets { body, .. } => write!(f, "Octets({} bytes)", body.len()),
        }
    }
}
