import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

interface Props<Item> {
  items: Item[];
  /** Pixels of a row. */
  height: number;
  /** Index of the row to keep in view; -1: none. */
  selected: number;
  row: (item: Item, index: number) => ComponentChildren;
  label?: string;
}

const few = 200;
const around = 12;

/** A list of rows of one height. Of more than 200, only those near the window are drawn. */
export function VirtualList<Item>({ items, height, selected, row, label }: Props<Item>) {
  const list = useRef<HTMLUListElement>(null);
  const [[from, to], setRange] = useState<[number, number]>([0, Math.min(items.length, few)]);
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
  return (
    <ul
      ref={list}
      aria-label={label}
      style={isLong ? { paddingTop: `${first * height}px`, paddingBottom: `${(items.length - last) * height}px` } : undefined}
    >
      {items.slice(first, last).map((item, index) => (
        <li
          key={first + index}
          aria-setsize={isLong ? items.length : undefined}
          aria-posinset={isLong ? first + index + 1 : undefined}
        >
          {row(item, first + index)}
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
