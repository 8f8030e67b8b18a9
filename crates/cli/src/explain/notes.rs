//! What a reader should know beside the verdict.

use tencentcloud_core::{Language, Timestamp};
use tencentcloud_verify::captured::{Captured, Uncertain};
use tencentcloud_verify::{Explanation, Verdict};

use super::keys::Keys;
use super::say;
use super::time;

/// Sentences: at which time the request was checked, and what was assumed.
pub(super) fn notes(
    captured: &Captured,
    explanation: &Explanation,
    keys: Option<&Keys>,
    at: Option<Timestamp>,
    language: Language,
) -> Vec<String> {
    let say = |en, zh| say(language, en, zh).to_owned();
    let mut notes = Vec::new();
    let is_checked = matches!(explanation.verdict, Verdict::Valid | Verdict::Invalid);
    let own_time = captured.request.signed_at().filter(|_| at.is_none() && is_checked);
    if let Some(signed) = own_time {
        notes.push(age(signed, time::now(), language));
    }
    if captured.uncertain == Some(Uncertain::EscapeCase) {
        notes.push(say(
            "The query was taken as it is written; curl up to 8.19 sends the percent-encoded bytes \
             of -G in lower case, and curl from 8.20 all of them in upper case, so compare it with \
             the output of curl -v.",
            "查询串按命令行原样处理；curl 8.19 及更早版本会把 -G 中的百分号编码改为小写，8.20 起则全部改为大写，\
             请与 curl -v 的输出核对。",
        ));
    }
    if keys.is_some_and(Keys::assumes_token) {
        notes.push(say(
            "The token was taken to be that of the key.",
            "已假定请求中的 Token 属于该密钥。",
        ));
    }
    notes
}

/// The seconds that a signature is valid before and after the time of the server.
const WINDOW: u64 = 300;

/// How old a request is that was checked at its own time.
fn age(signed: Timestamp, now: Timestamp, language: Language) -> String {
    let (is_ahead, seconds) = match now.seconds().checked_sub(signed.seconds()) {
        Some(seconds) => (false, seconds),
        None => (true, signed.seconds() - now.seconds()),
    };
    let units = [(86_400, "days", "天"), (3_600, "hours", "小时"), (60, "minutes", "分钟")];
    let unit = units.into_iter().find(|(length, ..)| seconds >= 2 * length);
    let (length, en, zh) = unit.unwrap_or((1, "seconds", "秒"));
    let (count, at, is_over) = (seconds / length, time::shown(signed), seconds > WINDOW);
    if language == Language::ZhCn {
        let distance = if is_ahead { "比本机当前时间晚" } else { "距本机当前时间" };
        let refused = if is_over { "，因此现在会被服务端拒绝" } else { "" };
        return format!("检查所用的时间是请求自身的时间 {at}，{distance} {count} {zh}{refused}。");
    }
    let en = if count == 1 { "second" } else { en };
    let direction = if is_ahead { "ahead of the clock of this machine" } else { "ago" };
    let refused = if is_over { ", so that the service would refuse it by now" } else { "" };
    format!("It was checked at its own time, {at}, {count} {en} {direction}{refused}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn age_has_the_largest_unit_of_which_there_are_two() {
        let signed = Timestamp::new(1_700_000_000).unwrap();
        let english = |seconds: u64| {
            age(signed, Timestamp::saturating(1_700_000_000 + seconds), Language::EnUs)
        };
        assert_eq!(
            english(0),
            "It was checked at its own time, 2023-11-14 22:13:20 UTC, 0 seconds ago."
        );
        assert!(english(1).ends_with(", 1 second ago."));
        assert!(english(2).ends_with(", 2 seconds ago."));
        assert!(english(300).ends_with(", 5 minutes ago."));
        assert!(
            english(301).ends_with(", 5 minutes ago, so that the service would refuse it by now.")
        );
        assert!(english(86_400 * 2).contains(", 2 days ago, "));
        let ahead = age(Timestamp::saturating(1_700_007_200), signed, Language::EnUs);
        assert!(ahead.contains(", 2 hours ahead of the clock of this machine, "), "{ahead}");
        let chinese = age(signed, Timestamp::saturating(1_700_000_119), Language::ZhCn);
        assert!(chinese.ends_with("，距本机当前时间 119 秒。"), "{chinese}");
        let ahead = age(Timestamp::saturating(1_700_007_200), signed, Language::ZhCn);
        assert!(ahead.contains("，比本机当前时间晚 2 小时，因此"), "{ahead}");
    }
}
