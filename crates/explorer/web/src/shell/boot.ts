// What runs once, after the first drawing.

import { effect } from "@preact/signals";

import { language, pane, sent, tab } from "../state";
import { startPaste } from "../explain/paste";
import { startKeys } from "./keys";
import { loadEmulator, loadStart } from "./load";
import { startNavigation } from "./navigate";
import { startSearch } from "./palette-state";
import { startSideList } from "./side-state";
import { startTarget } from "./target-state";
import { startTitle } from "./title";

export function boot(): void {
  startTarget();
  startTitle();
  startKeys();
  startPaste();
  startSearch();
  startSideList();
  // Recents grow with each call; titles of examples are in the language of the page.
  effect(() => {
    void language.value;
    void sent.value;
    void loadStart();
  });
  followTab();
  void startNavigation().then(loadEmulator);
}

/** Where there is one column, a tab that is chosen comes into view. */
function followTab(): void {
  let before = tab.peek();
  effect(() => {
    if (tab.value !== before) pane.value = "output";
    before = tab.value;
  });
}
