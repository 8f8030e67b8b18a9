// Keeps the address and what is open in step, both ways.

import { batch, effect } from "@preact/signals";

import type { ActionName } from "../api";
import { takeToken } from "../client";
import { openAction, openCall } from "../form/open";
import { action, call, view, type View } from "../state";
import { loadEmulator, loadStart, report } from "./load";
import { readRoute, writeRoute, type Route } from "./route";

/** The fragment that could not be opened, such as for want of a token. */
let unopened = "";

/** Opens what the address names, then follows what is opened. */
export async function startNavigation(): Promise<void> {
  await openAddress();
  effect(() => {
    const fragment = writeRoute(view.value, action.value);
    if (fragment === location.hash && !location.search) return;
    // A link that named this action with more, such as its input, leads back to no copy of it.
    const isSame = writeRoute(...names(readRoute(location.search, location.hash), action.value)) === fragment;
    history[isSame ? "replaceState" : "pushState"](null, "", location.pathname + fragment);
  });
  addEventListener("popstate", follow);
  // Of both events the first has the token.
  addEventListener("hashchange", () => { if (hasToken()) follow(); });
}

function hasToken(): boolean {
  return /^#[0-9a-f]{32}/.test(location.hash);
}

/** Opens what the address names now. A new link of tc3 explorer that is pasted into this tab
 *  changes only the fragment; where it has but the token, all stays as it was. */
function follow(): void {
  if (hasToken()) {
    takeToken();
    void loadStart();
    void loadEmulator();
    const fragment = unopened || writeRoute(view.value, action.value);
    if (!location.hash) history.replaceState(null, "", location.pathname + fragment);
  }
  void openAddress();
}

/** What the route names, with the version of the open action where it has none. */
function names({ view: shown, name }: Route, open: ActionName | null): [View, ActionName | null] {
  return [shown, name && { ...name, version: name.version ?? open?.version ?? "" }];
}

async function openAddress(): Promise<void> {
  const fragment = location.hash;
  unopened = "";
  const { view: shown, name, input, ...options } = readRoute(location.search, location.hash);
  if (!name) {
    batch(() => {
      view.value = shown;
      if (shown === "explore") {
        action.value = null;
        call.value = null;
      }
    });
    return;
  }
  try {
    if (input !== null) {
      await openCall({
        version: "", scheme: "TC3-HMAC-SHA256", method: "POST", ...name, ...options, input,
      });
    } else if (!isOpen(name)) {
      await openAction(name);
    }
    view.value = shown;
  } catch (error) {
    unopened = fragment;
    report(error);
  }
}

function isOpen(name: { service: string; action: string; version?: string }): boolean {
  const open = action.value;
  return open?.service === name.service && open.action === name.action
    && (!name.version || open.version === name.version);
}
