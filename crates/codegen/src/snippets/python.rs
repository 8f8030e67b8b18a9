//! The form `python`: the common client of `tencentcloud-sdk-python`.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tencentcloud_core::BodyKind;

use super::input::{Json, Members};
use super::layout::Language;
use super::literal::python;
use super::official::{NAME, Official};
use super::{Call, Unsupported};

pub(super) fn snippet(call: &Call<'_>) -> Result<String, Unsupported> {
    let official = Official::new(call)?;
    let request = call.request;
    // The SDK makes the first letter a capital.
    if !request.action().starts_with(|c: char| c.is_ascii_uppercase()) {
        return Err(NAME);
    }
    let mut text = String::from("# pip install tencentcloud-sdk-python-common\n");
    let is_binary = official.kind() != BodyKind::Json;
    if is_binary {
        text.push_str("import base64\n");
    }
    if !official.streams {
        text.push_str("import json\n");
    }
    text.push_str(
        "import os\nimport sys\n\nfrom tencentcloud.common import credential\n\
         from tencentcloud.common.common_client import CommonClient\n\
         from tencentcloud.common.exception.tencent_cloud_sdk_exception import (\n    \
         TencentCloudSDKException,\n)\n",
    );
    let http = http_profile(&official);
    let profile = profile(&official, !http.is_empty());
    if !profile.is_empty() {
        text.push_str("from tencentcloud.common.profile.client_profile import ClientProfile\n");
    }
    if !http.is_empty() {
        text.push_str("from tencentcloud.common.profile.http_profile import HttpProfile\n");
    }
    let key = if request.is_signed() {
        "credential.Credential(\n    os.environ[\"TENCENTCLOUD_SECRET_ID\"],\n    \
         os.environ[\"TENCENTCLOUD_SECRET_KEY\"],\n    os.environ.get(\"TENCENTCLOUD_TOKEN\"),\n)"
    } else {
        text = text.replace("\nfrom tencentcloud.common import credential\n", "\n");
        "None"
    };
    let _ = writeln!(text, "\ncred = {key}");
    text.push_str(&http);
    text.push_str(&profile);
    let profile = if profile.is_empty() { "" } else { ", profile" };
    let [service, version, region] =
        [request.service(), request.version(), official.region].map(python);
    let _ = write!(
        text,
        "client = CommonClient({service}, {version}, cred, {region}{profile})\n\n{}\n\
         try:\n    {}\nexcept TencentCloudSDKException as error:\n    \
         sys.exit(f\"{{error.code}}: {{error.message}} (request id {{error.requestId}})\")\n",
        parameters(&official),
        send(&official),
    );
    Ok(text)
}

/// `http = HttpProfile(…)`, if something differs from the default.
fn http_profile(official: &Official<'_>) -> String {
    let mut arguments = Vec::new();
    if let Some(origin) = &official.origin {
        arguments.push(format!("endpoint={}", python(origin.authority())));
    }
    if official.is_http() {
        arguments.push("protocol=\"http\"".into());
    }
    if official.is_get() {
        arguments.push("reqMethod=\"GET\"".into());
    }
    match &*arguments {
        [] => String::new(),
        arguments => format!("http = HttpProfile({})\n", arguments.join(", ")),
    }
}

/// `profile = ClientProfile(…)`, if something differs from the default.
fn profile(official: &Official<'_>, has_http: bool) -> String {
    let mut arguments = Vec::new();
    if let Some(algorithm) = official.v1() {
        arguments.push(format!("signMethod={}", python(algorithm)));
    }
    if has_http {
        arguments.push("httpProfile=http".into());
    }
    if let Some(language) = official.language() {
        arguments.push(format!("language={}", python(language)));
    }
    match &*arguments {
        [] => String::new(),
        arguments => format!("profile = ClientProfile({})\n", arguments.join(", ")),
    }
}

/// The statements before the call.
fn parameters(official: &Official<'_>) -> String {
    let language = Language {
        null: "None",
        booleans: ["False", "True"],
        string: python,
        number: str::to_owned,
        indent: "    ",
        is_flat: official.is_flat(),
    };
    let request = official.call.request;
    match official.kind() {
        BodyKind::Octets => {
            let headers = official.headers().into_iter();
            let headers = headers.map(|(name, value)| (name, Json::String(value.into())));
            let headers = language.write(&Json::Object(headers.collect()), 0);
            let body = STANDARD.encode(request.body());
            format!("headers = {headers}\nbody = base64.b64decode({})\n", python(&body))
        }
        BodyKind::Multipart => {
            // Its parts are strings and bytes, and JSON for lists and objects.
            let is_file = |name: &str| request.files().iter().any(|(file, _)| file == name);
            let members = official.members.iter();
            let members = members.filter(|(name, value)| *value != Json::Null && !is_file(name));
            let members: Members = members.cloned().collect();
            let mut text = format!("params = {}\n", multipart(&language, &members));
            for (name, content) in request.files() {
                let content = python(&STANDARD.encode(content));
                let _ = writeln!(text, "params[{}] = base64.b64decode({content})", python(name));
            }
            text
        }
        _ => {
            let members = Json::Object(official.members.clone());
            format!("params = {}\n", language.write(&members, 0))
        }
    }
}

/// Parts of a multipart body: a scalar is a string, what is within a list or an object stays
/// as it is.
fn multipart(language: &Language, members: &Members) -> String {
    let inner = Language { is_flat: false, ..*language };
    let lines = members.iter().map(|(name, value)| {
        let language =
            if matches!(value, Json::List(_) | Json::Object(_)) { &inner } else { language };
        format!("    {}: {},\n", python(name), language.write(value, 1))
    });
    match lines.collect::<String>() {
        lines if lines.is_empty() => "{}".into(),
        lines => format!("{{\n{lines}}}"),
    }
}

fn send(official: &Official<'_>) -> String {
    let request = official.call.request;
    let action = python(request.action());
    let mut options = Vec::new();
    if official.kind() == BodyKind::Multipart {
        let names: Vec<_> = request.files().iter().map(|(name, _)| python(name)).collect();
        options.push(format!("\"IsMultipart\": True, \"BinaryParams\": [{}]", names.join(", ")));
    }
    if !request.is_signed() {
        options.push("\"SkipSign\": True".into());
    }
    let options = match &*options {
        [] => String::new(),
        options => format!(", options={{{}}}", options.join(", ")),
    };
    match official.kind() {
        BodyKind::Octets => {
            format!("print(json.dumps(client.call_octet_stream({action}, headers, body){options}))")
        }
        // The text of a response, or of a stream of events.
        _ if official.streams => {
            format!("print(client.call({action}, params{options}).decode())")
        }
        _ => format!(
            "response = client.call_json({action}, params{options})\n    \
             print(json.dumps(response, ensure_ascii=False, indent=2))"
        ),
    }
}
