// Files that the browser saves. A request is a plain file: `.tc3.json`.

import type { Call, RequestFile } from "../api";

/** Lets the browser save a text as a file. */
export function save(name: string, content: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: "application/json" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Saves each call as a file. */
export function saveCalls(calls: Call[]): void {
  const names = fileNames(calls);
  calls.forEach((call, index) => save(names[index] ?? "request.tc3.json", requestFile(call)));
}

/** The content of a file. */
export function requestFile(call: Call): string {
  const file: RequestFile = { tc3: 1, call };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** A name for each call: `ImportImage.tc3.json`, and `ImportImage-2.tc3.json` for the next of
 *  the same action. */
export function fileNames(calls: Call[]): string[] {
  const seen = new Map<string, number>();
  return calls.map(({ action }) => {
    const count = (seen.get(action) ?? 0) + 1;
    seen.set(action, count);
    // A name that a file may hold may hold a path.
    const safe = action.replace(/[^A-Za-z0-9_-]/g, "_") || "request";
    return count === 1 ? `${safe}.tc3.json` : `${safe}-${count}.tc3.json`;
  });
}
