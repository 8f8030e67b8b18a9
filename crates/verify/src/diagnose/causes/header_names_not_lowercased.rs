//! Capital letters in names of headers.

use crate::{
    RawRequest,
    diagnose::{
        DiffersAt,
        cause::{Bilingual, Cause, Stage},
    },
};

pub(crate) static CAUSE: Cause = Cause {
    name: "header-names-not-lowercased",
    explanation: Bilingual {
        en: "A name of a header has capital letters in the canonical request or in SignedHeaders; \
             write all names in lower case.",
        zh: "规范请求串或 SignedHeaders 中的请求头名称含有大写字母；所有名称都应使用小写。",
    },
    code: "names = header_names  // names = lower_case(header_names)",
    at: &[Stage::Authorization, Stage::Signature],
    tc3: Some(|search| {
        let listed: Vec<_> = search.claim.signed_names().map(str::to_owned).collect();
        let lower: Vec<_> = listed.iter().map(|name| name.to_ascii_lowercase()).collect();
        let mut spellings = vec![lower.clone()];
        let sent = listed.iter().map(|name| as_sent(search.request, name)).collect();
        let title = listed.iter().map(|name| title_case(name)).collect();
        for spelling in [listed.clone(), sent, title] {
            if !spellings.contains(&spelling) {
                spellings.push(spelling);
            }
        }
        for list in &spellings {
            for lines in &spellings {
                // Unless only the header has capital letters, this is the right signing.
                if *list == lower && *lines == lower && listed == lower {
                    continue;
                }
                let list = list.join(";");
                let of_lines = lines.join(";");
                let detail = (
                    format!("the lines of `{of_lines}`, the list `{list}`"),
                    format!("各行为 `{of_lines}`，列表为 `{list}`"),
                );
                search.attempt(DiffersAt::CanonicalRequest, detail, |signing| {
                    signing.request.list = list.clone().into_bytes().into();
                    for ((name, _), spelled) in signing.request.headers.iter_mut().zip(lines) {
                        *name = spelled.clone().into_bytes().into();
                    }
                });
            }
        }
    }),
    ..Cause::NEW
};

fn as_sent(request: &RawRequest, wanted: &str) -> String {
    let mut names = request.headers().map(|(name, _)| name);
    names.find(|name| name.eq_ignore_ascii_case(wanted)).unwrap_or(wanted).to_owned()
}

/// `x-tc-action` as `X-Tc-Action`.
fn title_case(name: &str) -> String {
    let mut starts_word = true;
    let letter = |c: char| {
        let cased = if starts_word { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() };
        starts_word = !c.is_ascii_alphanumeric();
        cased
    };
    name.chars().map(letter).collect()
}
