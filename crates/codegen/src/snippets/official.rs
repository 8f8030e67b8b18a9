//! What the forms over official SDKs share.
//!
//! Each sends the same JSON, not the same bytes: it reads the input and writes it again. So
//! an input that two readers could read differently is refused.

use tencentcloud_core::{BodyKind, Method, Origin, Scheme, SignatureMethod};

use super::input::{Json, Members};
use super::{Call, Unsupported, input};

pub(super) const POST_ONLY: Unsupported = Unsupported::new(
    "This client sends JSON by POST with signature v3 only",
    "此客户端只能以 POST 和签名方法 v3 发送 JSON",
);
pub(super) const NO_FILES: Unsupported =
    Unsupported::new("This client cannot send files here", "此客户端在这里无法发送文件");
pub(super) const NO_STREAM: Unsupported = Unsupported::new(
    "This client cannot read a stream of events here",
    "此客户端在这里无法读取事件流",
);
pub(super) const NULL: Unsupported = Unsupported::new(
    "This client leaves out members that are null; leave them out of the input",
    "此客户端不发送值为 null 的参数，请从输入中去掉",
);
pub(super) const LARGE: Unsupported = Unsupported::new(
    "This client would round an integer of the input",
    "此客户端会改变输入中的某个整数",
);
pub(super) const NAME: Unsupported = Unsupported::new(
    "This client would change a name of the request",
    "此客户端会改变请求中的某个名称",
);
pub(super) const FIRST_LABEL: Unsupported = Unsupported::new(
    "This client signs for the first label of the host, which is not the service here",
    "此客户端按主机名的第一段签名，而这里它不是产品名",
);

/// A call for an official SDK.
pub(super) struct Official<'a> {
    pub(super) call: Call<'a>,
    /// The members of the input; none for an octet stream.
    pub(super) members: Members,
    pub(super) region: &'a str,
    /// Where the request goes, if that is not the default of the service.
    pub(super) origin: Option<Origin>,
    pub(super) streams: bool,
}

impl<'a> Official<'a> {
    pub(super) fn new(call: &Call<'a>) -> Result<Self, Unsupported> {
        if call.has_special_options() {
            return Err(Unsupported::OPTIONS);
        }
        let members = match call.request.body_kind() {
            BodyKind::Octets => Members::new(),
            _ => input::members(&input::text(call)?)?,
        };
        Ok(Self {
            call: *call,
            members,
            region: call.options().region.unwrap_or_default(),
            origin: call.origin_unlike_service()?,
            streams: call.action().is_some_and(|action| action.streams),
        })
    }

    pub(super) fn kind(&self) -> BodyKind {
        self.call.request.body_kind()
    }

    pub(super) fn is_get(&self) -> bool {
        self.call.options().method == Method::Get
    }

    /// The name of signature v1, if that is used.
    pub(super) fn v1(&self) -> Option<&'static str> {
        match self.call.options().signature {
            SignatureMethod::V1(algorithm) => Some(algorithm.as_str()),
            _ => None,
        }
    }

    /// Whether the input is sent as name-value pairs, where a number is its digits.
    pub(super) fn is_flat(&self) -> bool {
        self.is_get() || self.v1().is_some() || self.kind() == BodyKind::Multipart
    }

    pub(super) fn is_http(&self) -> bool {
        self.origin.as_ref().is_some_and(|origin| origin.scheme() == Scheme::Http)
    }

    pub(super) fn language(&self) -> Option<&'static str> {
        self.call.options().language.map(tencentcloud_core::Language::as_str)
    }

    /// The headers of an octet stream.
    pub(super) fn headers(&self) -> Vec<(String, &'a str)> {
        let service = self.call.request.service().to_ascii_uppercase();
        let parameters = self.call.request.header_parameters().unwrap_or_default();
        let header =
            |(name, value): &'a (String, String)| (format!("X-{service}-{name}"), value.as_str());
        parameters.iter().map(header).collect()
    }

    /// Fails for a client that signs for the first label of the host.
    pub(super) fn check_first_label(&self) -> Result<(), Unsupported> {
        let Some(origin) = &self.origin else { return Ok(()) };
        let label = origin.host().split('.').next();
        let is_service = label == Some(self.call.request.service());
        let is_fine = is_service || origin.is_loopback() || self.v1().is_some();
        if is_fine { Ok(()) } else { Err(FIRST_LABEL) }
    }

    /// Whether an object at any depth has a member that satisfies the condition.
    pub(super) fn has_member(&self, mut condition: impl FnMut(&str, &Json) -> bool) -> bool {
        self.members.iter().any(|(name, value)| any_member(name, value, &mut condition))
    }

    /// Whether the input has an integer with a larger absolute value.
    pub(super) fn has_integer_beyond(&self, limit: i128) -> bool {
        self.members.iter().any(|(_, value)| {
            any_value(value, &mut |value| match value {
                Json::Number(digits) => {
                    digits.parse::<i128>().is_ok_and(|number| !(-limit..=limit).contains(&number))
                }
                _ => false,
            })
        })
    }
}

fn any_member(name: &str, value: &Json, condition: &mut impl FnMut(&str, &Json) -> bool) -> bool {
    condition(name, value) || any_inner_member(value, condition)
}

fn any_inner_member(value: &Json, condition: &mut impl FnMut(&str, &Json) -> bool) -> bool {
    match value {
        Json::Object(members) => {
            members.iter().any(|(name, value)| any_member(name, value, condition))
        }
        Json::List(items) => items.iter().any(|item| any_inner_member(item, condition)),
        _ => false,
    }
}

fn any_value(value: &Json, condition: &mut impl FnMut(&Json) -> bool) -> bool {
    condition(value)
        || match value {
            Json::Object(members) => members.iter().any(|(_, value)| any_value(value, condition)),
            Json::List(items) => items.iter().any(|item| any_value(item, condition)),
            _ => false,
        }
}

/// The largest integer up to which a double has every one.
pub(super) const DOUBLE: i128 = 1 << 53;
