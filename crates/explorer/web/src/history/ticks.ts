// Which of the calls are ticked: one to see it, two to compare them. A click on a row shows
// that call alone; its box adds it to the one before.

/** Ticks or unticks; of three ticks the oldest goes. */
export function ticked(before: number[], id: number): number[] {
  return before.includes(id) ? before.filter((one) => one !== id) : [...before, id].slice(-2);
}

/** Older first: what changed between the two. Null: there is nothing to compare. */
export function inOrder(ids: number[]): [number, number] | null {
  const [one, other] = ids;
  return one === undefined || other === undefined ? null : [Math.min(one, other), Math.max(one, other)];
}
