//! What the page needs first.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ActionName {
    pub(crate) service: String,
    pub(crate) version: String,
    pub(crate) action: String,
}
