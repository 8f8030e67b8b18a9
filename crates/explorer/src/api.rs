//! Requests and responses of the page; `web/src/api.ts` has the same for TypeScript.

mod call;

pub(crate) use self::call::{Call, Destination, TargetKind};
