//! From a call of the form to the request that is signed.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tencentcloud_catalog::{self as catalog, Action, Body, FindingKind, check_json};
use tencentcloud_client::request_of;
use tencentcloud_core::sign::v1::Algorithm;
use tencentcloud_core::{
    Endpoint, Language as ApiLanguage, Method, Origin, Request, SignatureMethod,
};

use crate::api::{Call, Destination, Language, TargetKind};
use crate::explorer::Inner;

/// A call that can be signed and sent.
#[derive(Clone, Debug)]
pub(crate) struct Outgoing {
    pub(crate) action: &'static Action,
    pub(crate) request: Request,
    pub(crate) endpoint: Endpoint,
    pub(crate) origin: Origin,
}

impl Outgoing {
    /// Whether the request stays on this machine.
    pub(crate) fn is_local(&self) -> bool {
        self.origin.is_loopback()
    }
}

impl Inner {
    /// The request of a call, or a sentence that says why there is none.
    pub(crate) fn outgoing(
        &self,
        language: Language,
        call: &Call,
        destination: &Destination,
    ) -> Result<Outgoing, String> {
        let found = catalog::action(&call.service, &call.version, &call.action);
        let action = found.ok_or_else(|| {
            let Call { service, version, action, .. } = call;
            language.of(
                format!("The catalog has no action {action} of {service} {version}."),
                format!("目录中没有 {service} {version} 的接口 {action}。"),
            )
        })?;
        let request = request(language, action, call)?;
        let endpoint = self.endpoint(destination).map_err(|error| sentence(&error))?;
        let origin = endpoint.origin_for(&request).map_err(|error| sentence(&error.to_string()))?;
        Ok(Outgoing { action, request, endpoint, origin })
    }

    fn endpoint(&self, destination: &Destination) -> Result<Endpoint, String> {
        let custom = |url: &str| Endpoint::custom(url).map_err(|error| error.to_string());
        match destination.target {
            TargetKind::Emulator => custom(&self.emulator_url),
            TargetKind::Custom => custom(destination.endpoint.as_deref().unwrap_or_default()),
            TargetKind::Cloud => Ok(Endpoint::nearest()),
        }
    }
}

fn request(language: Language, action: &'static Action, call: &Call) -> Result<Request, String> {
    let is_no_object = |kind: &FindingKind| {
        matches!(kind, FindingKind::NotJson { .. } | FindingKind::NotAnObject { .. })
    };
    if let Some(finding) = check_json(&call.input).iter().find(|found| is_no_object(&found.kind)) {
        return Err(language.of(
            format!("The input is no JSON object: {finding}."),
            format!("输入不是 JSON 对象：{finding}。"),
        ));
    }
    let mut request =
        request_of(action, call.input.clone()).map_err(|error| sentence(&error.to_string()))?;
    if action.body == Body::Octets {
        let octets = octets(language, call)?;
        request = request.octet_body(octets).map_err(|error| sentence(&error.to_string()))?;
    }
    let method = match &*call.method {
        "POST" => Method::Post,
        "GET" if action.body == Body::Json => Method::Get,
        "GET" => {
            let name = action.name;
            return Err(language.of(
                format!("{name} is sent by POST only."),
                format!("{name} 只能以 POST 发送。"),
            ));
        }
        _ => return Err(language.of("The method is POST or GET.", "方法为 POST 或 GET。").into()),
    };
    let signature = match &*call.scheme {
        "TC3-HMAC-SHA256" => SignatureMethod::Tc3,
        "HmacSHA256" => SignatureMethod::V1(Algorithm::HmacSha256),
        "HmacSHA1" => SignatureMethod::V1(Algorithm::HmacSha1),
        _ => return Err(language.of("Unknown signature method.", "未知的签名方法。").into()),
    };
    let api_language = match call.language.as_deref() {
        Some("zh-CN") => Some(ApiLanguage::ZhCn),
        Some("en-US") => Some(ApiLanguage::EnUs),
        _ => None,
    };
    let region = call.region.as_deref().filter(|region| !region.is_empty());
    let request = request.signature(signature).with_method(method);
    Ok(request.defaults(region, api_language))
}

/// The content of an octet stream.
fn octets(language: Language, call: &Call) -> Result<Vec<u8>, String> {
    match STANDARD.decode(call.octets.as_deref().unwrap_or_default()) {
        Ok(octets) if octets.is_empty() => Err(language
            .of(
                "No content yet: this action sends the bytes of a file as an octet stream. \
                 Choose a file.",
                "尚无内容：此接口以字节流发送文件内容，请选择文件。",
            )
            .into()),
        Ok(octets) => Ok(octets),
        Err(_) => Err(language
            .of("The content of the file must be in Base64.", "文件内容须为 Base64。")
            .into()),
    }
}

/// An error as a sentence.
pub(crate) fn sentence(error: &str) -> String {
    let mut characters = error.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string());
    let end = if error.ends_with(['.', '。', '?']) { "" } else { "." };
    format!("{}{}{end}", first.unwrap_or_default(), characters.as_str())
}
