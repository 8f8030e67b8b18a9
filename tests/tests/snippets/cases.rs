//! The calls that are written in every form.

use tencentcloud_codegen::snippets::Form;

/// A call as arguments of `tc3`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Case {
    /// For files and messages.
    pub(crate) name: &'static str,
    pub(crate) arguments: &'static [&'static str],
    /// The forms that cannot send it.
    pub(crate) unsupported: &'static [Form],
    /// Whether Rust programs have types of a crate that they say how to generate.
    pub(crate) is_typed: bool,
}

impl Case {
    /// The forms that are compared.
    pub(crate) fn forms(&self) -> Vec<Form> {
        let is_compared = |form: &Form| {
            !self.unsupported.contains(form)
                && (!self.is_typed || *form == Form::Http || is_rust(*form))
        };
        Form::ALL.into_iter().filter(is_compared).collect()
    }
}

pub(crate) fn is_rust(form: Form) -> bool {
    matches!(form, Form::Rust | Form::RustBlocking)
}

/// Text that ends quotes of some language, begins an expansion of another, or is changed by
/// a terminal.
const AWKWARD: &str = r##"{"InstanceName": "'\"\\ \n\t $HOME `id` $(id) !! %s \u0001 \u2028 😀 \"# */ ${A} \\u0041 边"}"##;

const NESTED: &str = r#"{
  "InstanceCount": 2,
  "Placement": {"Zone": "ap-guangzhou-3", "ProjectId": 9007199254740991},
  "DataDisks": [{"DiskSize": 50, "DeleteWithInstance": false}, {"DiskSize": 60}],
  "SecurityGroupIds": [""],
  "InstanceName": "",
  "DryRun": true
}"#;

/// Forms over official clients that send JSON only.
const POST_ONLY: [Form; 3] = [Form::Go, Form::Java, Form::Tccli];

pub(crate) const CASES: [Case; 9] = [
    Case {
        name: "import",
        arguments: &[
            "ecm",
            "ImportImage",
            "--ImageId",
            "img-pmqg1cw9",
            "--ImageDescription",
            "sampleImage",
            "--SourceRegion",
            "ap-chengdu",
        ],
        unsupported: &[],
        is_typed: false,
    },
    Case {
        name: "filter",
        arguments: &[
            "ecm",
            "DescribeImage",
            "--Filters.0.Name",
            "image-type",
            "--Filters.0.Values",
            "PRIVATE_IMAGE",
            "PUBLIC IMAGE",
            "--Limit",
            "20",
            "--region",
            "ap-guangzhou",
            "--language",
            "en-US",
        ],
        unsupported: &[],
        is_typed: false,
    },
    Case {
        name: "nested",
        arguments: &["cvm", "RunInstances", "--json", NESTED, "--region", "ap-guangzhou"],
        unsupported: &[],
        is_typed: false,
    },
    Case {
        name: "base64",
        arguments: &["ocr", "GeneralBasicOCR", "--ImageBase64", "iVBORw0KGgo+/w=="],
        unsupported: &[],
        is_typed: false,
    },
    Case {
        name: "awkward",
        arguments: &["cvm", "RunInstances", "--json", AWKWARD, "--region", "ap-guangzhou"],
        unsupported: &[],
        is_typed: false,
    },
    Case {
        name: "get",
        arguments: &[
            "ecm",
            "DescribeImage",
            "--Filters.0.Name",
            "image-type",
            "--Filters.0.Values",
            "a b+c&d",
            "--method",
            "GET",
        ],
        unsupported: &POST_ONLY,
        is_typed: false,
    },
    Case {
        name: "v1-post",
        arguments: &[
            "ecm",
            "DescribeImage",
            "--Limit",
            "20",
            "--region",
            "ap-guangzhou",
            "--sign-method",
            "HmacSHA256",
        ],
        unsupported: &POST_ONLY,
        is_typed: false,
    },
    Case {
        name: "v1-get",
        arguments: &[
            "ecm",
            "DescribeImage",
            "--Limit",
            "20",
            "--sign-method",
            "HmacSHA1",
            "--method",
            "GET",
        ],
        unsupported: &POST_ONLY,
        is_typed: false,
    },
    Case {
        name: "octets",
        arguments: &["cls", "UploadLog", "--TopicId", "topic-1", "--body", "@Cargo.toml"],
        unsupported: &[Form::Java, Form::Tccli],
        is_typed: false,
    },
];
