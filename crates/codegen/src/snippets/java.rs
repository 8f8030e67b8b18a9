//! The form `java`: the common client of `tencentcloud-sdk-java`.
//!
//! Its common request reads JSON with Gson: integers of 64 bits with a sign, other numbers
//! as doubles, and no null; see `CommonRequest.java` and `AbstractClient.java` of the SDK.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tencentcloud_core::BodyKind;

use super::input::Json;
use super::literal::java;
use super::official::{LARGE, NO_FILES, NO_STREAM, NULL, Official, POST_ONLY};
use super::{Call, Unsupported, input};

const NO_REGION: Unsupported = Unsupported::new(
    "The Java SDK sends an octet stream with a region only",
    "Java SDK 发送二进制流时必须指定地域",
);

pub(super) fn snippet(call: &Call<'_>) -> Result<String, Unsupported> {
    let official = Official::new(call)?;
    official.check_first_label()?;
    check(&official)?;
    let is_octets = official.kind() == BodyKind::Octets;
    let request = call.request;

    let mut text = String::from(
        "// Maven: com.tencentcloudapi:tencentcloud-sdk-java-common\n\
         import com.tencentcloudapi.common.CommonClient;\n",
    );
    if !is_octets {
        text.push_str("import com.tencentcloudapi.common.CommonRequest;\n");
    }
    text.push_str(
        "import com.tencentcloudapi.common.Credential;\n\
         import com.tencentcloudapi.common.exception.TencentCloudSDKException;\n\
         import com.tencentcloudapi.common.profile.ClientProfile;\n",
    );
    if official.language().is_some() {
        text.push_str("import com.tencentcloudapi.common.profile.Language;\n");
    }
    if is_octets {
        text.push_str("import java.util.Base64;\nimport java.util.HashMap;\n");
    }
    let [service, version, action] =
        [request.service(), request.version(), request.action()].map(java);
    let region = match official.region {
        "" => "null".into(),
        region => java(region),
    };
    let send = if is_octets {
        octets(&official, &action)
    } else {
        let skip =
            if request.is_signed() { "" } else { "            request.setSkipSign(true);\n" };
        let input = java(&input::text(call)?);
        format!(
            "            CommonRequest request = new CommonRequest({input});\n{skip}            \
             System.out.println(client.commonRequest(request, {action}));\n"
        )
    };
    let _ = write!(
        text,
        "\npublic class Main {{\n    public static void main(String[] args) {{\n        \
         Credential credential = new Credential(\n                \
         System.getenv(\"TENCENTCLOUD_SECRET_ID\"),\n                \
         System.getenv(\"TENCENTCLOUD_SECRET_KEY\"),\n                \
         System.getenv(\"TENCENTCLOUD_TOKEN\"));\n{}        \
         CommonClient client = new CommonClient({service}, {version}, credential, {region}, profile);\n        \
         try {{\n{send}        }} catch (TencentCloudSDKException error) {{\n            \
         System.err.printf(\"%s: %s (request id %s)%n\",\n                    \
         error.getErrorCode(), error.getMessage(), error.getRequestId());\n            \
         System.exit(1);\n        }}\n    }}\n}}\n",
        profile(&official),
    );
    Ok(text)
}

fn check(official: &Official<'_>) -> Result<(), Unsupported> {
    let is_octets = official.kind() == BodyKind::Octets;
    match official {
        _ if official.kind() == BodyKind::Multipart => Err(NO_FILES),
        _ if official.streams => Err(NO_STREAM),
        _ if official.is_flat() => Err(POST_ONLY),
        _ if is_octets && official.region.is_empty() => Err(NO_REGION),
        _ if official.has_member(|_, value| *value == Json::Null) => Err(NULL),
        _ if official.has_integer_beyond(i128::from(i64::MAX)) => Err(LARGE),
        _ => Ok(()),
    }
}

fn profile(official: &Official<'_>) -> String {
    let mut text = String::from("        ClientProfile profile = new ClientProfile();\n");
    if let Some(origin) = &official.origin {
        let _ = writeln!(
            text,
            "        profile.getHttpProfile().setEndpoint({});",
            java(origin.authority())
        );
    }
    if official.is_http() {
        text.push_str("        profile.getHttpProfile().setProtocol(\"http://\");\n");
    }
    match official.language() {
        Some("zh-CN") => text.push_str("        profile.setLanguage(Language.ZH_CN);\n"),
        Some(_) => text.push_str("        profile.setLanguage(Language.EN_US);\n"),
        None => {}
    }
    text
}

fn octets(official: &Official<'_>, action: &str) -> String {
    let mut text = String::from("            HashMap<String, String> headers = new HashMap<>();\n");
    for (name, value) in official.headers() {
        let _ = writeln!(text, "            headers.put({}, {});", java(&name), java(value));
    }
    let body = java(&STANDARD.encode(official.call.request.body()));
    let _ = write!(
        text,
        "            byte[] body = Base64.getDecoder().decode({body});\n            \
         System.out.println(client.callOctetStream({action}, headers, body));\n"
    );
    text
}
