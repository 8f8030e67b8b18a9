//! The parameters of v1 in another order.

use std::{borrow::Cow, cmp::Ordering, collections::HashMap};

use crate::{
    diagnose::{
        DiffersAt,
        cause::{Bilingual, Cause},
    },
    signing::SigningV1,
};

pub(crate) static CAUSE: Cause = Cause {
    name: "v1-order",
    explanation: Bilingual {
        en: "The parameters are signed in another order; sort them by the bytes of their names, so \
             that `A.10` stands before `A.2` and capital letters before small ones.",
        zh: "签名时参数的顺序有误；应按参数名的字节序排序，`A.10` 在 `A.2` 之前，大写字母在小写字母之前。",
    },
    code: "pairs = other_order(params)  // pairs = sort_by_bytes_of_names(params)",
    v1: Some(|search| {
        let places = places(search.sent);
        search.attempt(DiffersAt::StringToSign, ("as sent", "按发送顺序"), |signing| {
            signing.parameters.sort_by_key(|(name, _)| places.get(&**name).copied());
        });
        search.attempt(DiffersAt::StringToSign, ("ignoring case", "不分大小写"), |signing| {
            sort(signing, |one, other| one.to_lowercase().cmp(&other.to_lowercase()));
        });
        search.attempt(
            DiffersAt::StringToSign,
            ("list indices as numbers", "列表下标按数字"),
            |signing| {
                sort(signing, |one, other| segments(one).cmp(segments(other)));
            },
        );
    }),
    ..Cause::NEW
};

/// The place of each parameter that was sent, by its name and by that which some official
/// clients sign.
fn places(sent: &[(String, String)]) -> HashMap<String, usize> {
    let mut places = HashMap::with_capacity(sent.len());
    for (place, (name, _)) in sent.iter().enumerate() {
        for signed in [name.clone(), name.replace('_', ".")] {
            places.entry(signed).or_insert(place);
        }
    }
    places
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
