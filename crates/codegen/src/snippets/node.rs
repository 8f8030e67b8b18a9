//! The form `node`: the common client of `tencentcloud-sdk-nodejs`.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tencentcloud_core::BodyKind;

use super::input::{Json, Members};
use super::layout::Language;
use super::literal::js;
use super::official::{DOUBLE, NAME, NO_FILES, NULL, Official};
use super::{Call, Unsupported};

pub(super) fn snippet(call: &Call<'_>) -> Result<String, Unsupported> {
    let official = Official::new(call)?;
    let request = call.request;
    official.check_first_label()?;
    if official.has_member(|name, _| name == "__proto__") {
        return Err(NAME);
    }
    if !official.is_flat() && official.has_member(|_, value| *value == Json::Null) {
        return Err(NULL);
    }
    let mut text = String::from(
        "// npm install tencentcloud-sdk-nodejs-common\n\
         const { CommonClient } = require(\"tencentcloud-sdk-nodejs-common\");\n\n",
    );
    let host = format!("{}.tencentcloudapi.com", request.service());
    let host = official.origin.as_ref().map_or(&*host, |origin| origin.authority());
    let _ = write!(
        text,
        "const client = new CommonClient({}, {}, {{\n{}}});\n\n{}\
         async function main() {{\n  try {{\n{}  }} catch (error) {{\n    \
         console.error(`${{error.code}}: ${{error.message}} (request id ${{error.requestId}})`);\n    \
         process.exitCode = 1;\n  }}\n}}\n\nmain();\n",
        js(host),
        js(request.version()),
        configuration(&official),
        parameters(&official)?,
        send(&official),
    );
    Ok(text)
}

fn configuration(official: &Official<'_>) -> String {
    let mut text = String::new();
    if official.call.request.is_signed() {
        text.push_str(
            "  credential: {\n    secretId: process.env.TENCENTCLOUD_SECRET_ID,\n    \
             secretKey: process.env.TENCENTCLOUD_SECRET_KEY,\n    \
             token: process.env.TENCENTCLOUD_TOKEN,\n  },\n",
        );
    }
    if !official.region.is_empty() {
        let _ = writeln!(text, "  region: {},", js(official.region));
    }
    let mut profile = Vec::new();
    if let Some(language) = official.language() {
        profile.push(format!("language: {}", js(language)));
    }
    if let Some(algorithm) = official.v1() {
        profile.push(format!("signMethod: {}", js(algorithm)));
    }
    let mut http = Vec::new();
    if official.is_http() {
        http.push("protocol: \"http://\"".into());
    }
    if official.is_get() {
        http.push("reqMethod: \"GET\"".into());
    }
    if official.kind() == BodyKind::Octets {
        let headers = official.headers().into_iter();
        let headers = headers.map(|(name, value)| format!("{}: {}", js(&name), js(value)));
        http.push(format!("headers: {{ {} }}", headers.collect::<Vec<_>>().join(", ")));
    }
    if !http.is_empty() {
        profile.push(format!("httpProfile: {{ {} }}", http.join(", ")));
    }
    if !profile.is_empty() {
        let _ = writeln!(text, "  profile: {{ {} }},", profile.join(", "));
    }
    text
}

fn parameters(official: &Official<'_>) -> Result<String, Unsupported> {
    let language = Language {
        null: "null",
        booleans: ["false", "true"],
        string: js,
        number,
        indent: "  ",
        is_flat: official.is_flat(),
    };
    let request = official.call.request;
    match official.kind() {
        BodyKind::Octets => {
            let body = js(&STANDARD.encode(request.body()));
            Ok(format!("const body = Buffer.from({body}, \"base64\");\n\n"))
        }
        BodyKind::Multipart => {
            let is_file = |name: &str| request.files().iter().any(|(file, _)| file == name);
            let members = official.members.iter();
            let members = members.filter(|(name, value)| *value != Json::Null && !is_file(name));
            let members: Members = members.cloned().collect();
            // The SDK does not hash other parts.
            if members.iter().any(|(_, value)| matches!(value, Json::List(_) | Json::Object(_))) {
                return Err(NO_FILES);
            }
            let params = language.write(&Json::Object(members), 0);
            let mut text = format!("const params = {params};\n");
            for (name, content) in request.files() {
                let content = js(&STANDARD.encode(content));
                let _ =
                    writeln!(text, "params[{}] = Buffer.from({content}, \"base64\");", js(name));
            }
            text.push('\n');
            Ok(text)
        }
        _ => {
            let members = Json::Object(official.members.clone());
            Ok(format!("const params = {};\n\n", language.write(&members, 0)))
        }
    }
}

/// The SDK writes a `BigInt` as it is; a number would be rounded.
fn number(digits: &str) -> String {
    let is_large = digits.parse::<i128>().is_ok_and(|number| !(-DOUBLE..=DOUBLE).contains(&number));
    if is_large { format!("{digits}n") } else { digits.to_owned() }
}

fn send(official: &Official<'_>) -> String {
    let action = js(official.call.request.action());
    let mut options = Vec::new();
    if official.kind() == BodyKind::Multipart {
        options.push("multipart: true");
    }
    if !official.call.request.is_signed() {
        options.push("skipSign: true");
    }
    let options = match &*options {
        [] => String::new(),
        options => format!(", {{ {} }}", options.join(", ")),
    };
    let print = "console.log(JSON.stringify(response, null, 2));\n";
    let call = match official.kind() {
        BodyKind::Octets => format!("client.requestOctetStream({action}, body{options})"),
        _ => format!("client.request({action}, params{options})"),
    };
    let mut text = format!("    const response = await {call};\n");
    if official.streams {
        let _ = write!(
            text,
            "    if (response[Symbol.asyncIterator]) {{\n      \
             for await (const event of response) console.log(event.data);\n    \
             }} else {{\n      {print}    }}\n"
        );
    } else {
        text.extend(["    ", print]);
    }
    text
}
