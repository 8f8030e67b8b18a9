import type { DiffLine } from "../api";
import { t } from "./copy";
import { breakable } from "./json-code";

const kinds = { "-": "minus", "+": "plus", " ": "same", title: "title" } as const;

/** Lines of a difference: sign, text with the changed part in bold, remark. */
export function Diff({ lines, label }: { lines: DiffLine[]; label?: string }) {
  return (
    <ul class="ui-diff" aria-label={label}>
      {lines.map((line, index) => <Line key={index} line={line} />)}
    </ul>
  );
}

function Line({ line }: { line: DiffLine }) {
  const spoken = line.sign === "-" ? t({ en: "removed: ", zh: "删除：" })
    : line.sign === "+" ? t({ en: "added: ", zh: "新增：" }) : "";
  return (
    <li class={`ui-diff-line ui-diff-${kinds[line.sign]}`}>
      <span class="ui-diff-sign" aria-hidden="true">{signs[line.sign]}</span>
      {spoken && <span class="ui-hidden">{spoken}</span>}
      <span class="ui-diff-text"><Changed text={line.text} range={line.changed} /></span>
      {line.remark && <span class="ui-diff-remark">{line.remark}</span>}
    </li>
  );
}

const signs = { "-": "−", "+": "+", " ": "", title: "" } as const;

function Changed({ text, range }: { text: string; range: [number, number] | null }) {
  if (!range) return <>{breakable(text)}</>;
  const [from, to] = range;
  return <>{breakable(text.slice(0, from))}<b>{text.slice(from, to)}</b>{breakable(text.slice(to))}</>;
}
