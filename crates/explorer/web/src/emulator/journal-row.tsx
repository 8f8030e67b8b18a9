import type { JournalEntry } from "../api";
import { t } from "../ui/copy";
import { Icon, type IconName } from "../ui/icon";
import { StateBadge } from "../ui/badge";
import { Dotted } from "../ui/dotted";
import { texts } from "./copy";
import { JournalDetails } from "./journal-details";
import { isCause, timeInUtc } from "./select";

interface Props {
  entry: JournalEntry;
  /** Place in the table, its head included, from 1. */
  index: number;
  isOpen: boolean;
  onToggle: () => void;
}

/** One request that the emulator received; open, it says why it was refused. */
export function JournalRow({ entry, index, isOpen, onToggle }: Props) {
  const details = `journal-${entry.number}`;
  const { icon, tone } = look(entry);
  return (
    <>
      <tr
        role="row"
        aria-rowindex={index}
        class={isOpen ? "journal-row journal-open" : "journal-row"}
        onClick={onToggle}
      >
        <td role="cell" class="journal-cell-number">{entry.number}</td>
        <td role="cell" class="journal-cell-time">{timeInUtc(entry.time)}</td>
        <th role="rowheader" scope="row" class="journal-cell-action">
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
        <td role="cell" class="journal-cell-key">{entry.key && `…${entry.key}`}</td>
        <td role="cell" class="journal-cell-result">
          <div class="journal-line">
            <Icon name={icon} class={`journal-${tone}`} />
            <code><Dotted text={entry.result} /></code>
            <span class="journal-badges">
              {entry.causes.map((cause) => (
                <StateBadge key={cause} tone={isCause(cause) ? "bad" : "neutral"}>{cause}</StateBadge>
              ))}
              {entry.fidelity === "stub" && <StateBadge tone="neutral">{t(texts.stub)}</StateBadge>}
              {entry.fidelity === "none" && <StateBadge tone="neutral">{t(texts.notModeled)}</StateBadge>}
            </span>
          </div>
        </td>
        <td role="cell" class="journal-cell-duration">{entry.ms.toFixed(2)} ms</td>
      </tr>
      {isOpen && (
        <tr role="row" class="journal-more" id={details}>
          <td role="cell" colSpan={6}><JournalDetails entry={entry} /></td>
        </tr>
      )}
    </>
  );
}

function look({ code }: JournalEntry): { icon: IconName; tone: "ok" | "known" | "warn" | "bad" } {
  if (code === null) return { icon: "check", tone: "ok" };
  if (code === "UnsupportedOperation") return { icon: "info", tone: "known" };
  if (code.startsWith("RequestLimitExceeded")) return { icon: "warning", tone: "warn" };
  return { icon: "error", tone: "bad" };
}
