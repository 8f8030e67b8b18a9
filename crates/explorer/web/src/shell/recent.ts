import type { HistoryRow } from "../api";

/** The newest call of each action. */
export function distinct(rows: HistoryRow[]): HistoryRow[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const name = `${row.service} ${row.version} ${row.action}`;
    return !seen.has(name) && seen.add(name);
  });
}
