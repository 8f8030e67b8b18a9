//! The calls whose Rust programs have types of a generated crate.

use crate::cases::Case;

const RUN_INSTANCES: &str = r#"{"InstanceChargePrepaid":{"Period":1,"RenewFlag":"NOTIFY_AND_AUTO_RENEW"},"Placement":{"Zone":"ap-guangzhou-3","ProjectId":9007199254740991,"HostIds":["host-1"]},"ImageId":"img-pmqg1cw9","DataDisks":[{"DiskSize":50,"DeleteWithInstance":false},{"DiskSize":60}],"InstanceCount":2,"InstanceName":"a \"b\" 边 \u0001","SecurityGroupIds":[],"TagSpecification":[{"ResourceType":"instance","Tags":[{"Key":"a","Value":""}]}],"DryRun":true}"#;

const POLICIES: &str = r#"{"SecurityGroupId":"sg-1","SecurityGroupPolicySet":{"Egress":[],"Ingress":[{"PolicyIndex":-1,"Protocol":"TCP","Port":"80","CidrBlock":"0.0.0.0/0","Action":"ACCEPT"}]},"OriginalSecurityGroupPolicySet":{"Version":"1"}}"#;

/// A structure within itself; members whose names are keywords or methods of Rust.
const TOOL: &str = r#"{"GatewayId":"g","ServerId":"s","ToolId":"t","Name":"n","Path":"/","ContentType":"json","Method":"GET","InputParams":[{"Name":"ids","Type":"array","Required":false,"Position":"query","Default":"1","Items":{"Name":"id","Type":"string","Required":true,"Position":"query"}}]}"#;

/// A structure whose name the program has from elsewhere.
const SYNC_JOB: &str = r#"{"JobId":"sync-1","SrcAccessType":"cdb","DstAccessType":"cdb","Objects":{"Mode":"Partial","Databases":[{"DbName":"d"}]},"SrcInfo":{"Region":"ap-guangzhou","Port":3306}}"#;

pub(crate) const TYPED: [Case; 8] = [
    typed(
        "typed-role",
        &["sts", "AssumeRole", "--RoleArn", "arn", "--RoleSessionName", "name", "--region", "a"],
    ),
    typed("typed-instances", &["cvm", "RunInstances", "--json", RUN_INSTANCES, "--region", "a"]),
    typed("typed-policies", &["vpc", "ReplaceSecurityGroupPolicies", "--json", POLICIES]),
    typed("typed-tool", &["cngw", "ModifyCloudNativeAPIGatewayMCPTool", "--json", TOOL]),
    typed("typed-sync", &["dts", "ConfigureSyncJob", "--json", SYNC_JOB]),
    // Not the default version, with a structure that is named as an action, and a stream.
    typed(
        "typed-document",
        &[
            "es",
            "ParseDocument",
            "--version",
            "2025-01-01",
            "--Document.FileType",
            "PDF",
            "--ModelName",
            "m",
        ],
    ),
    typed("typed-file", &["cii", "UploadMedicalFile", "--File", "@clippy.toml", "--FileURL", "u"]),
    typed("typed-octets", &["cls", "UploadLog", "--TopicId", "topic-1", "--body", "@Cargo.toml"]),
];

const fn typed(name: &'static str, arguments: &'static [&'static str]) -> Case {
    Case { name, arguments, unsupported: &[], is_typed: true }
}
