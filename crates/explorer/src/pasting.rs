//! A pasted request, command line, link or file as a call of the form.

use serde::Deserialize;
use tencentcloud_core::sign::ALGORITHM;
use tencentcloud_core::{Method, SignatureMethod};
use tencentcloud_verify::captured::Form;
use tencentcloud_verify::pasted::{PastedCall, PastedError, PastedForm};

use crate::api::{Call, Language, PasteResponse};
use crate::chinese::{NO_FILE, pasted_problem};
use crate::handlers::skeleton;

/// A `.tc3.json` file.
#[derive(Deserialize)]
struct RequestFile {
    tc3: u32,
    call: Call,
}

/// Reads a pasted text. Why it is none is a sentence.
pub(crate) fn paste(language: Language, text: &str) -> Result<PasteResponse, String> {
    if text.trim_start().starts_with('{') {
        return file(language, text);
    }
    let pasted = read(text).map_err(|error| pasted_problem(language, &error))?;
    let mut notes = Vec::new();
    if pasted.is_signed {
        let text =
            language.of("Keys, token and signature were left out.", "未读取密钥、令牌和签名。");
        notes.push(text.to_owned());
    }
    let host = pasted.host.as_deref().filter(|host| !host.contains(".tencentcloudapi.com"));
    if let Some(host) = host {
        notes.push(language.of(
            format!("It was for {host}; the target is the one that you chose."),
            format!("原请求发往 {host}；目标以页面所选为准。"),
        ));
    }
    let kind = match pasted.form {
        PastedForm::Captured(Form::Saved) => "HTTP",
        PastedForm::Captured(_) => "curl",
        PastedForm::Tc3 => "tc3",
        PastedForm::Tccli => "tccli",
        _ => "link",
    };
    let mut call = call_of(&pasted);
    // The links of the documentation name an action and nothing of its input.
    if kind == "link" && call.input == "{}" {
        call.input = skeleton(pasted.action);
    }
    Ok(PasteResponse { kind, call, is_signed: pasted.is_signed, notes })
}

/// The call of a text that is one.
pub(crate) fn read(text: &str) -> Result<PastedCall, PastedError> {
    // A page must not make this process read files.
    let no_file = &mut |_: &str| Err(NO_FILE.to_owned());
    PastedCall::read(text.as_bytes(), no_file)
}

fn file(language: Language, text: &str) -> Result<PasteResponse, String> {
    match serde_json::from_str(text) {
        Ok(RequestFile { tc3: 1, call }) => {
            Ok(PasteResponse { kind: "file", call, is_signed: false, notes: Vec::new() })
        }
        Ok(RequestFile { tc3, .. }) => Err(language.of(
            format!("The file has the format {tc3}; this tc3 reads format 1."),
            format!("文件格式为 {tc3}，此 tc3 只能读取格式 1。"),
        )),
        Err(error) => Err(language.of(
            format!("No .tc3.json file: {error}."),
            format!("不是 .tc3.json 文件：第 {} 行第 {} 列有误。", error.line(), error.column()),
        )),
    }
}

/// A call of the form.
pub(crate) fn call_of(pasted: &PastedCall) -> Call {
    Call {
        service: pasted.action.service.to_owned(),
        version: pasted.action.version.to_owned(),
        action: pasted.action.name.to_owned(),
        input: pasted.input.clone(),
        octets: None,
        region: pasted.region.clone(),
        language: pasted.language.map(|language| language.as_str().to_owned()),
        scheme: match pasted.signature {
            SignatureMethod::V1(algorithm) => algorithm.as_str(),
            _ => ALGORITHM,
        }
        .to_owned(),
        method: match pasted.method {
            Method::Get => "GET",
            _ => "POST",
        }
        .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pasted(text: &str) -> PasteResponse {
        paste(Language::English, text).unwrap()
    }

    #[test]
    fn every_form_fills_the_same_call() {
        let curl = "curl https://ecm.tencentcloudapi.com -H 'X-TC-Action: DescribeImage' \
                    -H 'X-TC-Version: 2019-07-19' -H 'Content-Type: application/json' -d '{\"Limit\":5}'";
        let http = "POST / HTTP/1.1\r\nHost: ecm.tencentcloudapi.com\r\nX-TC-Action: DescribeImage\r\n\
                    X-TC-Version: 2019-07-19\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{\"Limit\":5}";
        let call = pasted(curl).call;
        assert_eq!(
            (&*call.service, &*call.action, &*call.input),
            ("ecm", "DescribeImage", "{\"Limit\":5}")
        );
        let file = format!(r#"{{"tc3": 1, "call": {}}}"#, serde_json::to_string(&call).unwrap());
        for (text, kind) in [
            (curl, "curl"),
            (http, "HTTP"),
            ("tccli ecm DescribeImage --Limit 5", "tccli"),
            ("tc3 ecm DescribeImage --Limit 5", "tc3"),
            (&file, "file"),
        ] {
            let pasted = pasted(text);
            assert_eq!((pasted.kind, &pasted.call), (kind, &call), "{text}");
            assert!(!pasted.is_signed && pasted.notes.is_empty(), "{:?}", pasted.notes);
        }
    }

    #[test]
    fn link_without_an_input_has_the_required_members() {
        let link = "https://console.cloud.tencent.com/api/explorer?Product=ecm&Version=2019-07-19";
        let call = pasted(&format!("{link}&Action=ModifyImageAttribute")).call;
        assert_eq!(call.input, "{\n  \"ImageId\": \"\"\n}");
        let call = pasted(&format!("{link}&Action=DescribeImage&Limit=5")).call;
        assert_eq!(call.input, "{\"Limit\":5}");
    }

    #[test]
    fn text_that_is_no_call_says_why() {
        for (text, says) in [
            ("hello", "No call"),
            ("{}", "No .tc3.json file"),
            ("{\"tc3\": 2, \"call\": {}}", "No .tc3.json file"),
            ("curl https://ecm.tencentcloudapi.com -d @/etc/passwd", "files are not read here"),
        ] {
            let error = paste(Language::English, text).unwrap_err();
            assert!(error.contains(says), "{error}");
        }
    }
}
