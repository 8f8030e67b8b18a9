// Keys as people read them.

const isMac = /mac|iphone|ipad/i.test(globalThis.navigator?.platform ?? "");

/** `Ctrl Enter` as it is written here: `Ctrl ↵`, on a Mac `⌘ ↵`. */
export function keyName(keys: string): string {
  const named = keys.replace("Enter", "↵");
  return isMac ? named.replace("Ctrl", "⌘").replace("Alt", "⌥").replace("Shift", "⇧") : named;
}

interface Props {
  keys: string;
  /** On a filled button: in the color of its text. */
  isInside?: boolean;
}

export function Kbd({ keys, isInside = false }: Props) {
  return <kbd class={isInside ? "ui-kbd ui-kbd-inside" : "ui-kbd"} aria-hidden="true">{keyName(keys)}</kbd>;
}
