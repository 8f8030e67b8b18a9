//! Words that official titles and names use for the same thing.

/// What an action does: Chinese words of two characters and words of names.
pub(super) const VERBS: &[&[&str]] = &[
    &[
        "查询", "获取", "拉取", "查看", "列出", "列举", "获得", "查找", "读取", "describe", "get",
        "list", "query",
    ],
    &["创建", "新建", "新增", "添加", "增加", "create", "add"],
    &["修改", "更新", "编辑", "变更", "更改", "设置", "调整", "配置", "modify", "update", "set"],
    &["删除", "移除", "销毁", "清除", "delete", "remove"],
    &["启用", "开启", "打开", "开通", "enable", "open"],
    &["停用", "关闭", "禁用", "停止", "终止", "disable", "close", "stop", "terminate"],
    &["绑定", "关联", "associate", "bind", "attach"],
    &["解绑", "解除", "取消", "disassociate", "unbind", "detach", "cancel"],
    &["启动", "开始", "发起", "start"],
    &["导出", "下载", "export", "download"],
    &["导入", "上传", "import", "upload"],
    &["校验", "检查", "验证", "检测", "检验", "check", "verify"],
    &["发送", "推送", "send", "push"],
];

/// Other words of both kinds.
pub(super) const GROUPS: &[&[&str]] = &[
    &["信息", "详情", "detail", "info"],
    &["镜像", "image"],
    &["实例", "instance"],
    &["任务", "task", "job"],
    &["规则", "rule"],
    &["列表", "list"],
    &["策略", "policy"],
    &["域名", "domain"],
    &["证书", "certificate"],
    &["房间", "room"],
    &["用户", "user"],
    &["集群", "cluster"],
    &["模板", "template"],
    &["设备", "device"],
    &["项目", "project"],
    &["配额", "quota"],
    &["价格", "询价", "price", "inquiry"],
];
