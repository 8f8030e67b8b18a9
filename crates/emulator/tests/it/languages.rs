//! Every error in both languages.

use http::Method;
use serde_json::{Value, json};
use tencentcloud_core::{Credential, Timestamp};
use tencentcloud_emulator::{AccountKey, Emulator, SourceImage};

use crate::caller::{Draft, KEY, call, draft, frozen, import_parameters};

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

fn import(changes: &Value) -> Draft {
    let mut parameters = import_parameters();
    for (name, value) in changes.as_object().unwrap() {
        parameters[name] = value.clone();
    }
    draft("ImportImage", &parameters)
}

/// One imported image, one with the same name and another; a quota of one.
fn emulator() -> Emulator {
    let emulator = frozen(|builder| {
        builder
            .image_quota(1)
            .deny(AccountKey::DEFAULT_ACCOUNT, "DeleteImage")
            .source_image(SourceImage::new("img-00000001", "ap-chengdu", "sampleSource"))
            .source_image(SourceImage::new("img-00000002", "ap-chengdu", "another"))
    });
    call(&emulator, "ImportImage", &import_parameters()).success();
    emulator
}

/// A request for each error, and the member that its message names.
fn situations() -> Vec<(Draft, &'static str)> {
    let other = Credential::new("test-secret-id-000009", KEY).unwrap();
    let wrong_key = Credential::new("test-secret-id-000001", "wrong").unwrap();
    let describe = |parameters: Value| draft("DescribeImage", &parameters);
    let modify = |name: &str| {
        draft("ModifyImageAttribute", &json!({"ImageId": "img-ffffffff", "ImageName": name}))
    };
    vec![
        (import(&json!({})).set(|d| d.method = Method::PUT), "PUT"),
        (import(&json!({})).without("x-tc-version"), "`Version`"),
        (import(&json!({})).set(|d| d.credential = other), "SecretId"),
        (import(&json!({})).set(|d| d.credential = wrong_key), ""),
        (import(&json!({})).set(|d| d.timestamp = Timestamp::saturating(9)), "`Timestamp`"),
        (import(&json!({})).with("x-tc-timestamp", "x"), "`Timestamp`"),
        (import(&json!({})).with("x-tc-token", "x"), "`Token`"),
        (import(&json!({})).with("authorization", "x"), "`Authorization`"),
        (import(&json!({})).with("x-tc-region", ""), "`Region`"),
        (import(&json!({})).with("x-tc-region", "ap-mars"), "`Region`"),
        (import(&json!({})).with("x-tc-region", "ap-nanjing"), "`Region`"),
        (draft("Nothing", &json!({})), "`Action`"),
        (import(&json!({})).set(|d| d.version = "2000-01-01".into()), "`Version`"),
        (import(&json!({})).set(|d| d.content_type = "text/plain".into()), "`Content-Type`"),
        (import(&json!({})).set(|d| d.body = "{".into()), "JSON"),
        (import(&json!({})).set(|d| d.body = r#"{"ImageId": "\ud800"}"#.into()), "`ImageId`"),
        (import(&json!({})).set(|d| d.body = "{\"ImageId\": \"\n\"}".into()), "`ImageId`"),
        (import(&json!({})).set(|d| d.body = b"{\"ImageId\": \"\xff\"}"[..].into()), "`ImageId`"),
        (import(&json!({"Unknown": 1})), "`Unknown`"),
        (import(&json!({"ImageId": null})), "`ImageId`"),
        (import(&json!({"ImageId": 1})), "`ImageId`"),
        (import(&json!({"ImageDescription": "\u{1}"})), "`ImageDescription`"),
        (import(&json!({"ImageDescription": "x".repeat(61)})), "`ImageDescription`"),
        (import(&json!({"SourceRegion": "ap-xian-ecm"})), "`SourceRegion`"),
        (import(&json!({"SourceRegion": "ap-chengdo"})), "`SourceRegion`"),
        (import(&json!({"ImageId": "x"})), "`ImageId`"),
        (import(&json!({"ImageId": "img-ffffffff"})), "`ImageId`"),
        (import(&json!({})), "`ImageId`"),
        (import(&json!({"ImageId": "img-00000001"})), "`ImageId`"),
        (import(&json!({"ImageId": "img-00000002"})), "`ImageId`"),
        (draft("DeleteImage", &json!({"ImageIDSet": ["img-00000001"]})), "`ecm:DeleteImage`"),
        (describe(json!({"Limit": 101})), "`Limit`"),
        (describe(json!({"Filters": [{"Name": "x", "Values": ["y"]}]})), "`Filters.0.Name`"),
        (modify("x"), "`ImageId`"),
        (modify(""), "`ImageName`"),
    ]
}

#[test]
fn every_error_has_a_message_in_both_languages() {
    for (draft, member) in situations() {
        let emulator = emulator();
        let english = draft.clone().with("x-tc-language", "en-US").send(&emulator);
        let chinese = draft.clone().with("x-tc-language", "zh-CN").send(&emulator);
        let silent = draft.send(&emulator);
        assert_ne!(english.code(), "success", "{member}");
        assert_eq!(english.code(), chinese.code());
        assert!(!is_chinese(english.message()), "{english:?}");
        assert!(is_chinese(chinese.message()), "{chinese:?}");
        assert_eq!(silent.message(), english.message());
        for reply in [&english, &chinese] {
            assert!(reply.message().contains(member), "no {member} in {reply:?}");
        }
    }
}

#[test]
fn messages_of_the_service_are_reproduced() {
    let emulator = emulator();
    let chinese = |draft: Draft| {
        let reply = draft.with("x-tc-language", "zh-CN").send(&emulator);
        reply.message().to_owned()
    };
    let wrong_key = Credential::new("test-secret-id-000001", "wrong").unwrap();
    assert_eq!(
        chinese(import(&json!({})).set(|d| d.credential = wrong_key)),
        "请求签名验证失败，请检查您的签名计算是否正确。"
    );
    for _ in 0..20 {
        call(&emulator, "DescribeImage", &json!({})).success();
    }
    assert_eq!(
        chinese(draft("DescribeImage", &json!({}))),
        "您当前每秒请求 `21` 次，超过了每秒频率上限 `20`，请稍后重试。"
    );
}

#[test]
fn missing_parameters_are_listed_in_singular_or_plural() {
    let message = |parameters: Value, language| {
        let draft = draft("ImportImage", &parameters).with("x-tc-language", language);
        draft.send(&emulator()).message().to_owned()
    };
    let one = || json!({"ImageId": "img-pmqg1cw9", "SourceRegion": "ap-chengdu"});
    let two = || json!({"ImageId": "img-pmqg1cw9"});
    assert_eq!(message(one(), "en-US"), "The required parameter `ImageDescription` is missing.");
    assert_eq!(
        message(two(), "en-US"),
        "The required parameters `ImageDescription`, `SourceRegion` are missing."
    );
    assert_eq!(message(one(), "zh-CN"), "请求缺少必填参数 `ImageDescription`。");
    assert_eq!(message(two(), "zh-CN"), "请求缺少必填参数 `ImageDescription`、`SourceRegion`。");
}

#[test]
fn unknown_language_is_refused() {
    let reply = import(&json!({})).with("x-tc-language", "tlh").send(&emulator());
    reply.fails("InvalidParameterValue", &["`Language`", "`tlh`", "`zh-CN`", "`en-US`"]);
}
