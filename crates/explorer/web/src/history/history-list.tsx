import type { HistoryRow } from "../api";
import { fill, t } from "../ui/copy";
import { ClassBadge, StateBadge } from "../ui/badge";
import { Icon } from "../ui/icon";
import { Empty } from "../ui/note";
import { RowGroup, rowGroups } from "../ui/row-group";
import { ClearHistory } from "./clear-history";
import { texts } from "./copy";
import { choose, exportTicked, isLoaded, path, rows, tick, ticked } from "./history-state";
import { ImportButton } from "./import-button";
import { moment } from "./moment";

/** All calls, newest first; two ticks compare. */
export function HistoryList() {
  return (
    <section class="history-left" aria-label={t(texts.title)}>
      <Bar />
      <div class="history-scroll">
        {rows.value.length > 0 && <Table />}
        {isLoaded.value && rows.value.length === 0 && (
          <Empty icon="clock" title={t(texts.emptyTitle)}>
            <p>{t(texts.empty)}</p>
            <ImportButton label={t(texts.importFile)} />
          </Empty>
        )}
      </div>
      {path.value && <p class="history-foot ui-help">{t(texts.keptIn)} <code>{path.value}</code></p>}
    </section>
  );
}

function Bar() {
  const chosen = ticked.value.length;
  return (
    <div class="history-bar">
      <h1 class="history-title">{t(texts.title)}</h1>
      {isLoaded.value && <span class="ui-help">{t(path.value ? texts.kept : texts.memory)}</span>}
      {rows.value.length > 0 && (
        <span class="history-end">
          <ClearHistory />
          <ImportButton label={t(texts.import)} />
          {chosen > 0 && (
            <button type="button" class="ui-button" onClick={() => void exportTicked()}>
              {fill(texts.exportCount, chosen)}
            </button>
          )}
        </span>
      )}
    </div>
  );
}

function Table() {
  const all = rows.value;
  return (
    <table class="history-table" role="table" aria-rowcount={all.length + 1}>
      <thead role="rowgroup">
        <tr role="row" aria-rowindex={1}>
          <th scope="col" role="columnheader" class="history-cell-tick">
            <span class="ui-hidden">{t(texts.compare)}</span>
          </th>
          {Object.entries(texts.columns).map(([key, text]) => (
            <th key={key} scope="col" role="columnheader" class={`history-cell-${key}`}>{t(text)}</th>
          ))}
        </tr>
      </thead>
      {rowGroups(all, (row) => row.id).map((group, index) => (
        <RowGroup
          key={group.key}
          count={group.rows.length}
          total={all.length}
          isFirst={index === 0}
          rows={() => group.rows.map((row, at) => <Row key={row.id} row={row} index={group.first + at + 2} />)}
        />
      ))}
    </table>
  );
}

function Row({ row, index }: { row: HistoryRow; index: number }) {
  const isTicked = ticked.value.includes(row.id);
  const time = moment(row.time);
  return (
    <tr
      role="row"
      aria-rowindex={index}
      class={isTicked ? "history-row history-ticked" : "history-row"}
      onClick={() => choose(row.id)}
    >
      <td role="cell" class="history-cell-tick">
        <input
          type="checkbox"
          class="ui-check"
          checked={isTicked}
          aria-label={fill(texts.choose, row.action, time)}
          onClick={(event) => event.stopPropagation()}
          onChange={() => tick(row.id)}
        />
      </td>
      <td role="cell" class="history-cell-time ui-mono">{time}</td>
      <th role="rowheader" scope="row" class="history-cell-action">
        <code>{row.action}</code> <span class="ui-muted">{row.service}</span>
      </th>
      <td role="cell" class="history-cell-class">{row.class && <ClassBadge of={row.class} />}</td>
      <td role="cell" class="history-cell-target"><Target of={row.target} /></td>
      <td role="cell" class="history-cell-result">
        <span class="history-line">
          <Icon name={row.ok ? "check" : "error"} class={row.ok ? "history-ok" : "history-bad"} />
          <code>{lastPart(row.result)}</code>
        </span>
      </td>
    </tr>
  );
}

/** The last part of an error code says what happened; all of it is in the response. */
function lastPart(result: string): string {
  return /^\w+(\.\w+)+$/.test(result) ? result.slice(result.lastIndexOf(".") + 1) : result;
}

function Target({ of }: { of: HistoryRow["target"] }) {
  if (of === "cloud") return <span class="history-cloud"><Icon name="cloud" size={12} />{t(texts.cloud)}</span>;
  return (
    <StateBadge tone={of === "emulator" ? "ok" : "odd"} icon={of === "emulator" ? "cube" : "swap"}>
      {t(texts[of])}
    </StateBadge>
  );
}
