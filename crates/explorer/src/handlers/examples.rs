//! Calls that are filled in, for the first view.

use crate::api::{Call, Class, Example, Language};

pub(super) fn examples(language: Language) -> Vec<Example> {
    let rows = [
        Row {
            name: ("ecm", "2019-07-19", "ImportImage"),
            class: Class::Changes,
            region: None,
            title: ("Import a CVM image, then import it again", "导入 CVM 镜像，再导入一次"),
            input: r#"{"ImageId":"img-pmqg1cw9","ImageDescription":"sampleImage","SourceRegion":"ap-chengdu"}"#,
        },
        Row {
            name: ("ecm", "2019-07-19", "DescribeImage"),
            class: Class::Reads,
            region: None,
            title: ("A nested filter with two rows", "含两项的嵌套过滤条件"),
            input: r#"{"Filters":[{"Name":"image-type","Values":["PRIVATE_IMAGE"]},{"Name":"image-name","Values":["sample"]}],"Limit":20}"#,
        },
        Row {
            name: ("cvm", "2017-03-12", "RunInstances"),
            class: Class::Charges,
            region: Some("ap-guangzhou"),
            title: ("Nested structures; returns stub data", "嵌套结构；返回示例数据"),
            input: r#"{"Placement":{"Zone":"ap-guangzhou-6"},"ImageId":"img-pmqg1cw9","InstanceType":"S5.MEDIUM2","SystemDisk":{"DiskType":"CLOUD_BSSD","DiskSize":50},"InstanceCount":1,"DryRun":true}"#,
        },
        Row {
            name: ("ocr", "2018-11-19", "RecognizeGeneralInvoice"),
            class: Class::ReadsPaid,
            region: Some("ap-guangzhou"),
            title: ("A file as Base64", "以 Base64 传入文件"),
            input: r#"{"ImageBase64":"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="}"#,
        },
    ];
    rows.map(|row| row.example(language)).into()
}

struct Row {
    /// Service, version and action.
    name: (&'static str, &'static str, &'static str),
    /// As in the catalog, which need not be decoded for the first view.
    class: Class,
    region: Option<&'static str>,
    /// In English and Chinese.
    title: (&'static str, &'static str),
    input: &'static str,
}

impl Row {
    fn example(&self, language: Language) -> Example {
        let (service, version, action) = self.name;
        let call = Call {
            service: service.to_owned(),
            version: version.to_owned(),
            action: action.to_owned(),
            input: self.input.to_owned(),
            octets: None,
            region: self.region.map(str::to_owned),
            language: Some(language.as_str().to_owned()),
            scheme: "TC3-HMAC-SHA256".to_owned(),
            method: "POST".to_owned(),
        };
        Example { call, class: self.class, title: language.of(self.title.0, self.title.1) }
    }
}

#[cfg(test)]
mod tests {
    use tencentcloud_catalog::{action, check_input_text};

    use super::*;

    #[test]
    fn examples_are_valid_and_their_class_is_that_of_the_catalog() {
        for example in examples(Language::English) {
            let call = &example.call;
            let action = action(&call.service, &call.version, &call.action).unwrap();
            assert_eq!(check_input_text(action, &call.input), [], "{}", call.action);
            assert_eq!(Class::from(action.class), example.class, "{}", call.action);
        }
    }
}
