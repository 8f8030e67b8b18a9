//! Every message that the emulator answers with, in both languages side by side.
//!
//! Three texts are the service's own, as seen in public reports: a wrong
//! signature, an unknown id, too many calls. The others are ours; programs
//! decide on codes, and messages are for people.

mod authorization;
mod gateway;
mod images;
mod parameters;
mod text;

pub(crate) use self::authorization::invalid_authorization;
pub(crate) use self::gateway::*;
pub(crate) use self::images::*;
pub(crate) use self::parameters::*;
pub(crate) use self::text::Text;
