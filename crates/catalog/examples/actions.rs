//! Prints every action of the catalog with its input.
//!
//! `cargo run -p tencentcloud-catalog --example actions`

use tencentcloud_catalog::{Kind, Service, services};

fn main() {
    for version in services().iter().flat_map(Service::versions) {
        println!("{} {}", version.service, version.version);
        for action in version.actions {
            println!("  {}: {}", action.name, action.summary);
            for member in action.input {
                let mark = if member.required { '*' } else { ' ' };
                println!("   {mark} {} ({})", member.name, kind(member.kind));
            }
        }
    }
}

fn kind(kind: Kind) -> String {
    match kind {
        Kind::List(element) => format!("list of {}", self::kind(*element)),
        Kind::Structure(name) => name.to_owned(),
        scalar => format!("{scalar:?}"),
    }
}
