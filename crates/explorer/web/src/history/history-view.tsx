import "./history.css";

import { useEffect } from "preact/hooks";

import { HistoryDetails } from "./history-details";
import { HistoryList } from "./history-list";
import { load } from "./history-state";

/** The calls that were sent, kept without keys. */
export function HistoryView() {
  useEffect(() => void load(), []);
  return (
    <div class="history">
      <HistoryList />
      <HistoryDetails />
    </div>
  );
}
