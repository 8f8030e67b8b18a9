//! The form `go`: the common client of `tencentcloud-sdk-go`.
//!
//! Its common request has no name-value pairs, so GET and signature v1 would send no
//! parameters; see `common_request.go` and `request.go` of the SDK.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tencentcloud_core::BodyKind;

use super::literal::{go, go_raw};
use super::official::{DOUBLE, NO_FILES, NO_STREAM, Official, POST_ONLY};
use super::{Call, Unsupported, input};

const MODULE: &str = "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common";

pub(super) fn snippet(call: &Call<'_>) -> Result<String, Unsupported> {
    let official = Official::new(call)?;
    if official.kind() == BodyKind::Multipart {
        return Err(NO_FILES);
    }
    if official.streams {
        return Err(NO_STREAM);
    }
    if official.is_flat() {
        return Err(POST_ONLY);
    }
    let is_octets = official.kind() == BodyKind::Octets;
    let is_large = official.has_integer_beyond(DOUBLE);
    let mut text = format!("// go get {MODULE}\npackage main\n\nimport (\n");
    let packages = [
        (is_octets, "encoding/base64"),
        (is_large, "encoding/json"),
        (true, "fmt"),
        (true, "os"),
        (is_large, "strings"),
    ];
    for (_, package) in packages.iter().filter(|(is_used, _)| *is_used) {
        let _ = writeln!(text, "\t\"{package}\"");
    }
    let [service, version, action, region] =
        [call.request.service(), call.request.version(), call.request.action(), official.region]
            .map(go);
    let _ = write!(
        text,
        "\n\t\"{MODULE}\"\n\t\"{MODULE}/errors\"\n\ttchttp \"{MODULE}/http\"\n\t\"{MODULE}/profile\"\n\
         )\n\nfunc main() {{\n\tcredential := common.NewTokenCredential(\n\t\t\
         os.Getenv(\"TENCENTCLOUD_SECRET_ID\"),\n\t\tos.Getenv(\"TENCENTCLOUD_SECRET_KEY\"),\n\t\t\
         os.Getenv(\"TENCENTCLOUD_TOKEN\"),\n\t)\n{}\t\
         client := common.NewCommonClient(credential, {region}, clientProfile)\n\n\t\
         request := tchttp.NewCommonRequest({service}, {version}, {action})\n",
        profile(&official),
    );
    if !call.request.is_signed() {
        text.push_str("\trequest.SetSkipSign(true)\n");
    }
    if is_octets {
        let body = go(&STANDARD.encode(call.request.body()));
        let headers = official.headers().into_iter();
        let headers = headers.map(|(name, value)| format!("\t\t{}: {},\n", go(&name), go(value)));
        let headers: String = headers.collect();
        let _ = write!(
            text,
            "\theaders := map[string]string{{\n{headers}\t}}\n\t\
             body, err := base64.StdEncoding.DecodeString({body})\n\t\
             if err != nil {{\n\t\tpanic(err)\n\t}}\n\t\
             request.SetOctetStreamParameters(headers, body)\n\n\t\
             response := tchttp.NewCommonResponse()\n\t\
             err = client.SendOctetStream(request, response)\n"
        );
    } else {
        text.push_str(&parameters(&go_raw(&input::text(call)?), is_large));
    }
    text.push_str(
        "\tif sdkError, ok := err.(*errors.TencentCloudSDKError); ok {\n\t\t\
         fmt.Fprintf(os.Stderr, \"%s: %s (request id %s)\\n\", sdkError.GetCode(), sdkError.GetMessage(), sdkError.GetRequestId())\n\t\t\
         os.Exit(1)\n\t}\n\tif err != nil {\n\t\tpanic(err)\n\t}\n\t\
         fmt.Println(string(response.GetBody()))\n}\n",
    );
    Ok(text)
}

fn profile(official: &Official<'_>) -> String {
    let mut text = String::from("\tclientProfile := profile.NewClientProfile()\n");
    if let Some(origin) = &official.origin {
        let _ = writeln!(text, "\tclientProfile.HttpProfile.Endpoint = {}", go(origin.authority()));
    }
    if official.is_http() {
        text.push_str("\tclientProfile.HttpProfile.Scheme = \"HTTP\"\n");
    }
    if let Some(language) = official.language() {
        let _ = writeln!(text, "\tclientProfile.Language = {}", go(language));
    }
    text
}

/// Sets the parameters and sends the request. As text the SDK would read numbers as doubles.
fn parameters(input: &str, is_large: bool) -> String {
    let mut text = String::new();
    let parameters = if is_large {
        let _ = write!(
            text,
            "\tdecoder := json.NewDecoder(strings.NewReader({input}))\n\tdecoder.UseNumber()\n\t\
             var parameters map[string]interface{{}}\n\t\
             if err := decoder.Decode(&parameters); err != nil {{\n\t\tpanic(err)\n\t}}\n"
        );
        "parameters"
    } else {
        input
    };
    let _ = write!(
        text,
        "\tif err := request.SetActionParameters({parameters}); err != nil {{\n\t\tpanic(err)\n\t}}\n\n\t\
         response := tchttp.NewCommonResponse()\n\terr := client.Send(request, response)\n"
    );
    text
}
