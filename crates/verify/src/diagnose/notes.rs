//! What a reader should know beside a verdict, in English and Chinese.

use tencentcloud_core::{Language, Timestamp};

use super::cause::Bilingual;
use super::explanation::Verdict;
use crate::captured::{StaleLength, Uncertain};

/// The seconds that a signature is valid before and after the time of the server.
const WINDOW: u64 = 300;

impl Verdict {
    /// What nobody but the service knows, one sentence.
    pub fn not_known(self, language: Language) -> &'static str {
        let text = match self {
            Self::UnknownKey | Self::Unsigned => Bilingual {
                en: "Without the key of the request nothing more can be said.",
                zh: "没有该请求的密钥，无法进一步判断。",
            },
            _ => Bilingual {
                en: "Not known here: whether the key is active and may call the action, and \
                     whether the clock of the service agrees with this time.",
                zh: "此处无法得知：密钥是否有效、是否有权调用该接口，以及服务端时钟是否与上述时间一致。",
            },
        };
        text.in_language(language)
    }
}

impl Uncertain {
    /// How it was taken, one sentence. `None` for [`Uncertain::Dots`]: a signature tells
    /// whether they were other bytes.
    pub fn note(self, language: Language) -> Option<&'static str> {
        let text = match self {
            Self::Dots => return None,
            Self::EscapeCase => Bilingual {
                en: "The query was taken as it is written; curl up to 8.19 sends the \
                     percent-encoded bytes of -G in lower case, and curl from 8.20 all of them in \
                     upper case, so compare it with the output of curl -v.",
                zh: "查询串按命令行原样处理；curl 8.19 及更早版本会把 -G 中的百分号编码改为小写，8.20 起则全部改为大写，\
                     请与 curl -v 的输出核对。",
            },
        };
        Some(text.in_language(language))
    }
}

impl StaleLength {
    /// What a server reads, and the way out, a few sentences.
    pub fn note(self, language: Language) -> String {
        let Self { declared, actual } = self;
        let is_cut = declared < actual;
        if language == Language::ZhCn {
            let reads = if is_cut {
                format!("服务端只会读取前 {declared} 字节作为正文")
            } else {
                format!("服务端会一直等待其余 {} 字节", declared - actual)
            };
            return format!(
                "命令行中的 Content-Length 为 {declared}，而数据为 {actual} 字节。curl 会照写发送该请求头，因此{reads}。\
                 请删去这个 -H：curl 会自行计算长度。其余结论均针对完整数据。"
            );
        }
        let reads = if is_cut {
            format!("reads only the first {declared} bytes as the body")
        } else {
            format!("waits for {} more bytes", declared - actual)
        };
        format!(
            "The Content-Length of the command line is {declared}, but its data has {actual} \
             bytes. curl sends the header as it is written, so a server {reads}. Leave out this \
             -H: curl counts the bytes itself. All else that is said here is about the whole data."
        )
    }
}

/// A time as people write it, in UTC: `2023-11-14 22:13:20 UTC`.
pub fn utc(time: Timestamp) -> String {
    let second = time.seconds() % 86_400;
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{} {hour:02}:{minute:02}:{second:02} UTC", time.date())
}

/// How old a request is that was checked at its own time, one sentence.
pub fn age(signed: Timestamp, now: Timestamp, language: Language) -> String {
    let (is_ahead, seconds) = match now.seconds().checked_sub(signed.seconds()) {
        Some(seconds) => (false, seconds),
        None => (true, signed.seconds() - now.seconds()),
    };
    let units = [(86_400, "days", "天"), (3_600, "hours", "小时"), (60, "minutes", "分钟")];
    let unit = units.into_iter().find(|(length, ..)| seconds >= 2 * length);
    let (length, en, zh) = unit.unwrap_or((1, "seconds", "秒"));
    let (count, at, is_over) = (seconds / length, utc(signed), seconds > WINDOW);
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
