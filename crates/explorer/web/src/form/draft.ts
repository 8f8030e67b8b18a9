// Drafts: what was typed for each action, kept in the storage of this tab, so that a reload
// or another action in between loses nothing. A call holds no key.

import type { ActionName, Call } from "../api";

interface Draft {
  call: Call;
  /** The last valid input, where that of the call is not. */
  valid?: string;
}

export function loadDraft(name: ActionName): Draft | null {
  try {
    const text = sessionStorage.getItem(key(name));
    const draft = text === null ? null : (JSON.parse(text) as Draft);
    return typeof draft?.call.input === "string" ? draft : null;
  } catch {
    return null;
  }
}

export function saveDraft(call: Call, valid: string): void {
  const draft: Draft = valid === call.input ? { call } : { call, valid };
  try {
    sessionStorage.setItem(key(call), JSON.stringify(draft));
  } catch {
    // The storage is full, most likely by a file: the rest is kept without it.
    const { octets: _, ...rest } = call;
    try {
      sessionStorage.setItem(key(call), JSON.stringify({ ...draft, call: rest }));
    } catch {
      sessionStorage.removeItem(key(call));
    }
  }
}

function key(name: ActionName): string {
  return `tc3-draft:${name.service}/${name.version}/${name.action}`;
}
