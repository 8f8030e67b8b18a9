import type { DiffLine, HistoryEntry } from "../api";
import { openCall } from "../form/open";
import { sendCall } from "../output/send";
import { destination } from "../state";
import { t } from "../ui/copy";
import { Diff } from "../ui/diff";
import { Icon } from "../ui/icon";
import { Empty } from "../ui/note";
import { texts } from "./copy";
import { moment } from "./history-list";
import { attempt, comparison, entry, inOrder, rows, ticked } from "./history-state";

/** One call, or what differs between two. */
export function HistoryDetails() {
  const shown = entry.value;
  if (!shown) {
    return (
      <div class="history-right">
        {rows.value.length > 0 && <Empty icon="clock" title={t(texts.hint)} />}
      </div>
    );
  }
  const compared = comparison.value;
  const request = compared?.request ?? shown.request.map(plain);
  const response = compared?.response ?? shown.response.split("\n").map(plain);
  return (
    <section class="history-right" aria-label={heading(shown)}>
      <div class="history-bar">
        <h2 class="ui-mono history-title">{heading(shown)}</h2>
        <span class="history-end">
          <button type="button" class="ui-button" onClick={() => void attempt(() => openCall(shown.call))}>
            {t(texts.open)}
          </button>
          <button type="button" class="ui-button" onClick={() => void again(shown)}>
            <Icon name="play" />{t(texts.again[destination.value.target])}
          </button>
        </span>
      </div>
      <div class="history-scroll">
        <h3 class="history-part">
          {t(texts.request)} {compared && <span class="ui-help">{compared.summary}</span>}
        </h3>
        <Diff lines={request} label={t(texts.request)} />
        <h3 class="history-part history-next">{t(texts.response)}</h3>
        <Diff lines={response} label={t(texts.response)} />
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
async function again({ call }: HistoryEntry): Promise<void> {
  await attempt(async () => {
    await openCall(call);
    await sendCall();
  });
}
