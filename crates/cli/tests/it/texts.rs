//! `tc3 catalog texts`: descriptions out of a package, which is made up here.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::Output;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use rawzip::{CompressionMethod, ZipArchiveWriter};
use tempfile::TempDir;

use crate::command::{tc3, text};

/// Files of a package: paths and contents.
type Files = Vec<(String, String)>;

const API: &str = "tccli/services/ecm/v20190719/api.json";

/// The metadata of a version with invented texts.
fn metadata(about_import: &str) -> String {
    serde_json::json!({
        "metadata": {"serviceShortName": "ecm"},
        "actions": {"ImportImage": {
            "name": "-", "document": about_import,
            "input": "ImportImageRequest", "output": "ImportImageResponse",
        }, "DescribeImage": {
            "document": null, "input": "DescribeImageRequest", "output": "DescribeImageResponse",
        }},
        "objects": {
            "ImportImageRequest": {"document": "unused", "members": [
                {"name": "ImageId", "document": "<p>Which ladle.</p><p>Second &lt;line&gt;</p>"},
                {"name": "SourceRegion", "document": "锅的地方。其他。", "type": "string"},
            ]},
            "ImportImageResponse": {"members": [{"name": "RequestId", "document": "kettle"}]},
            "DescribeImageRequest": {"members": [{"name": "Filters", "document": "Sieves of images."}]},
            "DescribeImageResponse": {"members": []},
            "Filter": {"document": "A sieve of images.", "members": [
                {"name": "Name", "document": "Of the sieve."}, {"name": "Values"},
            ]},
        },
    })
    .to_string()
}

fn package() -> Files {
    let files = [
        ("tccli/__init__.py", "__version__ = '9.8.7'\n".into()),
        ("tccli-9.8.7.dist-info/METADATA", "Name: tccli\n".into()),
        (API, metadata("<b>Fetches</b> a stew.<br><li>with a ladle</li>")),
        ("tccli/services/nowhere/v20200101/api.json", metadata("A stew of nowhere.")),
    ];
    files.map(|(path, content)| (path.to_owned(), content)).to_vec()
}

/// Writes a zip file, every second file of it deflated.
fn wheel(path: &Path, files: &Files) {
    let mut zip = ZipArchiveWriter::new(File::create(path).unwrap());
    for (place, (name, content)) in files.iter().enumerate() {
        let content = content.as_bytes();
        let deflates = place % 2 == 1;
        let method = [CompressionMethod::STORE, CompressionMethod::DEFLATE][usize::from(deflates)];
        let (mut entry, config) = zip.new_file(name).compression_method(method).start().unwrap();
        let descriptor = if deflates {
            let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::default()));
            writer.write_all(content).unwrap();
            let (encoder, descriptor) = writer.finish().unwrap();
            encoder.finish().unwrap();
            descriptor
        } else {
            let mut writer = config.wrap(&mut entry);
            writer.write_all(content).unwrap();
            writer.finish().unwrap().1
        };
        entry.finish(descriptor).unwrap();
    }
    zip.finish().unwrap();
}

/// A data directory, and a wheel beside it.
struct User(TempDir);

impl User {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let data = self.0.path().join("data");
        tc3().args(arguments).env("TC3_DATA_DIR", data).output().unwrap()
    }

    /// The output of a command that succeeds.
    fn succeed(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", text(&output.stderr));
        text(&output.stdout).to_owned()
    }

    fn import(&self, files: &Files) -> Output {
        let path = self.0.path().join("package.whl");
        wheel(&path, files);
        self.run(&["catalog", "texts", "--from", path.to_str().unwrap()])
    }

    /// The names in the data directory.
    fn data(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path().join("data")).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

