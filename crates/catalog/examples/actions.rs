//! Prints the actions of a service with their inputs.
//!
//! `cargo run -p tencentcloud-catalog --example actions -- cvm`
#![expect(clippy::print_stdout, reason = "the example prints")]

use tencentcloud_catalog::{Kind, service};

fn main() {
    let name = std::env::args().nth(1).unwrap_or_else(|| "ecm".to_owned());
    let Some(service) = service(&name) else { return println!("no service {name}") };
    for version in service.versions() {
        println!("{} {}", version.service, version.version);
        for action in version.actions {
            println!("  {} ({}): {}", action.name, action.class.as_str(), action.title);
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
        Kind::Structure(structure) => structure.name.to_owned(),
        scalar => format!("{scalar:?}"),
    }
}
