//! Phrases that the libraries put into their errors.

/// What the page says where it reads no file.
pub(crate) const NO_FILE: &str = "files are not read here; paste its content";

const PHRASES: &[(&str, &str)] = &[
    (NO_FILE, "此处不读取文件，请粘贴其内容"),
    // Endpoints.
    ("the host is missing", "缺少主机名"),
    ("it contains a space or a control character", "含有空格或控制字符"),
    ("the scheme must be http:// or https://", "协议须为 http:// 或 https://"),
    ("user and password are not supported", "不支持用户名和密码"),
    ("a path, query or fragment is not allowed", "不能带路径、查询串或片段"),
    (
        "a host has ASCII letters only; write an international name as xn--…",
        "主机名只能用 ASCII 字符，国际化域名请写作 xn--…",
    ),
    ("the port must be a number from 1 to 65535", "端口须为 1 到 65535 的数字"),
    ("the bracket `]` is missing", "缺少右括号 `]`"),
    ("only an IPv6 address may be in brackets", "方括号内只能是 IPv6 地址"),
    ("only a port may follow the bracket `]`", "右括号 `]` 之后只能是端口"),
    (
        "expected a DNS label: lower-case letters, digits and inner hyphens, at most 63",
        "应为 DNS 标签：小写字母、数字和中间的连字符，最多 63 个",
    ),
    // Requests.
    ("the value contains a character that is not allowed", "值中含有不允许的字符"),
    ("the name contains a character that is not allowed", "名称中含有不允许的字符"),
    ("a list or an object cannot be sent as a header", "列表或对象不能作为请求头发送"),
    ("the content of a file must be a string in Base64", "文件内容须为 Base64 字符串"),
    ("signature v1 cannot send files or octet streams", "签名方法 v1 不能发送文件或字节流"),
    ("signature v1 cannot send unsigned requests", "签名方法 v1 不能发送未签名的请求"),
    // Command lines.
    ("it has a NUL", "含有 NUL"),
    ("it has more than one line", "不止一行"),
    ("it has a comment", "含有注释"),
    ("a brace is not quoted", "花括号没有加引号"),
    ("a quotation mark is not closed", "引号没有闭合"),
    (
        "one of | & ; < > ( ) is not quoted; quote the URL, and leave out what follows the command",
        "| & ; < > ( ) 之一没有加引号；请给 URL 加引号，并去掉命令之后的内容",
    ),
    (
        "it has a variable or a command to replace; write its value",
        "含有变量或命令替换，请写出其值",
    ),
    ("it has a variable; write its value", "含有变量，请写出其值"),
    ("it is a variable; write its value", "是变量，请写出其值"),
    ("its service or action is a variable", "产品或接口是变量"),
    ("the last option has no value", "最后一个选项没有值"),
    ("the value is missing", "缺少值"),
    ("it has no URL", "没有 URL"),
    ("it has more than one URL", "不止一个 URL"),
    ("it names no service and action", "没有写产品和接口"),
    ("it has a word too many", "多了一个词"),
    ("a word is not UTF-8", "有的词不是 UTF-8"),
    ("its name is not UTF-8", "文件名不是 UTF-8"),
    ("stdin is not at hand; write the JSON", "此处没有标准输入，请写出 JSON"),
    ("must be POST or GET", "须为 POST 或 GET"),
    ("is no option of tccli", "不是 tccli 的选项"),
    ("the URL has a space or a control character", "URL 含有空格或控制字符"),
    ("the URL is neither https nor http", "URL 不是 https 或 http"),
    (
        "the URL has braces or brackets, which curl expands",
        "URL 含有花括号或方括号，curl 会将其展开",
    ),
    (
        "the path of the URL has . or .., which curl resolves",
        "URL 的路径含有 . 或 ..，curl 会将其化简",
    ),
];

/// The Chinese of a phrase. One that is newer than this list stays as it is.
pub(super) fn chinese(phrase: &str) -> &str {
    PHRASES.iter().find(|(en, _)| *en == phrase).map_or(phrase, |(_, zh)| zh)
}
