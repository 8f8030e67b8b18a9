// New entries for those who do not see them: their number, at most every 5 seconds.

import { announce } from "../ui/announce";
import { fill } from "../ui/copy";
import { texts } from "./copy";

const quiet = 5000;

let untold = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

export function tell(count: number): void {
  untold += count;
  timer ??= setTimeout(() => {
    announce(fill(texts.newEntries, untold));
    tellNothing();
  }, quiet);
}

/** Forgets what was not told: the view is left. */
export function tellNothing(): void {
  clearTimeout(timer);
  timer = undefined;
  untold = 0;
}
