import { connection } from "../client";
import { save } from "../history/files";
import { t, fill } from "../ui/copy";
import { Icon } from "../ui/icon";
import { StateBadge } from "../ui/badge";
import { texts } from "./copy";
import { entries, filter, matching, shown } from "./emulator-state";
import { isDiagnosed, isError, type Shown } from "./select";

/** Which entries are shown, and a copy of them as a file. */
export function JournalBar() {
  const which: { id: Shown; text: string }[] = [
    { id: "all", text: fill(texts.all, entries.value.length) },
    { id: "errors", text: fill(texts.errors, entries.value.filter(isError).length) },
    { id: "diagnosed", text: fill(texts.diagnosed, entries.value.filter(isDiagnosed).length) },
  ];
  return (
    <div class="journal-bar">
      <h2>{t(texts.journal)}</h2>
      {connection.value === "ok" && (
        <StateBadge tone="ok"><span class="journal-dot" aria-hidden="true" />{t(texts.live)}</StateBadge>
      )}
      <div class="journal-search">
        <Icon name="search" />
        <input
          type="search"
          class="ui-input"
          aria-label={t(texts.filter)}
          placeholder={t(texts.filter)}
          value={filter}
          onInput={(event) => { filter.value = event.currentTarget.value; }}
        />
      </div>
      <div class="ui-segments journal-which" role="group" aria-label={t(texts.show)}>
        {which.map(({ id, text }) => (
          <button key={id} type="button" aria-pressed={shown.value === id} onClick={() => { shown.value = id; }}>
            {text}
          </button>
        ))}
      </div>
      <button
        type="button"
        class="ui-button"
        onClick={() => save("journal.json", `${JSON.stringify(matching.value, null, 2)}\n`)}
      >
        <Icon name="download" />{t(texts.export)}
      </button>
    </div>
  );
}
