//! Another content type than sent.

use crate::diagnose::cause::{Bilingual, Cause};

pub(crate) static CAUSE: Cause = Cause {
    name: "content-type-other",
    explanation: Bilingual {
        en: "Another content type was signed than the request was sent with; sign the value of the \
             header that is sent.",
        zh: "签名使用的 Content-Type 与请求实际发送的不同；应使用实际发送的值。",
    },
    code: "canonical_type = other_type  // canonical_type = headers[\"Content-Type\"]",
    tc3: Some(|search| {
        let types = ["application/json", "application/x-www-form-urlencoded", "text/plain", ""];
        for content_type in types {
            search.attempt_value("content-type", |sent| {
                (sent != content_type).then(|| content_type.to_owned())
            });
        }
        // A multipart body without its boundary.
        search.attempt_value("content-type", |sent| {
            let (essence, _) =
                sent.split_once(';').filter(|(_, after)| after.contains("boundary="))?;
            Some(essence.to_owned())
        });
    }),
    ..Cause::NEW
};
