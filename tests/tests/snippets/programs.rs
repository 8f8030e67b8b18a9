//! How snippets are made, and how each form is run.

use std::path::PathBuf;
use std::process::{Command, Output};

use tencentcloud_codegen::snippets::Form;

use crate::cases::{Case, is_rust};
use crate::{KEYS, Snippet, rust};

/// The programs that the stage has made ready.
pub(crate) struct Tools {
    tc3: PathBuf,
    /// A virtual environment with the Python SDK and tccli.
    venv: PathBuf,
    node_modules: PathBuf,
    /// Where programs are written.
    pub(crate) folder: PathBuf,
}

impl Tools {
    pub(crate) fn from_environment() -> Self {
        // Relative to the workspace, where the stage runs.
        let path = |name: &str| {
            let value = std::env::var_os(name).unwrap_or_else(|| panic!("{name} is a path"));
            root().join(value).canonicalize().unwrap_or_else(|error| panic!("{name}: {error}"))
        };
        let folder = root().join("target/xtask/snippets");
        std::fs::create_dir_all(&folder).unwrap();
        Self {
            tc3: path("TC3"),
            venv: path("SNIPPETS_VENV"),
            node_modules: path("SNIPPETS_NODE"),
            folder,
        }
    }

    /// The snippet, or why the form cannot send the call.
    pub(crate) fn snippet(&self, case: &Case, form: Form, url: &str) -> Result<String, String> {
        let mut tc3 = self.command(self.tc3.clone());
        tc3.args(case.arguments).args(["--endpoint", url, "--as", form.as_str()]);
        if case.is_typed && is_rust(form) {
            tc3.arg("--typed");
        }
        let Output { status, stdout, stderr } = tc3.output().unwrap();
        let error = String::from_utf8(stderr).unwrap();
        match status.code() {
            Some(0) => Ok(String::from_utf8(stdout).unwrap()),
            Some(2) if error.contains(&format!(" as {form}: ")) => Err(error),
            _ => panic!("{} as {form}: {error}", case.name),
        }
    }

    /// Runs a snippet, which must succeed.
    pub(crate) fn run(&self, snippet: &Snippet) {
        let name = snippet.name();
        let file = self.folder.join(&name).with_extension(match snippet.form {
            // Not as a module, whatever package is around it.
            Form::Node => "cjs",
            form => form.extension(),
        });
        std::fs::write(&file, &snippet.text).unwrap();
        let mut command = match snippet.form {
            Form::Rust | Form::RustBlocking => self.command(rust::program(self, snippet)),
            Form::Python => self.command(self.venv.join("bin/python")),
            Form::Node => self.command("node".into()),
            _ => self.command("sh".into()),
        };
        if !is_rust(snippet.form) {
            command.arg(&file);
        }
        succeed(command, &name);
    }

    /// A program in an environment that has the keys and finds `tc3` and tccli.
    pub(crate) fn command(&self, program: PathBuf) -> Command {
        let home = self.folder.join("home");
        std::fs::create_dir_all(&home).unwrap();
        let mut command = Command::new(program);
        for (name, _) in std::env::vars_os() {
            if ["TENCENTCLOUD_", "TCCLI_"]
                .iter()
                .any(|start| name.to_string_lossy().starts_with(start))
            {
                command.env_remove(name);
            }
        }
        let folders = [self.tc3.parent().unwrap().to_owned(), self.venv.join("bin")];
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths(folders.into_iter().chain(std::env::split_paths(&path)));
        command
            .current_dir(root())
            .env("PATH", path.unwrap())
            // tccli keeps its configuration there.
            .env("HOME", home)
            .env("NODE_PATH", &self.node_modules)
            .env("NO_PROXY", "127.0.0.1")
            .env("TENCENTCLOUD_SECRET_ID", KEYS[0])
            .env("TENCENTCLOUD_SECRET_KEY", KEYS[1]);
        command
    }
}

/// Runs a command to its end.
pub(crate) fn succeed(mut command: Command, name: &str) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let (out, error) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    assert!(status.success(), "{name}: {status}\n{out}\n{error}");
}

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}
