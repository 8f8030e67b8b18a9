//! Writes the crates of all services, each as a separate workspace:
//!
//! ```text
//! cargo run -p tencentcloud-codegen --example crates -- CHECKOUT FOLDER
//! ```
//!
//! `CHECKOUT` is the absolute path of this repository. Prints the service of each crate, its
//! number of actions and the size of its source in bytes.

#![expect(clippy::disallowed_methods, reason = "this program writes files")]

use std::error::Error;
use std::path::Path;
use std::{env, fs, io};

use tencentcloud_catalog::services;
use tencentcloud_codegen::package::{CoreSource, Package};
use tencentcloud_codegen::types::Types;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [checkout, folder] = &*arguments else {
        return Err("give the path of the repository and a folder".into());
    };
    for service in services() {
        let core = CoreSource::Path(checkout.clone());
        let package = Package::new(Types::of(service.name())?, core);
        let folder = Path::new(folder).join(package.name());
        let actions: usize = service.versions().map(|version| version.actions.len()).sum();
        println!("{} {actions} {}", service.name(), write(&folder, &package)?);
    }
    Ok(())
}

/// Returns the size of the source.
fn write(folder: &Path, package: &Package) -> io::Result<usize> {
    let mut size = 0;
    for (path, mut text) in package.files() {
        if path == Path::new("Cargo.toml") {
            text.push_str("\n[workspace]\n");
        }
        if path.starts_with("src") {
            size += text.len();
        }
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, text)?;
    }
    Ok(size)
}
