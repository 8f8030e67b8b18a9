// The keys that work on the whole page. Form, output and views listen for those of their own
// things; what they handle is marked as handled and left alone here.

import { sendCall } from "../output/send";
import { action, call, isExpanded, pane, sending, tab, view, type OutputTab, type View } from "../state";
import { hasDrawer } from "../ui/media";
import { isHelpOpen } from "./help";
import { isPaletteOpen, openPalette, query } from "./palette-state";
import { moveRegion } from "./regions";
import { hasSingleKeys } from "./settings";
import { isDrawerOpen } from "./side-state";

const tabs: Record<string, OutputTab> = { r: "request", s: "signature", c: "code", p: "response" };
const views: Record<string, View> = { e: "explore", x: "explain", m: "emulator", h: "history" };

/** When `g` was pressed: the next key within a second says where to go. */
let gAt = 0;

export function startKeys(): void {
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (onCommand(event) || onSingle(event)) event.preventDefault();
  });
}

/** Keys that work everywhere, inputs included. */
function onCommand(event: KeyboardEvent): boolean {
  const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (isCommand && event.key.toLowerCase() === "k") {
    if (isPaletteOpen.value) isPaletteOpen.value = false;
    else if (!document.querySelector("dialog[open]")) openPalette("");
    return true;
  }
  if (document.querySelector("dialog[open]")) return false;
  if (isCommand && event.key === "Enter" && view.value === "explore" && call.value) {
    if (!sending.value) void sendCall();
    return true;
  }
  if (event.key === "F6") return moveRegion(event.shiftKey ? -1 : 1);
  return event.key === "Escape" && !isOverlaid() && onEscape(event);
}

/** Closes what is open; else leaves the field; else cancels the call. */
function onEscape(event: KeyboardEvent): boolean {
  if (isDrawerOpen.value) {
    isDrawerOpen.value = false;
  } else if (isInput(event.target)) {
    event.target.blur();
  } else if (sending.value) {
    sending.value.cancel();
  } else if (isExpanded.value) {
    isExpanded.value = false;
  } else {
    return false;
  }
  return true;
}

/** Single keys, outside of inputs. What is no key of the page opens the search with it. */
function onSingle(event: KeyboardEvent): boolean {
  const { key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || key.length !== 1) return false;
  if (isPaletteOpen.value && !document.querySelector("dialog[open]")) {
    // It was opened by the key before and is not drawn yet: nothing typed is lost.
    query.value += key;
    return true;
  }
  if (isInput(event.target) || isOverlaid()) return false;
  if (hasSingleKeys.value) {
    if (Date.now() - gAt < 1000) {
      gAt = 0;
      return go(key);
    }
    if (key === "g") {
      gAt = Date.now();
      return true;
    }
    if (key === "?") {
      isHelpOpen.value = true;
      return true;
    }
    if (key === "[" && hasDrawer.value) {
      isDrawerOpen.value = !isDrawerOpen.value;
      return true;
    }
    if (action.value && view.value === "explore") {
      if (key === "e") {
        if (!isExpanded.value) tab.value = "signature";
        isExpanded.value = !isExpanded.value;
        return true;
      }
      // Keys of the form and the output.
      if (/[j1-6]/.test(key)) return false;
    }
  }
  if (view.value !== "explore" || !/[\p{L}#:.]/u.test(key)) return false;
  openPalette(key);
  return true;
}

function go(key: string): boolean {
  const toTab = tabs[key];
  const toView = views[key];
  if (toView) {
    view.value = toView;
  } else if (toTab && action.value) {
    view.value = "explore";
    tab.value = toTab;
    pane.value = "output";
  }
  return toView !== undefined || toTab !== undefined;
}

function isInput(target: EventTarget | null): target is HTMLElement {
  return target instanceof HTMLElement
    && (target.isContentEditable || (target.matches("input, textarea, select") && !target.matches("[type=checkbox], [type=radio]")));
}

function isOverlaid(): boolean {
  return document.querySelector("dialog[open], :popover-open") !== null;
}
