//! The crate that has the type of an action.

use std::rc::Rc;

use tencentcloud_catalog::Action;

use crate::package::{CoreSource, Package};
use crate::types::{Structures, Types};

/// The service and the version that `tencentcloud-ecm` has.
pub(super) const ECM: (&str, &str) = ("ecm", "2019-07-19");

/// The checkout of the repository, from the package of a program.
pub(super) const CHECKOUT: &str = "../tencentcloud";

/// The crate that has the type of an action.
pub(super) struct Library {
    /// `tencentcloud-sts`
    pub(super) name: String,
    /// The folder of the crate, from the package of the program.
    pub(super) folder: String,
    /// The module of the action: `tencentcloud_sts`, `tencentcloud_hunyuan::v2023_09_01`.
    pub(super) module: String,
    /// The command that generates it, unless the repository has it.
    pub(super) generate: Option<String>,
    pub(super) structures: Rc<Structures>,
}

/// Whether a crate of the repository has the type.
pub(super) fn is_in_repository(action: &Action) -> bool {
    (action.service, action.version) == ECM
}

impl Library {
    /// The crate of the service with this action, as `tc3 generate crate` makes it.
    pub(super) fn of(action: &Action) -> Option<Self> {
        let types = Types::of(action.service).ok()?.only([action.name]).ok()?;
        let package = Package::new(types, CoreSource::Path(CHECKOUT.into()));
        let mut actions = package.actions();
        let (path, _, structures) =
            actions.find(|(_, found, _)| found.version == action.version)?;
        let name = package.name();
        let module = format!("{}::{path}", name.replace('-', "_"));
        let module = module.trim_end_matches("::").to_owned();
        if is_in_repository(action) {
            let folder = format!("{CHECKOUT}/crates/{}", action.service);
            return Some(Self { name, folder, module, generate: None, structures });
        }
        let folder = format!("../{name}");
        let generate = Some(package.command_to(&folder));
        Some(Self { name, folder, module, generate, structures })
    }
}
