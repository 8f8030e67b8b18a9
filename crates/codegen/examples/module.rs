//! Writes the types of a service as a module of a crate, or checks that they are up to date:
//!
//! ```text
//! cargo run -p tencentcloud-codegen --example module -- ecm crates/ecm/src/generated [--check]
//! ```
//!
//! That is `generated.rs` and the folder `generated`.

#![expect(clippy::disallowed_methods, reason = "this program reads and writes files")]

use std::error::Error;
use std::path::Path;
use std::{env, fs, io};

use tencentcloud_codegen::types::Types;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [service, module, rest @ ..] = &*arguments else {
        return Err("give a service and the path of the module".into());
    };
    let module = Path::new(module);
    let name = module.file_name().and_then(|name| name.to_str()).ok_or("the path has no name")?;
    let parent = module.parent().unwrap_or(Path::new(""));
    let files = Types::of(service)?.files(name);
    if rest == ["--check"] {
        for (path, text) in &files {
            let path = parent.join(path);
            if fs::read_to_string(&path).ok().as_ref() != Some(text) {
                return Err(format!("{} is not what the catalog says", path.display()).into());
            }
        }
        let count = count(module)? + 1;
        let expected = files.len();
        let message = format!("{} has {count} files, and not {expected}", module.display());
        return if count == expected { Ok(()) } else { Err(message.into()) };
    }
    match fs::remove_dir_all(module) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    for (path, text) in &files {
        let path = parent.join(path);
        fs::create_dir_all(path.parent().unwrap_or(parent))?;
        fs::write(path, text)?;
    }
    Ok(())
}

fn count(folder: &Path) -> io::Result<usize> {
    let mut count = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        count += if entry.file_type()?.is_dir() { self::count(&entry.path())? } else { 1 };
    }
    Ok(count)
}
