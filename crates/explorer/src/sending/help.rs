//! Help with an error of the API: what it means, why it came, what to do.

mod chinese;

use serde_json::json;
use tencentcloud_catalog::{self as catalog, Action};
use tencentcloud_core::{Class as CodeClass, CommonCode, ErrorCode};
use tencentcloud_ecm::ImportImageCode;

use crate::api::{Call, ErrorHelp, FollowUp, Language, TargetKind};
use crate::explorer::Inner;

/// What is known of an error of a call.
pub(super) struct Failed<'a> {
    pub(super) action: &'static Action,
    pub(super) call: &'a Call,
    pub(super) target: TargetKind,
    pub(super) code: &'a str,
    pub(super) message: &'a str,
    /// Names of causes of a wrong signature.
    pub(super) diagnosis: &'a [String],
}

impl Inner {
    /// Help with an error. The facts are those of the built-in emulator where it sent it.
    pub(super) fn help(&self, language: Language, failed: &Failed<'_>) -> ErrorHelp {
        let code = ErrorCode::new(failed.code);
        let imported = self.import_behind(failed);
        ErrorHelp {
            meaning: meaning(language, failed, &code),
            cause: cause(language, failed, imported.as_ref()),
            what_to_do: advice(language, failed, &code),
            retry: retry(language, &code).into(),
            actions: follow_ups(failed, imported.as_ref()),
        }
    }

    /// The image of the emulator that makes an import a duplicate.
    fn import_behind(&self, failed: &Failed<'_>) -> Option<Imported> {
        if failed.target != TargetKind::Emulator || !is_duplicate(failed) {
            return None;
        }
        let input: serde_json::Value = serde_json::from_str(&failed.call.input).ok()?;
        let member = |name: &str| input.get(name)?.as_str();
        let (source, region) = (member("ImageId")?, member("SourceRegion")?);
        let images = self.emulator.images();
        let image = images
            .into_iter()
            .find(|image| image.source_image_id == source && image.source_region == region)?;
        let (source, region) = (source.to_owned(), region.to_owned());
        Some(Imported { id: image.image_id, source, region, seconds_left: image.seconds_left })
    }
}

/// An image, and what it was imported from.
struct Imported {
    id: String,
    source: String,
    region: String,
    seconds_left: Option<u64>,
}

fn is_import(action: &Action) -> bool {
    (action.service, action.name) == ("ecm", "ImportImage")
}

fn is_duplicate(failed: &Failed<'_>) -> bool {
    is_import(failed.action) && failed.code == "InvalidParameterValue.ImageDuplicate"
}

/// The common code of a code, or of its family.
fn common(code: &ErrorCode) -> Option<CommonCode> {
    let of = |name: &str| ErrorCode::new(name).common();
    code.common().or_else(|| match code.class() {
        CodeClass::Throttled => Some(CommonCode::RequestLimitExceeded),
        _ => of(code.family()),
    })
}

fn meaning(language: Language, failed: &Failed<'_>, code: &ErrorCode) -> String {
    if is_import(failed.action)
        && let Some((en, zh)) = import_meaning(code)
    {
        return language.of(en, zh).into();
    }
    let known = match language {
        Language::English => common(code).map(CommonCode::meaning),
        Language::Chinese => chinese::meaning(code),
    };
    // The service says it itself.
    known.map_or_else(|| failed.message.to_owned(), str::to_owned)
}

fn import_meaning(code: &ErrorCode) -> Option<(&'static str, &'static str)> {
    Some(match ImportImageCode::from(code.clone()) {
        ImportImageCode::ImageDuplicate => (
            "This image is already in ECM, or its import is running.",
            "该镜像已在 ECM 中，或正在导入。",
        ),
        ImportImageCode::ImageNameDuplicate => {
            ("Another ECM image has the same name.", "已有同名的 ECM 镜像。")
        }
        ImportImageCode::InvalidImageID => (
            "The source region has no such CVM image of this account that can be imported.",
            "源地域中没有此账号可导入的该 CVM 镜像。",
        ),
        ImportImageCode::UnsupportedRegion => {
            ("Images cannot be imported from this region.", "不支持从该地域导入镜像。")
        }
        ImportImageCode::MissingImageParameter => {
            ("A required member is missing.", "缺少必填参数。")
        }
        ImportImageCode::InvaildPrivateImageNum => {
            ("The quota of private images is used up.", "私有镜像配额已用完。")
        }
        _ => return None,
    })
}