#[test]
fn help_shows_imported_texts_and_their_source() {
    let user = User::new();
    let before = user.succeed(&["help", "ecm", "ImportImage"]);
    assert!(before.contains("\nDescriptions: tc3 catalog texts --help\n"), "{before}");

    let output = user.import(&package());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let summary = text(&output.stdout);
    assert!(
        summary.starts_with("2 service versions, 4 actions, 8 texts of members, "),
        "{summary}"
    );
    assert_eq!(text(&output.stderr), "reading tccli 9.8.7: 2 service versions\n");
    assert_eq!(user.data(), ["texts", "texts.lock"]);

    let help = user.succeed(&["help", "ecm", "ImportImage"]);
    for part in [
        "\n\nFetches a stew.\n- with a ladle\n\nParameters:\n",
        "  string, required\n      Which ladle.\n  --ImageDescription ",
        "  string, required\n      锅的地方。\n",
        "\nTexts: tccli 9.8.7, read on 20",
        "; -v shows whole texts of members\n",
    ] {
        assert!(help.contains(part), "{part:?}: {help}");
    }
    let whole = user.succeed(&["ecm", "ImportImage", "--help", "-v"]);
    assert!(whole.contains("\n      Which ladle.\n      Second <line>\n"), "{whole}");
    assert!(whole.contains("锅的地方。其他。"), "{whole}");
    let nested = user.succeed(&["help", "ecm", "DescribeImage"]);
    assert!(nested.contains("list of Filter\n      Sieves of images.\n"), "{nested}");
    assert!(nested.contains("required\n      Of the sieve.\n"), "{nested}");
    let structure = user.succeed(&["help", "ecm", "DescribeImage", "Filter"]);
    assert!(structure.contains("\n\nA sieve of images.\n\nMembers:\n"), "{structure}");
    assert!(structure.contains("\n      Of the sieve.\n\nTexts: tccli 9.8.7"), "{structure}");
    let other = user.succeed(&["help", "cvm", "RunInstances"]);
    assert!(other.contains("\nTexts: tccli 9.8.7"), "a version without texts");
}

#[test]
fn damaged_texts_are_none_and_control_no_terminal() {
    let user = User::new();
    user.import(&package());
    let texts = user.0.path().join("data/texts");
    fs::write(texts.join("SOURCE"), "a\u{1b}[31mb\nc\n").unwrap();
    fs::write(texts.join("ecm-2019-07-19.txt"), b"action ImportImage\t\xff\n").unwrap();
    let help = user.succeed(&["help", "ecm", "ImportImage"]);
    assert!(help.contains("\nTexts: a [31mb; "), "{help}");
}

#[test]
fn search_finds_words_in_imported_texts() {
    let user = User::new();
    assert!(user.succeed(&["search", "stew", "ladle"]).lines().all(|line| !line.contains("stew.")));
    user.import(&package());
    for query in [&["stew", "ladle"][..], &["STEW ladle"], &["ecm", "Stew"]] {
        let table = user.succeed(&[&["search"], query].concat());
        let last = table.lines().last().unwrap();
        assert!(last.ends_with("导入镜像: Fetches a stew."), "{query:?}: {table}");
        assert!(last.starts_with("action      ecm ImportImage "), "{query:?}: {table}");
        assert!(!table.contains("nowhere"), "of no service of the catalog: {table}");
    }
    let json = user.succeed(&["search", "锅的地方", "--json"]);
    let last: serde_json::Value = serde_json::from_str(json.lines().last().unwrap()).unwrap();
    assert_eq!(
        last,
        serde_json::json!({
            "kind": "member", "service": "ecm", "version": "2019-07-19", "action": "ImportImage",
            "name": "SourceRegion", "deprecated": false, "text": "锅的地方。其他。",
        })
    );
    let images = user.succeed(&["search", "images", "--limit", "4", "--json"]);
    assert_eq!(images.lines().count(), 4);
    assert_eq!(images.matches("\"text\"").count(), 1, "a quarter of the limit: {images}");
}

