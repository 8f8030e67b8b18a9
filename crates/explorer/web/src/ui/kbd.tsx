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
  /** In a list of keys. Elsewhere it is a reminder that would only lengthen the name. */
  isSpoken?: boolean;
}

export function Kbd({ keys, isInside = false, isSpoken = false }: Props) {
  const name = isInside ? "ui-kbd ui-kbd-inside" : "ui-kbd";
  return <kbd class={name} aria-hidden={isSpoken ? undefined : "true"}>{keyName(keys)}</kbd>;
}
