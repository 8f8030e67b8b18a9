//! Go and Java, whose SDKs are installed by their own tools. Where one is missing, the form
//! is skipped, and the output names it.

use std::path::Path;
use std::process::Command;

use tencentcloud_codegen::snippets::Form;

use crate::Snippet;
use crate::programs::{Tools, succeed};

/// Why a snippet did not run.
pub(crate) struct Elsewhere {
    pub(crate) missing: &'static str,
}

/// The versions whose command lines and classes the snippets were written for.
const GO_SDK: &str = "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common@v1.3.166";

const POM: &str = r#"<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>snippets</groupId>
  <artifactId>snippets</artifactId>
  <version>0</version>
  <dependencies>
    <dependency>
      <groupId>com.tencentcloudapi</groupId>
      <artifactId>tencentcloud-sdk-java-common</artifactId>
      <version>[3.1.1000,4)</version>
    </dependency>
  </dependencies>
</project>
"#;

/// Runs a snippet, which must succeed if its SDK is there.
pub(crate) fn run(tools: &Tools, snippet: &Snippet) -> Result<(), Elsewhere> {
    let folder = tools.folder.join(snippet.form.as_str());
    std::fs::create_dir_all(&folder).unwrap();
    match snippet.form {
        Form::Go => go(tools, snippet, &folder),
        _ => java(tools, snippet, &folder),
    }
}

fn go(tools: &Tools, snippet: &Snippet, folder: &Path) -> Result<(), Elsewhere> {
    let go = |arguments: &[&str]| {
        let mut go = tools.command("go".into());
        go.current_dir(folder).args(arguments);
        go
    };
    if !runs(go(&["version"])) {
        return Err(Elsewhere { missing: "there is no go" });
    }
    let is_module = folder.join("go.mod").exists() || runs(go(&["mod", "init", "snippets"]));
    if !is_module || !runs(go(&["get", GO_SDK])) {
        return Err(Elsewhere { missing: "the Go SDK cannot be installed" });
    }
    std::fs::write(folder.join("main.go"), &snippet.text).unwrap();
    succeed(go(&["run", "main.go"]), &snippet.name());
    Ok(())
}

fn java(tools: &Tools, snippet: &Snippet, folder: &Path) -> Result<(), Elsewhere> {
    let command = |program: &str, arguments: &[&str]| {
        let mut command = tools.command(program.into());
        command.current_dir(folder).args(arguments);
        command
    };
    if !runs(command("javac", &["-version"])) || !runs(command("mvn", &["-version"])) {
        return Err(Elsewhere { missing: "there is no javac or no Maven" });
    }
    std::fs::write(folder.join("pom.xml"), POM).unwrap();
    let path = folder.join("classpath.txt");
    let resolve = "-Dmdep.outputFile=classpath.txt";
    let maven = ["--batch-mode", "--quiet", "dependency:build-classpath", resolve];
    if !path.exists() && !runs(command("mvn", &maven)) {
        return Err(Elsewhere { missing: "the Java SDK cannot be installed" });
    }
    let jars = std::fs::read_to_string(path).unwrap();
    std::fs::write(folder.join("Main.java"), &snippet.text).unwrap();
    let name = snippet.name();
    let compile = ["-encoding", "UTF-8", "-cp", jars.trim(), "-d", ".", "Main.java"];
    succeed(command("javac", &compile), &name);
    succeed(command("java", &["-cp", &format!("{}:.", jars.trim()), "Main"]), &name);
    Ok(())
}

/// Whether a command exists and succeeds.
fn runs(mut command: Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}
