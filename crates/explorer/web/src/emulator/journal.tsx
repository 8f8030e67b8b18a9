import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { emulator } from "../state";
import { fill, t } from "../ui/copy";
import { Icon } from "../ui/icon";
import { Marked } from "../ui/marked";
import { Empty } from "../ui/note";
import { RowGroup, rowGroups } from "../ui/row-group";
import { scrollerOf } from "../ui/virtual-list";
import { texts } from "./copy";
import { entries, matching } from "./emulator-state";
import { JournalBar } from "./journal-bar";
import { JournalRow } from "./journal-row";
import { useKeptPlace } from "./kept-place";

/** The requests that the emulator received, newest first. */
export function Journal() {
  const box = useRef<HTMLDivElement>(null);
  const open = useSignal<number | null>(null);
  /** The newest number when the top of the list was last in view. */
  const seen = useSignal(0);
  const isReading = useSignal(false);
  const newest = entries.value[0]?.number ?? 0;
  const shown = matching.value;

  useKeptPlace(box, newest, isReading.value);
  useEffect(() => {
    const update = () => {
      isReading.value = box.current !== null && isBelowTop(box.current);
      if (!isReading.value) seen.value = entries.value[0]?.number ?? 0;
    };
    update();
    // Which element scrolls depends on the width of the window.
    addEventListener("scroll", update, { capture: true, passive: true });
    return () => removeEventListener("scroll", update, { capture: true });
  }, [newest]);

  const added = isReading.value ? newest - seen.value : 0;
  return (
    <section class="journal" aria-label={t(texts.journal)}>
      <JournalBar />
      <div class="journal-list">
        <div class="journal-new">
          {added > 0 && (
            <button type="button" class="ui-button" onClick={() => toTop(box.current)}>
              <Icon name="arrow-up" />{fill(texts.newEntries, added)}
            </button>
          )}
        </div>
        <div class="journal-box" ref={box}>
          {shown.length > 0 ? (
            <table class="journal-table" role="table" aria-rowcount={shown.length + 1}>
              <Head />
              {rowGroups(shown, (entry) => entry.number).map((group, index) => (
                <RowGroup
                  key={group.key}
                  count={group.rows.length}
                  total={shown.length}
                  isFirst={index === 0}
                  rows={() => group.rows.map((entry, at) => (
                    <JournalRow
                      key={entry.number}
                      entry={entry}
                      index={group.first + at + 2}
                      isOpen={open.value === entry.number}
                      onToggle={() => { open.value = open.peek() === entry.number ? null : entry.number; }}
                    />
                  ))}
                />
              ))}
            </table>
          ) : (
            entries.value.length ? <Empty icon="menu" title={t(texts.noMatch)} /> : (
              <Empty icon="menu" title={t(texts.empty)}>
                <p><Marked text={fill(texts.pointAt, emulator.value?.url ?? "")} /></p>
              </Empty>
            )
          )}
        </div>
      </div>
    </section>
  );
}

function Head() {
  return (
    <thead role="rowgroup">
      <tr role="row" aria-rowindex={1}>
        {Object.entries(texts.columns).map(([key, text]) => (
          <th key={key} scope="col" role="columnheader" class={`journal-cell-${key}`}>
            {key === "duration" ? <span class="ui-hidden">{t(text)}</span> : t(text)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function isBelowTop(box: HTMLElement): boolean {
  const scroller = scrollerOf(box);
  return scroller !== null && box.getBoundingClientRect().top < scroller.getBoundingClientRect().top - 8;
}

function toTop(box: HTMLElement | null): void {
  const scroller = box && scrollerOf(box);
  if (scroller) scroller.scrollTop += box.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
}
