//! Names of regions.
//!
//! The endpoints of ECM are documented. The source regions of imports and the
//! edge regions are not; these lists are assumed from published examples and from
//! the region tables of neighboring products. A name in no list is not a region.

/// CVM regions from which an image can be imported.
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

/// Regions with an endpoint of ECM, which the common parameter Region may name.
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

/// Edge regions, where ECM instances run. They have no API endpoint.
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

/// Whether ECM has an endpoint in this region.
pub(crate) fn is_served(region: &str) -> bool {
    SERVED.contains(&region)
}

/// Whether this name is a region.
pub(crate) fn is_known(region: &str) -> bool {
    [SOURCE, SERVED, EDGE].iter().any(|list| list.contains(&region))
}

/// Whether this is an edge region of ECM, such as `ap-xian-ecm` or
/// `ap-guangzhou-ecm-cu2`. Callers confuse it with the source region.
pub(crate) fn is_edge(region: &str) -> bool {
    region.split('-').skip(2).any(|part| part == "ecm")
}

/// The source region nearest to a misspelled name.
pub(crate) fn nearest(name: &str) -> Option<&'static str> {
    tencentcloud_catalog::nearest(name, SOURCE.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_served_or_known_or_unknown() {
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
    fn edge_regions_are_recognized() {
        for edge in ["ap-xian-ecm", "ap-hangzhou-ecm-1", "ap-beijing-ecm-cm3-1"] {
            assert!(is_edge(edge), "{edge}");
        }
        assert!(!is_edge("ap-xian-ec") && !is_edge("ap-chengdu"));
    }

    #[test]
    fn nearest_region_is_found_for_a_misspelled_name() {
        assert_eq!(nearest("ap-chengdo"), Some("ap-chengdu"));
        assert_eq!(nearest("chengdu"), Some("ap-chengdu"));
        assert_eq!(nearest("AP-Chengdu"), Some("ap-chengdu"));
        assert_eq!(nearest("ap-shanghai-1"), Some("ap-shanghai"));
        assert_eq!(nearest("mars"), None);
    }

    #[test]
    fn lists_are_sorted() {
        assert!([SOURCE, SERVED, EDGE].iter().all(|list| list.is_sorted()));
        assert!(EDGE.iter().all(|region| is_edge(region)));
    }
}
