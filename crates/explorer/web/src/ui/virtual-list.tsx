import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { step } from "./step";

interface Props<Item> {
  items: Item[];
  /** Pixels of a row. */
  height: number;
  /** Index of the row to keep in view; -1: none. */
  selected: number;
  /** A row is a button that takes this `tabIndex`. */
  row: (item: Item, tabIndex: 0 | -1) => ComponentChildren;
  label?: string;
}

const few = 200;
const around = 12;

/** A list of rows of one height. Of more than 200, only those near the window are drawn. All
 *  of them are one Tab stop: the row with the focus, else the selected one, else the first.
 *  Arrows, Home and End move the focus. */
export function VirtualList<Item>({ items, height, selected, row, label }: Props<Item>) {
  const list = useRef<HTMLUListElement>(null);
  const [[from, to], setRange] = useState<[number, number]>([0, Math.min(items.length, few)]);
  const [focused, setFocused] = useState(-1);
  /** The row to focus once it is drawn. */
  const next = useRef(-1);
  const isLong = items.length > few;

  useEffect(() => {
    const scroller = isLong && list.current && scrollerOf(list.current);
    if (!scroller) return;
    const update = () => setRange((before) => visible(scroller, list.current, height, items.length, before));
    update();
    scroller.addEventListener("scroll", update, { passive: true });
    addEventListener("resize", update);
    return () => {
      scroller.removeEventListener("scroll", update);
      removeEventListener("resize", update);
    };
  }, [isLong, items.length, height]);

  useLayoutEffect(() => {
    const scroller = list.current && scrollerOf(list.current);
    if (!scroller || !list.current || selected < 0) return;
    const top = list.current.getBoundingClientRect().top - scroller.getBoundingClientRect().top + selected * height;
    const isSeen = top >= 0 && top + height <= scroller.clientHeight;
    if (!isSeen) scroller.scrollTop += top - scroller.clientHeight / 2;
  }, [selected, height]);

  const [first, last] = isLong ? [from, to] : [0, items.length];
  const buttonOf = (index: number) => list.current?.children[index - first]?.querySelector("button");
  useLayoutEffect(() => {
    if (next.current < 0) return;
    buttonOf(next.current)?.focus();
    next.current = -1;
  }, [first, last]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const index = step(event.key, focused, items.length, "vertical");
    if (index < 0) return;
    event.preventDefault();
    const button = buttonOf(index);
    if (button) return button.focus();
    next.current = index;
    setRange(range(index * height, height, height, items.length));
  };
  const isDrawn = (index: number) => index >= first && index < last;
  const stop = [focused, selected].find(isDrawn) ?? first;
  return (
    <ul
      ref={list}
      aria-label={label}
      onKeyDown={onKeyDown}
      onFocusOut={(event) => { if (!list.current?.contains(event.relatedTarget as Node | null)) setFocused(-1); }}
      style={isLong ? { paddingTop: `${first * height}px`, paddingBottom: `${(items.length - last) * height}px` } : undefined}
    >
      {items.slice(first, last).map((item, index) => (
        <li
          key={first + index}
          onFocusIn={() => setFocused(first + index)}
          aria-setsize={isLong ? items.length : undefined}
          aria-posinset={isLong ? first + index + 1 : undefined}
        >
          {row(item, first + index === stop ? 0 : -1)}
        </li>
      ))}
    </ul>
  );
}

function visible(
  scroller: HTMLElement, list: HTMLElement | null, height: number, length: number, before: [number, number],
): [number, number] {
  if (!list) return before;
  const top = scroller.getBoundingClientRect().top - list.getBoundingClientRect().top;
  const next = range(top, scroller.clientHeight, height, length);
  return next[0] === before[0] && next[1] === before[1] ? before : next;
}

/** The rows to draw for a window that begins `top` pixels into the list. */
export function range(top: number, window: number, height: number, length: number): [number, number] {
  const from = Math.min(length, Math.max(0, Math.floor(top / height) - around));
  const to = Math.max(from, Math.min(length, Math.ceil((top + window) / height) + around));
  return [from, to];
}

/** The element that scrolls what is given. */
export function scrollerOf(element: HTMLElement): HTMLElement | null {
  for (let one = element.parentElement; one; one = one.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(one).overflowY)) return one;
  }
  return null;
}
