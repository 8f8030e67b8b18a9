import type { JournalEntry } from "../api";
import { openCall } from "../form/open";
import { report } from "../shell/load";
import { toExplain, view } from "../state";
import { t } from "../ui/copy";
import { CopyButton } from "../ui/copy-button";
import { Diff } from "../ui/diff";
import { Icon, type IconName } from "../ui/icon";
import { StateBadge } from "../ui/badge";
import { texts } from "./copy";

interface Props {
  entry: JournalEntry;
  isOpen: boolean;
  onToggle: () => void;
}

/** One request that the emulator received; open, it says why it was refused. */
export function JournalRow({ entry, isOpen, onToggle }: Props) {
  const details = `journal-${entry.number}`;
  return (
    <>
      <tr class={isOpen ? "journal-row journal-open" : "journal-row"} onClick={onToggle}>
        <td class="journal-number">{entry.number}</td>
        <td class="ui-mono">{new Date(entry.time * 1000).toISOString().slice(11, 19)}</td>
        <th scope="row" class="ui-mono">
          <button
            type="button"
            class="journal-name"
            aria-expanded={isOpen}
            aria-controls={isOpen ? details : undefined}
            onClick={(event) => { event.stopPropagation(); onToggle(); }}
          >
            {entry.action ?? "–"}
          </button>
        </th>
        <td class="ui-mono ui-muted journal-key">{entry.key && `…${entry.key}`}</td>
        <td>
          <div class="journal-result">
            <Icon name={look(entry).icon} class={look(entry).class} />
            <code>{entry.result}</code>
            <span class="journal-badges">
              {entry.causes.map((cause) => <StateBadge key={cause} tone="bad">{cause}</StateBadge>)}
              {entry.fidelity === "stub" && <StateBadge tone="neutral">{t(texts.stub)}</StateBadge>}
              {entry.fidelity === "none" && <StateBadge tone="neutral">{t(texts.notModeled)}</StateBadge>}
            </span>
          </div>
        </td>
        <td class="ui-mono ui-muted journal-ms">{entry.ms.toFixed(2)} ms</td>
      </tr>
      {isOpen && <tr class="journal-details" id={details}><td colSpan={6}><Details entry={entry} /></td></tr>}
    </>
  );
}

function look({ code }: JournalEntry): { icon: IconName; class: string } {
  if (code === null) return { icon: "check", class: "journal-ok" };
  if (code === "UnsupportedOperation") return { icon: "info", class: "ui-muted" };
  if (code.startsWith("RequestLimitExceeded")) return { icon: "warning", class: "journal-warn" };
  return { icon: "error", class: "journal-bad" };
}

function Details({ entry }: { entry: JournalEntry }) {
  const { call, raw } = entry;
  return (
    <div class="journal-box">
      {entry.sentence && <p>{entry.sentence}</p>}
      {entry.difference.length > 0 && <Diff lines={entry.difference} />}
      <div class="emulator-buttons">
        {raw && (
          <button
            type="button"
            class="ui-button"
            onClick={() => { toExplain.value = raw; view.value = "explain"; }}
          >
            {t(texts.openExplain)}
          </button>
        )}
        {call && (
          <button type="button" class="ui-button" onClick={() => void openCall(call).catch(report)}>
            {t(texts.openForm)}
          </button>
        )}
        {raw && <CopyButton text={raw} label={t(texts.copyHttp)} class="ui-button-plain" />}
        <span class="ui-help emulator-end">{[entry.user_agent, entry.peer].filter(Boolean).join(" · ")}</span>
      </div>
    </div>
  );
}
