// How the input is shown.

import { signal } from "@preact/signals";

export const mode = signal<"form" | "json">("form");
export const isRequiredOnly = signal(false);

export function toggleMode(): void {
  mode.value = mode.peek() === "form" ? "json" : "form";
}
