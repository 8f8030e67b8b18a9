// Text as bytes, for the byte view and for copying.

import type { SignedRequest } from "../api";

export interface ByteRow {
  /** `0010` */
  offset: string;
  /** `7b 22 49` */
  hex: string;
  /** Printable ASCII; a point for the rest. */
  ascii: string;
}

const WIDTH = 16;

export function byteRows(bytes: Uint8Array): ByteRow[] {
  const rows: ByteRow[] = [];
  for (let from = 0; from < bytes.length; from += WIDTH) {
    const row = [...bytes.subarray(from, from + WIDTH)];
    rows.push({
      offset: from.toString(16).padStart(4, "0"),
      hex: row.map((byte) => byte.toString(16).padStart(2, "0")).join(" "),
      ascii: row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".")).join(""),
    });
  }
  return rows;
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function base64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** The request as HTTP/1.1 writes it. */
export function rawRequest(request: Pick<SignedRequest, "lines">): string {
  const head = request.lines.filter((line) => line.part !== "body");
  return head.map((line) => `${line.text}\r\n`).join("") + bodyOf(request);
}

/** The body: its lines end where it has a line feed, and all else is in their texts. */
export function bodyOf({ lines }: Pick<SignedRequest, "lines">): string {
  return lines.filter((line) => line.part === "body").map((line) => line.text).join("\n");
}
