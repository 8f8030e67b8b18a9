//! The parameters of v1 in another order.

use crate::signing::SigningV1;
use std::{borrow::Cow, cmp::Ordering};

use crate::diagnose::{
    DiffersAt,
    cause::{Bilingual, Cause},
};

pub(crate) static CAUSE: Cause = Cause {
    name: "v1-order",
    explanation: Bilingual {
        en: "The parameters are signed in another order; sort them by the bytes of their names, so \
             that `A.10` stands before `A.2` and capital letters before small ones.",
        zh: "签名时参数的顺序有误；应按参数名的字节序排序，`A.10` 在 `A.2` 之前，大写字母在小写字母之前。",
    },
    code: "pairs = sort_ignoring_case(parameters)  // sort by the bytes of the names",
    v1: Some(|search| {
        let sent = search.sent;
        search.attempt(DiffersAt::StringToSign, "as sent", |signing| {
            let place = |name: &str| sent.iter().position(|(other, _)| is_name(name, other));
            signing.parameters.sort_by_key(|(name, _)| place(name));
        });
        search.attempt(DiffersAt::StringToSign, "ignoring case", |signing| {
            sort(signing, |one, other| one.to_lowercase().cmp(&other.to_lowercase()));
        });
        search.attempt(DiffersAt::StringToSign, "list indices as numbers", |signing| {
            sort(signing, |one, other| segments(one).cmp(segments(other)));
        });
    }),
    ..Cause::NEW
};

/// Whether this is the signed name of a parameter that was sent.
fn is_name(signed: &str, sent: &str) -> bool {
    signed == sent || *signed == sent.replace('_', ".")
}

fn sort(signing: &mut SigningV1<'_>, order: impl Fn(&str, &str) -> Ordering) {
    signing.parameters.sort_by(|(one, _): &(Cow<'_, str>, _), (other, _)| order(one, other));
}

/// The parts between dots; numbers are compared as such, and stand before words.
fn segments(name: &str) -> impl Iterator<Item = (bool, u64, &str)> {
    name.split('.').map(|part| match part.parse() {
        Ok(number) => (false, number, ""),
        Err(_) => (true, 0, part),
    })
}
