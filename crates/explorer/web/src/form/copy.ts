// Texts of the form.

import type { Text } from "../ui/copy";

const pair = (en: string, zh: string): Text => ({ en, zh });

export const header = {
  favorite: pair("Add to favorites", "加入收藏"),
  unfavorite: pair("Remove from favorites", "取消收藏"),
  more: pair("More", "更多"),
  rate: pair("{0} req/s", "每秒 {0} 次"),
  link: pair("Copy link", "复制链接"),
  linkCopied: pair("Link copied. It holds the input, never a key.", "链接已复制，含输入内容，不含密钥。"),
  export: pair("Export .tc3.json", "导出 .tc3.json"),
  skeleton: pair("Start again with the required members", "恢复为仅含必填参数"),
  leaveOut: pair("Leave out all optional members", "不发送所有选填参数"),
  done: pair("The input was replaced", "输入内容已替换"),
  offline: pair("offline", "已下线"),
};

export const common = {
  label: pair("Common parameters", "公共参数"),
  short: pair("Common", "公共参数"),
  region: pair("Region", "地域"),
  version: pair("Version", "版本"),
  signature: pair("Signature", "签名方法"),
  language: pair("Language", "语言"),
  token: pair("Token", "临时令牌"),
  time: pair("Time", "时间"),
  none: pair("none", "无"),
  now: pair("now", "当前"),
  frozen: pair("frozen", "已固定"),
  other: pair("Another region", "其他地域"),
  postOnly: pair("This action is sent by POST with TC3-HMAC-SHA256 only.", "此接口仅支持 POST 和 TC3-HMAC-SHA256。"),
  tokenNone: pair(
    "None is sent. A token comes with temporary keys, from where the keys come from: {0}.",
    "不发送。临时令牌随临时密钥一起提供，来源与密钥相同：{0}。",
  ),
  tokenSent: pair("A token is sent. It comes with the keys from: {0}.", "将发送临时令牌，来源与密钥相同：{0}。"),
  tokenNever: pair("Keys and tokens are never typed into this page.", "密钥和令牌从不在此页输入。"),
  noKey: pair("there is no key for this target", "此目标没有密钥"),
  live: pair("Follow the clock", "跟随时钟"),
  freeze: pair("Freeze at this second", "固定在这一秒"),
  set: pair("Set", "设置"),
  seconds: pair("Seconds since 1970 (UTC)", "自 1970 年起的秒数（UTC）"),
};

export const form = {
  form: pair("Form", "表单"),
  view: pair("Form or JSON", "表单或 JSON"),
  requiredOnly: pair("Required only", "仅必填"),
  undo: pair("Undo", "撤销"),
  redo: pair("Redo", "重做"),
  required: pair("required", "必填"),
  optional: pair("optional", "选填"),
  unknown: pair("unknown", "未知"),
  notSent: pair("not sent", "不发送"),
  add: pair("Add", "添加"),
  addTo: pair("Add to {0}", "添加到 {0}"),
  addValue: pair("Add value", "添加值"),
  leaveOut: pair("Leave out", "不发送此参数"),
  leaveOutName: pair("Leave out {0}", "不发送 {0}"),
  rows: pair("{0} rows", "{0} 项"),
  row: pair("1 row", "1 项"),
  removed: pair("Row {1} of {0} removed", "已移除 {0} 的第 {1} 项"),
  leftOut: pair("{0} left out", "已不发送 {0}"),
  remove: pair("Remove row {0}", "移除第 {0} 项"),
  removeValue: pair("Remove {0}", "移除 {0}"),
  editValue: pair("Edit {0}", "编辑 {0}"),
  menu: pair("Menu of {0}", "{0} 的菜单"),
  duplicate: pair("Duplicate", "复制一份"),
  up: pair("Move up", "上移"),
  down: pair("Move down", "下移"),
  sendNull: pair("Send null", "发送 null"),
  fromFile: pair("Fill with a file as Base64…", "用文件的 Base64 填写…"),
  sendEmpty: pair("Send an empty string", "发送空字符串"),
  addEmpty: pair("Add an empty string", "添加空字符串"),
  sendEmptyList: pair("Send an empty list", "发送空列表"),
  sendEmptyObject: pair("Send an empty object", "发送空对象"),
  fold: pair("Fold {0}", "折叠 {0}"),
  open: pair("Open {0}", "展开 {0}"),
  nothing: pair("Nothing to fill in", "无需填写"),
  nothingText: pair("This action has no members. The body is `{}`.", "此接口没有参数，正文为 `{}`。"),
  noneRequired: pair("No member is required", "没有必填参数"),
  showAll: pair("Show all {0} members", "显示全部 {0} 个参数"),
  noTexts: pair(
    "No descriptions. Read them from your own copy:",
    "没有参数说明。可从自己的副本读取：",
  ),
  invalidAt: pair("The JSON is not valid at line {0}, column {1}.", "JSON 在第 {0} 行第 {1} 列无效。"),
  lastValid: pair("The form shows the last valid state.", "表单显示最近一次有效的内容。"),
  editJson: pair("Edit the JSON", "编辑 JSON"),
  takeForm: pair("Go on with this state", "采用此内容"),
  otherTarget: pair("This call was for another target. Send goes to {0}.", "该请求原本发往其他目标，现在将发送到{0}。"),
  timeFormat: pair("Written as {0}.", "格式为 {0}。"),
};

export const file = {
  choose: pair("File…", "文件…"),
  chooseFor: pair("Choose a file for {0}", "为 {0} 选择文件"),
  base64: pair("{0} bytes, as Base64", "{0} 字节（Base64）"),
  octets: pair("Content of the body", "正文内容"),
  octetsHelp: pair("The body of this action is a stream of bytes. Choose the file that it sends.", "此接口的正文为字节流，请选择要发送的文件。"),
  octetsNone: pair("No file chosen.", "未选择文件。"),
};

export const json = {
  label: pair("Input as JSON", "JSON 格式的输入"),
};

export const findings = {
  label: pair("Findings", "检查结果"),
  none: pair("No findings", "没有问题"),
  one: pair("1 finding", "1 个问题"),
  several: pair("{0} findings", "{0} 个问题"),
  show: pair("Show", "查看"),
  whole: pair("input", "输入"),
};
