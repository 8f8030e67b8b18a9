// F6 moves between the regions of the page in reading order.

const focusable = "a[href], button:not(:disabled), input:not(:disabled), select, textarea, [tabindex='0']";

/** Moves the focus into the next region that can take it. */
export function moveRegion(by: 1 | -1): boolean {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter(isShown);
  const at = regions.findIndex((one) => one.contains(document.activeElement));
  const first = at < 0 ? (by > 0 ? 0 : regions.length - 1) : at + by;
  for (let step = 0; step < regions.length; step += 1) {
    const region = regions[(first + step * by + regions.length * 2) % regions.length];
    const target = region && [...region.querySelectorAll<HTMLElement>(focusable)].find(isReachable);
    if (target) {
      target.focus();
      return true;
    }
  }
  return false;
}

function isShown(element: HTMLElement): boolean {
  return element.checkVisibility({ visibilityProperty: true });
}

// The skip link is out of sight until it has the focus.
function isReachable(element: HTMLElement): boolean {
  return element.tabIndex >= 0 && isShown(element) && !element.matches(".shell-skip");
}