#[test]
fn folder_of_an_installed_package_is_read_like_its_wheel() {
    let user = User::new();
    let site = user.0.path().join("site-packages");
    for (name, content) in package() {
        let path = site.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    user.import(&package());
    let expected = user.succeed(&["help", "ecm", "ImportImage"]);
    for folder in [site.clone(), site.join("tccli")] {
        let texts = user.0.path().join("data/texts");
        fs::remove_dir_all(&texts).unwrap();
        let summary = user.succeed(&["catalog", "texts", "--from", folder.to_str().unwrap()]);
        assert!(summary.starts_with("2 service versions, 4 actions, 8 texts"), "{summary}");
        assert_eq!(user.succeed(&["help", "ecm", "ImportImage"]), expected);
    }
}

#[test]
fn import_replaces_the_texts_of_the_one_before() {
    let user = User::new();
    user.import(&package());
    // As an import that was interrupted leaves it.
    fs::create_dir(user.0.path().join("data/texts.new")).unwrap();
    let mut files = package();
    files.pop();
    files[0].1 = "__version__ = \"10.0\"\r\n".into();
    files[1].0 = "tccli_intl_en-10.0.dist-info/METADATA".into();
    files[2].1 = metadata("Boils it.");
    assert_eq!(user.import(&files).status.code(), Some(0));
    assert_eq!(user.data(), ["texts", "texts.lock"]);
    let help = user.succeed(&["help", "ecm", "ImportImage"]);
    assert!(help.contains("\nBoils it.\n") && !help.contains("stew"), "{help}");
    assert!(help.contains("\nTexts: tccli-intl-en 10.0, read on "), "{help}");
    assert_eq!(fs::read_dir(user.0.path().join("data/texts")).unwrap().count(), 2);
}

#[test]
fn what_is_no_package_is_refused_and_the_old_texts_stay() {
    let user = User::new();
    user.import(&package());
    let help = user.succeed(&["help", "ecm", "ImportImage"]);
    let change = |place: usize, content: String| {
        let mut files = package();
        files[place].1 = content;
        files
    };
    let not = "not a package of the official command: ";
    for (files, message) in [
        (package()[1..].to_vec(), format!("{not}cannot read tccli/__init__.py: ")),
        (package()[..2].to_vec(), format!("{not}it has no tccli/services/")),
        (change(0, "version = 1".into()), format!("{not}tccli/__init__.py has no version")),
        (change(3, "{\"actions\": {}".into()), "v20200101/api.json: EOF while parsing".into()),
        (change(3, "[]".into()), "nowhere/v20200101/api.json: ".into()),
        // It inflates to more than is read.
        (change(3, " ".repeat(33 * 1024 * 1024)), "v20200101/api.json: it is too large".into()),
    ] {
        let output = user.import(&files);
        assert_eq!(output.status.code(), Some(1), "{message}");
        assert!(text(&output.stderr).contains(&message), "{message}: {}", text(&output.stderr));
        assert!(output.stdout.is_empty(), "{message}");
        assert_eq!(user.data(), ["texts", "texts.lock"], "{message}");
    }
    let mut many = package();
    many.extend((0..3000).map(|n| (API.replace("ecm", &format!("s{n}")), String::new())));
    let output = user.import(&many);
    assert!(text(&output.stderr).contains("too many service versions"), "{}", text(&output.stderr));
    let path = user.0.path().join("some.whl");
    wheel(&path, &package());
    let whole = fs::read(&path).unwrap();
    let import = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        let output = user.run(&["catalog", "texts", "--from", path.to_str().unwrap()]);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{}", text(&output.stderr));
        text(&output.stderr).to_owned()
    };
    for damaged in [&whole[..whole.len() / 2], &whole[100..], b"PK", b""] {
        let message = import(damaged);
        assert!(message.contains("error: "), "{message}");
    }
    // A checksum of the metadata that is not right.
    let place = whole.windows(4).position(|bytes| bytes == b"stew").unwrap();
    let mut damaged = whole.clone();
    damaged[place] = b'S';
    let message = import(&damaged);
    assert!(message.contains(&format!("cannot read {API}: ")), "{message}");
    let output = user.run(&["catalog", "texts", "--from", "/no/such/file"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("cannot read /no/such/file"));
    assert_eq!(user.succeed(&["help", "ecm", "ImportImage"]), help);
}

#[test]
fn data_directory_that_cannot_be_written_is_an_error() {
    let user = User::new();
    let path = user.0.path().join("package.whl");
    wheel(&path, &package());
    let mut command = tc3();
    command.args(["catalog", "texts", "--from"]).arg(&path).env("TC3_DATA_DIR", path.join("data"));
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("error: cannot write "), "{}", text(&output.stderr));
}

#[test]
fn imports_do_not_run_at_the_same_time() {
    let user = User::new();
    user.import(&package());
    let lock = File::create(user.0.path().join("data/texts.lock")).unwrap();
    lock.lock().unwrap();
    let output = user.import(&package());
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("another import of texts is running"));
}

#[test]
fn catalog_alone_shows_its_help() {
    for (arguments, code, message) in [
        (&["catalog"][..], 2, "texts  Read descriptions from a package"),
        (&["catalog"], 2, "error: a command of it is required"),
        (&["catalog", "text"], 2, "argument 2 is not a command of it; see --help"),
        (&["catalog", "texts"], 2, "--from is required"),
        (&["catalog", "--help"], 0, "texts  Read descriptions from a package"),
        (&["help", "catalog", "texts"], 0, "--from <WHEEL|DIR>"),
    ] {
        let output = tc3().args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        let shown = if code == 0 { &output.stdout } else { &output.stderr };
        assert!(text(shown).contains(message), "{arguments:?}: {}", text(shown));
    }
}
