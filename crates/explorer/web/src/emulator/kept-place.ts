// New rows enter at the top and old ones leave at the bottom; who reads in between keeps the
// place. Not every browser does that by itself, and none for the first rows.

import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

import { scrollerOf } from "../ui/virtual-list";

interface Place {
  newest: number;
  row: HTMLElement | null;
  top: number;
}

export function useKeptPlace(box: { current: HTMLElement | null }, newest: number, isReading: boolean): void {
  const place = useRef<Place>({ newest: 0, row: null, top: 0 });
  useEffect(() => {
    const note = () => { place.current = noted(box.current, place.current.newest); };
    addEventListener("scroll", note, { capture: true, passive: true });
    return () => removeEventListener("scroll", note, { capture: true });
  }, []);
  useLayoutEffect(() => {
    const { row, top, newest: before } = place.current;
    const scroller = box.current && scrollerOf(box.current);
    if (scroller && isReading && row?.isConnected && newest > before) {
      scroller.scrollTop += row.getBoundingClientRect().top - top;
    }
    place.current = noted(box.current, newest);
  });
}

/** The first row in view, and where it is. */
function noted(box: HTMLElement | null, newest: number): Place {
  const scroller = box && scrollerOf(box);
  const edge = scroller?.getBoundingClientRect().top ?? 0;
  for (const row of box?.querySelectorAll<HTMLElement>(".journal-row") ?? []) {
    const { top } = row.getBoundingClientRect();
    if (top >= edge) return { newest, row, top };
  }
  return { newest, row: null, top: 0 };
}
