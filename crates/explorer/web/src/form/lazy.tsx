import type { ComponentChild } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { wanted } from "./folds";

/** Rows that are drawn at once, and how many more whenever the end comes near. */
const BLOCK = 60;
const ROW_HEIGHT = 57;

interface Props {
  /** Keys of the rows, so that one that is jumped to is drawn. */
  keys: string[];
  row: (index: number) => ComponentChild;
}

/** Draws the rows that are in view and those before them. */
export function Lazy({ keys, row }: Props) {
  const [shown, setShown] = useState(BLOCK);
  const end = useRef<HTMLDivElement>(null);
  const aim = keys.findIndex((key) => wanted.value === key || wanted.value?.startsWith(`${key}/`));
  const count = Math.min(keys.length, Math.max(shown, aim + 10));

  // What was jumped to stays when the jump is over.
  useEffect(() => {
    if (count > shown) setShown(count);
  }, [count > shown]);
  useEffect(() => {
    const mark = end.current;
    if (!mark) return;
    const observer = new IntersectionObserver(
      (entries) => { if (entries.some((one) => one.isIntersecting)) setShown(count + BLOCK); },
      { rootMargin: "600px" },
    );
    observer.observe(mark);
    return () => observer.disconnect();
  }, [count, keys.length]);

  return (
    <>
      {keys.slice(0, count).map((_, index) => row(index))}
      {count < keys.length && <div ref={end} style={{ height: `${(keys.length - count) * ROW_HEIGHT}px` }} />}
    </>
  );
}
