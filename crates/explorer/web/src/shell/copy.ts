// Texts of the header, the target bar, the side list, the palette and the start screen.

import type { Text } from "../ui/copy";

const pair = (en: string, zh: string): Text => ({ en, zh });

export const views = {
  explore: pair("Explore", "调用"),
  explain: pair("Explain", "诊断"),
  emulator: pair("Emulator", "模拟器"),
  history: pair("History", "历史"),
};

export const header = {
  views: pair("Views", "视图"),
  search: pair("Search actions, members, error codes", "搜索接口、参数、错误码"),
  language: pair("Language of the page", "界面语言"),
  theme: pair("Theme", "主题"),
  system: pair("System", "跟随系统"),
  light: pair("Light", "浅色"),
  dark: pair("Dark", "深色"),
  keys: pair("Keyboard", "键盘快捷键"),
  menu: pair("Menu", "菜单"),
  skip: pair("Skip to form", "跳到表单"),
};

export const target = {
  region: pair("Target", "目标"),
  emulator: pair("Emulator", "模拟器"),
  custom: pair("Custom endpoint", "自定义地址"),
  cloud: pair("REAL CLOUD", "真实云环境"),
  customEntry: pair("Custom endpoint…", "自定义地址…"),
  cloudEntry: pair("Real cloud…", "真实云环境…"),
  stays: pair("nothing leaves this machine", "请求不会离开本机"),
  leaves: pair("leaves this machine", "请求会离开本机"),
  readOnly: pair("read-only: sends only actions that read", "只读：仅发送查询类接口"),
  readOnlyShort: pair("read-only", "只读"),
  allow: pair("Allow changes…", "允许变更…"),
  allowTitle: pair("Allow changes for 10 minutes?", "允许变更 10 分钟？"),
  allowText: pair(
    "For this target and this page only; a reload ends it. Each change is confirmed before it is sent.",
    "仅限此目标和此页面，刷新后失效。每次变更发送前都需确认。",
  ),
  allowButton: pair("Allow changes", "允许变更"),
  allowed: pair("changes allowed until {0}", "{0} 前允许变更"),
  back: pair("Back to read-only", "恢复只读"),
  clockFast: pair("the emulator’s clock is {0} ahead", "模拟器时钟快 {0}"),
  clockSlow: pair("the emulator’s clock is {0} behind", "模拟器时钟慢 {0}"),
  clockFrozen: pair("the emulator’s clock is frozen at {0} UTC", "模拟器时钟已暂停在 {0} UTC"),
  anyHost: pair("host of the action", "由接口决定"),
  endpoint: pair("Host or URL", "主机或 URL"),
  endpointHelp: pair("Keys are never typed into this page.", "密钥从不在此页输入。"),
  use: pair("Use this endpoint", "使用此地址"),
  cloudTitle: pair("Switch to the real cloud?", "切换到真实云环境？"),
  cloudText: pair(
    "Calls go to Tencent Cloud and act on the account of this key. Read-only until you allow changes.",
    "调用将发往腾讯云，作用于此密钥的账号。在允许变更之前为只读。",
  ),
  cloudButton: pair("Switch to the real cloud", "切换到真实云环境"),
  isCloud: pair("The target is now the real cloud", "目标现在是真实云环境"),
  isEmulator: pair("The target is now the emulator", "目标现在是模拟器"),
  key: pair("Key", "密钥"),
};

export const units = {
  seconds: pair("{0} s", "{0} 秒"),
  minutes: pair("{0} min", "{0} 分钟"),
  hours: pair("{0} h", "{0} 小时"),
  days: pair("{0} d", "{0} 天"),
};

export const sources: Record<string, Text> = {
  "emulator key": pair("emulator key", "模拟器密钥"),
  environment: pair("environment", "环境变量"),
};

