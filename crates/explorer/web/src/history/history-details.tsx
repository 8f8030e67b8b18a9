import type { Call, DiffLine, HistoryEntry } from "../api";
import { openCall } from "../form/open";
import { openSent } from "../form/open-sent";
import { sendCall } from "../output/send";
import { call, destination } from "../state";
import { t } from "../ui/copy";
import { Diff } from "../ui/diff";
import { Icon } from "../ui/icon";
import { JsonLines } from "../ui/json-code";
import { Empty } from "../ui/note";
import { texts } from "./copy";
import { attempt, comparison, entry, rows, ticked } from "./history-state";
import { moment } from "./moment";
import { inOrder } from "./ticks";

/** One call, or what differs between two. */
export function HistoryDetails() {
  const shown = entry.value;
  // The list says by itself that there is nothing, and has the whole width for it.
  if (rows.value.length === 0) return null;
  if (!shown) return <div class="history-right"><Empty icon="clock" title={t(texts.hint)} /></div>;
  const compared = comparison.value;
  return (
    <section class="history-right" aria-label={t(compared ? texts.compare : texts.chosen)}>
      <div class="history-bar">
        <h2 class="history-title">{heading(shown)}</h2>
        <span class="history-end">
          {compared && <span class="ui-help history-newer">{t(texts.newer)}</span>}
          <button type="button" class="ui-button" onClick={() => void attempt(() => openSent(shown.call, shown.row.target))}>
            {t(texts.open)}
          </button>
          <button type="button" class="ui-button" onClick={() => void attempt(() => again(shown.call))}>
            <Icon name="play" />{t(texts.again[destination.value.target])}
          </button>
        </span>
      </div>
      {/* Reached by Tab, so that keys can scroll it. */}
      <div class="history-scroll" role="group" aria-label={t(texts.chosen)} tabIndex={0}>
        <h3 class="history-part">
          {t(texts.request)} {compared && <span class="history-aside">{compared.summary}</span>}
        </h3>
        <Diff lines={compared?.request ?? shown.request.map(plain)} label={t(texts.request)} />
        <h3 class="history-part history-next">{t(texts.response)}</h3>
        {compared
          ? <Diff lines={compared.response} label={t(texts.response)} />
          : <JsonLines text={shown.response} label={t(texts.response)} />}
      </div>
    </section>
  );
}

function plain(text: string): DiffLine {
  return { sign: " ", text, changed: null, remark: "" };
}

function heading({ row }: HistoryEntry): string {
  const pair = inOrder(ticked.value);
  const older = pair && rows.value.find((one) => one.id === pair[0]);
  return older && comparison.value ? `${moment(older.time)} → ${moment(row.time)}` : `${moment(row.time)} ${row.action}`;
}

/** The present target, whichever the call went to: the button says which it is. */
async function again(wanted: Call): Promise<void> {
  await openCall(wanted);
  const open = call.peek();
  // Another action may have been opened meanwhile: it is not what was asked for.
  if (open?.action === wanted.action && open.input === wanted.input) await sendCall();
}
