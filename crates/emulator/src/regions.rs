//! Regions by name.
//!
//! No page lists the regions that ECM imports from. That list, and the one of
//! edge regions, are put together from published examples and region tables of
//! the neighbouring products, and so assumed; the endpoints are documented. A
//! name in no list is taken for none of a region.

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

/// Regions in which ECM's API has an endpoint, and which the common parameter
/// Region may therefore name.
const SERVED: &[&str] = &[
    "ap-bangkok",
    "ap-beijing",
    "ap-chengdu",
    "ap-chongqing",
    "ap-guangzhou",
    "ap-hongkong",
    "ap-mumbai",
    "ap-seoul",
    "ap-shanghai",
    "ap-singapore",
    "ap-tokyo",
    "eu-frankfurt",
    "na-ashburn",
    "na-siliconvalley",
    "na-toronto",
];

/// Regions of ECM itself, where its instances run. The API is not there.
const EDGE: &[&str] = &[
    "ap-beijing-ecm",
    "ap-bhmini-ecm",
    "ap-changchun-ecm",
    "ap-dongguan-ecm",
    "ap-guangzhou-ecm",
    "ap-hangzhou-ecm",
    "ap-hefei-ecm",
    "ap-nanjing-ecm",
    "ap-ningbo-ecm",
    "ap-qingdao-ecm",
    "ap-shenyang-ecm",
    "ap-shenzhen-ecm",
    "ap-xian-ecm",
    "ap-zhengzhou-ecm",
];

/// Whether ECM's API answers in this region.
pub(crate) fn is_served(region: &str) -> bool {
    SERVED.contains(&region)
}

/// Whether this is a region at all.
pub(crate) fn is_known(region: &str) -> bool {
    [SOURCE, SERVED, EDGE].iter().any(|list| list.contains(&region))
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
    fn a_region_is_served_or_known_or_none() {
        for (region, known, served) in [
            ("ap-guangzhou", true, true),
            ("na-toronto", true, true),
            ("ap-nanjing", true, false),
            ("ap-shenzhen-fsi", true, false),
            ("ap-xian-ecm", true, false),
            ("ap-nowhere", false, false),
            ("AP-guangzhou", false, false),
            ("", false, false),
        ] {
            assert_eq!((is_known(region), is_served(region)), (known, served), "{region}");
        }
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
    fn the_lists_are_in_order() {
        assert!([SOURCE, SERVED, EDGE].iter().all(|list| list.is_sorted()));
        assert!(EDGE.iter().all(|region| is_edge(region)));
    }
}
