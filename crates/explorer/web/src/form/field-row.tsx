import { useComputed } from "@preact/signals";
import { useState } from "preact/hooks";

import type { Finding } from "../api";
import { caret } from "../state";
import { DeprecatedBadge } from "../ui/badge";
import { fill, t } from "../ui/copy";
import { Icon } from "../ui/icon";
import { leaveOut, renameTo, type } from "./change";
import { Chips } from "./chips";
import { form as words } from "./copy";
import { isChips, shown } from "./field";
import { FieldMenu, onMenuKey } from "./field-menu";
import { fieldId } from "./folds";
import { ScalarInput } from "./inputs";
import { findingsAt, toneOf } from "./model";
import { MemberName, TypeLine } from "./name";
import type { Row } from "./rows";

interface Props {
  row: Row;
  source: string;
  depth: number;
}

const NOTHING: Finding[] = [];

/** A member or a list item with one input. */
export function FieldRow({ row, source, depth }: Props) {
  const found = useComputed(() => findingsAt.value.get(row.pointer) ?? NOTHING).value;
  const [isFocused, setFocused] = useState(false);
  const id = fieldId(row.key);
  const { declared, node } = row;
  const isChipList = isChips(row.type);
  const text = isChipList ? "" : shown(row.type, node, source);
  const isRequired = declared?.required ?? false;
  const help = helpOf(row);
  const described = [`${id}-type`, help && isFocused ? `${id}-help` : "", found.length > 0 ? `${id}-found` : ""];
  const canLeaveOut = node !== null && (!isRequired || found.length > 0);
  const input = {
    id,
    name: row.name,
    type: row.type,
    isRequired,
    isInvalid: found.some((one) => toneOf(one) === "error"),
    isWarned: found.some((one) => toneOf(one) === "warning"),
    describedBy: described.filter(Boolean).join(" "),
    empty: node === null ? t(words.notSent) : node.kind === "null" ? "null" : '""',
  };
  return (
    <div
      class={depth > 3 ? "form-row form-row-deep" : "form-row"}
      onFocusIn={() => {
        setFocused(true);
        // In chips the caret is at an item.
        if (!isChipList) caret.value = row.pointer;
      }}
      onFocusOut={() => setFocused(false)}
      onKeyDown={onMenuKey}
    >
      <div class="form-label">
        {/* A label would take the place of the words on the three buttons of a boolean. */}
        {row.type.kind === "boolean"
          ? <span class="form-name"><MemberName row={row} /></span>
          : <label for={id} class="form-name"><MemberName row={row} /></label>}
        <div id={`${id}-type`} class="form-type">
          <TypeLine row={row} />
          {declared?.deprecated && <DeprecatedBadge />}
        </div>
      </div>
      <div class="form-control">
        {isChipList
          ? <Chips row={row} source={source} input={input} values={declared?.values ?? []} />
          : (
            <ScalarInput
              {...input}
              text={text}
              values={declared?.values ?? []}
              onText={(typed) => type(row, typed)}
            />
          )}
      </div>
      <div class="form-aside">
        {canLeaveOut && (
          <button
            type="button"
            class="ui-icon-button"
            aria-label={fill(words.leaveOutName, row.name)}
            title={t(words.leaveOut)}
            onClick={() => leaveOut(row)}
          >
            <Icon name="x" />
          </button>
        )}
      </div>
      <FieldMenu row={row} />
      {help && isFocused && <p id={`${id}-help`} class="form-help ui-help">{help}</p>}
      <Found id={`${id}-found`} row={row} found={found} />
    </div>
  );
}

/** The sentences of findings; a nearest name in one is a button that renames. */
export function Found({ id, row, found }: { id: string; row: Row | null; found: Finding[] }) {
  if (found.length === 0) return null;
  return (
    <div id={id} class="form-found">
      {found.map((one, index) => (
        <p key={index} class={`form-finding form-finding-${toneOf(one)}`}>
          <Icon name={toneOf(one)} />
          <span><Sentence finding={one} row={row} /></span>
        </p>
      ))}
    </div>
  );
}

function Sentence({ finding: { text, rename }, row }: { finding: Finding; row: Row | null }) {
  const at = rename === null ? -1 : text.lastIndexOf(rename);
  if (rename === null || row === null) return <>{text}</>;
  const button = <button type="button" class="ui-link" onClick={() => renameTo(row, rename)}>{rename}</button>;
  if (at < 0) return <>{text} {button}</>;
  return <>{text.slice(0, at)}{button}{text.slice(at + rename.length)}</>;
}

/** What is known of a member: the imported text, and how a time is written. */
function helpOf(row: Row): string {
  const time = row.declared?.time;
  return [row.declared?.description, time && fill(words.timeFormat, time)].filter(Boolean).join(" ");
}

