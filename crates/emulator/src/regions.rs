//! Regions by name.
//!
//! No page lists the regions that ECM imports from or that its API answers in.
//! Both lists here are put together from published examples and region tables
//! of the neighbouring products, and so assumed.

/// CVM regions: where an image can be imported from.
pub(crate) const SOURCE: &[&str] = &[
    "ap-bangkok",
    "ap-beijing",
    "ap-beijing-fsi",
    "ap-chengdu",
    "ap-chongqing",
    "ap-guangzhou",
    "ap-guiyang",
    "ap-hongkong",
    "ap-jakarta",
    "ap-nanjing",
    "ap-seoul",
    "ap-shanghai",
    "ap-shanghai-fsi",
    "ap-shenzhen-fsi",
    "ap-singapore",
    "ap-tokyo",
    "ap-xian-ec",
    "eu-frankfurt",
    "na-ashburn",
    "na-siliconvalley",
    "sa-saopaulo",
];

/// Regions that only the common parameter Region may name.
const MORE_OFFERED: &[&str] = &["ap-mumbai", "na-toronto"];

/// Whether the common parameter Region may have this value.
pub(crate) fn is_offered(region: &str) -> bool {
    SOURCE.contains(&region) || MORE_OFFERED.contains(&region)
}

/// Whether a text has the form of a region: `ap-guangzhou`, `ap-xian-ecm`.
pub(crate) fn is_region_shaped(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let mut parts = text.split('-');
    let continent = parts.next().unwrap_or_default();
    text.len() <= 63
        && continent.len() == 2
        && continent.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.clone().next().is_some()
        && parts.all(|part| !part.is_empty() && part.bytes().all(plain))
}

/// Whether this is an edge region of ECM itself, such as `ap-xian-ecm` or
/// `ap-guangzhou-ecm-cu2`: what people give when they mean the target.
pub(crate) fn is_edge(region: &str) -> bool {
    region.split('-').skip(2).any(|part| part == "ecm")
}

/// The source region that the text was probably meant to be.
pub(crate) fn nearest(text: &str) -> Option<&'static str> {
    crate::nearest::of(text, SOURCE.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        for good in ["ap-guangzhou", "ap-guangzhou-ecm-cu2", "na-ashburn", "ap-mars-1"] {
            assert!(is_region_shaped(good), "{good}");
        }
        for bad in ["", "ap", "ap-", "-ap", "AP-guangzhou", "apx-a", "ap-a--b", "ap-a b", "a1-x"] {
            assert!(!is_region_shaped(bad), "{bad}");
        }
        assert!(!is_region_shaped(&format!("ap-{}", "x".repeat(61))));
    }

    #[test]
    fn edge_regions_are_told_from_others() {
        for edge in ["ap-xian-ecm", "ap-hangzhou-ecm-1", "ap-beijing-ecm-cm3-1"] {
            assert!(is_edge(edge), "{edge}");
        }
        assert!(!is_edge("ap-xian-ec") && !is_edge("ap-chengdu"));
    }

    #[test]
    fn misspelt_regions_find_their_neighbour() {
        assert_eq!(nearest("ap-chengdo"), Some("ap-chengdu"));
        assert_eq!(nearest("chengdu"), Some("ap-chengdu"));
        assert_eq!(nearest("AP-Chengdu"), Some("ap-chengdu"));
        assert_eq!(nearest("ap-shanghai-1"), Some("ap-shanghai"));
        assert_eq!(nearest("mars"), None);
    }

    #[test]
    fn the_list_is_in_order() {
        assert!(SOURCE.is_sorted() && SOURCE.iter().all(|region| is_region_shaped(region)));
        assert!(is_offered("na-toronto") && !is_offered("ap-mars"));
    }
}
