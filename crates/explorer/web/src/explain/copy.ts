// Texts of Explain.

export const explain = {
  region: { en: "Failing request", zh: "失败的请求" },
  clear: { en: "Clear", zh: "清空" },
  placeholder: {
    en: "Paste a request that was refused: raw HTTP, a curl command line, or the output of curl -v or --trace-ascii.",
    zh: "粘贴被拒绝的请求：原始 HTTP、curl 命令行，或 curl -v、--trace-ascii 的输出。",
  },
  reads: {
    en: "Also reads raw HTTP and the output of `curl -v` or `--trace-ascii`. Nothing is sent.",
    zh: "也可读取原始 HTTP 以及 `curl -v` 或 `--trace-ascii` 的输出。不会发送任何内容。",
  },
  checkWith: { en: "Check with", zh: "使用密钥" },
  serverTime: { en: "Server time", zh: "服务器时间" },
  ownTime: { en: "the request’s own time", zh: "请求自身的时间" },
  givenTime: { en: "a given time", zh: "指定时间" },
  now: { en: "now", zh: "当前时间" },
  setTime: { en: "Seconds since 1970", zh: "Unix 秒" },
  set: { en: "Set", zh: "设置" },
  noTime: { en: "Digits only", zh: "仅限数字" },
  noKey: { en: "the emulator’s key and those of this process", zh: "模拟器密钥及本进程的密钥" },
  result: { en: "Result", zh: "结果" },
  cause: { en: "cause", zh: "原因" },
  differsAt: { en: "differs at", zh: "差异位于" },
  others: { en: "Also", zh: "另外" },
  difference: { en: "First difference", zh: "首个差异" },
  fix: { en: "Fix", zh: "修正" },
  pseudo: { en: "pseudo-code", zh: "伪代码" },
  open: { en: "Open in the form", zh: "在表单中打开" },
  /** `{0}` is the name of the command. */
  copyTc3: { en: "Copy as {0} line, signed again", zh: "复制为重新签名的 {0} 命令" },
  compareFrom: { en: "Compare from: {0}", zh: "从此步开始比较：{0}" },
  steps: { en: "Step by step", zh: "逐步比较" },
  updating: { en: "updating", zh: "更新中" },
  slow: { en: "tc3 is slow to reply", zh: "tc3 响应较慢" },
  emptyTitle: { en: "Why does a signature fail?", zh: "签名为什么不对？" },
  empty: {
    en: "Paste the request on the left. The cause is named only where it reproduces the signature bit for bit.",
    zh: "在左侧粘贴请求。只有能逐位重现该签名的原因才会被指出。",
  },
} as const;

/** Names of the stages, as `differs_at` has them. */
export const stages: Record<string, { en: string; zh: string }> = {
  authorization: { en: "Authorization", zh: "Authorization" },
  scope: { en: "Scope", zh: "凭证范围" },
  canonical_request: { en: "Canonical request", zh: "规范请求串" },
  signing_key: { en: "Signing key", zh: "签名密钥" },
  string_to_sign: { en: "String to sign", zh: "待签名字符串" },
  signature: { en: "Signature", zh: "签名" },
};
