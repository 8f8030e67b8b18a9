import "./history.css";

import { useEffect } from "preact/hooks";

import { language } from "../state";
import { HistoryDetails } from "./history-details";
import { HistoryList } from "./history-list";
import { load } from "./history-state";

/** The calls that were sent, kept without keys. */
export function HistoryView() {
  // A comparison is worded in the language of the page.
  useEffect(() => void load(), [language.value]);
  return (
    <div class="history">
      <HistoryList />
      <HistoryDetails />
    </div>
  );
}
