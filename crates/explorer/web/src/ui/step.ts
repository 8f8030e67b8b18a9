/** The index that a key moves to in a list that wraps around; -1: not a key of the list. */
export function step(key: string, at: number, length: number, axis: "horizontal" | "vertical"): number {
  const [back, on] = axis === "horizontal" ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
  if (length === 0) return -1;
  if (key === on) return (at + 1) % length;
  if (key === back) return (at - 1 + length) % length;
  if (key === "Home") return 0;
  if (key === "End") return length - 1;
  return -1;
}
