// Language, theme and single keys: chosen in the header, kept for this browser.

import { effect, signal } from "@preact/signals";

import type { Language } from "../api";
import { language } from "../state";
import { store, stored } from "../ui/stored";

export type Theme = "system" | "light" | "dark";

const ofBrowser: Language = /^zh/i.test(globalThis.navigator?.language ?? "") ? "zh-CN" : "en-US";

export const theme = signal<Theme>(stored("theme", ["system", "light", "dark"], "system"));
export const hasSingleKeys = signal(stored("single-keys", ["on", "off"], "on") === "on");

/** Applies the settings to the document and keeps them in step with what is stored. */
export function startSettings(): void {
  language.value = stored("language", ["en-US", "zh-CN"], ofBrowser);
  effect(() => {
    document.documentElement.lang = language.value === "zh-CN" ? "zh-CN" : "en";
    store("language", language.value);
  });
  effect(() => {
    if (theme.value === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme.value;
    store("theme", theme.value);
  });
  effect(() => store("single-keys", hasSingleKeys.value ? "on" : "off"));
}
