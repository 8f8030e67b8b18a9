//! The classes of actions against labels of a reader who had not seen the table.

use tencentcloud_catalog::{ActionClass, action};

const LABELS: &str = include_str!("../../../../tests/data/action-classes.txt");

#[test]
fn classes_are_those_of_an_independent_reader() {
    let lines: Vec<_> = LABELS.lines().filter(|line| !line.starts_with('#')).collect();
    let mut different = Vec::new();
    for line in &lines {
        let words: Vec<_> = line.split(' ').collect();
        let [service, version, name, label] = words[..] else { panic!("{line}") };
        let class = action(service, version, name).unwrap().class;
        let is_read = |word| ["reads", "reads-paid"].contains(&word);
        assert!(!is_read(class.as_str()) || is_read(label), "{line}: {class:?}");
        if class.as_str() != label {
            different.push(line);
        }
    }
    assert_eq!(lines.len(), 200);
    assert!(different.len() <= 10, "{different:?}");
}

#[test]
fn only_plain_reads_are_idempotent() {
    let class = |service, version, name| action(service, version, name).unwrap().class;
    assert!(class("sts", "2018-08-13", "GetCallerIdentity").is_idempotent());
    for (service, version, name, expected) in [
        ("ocr", "2018-11-19", "GeneralBasicOCR", ActionClass::ReadsPaid),
        ("ecm", "2019-07-19", "ImportImage", ActionClass::Changes),
        ("ecm", "2019-07-19", "DeleteImage", ActionClass::Deletes),
        ("cvm", "2017-03-12", "RunInstances", ActionClass::Charges),
    ] {
        assert_eq!(class(service, version, name), expected, "{name}");
        assert!(!expected.is_idempotent());
    }
}
