// Colors of code in any of the languages of snippets: strings, comments, keywords, numbers.
// It reads no grammar; what it takes wrongly is only painted wrongly.

import type { SnippetForm } from "../api";

export interface CodeToken {
  text: string;
  kind: "string" | "comment" | "keyword" | "number" | null;
}

const keywords: Partial<Record<SnippetForm, string>> = {
  rust: "use async fn let mut await match if else for in impl struct pub return Ok Err Some None true false",
  python: "import from as def return if else for in with try except raise True False None print",
  go: "package import func var const if else return for range defer nil true false map struct type",
  node: "const let var require import from async function await return if else new null true false try catch",
  java: "import package public static void class new return if else for try catch throws throw final null true false String",
};
keywords["rust-blocking"] = keywords.rust ?? "";

/** Line comments by language; shells and Python write `#`, and Rust's attributes are none. */
function commentOf(form: SnippetForm): string {
  if (form === "http") return "(?!)";
  return ["curl", "tc3", "tccli", "python"].includes(form) ? "(?<=^|\\s)#.*" : "(?<=^|\\s)//.*";
}

/** Single quotes are no strings in Rust, and nothing is in raw HTTP. */
function stringOf(form: SnippetForm): string {
  if (form === "http") return "(?!)";
  const double = '"(?:\\\\[^]|[^"\\\\])*"';
  if (form.startsWith("rust")) return `r(?<hashes>#+)"[^]*?"\\k<hashes>|${double}`;
  if (["curl", "tc3", "tccli"].includes(form)) return `'[^']*'|${double}`;
  if (form === "python") return `"""[^]*?"""|'''[^]*?'''|'(?:\\\\[^]|[^'\\\\\\n])*'|${double}`;
  return `\`[^\`]*\`|'(?:\\\\[^]|[^'\\\\\\n])*'|${double}`;
}

const patterns = new Map<SnippetForm, RegExp>();

function patternOf(form: SnippetForm): RegExp {
  let pattern = patterns.get(form);
  if (!pattern) {
    const words = (keywords[form] ?? "").split(" ").filter(Boolean).join("|") || "(?!)";
    pattern = new RegExp(
      `(?<string>${stringOf(form)})|(?<comment>${commentOf(form)})|\\b(?<keyword>${words})\\b`
      + (keywords[form] ? "|(?<![\\w.])(?<number>\\d[\\d_]*(?:\\.\\d+)?)\\b" : "|(?<number>(?!))"),
      "gm",
    );
    patterns.set(form, pattern);
  }
  return pattern;
}

/** Tokens of the code; their texts joined are the code. */
export function codeTokens(code: string, form: SnippetForm): CodeToken[] {
  const tokens: CodeToken[] = [];
  let at = 0;
  for (const match of code.matchAll(patternOf(form))) {
    if (match.index > at) tokens.push({ text: code.slice(at, match.index), kind: null });
    const { string, comment, keyword } = match.groups ?? {};
    const kind = string !== undefined ? "string" : comment !== undefined ? "comment"
      : keyword !== undefined ? "keyword" : "number";
    tokens.push({ text: match[0], kind });
    at = match.index + match[0].length;
  }
  if (at < code.length) tokens.push({ text: code.slice(at), kind: null });
  return tokens;
}

/** The tokens line by line: a token over several lines is cut at their ends. */
export function codeLines(code: string, form: SnippetForm): CodeToken[][] {
  const lines: CodeToken[][] = [[]];
  for (const { text, kind } of codeTokens(code, form)) {
    text.split("\n").forEach((part, index) => {
      if (index > 0) lines.push([]);
      if (part) lines.at(-1)?.push({ text: part, kind });
    });
  }
  return lines;
}
