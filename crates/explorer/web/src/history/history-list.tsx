import { useRef } from "preact/hooks";

import type { HistoryRow } from "../api";
import { fill, t } from "../ui/copy";
import { ClassBadge, StateBadge } from "../ui/badge";
import { Icon } from "../ui/icon";
import { Empty } from "../ui/note";
import { ClearHistory } from "./clear-history";
import { texts } from "./copy";
import { exportTicked, importFile, path, rows, tick, ticked } from "./history-state";

/** All calls, newest first; two ticks compare. */
export function HistoryList() {
  return (
    <section class="history-left" aria-label={t(texts.title)}>
      <Bar />
      {rows.value.length === 0 ? <Empty icon="clock" title={t(texts.empty)} /> : (
        <div class="history-scroll">
          <table class="history-table">
            <thead>
              <tr>
                <td />
                {Object.entries(texts.columns).map(([key, text]) => (
                  <th key={key} scope="col" class={`history-${key}`}>{t(text)}</th>
                ))}
              </tr>
            </thead>
            <tbody>{rows.value.map((row) => <Row key={row.id} row={row} />)}</tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Bar() {
  const input = useRef<HTMLInputElement>(null);
  const chosen = ticked.value.length;
  return (
    <div class="history-bar">
      <h1 class="history-title">{t(texts.title)}</h1>
      <span class="ui-help ui-cut" title={path.value ?? undefined}>{t(path.value ? texts.kept : texts.memory)}</span>
      <span class="history-end">
        {rows.value.length > 0 && <ClearHistory />}
        <input
          ref={input}
          type="file"
          class="ui-hidden"
          accept=".json,application/json"
          tabIndex={-1}
          aria-hidden="true"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            if (file) void importFile(file);
            event.currentTarget.value = "";
          }}
        />
        <button type="button" class="ui-button" onClick={() => input.current?.click()}>{t(texts.import)}</button>
        {chosen > 0 && (
          <button type="button" class="ui-button" onClick={() => void exportTicked()}>
            {fill(texts.exportCount, chosen)}
          </button>
        )}
      </span>
    </div>
  );
}

function Row({ row }: { row: HistoryRow }) {
  const isTicked = ticked.value.includes(row.id);
  const time = moment(row.time);
  return (
    <tr class={isTicked ? "history-row history-ticked" : "history-row"} onClick={() => tick(row.id)}>
      <td>
        <input
          type="checkbox"
          class="ui-check"
          checked={isTicked}
          aria-label={fill(texts.choose, row.action, time)}
          onClick={(event) => event.stopPropagation()}
          onChange={() => tick(row.id)}
        />
      </td>
      <td class="ui-mono">{time}</td>
      <th scope="row"><code class="history-action">{row.action}</code> <span class="ui-muted">{row.service}</span></th>
      <td class="history-class">{row.class && <ClassBadge of={row.class} />}</td>
      <td class="history-target"><Target of={row.target} /></td>
      <td>
        <span class="history-result">
          <Icon name={row.ok ? "check" : "error"} class={row.ok ? "history-ok" : "history-bad"} />
          <code>{row.result}</code>
        </span>
      </td>
    </tr>
  );
}

function Target({ of }: { of: HistoryRow["target"] }) {
  if (of === "cloud") return <span class="history-cloud"><Icon name="cloud" size={12} />{t(texts.cloud)}</span>;
  return (
    <StateBadge tone={of === "emulator" ? "ok" : "odd"} icon={of === "emulator" ? "cube" : "monitor"}>
      {t(texts[of])}
    </StateBadge>
  );
}

/** The time of day, with the date where it is another day. */
export function moment(seconds: number): string {
  const date = new Date(seconds * 1000);
  const two = (part: number) => String(part).padStart(2, "0");
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":");
  if (date.toDateString() === new Date().toDateString()) return time;
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${time}`;
}