export const send = {
  emulator: pair("Send to emulator", "发送到模拟器"),
  custom: pair("Send to custom endpoint", "发送到自定义地址"),
  cloud: pair("Send to real cloud", "发送到真实云"),
  sending: pair("Sending {0} s · Cancel", "发送中 {0} 秒 · 取消"),
  readOnly: pair("Read-only", "只读"),
  noKey: pair("No key", "无密钥"),
};

export const side = {
  region: pair("Actions", "接口"),
  favorites: pair("Favorites", "收藏"),
  recent: pair("Recent", "最近"),
  actions: pair("{0} actions", "{0} 个接口"),
  open: pair("Side list", "侧栏"),
  close: pair("Close the side list", "关闭侧栏"),
  failed: pair("failed", "失败"),
  succeeded: pair("success", "成功"),
};

export const first = {
  title: pair("What do you want to call?", "想调用什么接口？"),
  text: pair(
    "{0} actions of {1} services. Calls go to the emulator in this process until you choose another target.",
    "{1} 个产品的 {0} 个接口。在选择其他目标之前，调用都发往本进程内的模拟器。",
  ),
  search: pair("Search actions, members, error codes in English or Chinese", "用中文或英文搜索接口、参数、错误码"),
  paste: pair("Paste a request", "粘贴请求"),
  pasteText: pair("curl, raw HTTP, a {0} line or an API Explorer link fills the form.", "curl、原始 HTTP、{0} 命令或 API Explorer 链接会填好表单。"),
  pasteKey: pair("Copy a request, then press Ctrl V here.", "先复制请求，再在此按 Ctrl V。"),
  explain: pair("Explain a failing signature", "诊断失败的签名"),
  explainText: pair(
    "Names the cause: local date, re-serialized body, wrong host; {0} in all.",
    "指出原因：本地日期、正文被重新序列化、主机错误等，共 {0} 种。",
  ),
  examples: pair("Examples", "示例"),
  examplesText: pair("filled in, ready for the emulator", "已填好，可直接发送到模拟器"),
};

export const palette = {
  label: pair("Search", "搜索"),
  updating: pair("updating", "更新中"),
  slow: pair("tc3 is slow to reply", "tc3 响应较慢"),
  results: pair("{0} results", "{0} 个结果"),
  oneResult: pair("1 result", "1 个结果"),
  services: pair("Services", "产品"),
  actions: pair("Actions", "接口"),
  members: pair("Members", "参数"),
  codes: pair("Error codes", "错误码"),
  member: pair("member", "参数"),
  code: pair("error code", "错误码"),
  service: pair("service", "产品"),
  more: pair("{0} more", "还有 {0} 个"),
  move: pair("move", "移动"),
  open: pair("open", "打开"),
  favorite: pair("favorite", "收藏"),
  unfavorite: pair("remove favorite", "取消收藏"),
  narrow: pair("narrow with", "缩小范围："),
  nothing: pair("Nothing is called “{0}”", "没有名为“{0}”的内容"),
  nearest: pair("Nearest:", "最接近："),
  start: pair("Type a name of an action, a member or an error code.", "输入接口、参数或错误码的名称。"),
};

export const gone = {
  title: pair("The explorer process has ended.", "tc3 explorer 已退出。"),
  text: pair("What you typed is kept in this tab. Start it again:", "输入内容保留在此页。重新启动："),
  again: pair("checking again in {0} s", "{0} 秒后重新检查"),
  now: pair("Check now", "立即检查"),
  staleTitle: pair("This link’s token is from another run.", "此链接的令牌来自上一次运行。"),
  noToken: pair("This tab has no token.", "此标签页没有令牌。"),
  staleText: pair("Open the link that tc3 explorer printed last.", "请打开 tc3 explorer 最近输出的链接。"),
};

export const panes = {
  label: pair("Form and output", "表单与输出"),
  form: pair("Form", "表单"),
  request: pair("Request", "请求"),
  signature: pair("Signature", "签名"),
  code: pair("Code", "代码"),
  response: pair("Response", "响应"),
  findings: pair("{0} findings, show the first", "{0} 个问题，查看第一个"),
};
