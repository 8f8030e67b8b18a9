// A text cut into pieces by the ranges that the server marks.

import type { ExplainResponse } from "../api";

export interface Piece {
  text: string;
  kind: "plain" | "wrong" | "compared";
}

/** The pieces in order; together they are the text. Ranges outside it or over another are
 *  left out: they belong to an older text. */
export function pieces(text: string, marks: ExplainResponse["marks"]): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const { from, to, kind } of [...marks].sort((one, other) => one.from - other.from)) {
    if (from < end || to > text.length || to <= from) continue;
    if (from > end) found.push({ text: text.slice(end, from), kind: "plain" });
    found.push({ text: text.slice(from, to), kind });
    end = to;
  }
  if (end < text.length) found.push({ text: text.slice(end), kind: "plain" });
  return found;
}

/** Lines of pieces: each has its number, however often it wraps. */
export function markedLines(text: string, marks: ExplainResponse["marks"]): Piece[][] {
  const lines: Piece[][] = [[]];
  for (const piece of pieces(text, marks)) {
    piece.text.split("\n").forEach((part, index) => {
      if (index > 0) lines.push([]);
      if (part) lines[lines.length - 1]?.push({ text: part, kind: piece.kind });
    });
  }
  return lines;
}
