//! A line end behind the body, unlike sent.

use sha2::{Digest, Sha256};

use crate::{
    diagnose::cause::{Bilingual, Cause},
    hex::hex,
    signing::Hash,
};

pub(crate) static CAUSE: Cause = Cause {
    name: "payload-trailing-newline",
    explanation: Bilingual {
        en: "The body was hashed with or without a line feed at its end, unlike it was sent; hash \
             exactly the bytes that are sent.",
        zh: "计算哈希时正文末尾有无换行符与发送时不一致；应对实际发送的字节计算哈希。",
    },
    code: "payload_hash = sha256_hex(body_with_other_end)  // payload_hash = sha256_hex(body)",
    tc3: Some(|search| {
        // The body of a GET is not signed, but `echo` writes a line feed for an empty one.
        let is_get = search.request.method() == "GET";
        let body: &[u8] = if is_get { b"" } else { search.request.body() };
        // A large body is read once for both.
        let sent = Sha256::new_with_prefix(body);
        for (end, name) in [("\n", "LF"), ("\r\n", "CR LF")] {
            let with_end = hex(&sent.clone().chain_update(end).finalize());
            search.attempt_payload(
                (format!("hashed with {name}"), format!("哈希时有 {name}")),
                with_end.into_bytes(),
            );
            if let Some(without) = body.strip_suffix(end.as_bytes()) {
                let hash = Hash::Sha256.hex(without);
                search.attempt_payload(
                    (format!("hashed without {name}"), format!("哈希时没有 {name}")),
                    hash.into_bytes(),
                );
            }
        }
    }),
    ..Cause::NEW
};
