// Long tables. Their rows are drawn in groups; a group far from the window is one empty row
// of its height, so that the scroll bar, and what is being read, stay where they are.

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { scrollerOf } from "./virtual-list";

/** Tables of at most so many rows are drawn whole. */
const few = 200;
const size = 50;

/** Consecutive rows in groups by their number, so that a new row changes the first group only. */
export function rowGroups<Row>(rows: Row[], numberOf: (row: Row) => number): { key: number; first: number; rows: Row[] }[] {
  const groups: { key: number; first: number; rows: Row[] }[] = [];
  rows.forEach((row, index) => {
    const key = Math.floor(numberOf(row) / size);
    const last = groups.at(-1);
    if (last?.key === key) last.rows.push(row);
    else groups.push({ key, first: index, rows: [row] });
  });
  return groups;
}

interface Props {
  /** Rows of this group, and of the whole table. */
  count: number;
  total: number;
  isFirst: boolean;
  rows: () => ComponentChildren;
}

/** A group of rows; the table sets `--row`, the height of one that was never drawn. */
export function RowGroup({ count, total, isFirst, rows }: Props) {
  const isLong = total > few;
  const body = useRef<HTMLTableSectionElement>(null);
  const latest = useRef(count);
  latest.current = count;
  /** Null: drawn. Else the height of so many rows, when they were drawn. */
  const [away, setAway] = useState(isLong && !isFirst ? { count: 0, height: 0 } : null);
  useEffect(() => {
    const group = body.current;
    if (!isLong || !group) return;
    const observer = new IntersectionObserver((seen) => {
      const last = seen.at(-1);
      if (!last) return;
      const isNear = last.isIntersecting || group.contains(document.activeElement);
      setAway(isNear ? null : { count: latest.current, height: last.boundingClientRect.height });
    }, { root: scrollerOf(group), rootMargin: "600px 0px" });
    observer.observe(group);
    return () => observer.disconnect();
  }, [isLong]);

  if (!isLong || !away) return <tbody ref={body} role="rowgroup">{rows()}</tbody>;
  const height = away.count === count ? `${away.height}px` : `calc(${count} * var(--row))`;
  return <tbody ref={body} role="rowgroup"><tr aria-hidden="true" style={{ height }}><td /></tr></tbody>;
}
