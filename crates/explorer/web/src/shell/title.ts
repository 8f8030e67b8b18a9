// Title and icon of the tab: they say, too, when the target is the real cloud.

import { effect } from "@preact/signals";

import { action, destination, view } from "../state";
import { t } from "../ui/copy";
import * as copy from "./copy";

export function startTitle(): void {
  effect(() => { document.title = title(); });
  effect(() => {
    const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]");
    if (icon) icon.href = destination.value.target === "cloud" ? "/favicon-cloud.svg" : "/favicon.svg";
  });
}

function title(): string {
  const { target, endpoint } = destination.value;
  const name = view.value === "explore" ? action.value?.action ?? "tc3 explorer" : t(copy.views[view.value]);
  if (target === "cloud") return `▲ ${t(copy.target.cloud)} · ${name}`;
  if (target === "custom") return `${name} · ${endpoint}`;
  return name === "tc3 explorer" ? name : `${name} · ${t(copy.target.emulator).toLowerCase()}`;
}
