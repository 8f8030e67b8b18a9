// Files that the browser saves and reads. A request is a plain file: `.tc3.json`.

import type { Call, RequestFile } from "../api";

/** Lets the browser save a text as a file. */
export function save(name: string, content: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: "application/json" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** `ImportImage.tc3.json` */
export function fileName(call: Call): string {
  return `${call.action}.tc3.json`;
}

export function requestFile(call: Call): string {
  const file: RequestFile = { tc3: 1, call };
  return `${JSON.stringify(file, null, 2)}\n`;
}

export function saveCall(call: Call): void {
  save(fileName(call), requestFile(call));
}
