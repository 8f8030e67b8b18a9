// JSON as text with colors. It is read leniently: what somebody typed may be no JSON.

import { Fragment, type ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import "./json-code.css";

export interface JsonToken {
  text: string;
  kind: "key" | "string" | "number" | null;
}

const pattern = /(?<string>"(?:\\.|[^"\\\n])*"?)(?<colon>\s*:)?|(?<number>-?\d[\d.eE+-]*|\b(?:true|false|null)\b)/g;

/** Tokens of the text; their texts joined are the text. */
export function jsonTokens(text: string): JsonToken[] {
  const tokens: JsonToken[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > at) tokens.push({ text: text.slice(at, match.index), kind: null });
    const { string, colon, number } = match.groups ?? {};
    if (number !== undefined) tokens.push({ text: number, kind: "number" });
    else if (string !== undefined) tokens.push({ text: string, kind: colon === undefined ? "string" : "key" });
    if (colon !== undefined) tokens.push({ text: colon, kind: null });
    at = match.index + match[0].length;
  }
  if (at < text.length) tokens.push({ text: text.slice(at), kind: null });
  return tokens;
}

/** Where code may break: after a space, a comma, a slash, and an ampersand of a form. A short value with a hyphen is
 *  kept whole, since a browser would break it there. */
export function breakable(text: string): ComponentChildren {
  if (!/[-,/&]/.test(text)) return text;
  return text.split(/(?<=[ ,/&])/).map((piece, index) => {
    const value = piece.trimEnd();
    const isKept = value.includes("-") && value.length <= 80;
    return (
      <Fragment key={index}>
        {isKept ? <span class="ui-keep">{value}</span> : value}
        {piece.slice(value.length)}
        {/[,/&]$/.test(value) && <wbr />}
      </Fragment>
    );
  });
}

interface TextProps {
  text: string;
  /** A range to draw a box around, UTF-16 offsets. */
  mark?: [number, number] | null;
  /** False: the text is of another kind, and has no colors. */
  isJson?: boolean;
}

/** A longer line is a file or a body without line ends: colors would cost more than they say. */
const LONG = 32 * 1024;

/** One line of code. */
export function JsonText({ text, mark, isJson = true }: TextProps) {
  if (text.length > LONG) return <>{text}</>;
  const [from, to] = mark ?? [0, 0];
  if (!mark || from >= to) return <Tokens text={text} isJson={isJson} />;
  // Tokens first, so that the text before a mark is read as it is without it.
  const tokens = isJson ? jsonTokens(text) : [{ text, kind: null }];
  return (
    <>
      <Painted tokens={cut(tokens, 0, from)} />
      <mark class="ui-code-mark"><Painted tokens={cut(tokens, from, to)} /></mark>
      <Painted tokens={cut(tokens, to, text.length)} />
    </>
  );
}

function Tokens({ text, isJson }: { text: string; isJson: boolean }) {
  return isJson ? <Painted tokens={jsonTokens(text)} /> : <>{breakable(text)}</>;
}

function Painted({ tokens }: { tokens: JsonToken[] }) {
  return (
    <>
      {tokens.map(({ text, kind }, index) => kind
        ? <span key={index} class={`ui-json-${kind}`}>{breakable(text)}</span>
        : <>{breakable(text)}</>)}
    </>
  );
}

function cut(tokens: JsonToken[], from: number, to: number): JsonToken[] {
  let at = 0;
  return tokens.flatMap(({ text, kind }) => {
    const part = text.slice(Math.max(0, from - at), Math.max(0, to - at));
    at += text.length;
    return part ? [{ text: part, kind }] : [];
  });
}

const CHUNK = 200;

/** Lines of code with numbers. Long texts are painted part by part as they come into view;
 *  before, a part is plain text of the same height that can be searched and copied. */
export function JsonLines({ text, isJson = true, label }: { text: string; isJson?: boolean; label: string }) {
  const lines = text.split("\n");
  const chunks: string[][] = [];
  for (let at = 0; at < lines.length; at += CHUNK) chunks.push(lines.slice(at, at + CHUNK));
  return (
    <div class="ui-lines" role="group" aria-label={label} style={gutterFor(lines.length)}>
      {chunks.map((chunk, index) => (
        <Chunk key={index} lines={chunk} first={index * CHUNK + 1} isJson={isJson} isFirst={index === 0} />
      ))}
    </div>
  );
}

/** Room for the longest number. */
export function gutterFor(lines: number): Record<string, string> | undefined {
  const digits = String(lines).length;
  return digits > 3 ? { "--ui-gutter": `calc(${digits}ch + 15px)` } : undefined;
}

interface ChunkProps {
  lines: string[];
  first: number;
  isJson: boolean;
  isFirst: boolean;
}

function Chunk({ lines, first, isJson, isFirst }: ChunkProps) {
  const ref = useRef<HTMLPreElement>(null);
  const [isSeen, see] = useState(isFirst);
  useEffect(() => {
    if (isSeen || !ref.current) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) see(true);
    }, { rootMargin: "400px" });
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, [isSeen]);
  if (!isSeen) return <pre ref={ref} class="ui-lines-plain">{lines.join("\n")}{"\n"}</pre>;
  return (
    <pre class="ui-lines-painted">
      {lines.map((line, index) => (
        <NumberedLine key={index} number={first + index}>
          <JsonText text={line} isJson={isJson} />
        </NumberedLine>
      ))}
    </pre>
  );
}

/** A line of code with its number, which is never copied. */
export function NumberedLine({ number, children }: { number: number; children: ComponentChildren }) {
  return (
    <span class="ui-line" data-number={number}>
      <code>{children}{"\n"}</code>
    </span>
  );
}
