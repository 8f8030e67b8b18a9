// Requests as plain files: `.tc3.json`.

import type { Call, RequestFile } from "../api";

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
