import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { emulator } from "../state";
import { announce } from "../ui/announce";
import { fill, t } from "../ui/copy";
import { Icon } from "../ui/icon";
import { Empty } from "../ui/note";
import { StateBadge } from "../ui/badge";
import { save } from "../history/files";
import { texts } from "./copy";
import { entries, filter, isDiagnosed, isError, matching, shown, total, type Shown } from "./emulator-state";
import { JournalRow } from "./journal-row";

/** At most every 5 seconds a screen reader is told of new entries. */
const quiet = 5000;

/** The requests that the emulator received, newest first. */
export function Journal() {
  const list = useRef<HTMLDivElement>(null);
  const open = useSignal<number | null>(null);
  /** The newest number when the list was last at its top. */
  const seen = useSignal(0);
  const isScrolled = useSignal(false);
  const newest = entries.value[0]?.number ?? 0;

  useEffect(() => {
    if (!isScrolled.value) seen.value = newest;
    else if (list.current && newest > seen.value) keepPlace(list.current);
  }, [newest]);
  useEffect(() => {
    if (newest === 0) return;
    const timer = setTimeout(() => announce(fill(texts.all, total.value)), quiet);
    return () => clearTimeout(timer);
  }, [newest]);

  const added = isScrolled.value ? newest - seen.value : 0;
  return (
    <section class="journal" aria-label={t(texts.journal)}>
      <Bar />
      <div
        class="journal-list"
        ref={list}
        tabIndex={0}
        role="region"
        aria-label={t(texts.journal)}
        onScroll={(event) => {
          isScrolled.value = event.currentTarget.scrollTop > 8;
          if (!isScrolled.value) seen.value = newest;
        }}
      >
        {added > 0 && (
          <button type="button" class="ui-button journal-new" onClick={() => list.current?.scrollTo({ top: 0 })}>
            <Icon name="arrow-up" />{fill(texts.newEntries, added)}
          </button>
        )}
        {matching.value.length > 0 ? (
          <table class="journal-table">
            <thead>
              <tr>
                {Object.entries(texts.columns).map(([key, text]) => (
                  <th key={key} scope="col" class={`journal-${key}`}>{t(text)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {matching.value.map((entry) => (
                <JournalRow
                  key={entry.number}
                  entry={entry}
                  isOpen={open.value === entry.number}
                  onToggle={() => { open.value = open.value === entry.number ? null : entry.number; }}
                />
              ))}
            </tbody>
          </table>
        ) : (
          <Empty
            icon="menu"
            title={entries.value.length ? t(texts.noMatch) : fill(texts.empty, emulator.value?.url ?? "")}
          />
        )}
      </div>
    </section>
  );
}

/** New rows enter at the top without moving what is read. */
function keepPlace(list: HTMLDivElement): void {
  const row = list.querySelector<HTMLElement>(".journal-row");
  if (row) list.scrollTop += row.offsetHeight;
}

function Bar() {
  const which: { id: Shown; text: string }[] = [
    { id: "all", text: fill(texts.all, entries.value.length) },
    { id: "errors", text: fill(texts.errors, entries.value.filter(isError).length) },
    { id: "diagnosed", text: fill(texts.diagnosed, entries.value.filter(isDiagnosed).length) },
  ];
  return (
    <div class="journal-bar">
      <h2>{t(texts.journal)}</h2>
      <StateBadge tone="ok">{t(texts.live)}</StateBadge>
      <input
        type="search"
        class="ui-input journal-filter"
        aria-label={t(texts.filter)}
        placeholder={t(texts.filter)}
        value={filter}
        onInput={(event) => { filter.value = event.currentTarget.value; }}
      />
      <div class="ui-segments" role="group" aria-label={t(texts.show)}>
        {which.map(({ id, text }) => (
          <button key={id} type="button" aria-pressed={shown.value === id} onClick={() => { shown.value = id; }}>
            {text}
          </button>
        ))}
      </div>
      <button
        type="button"
        class="ui-button"
        onClick={() => save("journal.json", JSON.stringify(matching.value, null, 2))}
      >
        <Icon name="download" />{t(texts.export)}
      </button>
    </div>
  );
}