fn cause(language: Language, failed: &Failed<'_>, imported: Option<&Imported>) -> String {
    if let Some(Imported { id, source, region, seconds_left }) = imported {
        return match seconds_left {
            Some(seconds) => language.of(
                format!(
                    "An import of {source} from {region} is running; {id} is ready in {seconds} s."
                ),
                format!("正在从 {region} 导入 {source}，{id} 将在 {seconds} 秒后就绪。"),
            ),
            None => language.of(
                format!("{source} of {region} was imported as {id}."),
                format!("{region} 的 {source} 已导入为 {id}。"),
            ),
        };
    }
    let causes = failed.diagnosis.iter().filter_map(|name| {
        let cause = tencentcloud_verify::Cause::all().find(|cause| cause.name() == name)?;
        Some(cause.explanation(language.of_core()))
    });
    let causes: Vec<_> = causes.collect();
    if causes.is_empty() { failed.message.to_owned() } else { causes.join(language.of(" ", "")) }
}

fn advice(language: Language, failed: &Failed<'_>, code: &ErrorCode) -> String {
    if failed.target == TargetKind::Emulator && failed.code == "UnsupportedOperation" {
        return language
            .of(
                "Send it to another target: the emulator does not carry out this action.",
                "请发送到其他目标：模拟器不执行此接口。",
            )
            .into();
    }
    match language {
        Language::English if is_import(failed.action) => {
            ImportImageCode::from(code.clone()).advice().into()
        }
        Language::English => code.advice().into(),
        Language::Chinese => chinese::advice(is_import(failed.action), code).into(),
    }
}

fn retry(language: Language, code: &ErrorCode) -> &'static str {
    match code.class() {
        CodeClass::Throttled => language.of(
            "Yes, later and more slowly. Nothing was executed.",
            "可以，稍后降低频率重试。请求没有执行。",
        ),
        CodeClass::Auth => language.of(
            "No, not before that is corrected. Nothing was executed.",
            "修正之前无需重试。请求没有执行。",
        ),
        CodeClass::Transient if code.is_ambiguous() => language.of(
            "Only after a check: the request may have been executed.",
            "先确认再重试：请求可能已经执行。",
        ),
        CodeClass::Transient => language.of("Yes, later.", "可以，稍后重试。"),
        _ => language.of("No. The result will be the same.", "无需重试，结果不会改变。"),
    }
}

/// A call that shows whether a write took effect whose outcome is unknown.
pub(super) fn after_unknown(action: &Action, call: &Call) -> Option<ErrorHelp> {
    let list = follow_up(call, "DescribeImage", &private_images()).filter(|_| is_import(action))?;
    Some(ErrorHelp { actions: vec![list], ..ErrorHelp::default() })
}

fn private_images() -> serde_json::Value {
    json!({"Filters": [{"Name": "image-type", "Values": ["PRIVATE_IMAGE"]}]})
}

/// Another action of the service of a call.
fn follow_up(call: &Call, name: &str, input: &serde_json::Value) -> Option<FollowUp> {
    let action = catalog::action(&call.service, &call.version, name)?;
    let input = serde_json::to_string_pretty(input).ok()?;
    let call = Call { action: name.into(), input, octets: None, ..call.clone() };
    Some(FollowUp { call, class: action.class.into() })
}

/// Calls that show or remove the reason of an error.
fn follow_ups(failed: &Failed<'_>, imported: Option<&Imported>) -> Vec<FollowUp> {
    if !is_import(failed.action) {
        return Vec::new();
    }
    let list = match imported {
        Some(Imported { id, .. }) => json!({"Filters": [{"Name": "image-id", "Values": [id]}]}),
        None => private_images(),
    };
    let (describe, delete) = match failed.code {
        "InvalidParameterValue.ImageDuplicate" | "InvalidParameterValue.ImageNameDuplicate" => {
            (true, imported.map(|image| json!({"ImageIDSet": [image.id]})))
        }
        "ResourceInsufficient.InvaildPrivateImageNum"
        | "FailedOperation.InternalOperationFailure" => (true, None),
        _ => (false, None),
    };
    let describe = describe.then(|| follow_up(failed.call, "DescribeImage", &list)).flatten();
    let delete = delete.and_then(|input| follow_up(failed.call, "DeleteImage", &input));
    describe.into_iter().chain(delete).collect()
}
