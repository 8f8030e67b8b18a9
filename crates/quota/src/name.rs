//! Names in keys.

use crate::error::QuotaError;

const LONGEST: usize = 64;

/// Checks the name of an account, a service or an action: it becomes a part of a key.
pub(crate) fn check(name: &str) -> Result<(), QuotaError> {
    if name.is_empty() || !is_part(name) {
        return Err(QuotaError::Name(name.chars().take(LONGEST).collect()));
    }
    Ok(())
}

/// The name of a rate, which is the first of its keys. `None` if a part has characters that
/// no service, action or region has.
pub(crate) fn rate(account: &str, service: &str, action: &str, region: &str) -> Option<String> {
    let are_parts = [service, action, region].into_iter().all(is_part);
    are_parts.then(|| [crate::PREFIX, account, ":", service, ":", action, ":", region].concat())
}

/// Account, service, action and region of a rate.
pub(crate) fn parts(rate: &str) -> Option<[&str; 4]> {
    let parts: Vec<&str> = rate.strip_prefix(crate::PREFIX)?.split(':').collect();
    parts.try_into().ok().filter(|parts: &[&str; 4]| parts.iter().all(|part| is_part(part)))
}

fn is_part(part: &str) -> bool {
    let is_known = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    part.len() <= LONGEST && part.bytes().all(is_known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rate_is_named_by_account_service_action_and_region() {
        let name = rate("main", "ecm", "ImportImage", "ap-guangzhou").unwrap();
        assert_eq!(name, "{tc3}:main:ecm:ImportImage:ap-guangzhou");
        assert_eq!(parts(&name), Some(["main", "ecm", "ImportImage", "ap-guangzhou"]));
        let name = rate("main", "ecm", "ImportImage", "").unwrap();
        assert_eq!(parts(&name), Some(["main", "ecm", "ImportImage", ""]));
        assert_eq!(parts("{tc3}:probe"), None);
        assert_eq!(parts("{tc3}:ma\u{1b}[31min:ecm:A:"), None);
    }

    #[test]
    fn other_characters_never_reach_a_key() {
        for part in ["a:b", "a b", "a\nb", "{a}", "\u{e9}", &"a".repeat(65)] {
            assert_eq!(rate("main", part, "A", ""), None, "{part}");
            assert!(check(part).is_err(), "{part}");
        }
        assert!(check("").is_err());
        check("team-1.prod_x").unwrap();
    }
}
