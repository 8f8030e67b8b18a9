import { useComputed } from "@preact/signals";

import type { Finding } from "../api";
import { action } from "../state";
import { DeprecatedBadge } from "../ui/badge";
import { fill, t } from "../ui/copy";
import { Icon } from "../ui/icon";
import { addId, addRow, leaveOut } from "./change";
import { form as words } from "./copy";
import { Found } from "./field-row";
import { FieldMenu, onMenuKey } from "./field-menu";
import { type Around, fieldId, isOpen, setOpen } from "./folds";
import { Item } from "./item";
import { Lazy } from "./lazy";
import { findingsAt } from "./model";
import { MemberName, TypeLine } from "./name";
import { itemRows, memberRows, membersOf, type Row } from "./rows";
import { Rows } from "./rows-view";

export interface GroupProps {
  row: Row;
  source: string;
  around: Around;
}

const NOTHING: Finding[] = [];

/** A structure, or a list of structures or lists. */
export function Group({ row, source, around }: GroupProps) {
  const found = useComputed(() => findingsAt.value.get(row.pointer) ?? NOTHING).value;
  const opened = useComputed(() => isOpen(row, around)).value;
  const isList = row.type.kind === "list";
  const items = row.node?.kind === "list" ? row.node.items.length : 0;
  const count = items === 1 ? t(words.row) : fill(words.rows, items);
  const state = row.node === null ? t(words.notSent) : row.node.kind === "null" ? "null" : isList ? count : "";
  const id = fieldId(row.key);
  return (
    <fieldset class="form-group" data-depth={around.depth} aria-describedby={found.length > 0 ? `${id}-found` : undefined}>
      <legend class="ui-hidden">{[row.name, state].filter(Boolean).join(", ")}</legend>
      <div class="form-group-head" onKeyDown={onMenuKey}>
        <button
          type="button"
          id={id}
          class="form-fold"
          aria-expanded={opened}
          aria-label={fill(opened ? words.fold : words.open, row.name)}
          onClick={() => setOpen(row.key, !opened)}
        >
          <Icon name={opened ? "chevron-down" : "chevron-right"} />
        </button>
        <span class="form-group-name">
          <span class="form-name"><MemberName row={row} /></span>
          <span class="form-type"><TypeLine row={row} extra={state || undefined} /></span>
          {row.declared?.deprecated && <DeprecatedBadge />}
        </span>
        <FieldMenu row={row} />
        {isList && (
          <button
            type="button"
            id={addId(row.pointer)}
            class="ui-button ui-button-plain form-add"
            aria-label={fill(words.addTo, row.name)}
            onClick={() => addRow(row)}
          >
            <Icon name="plus" />{t(words.add)}
          </button>
        )}
        {!isList && row.node !== null && !row.declared?.required && (
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
      <Found id={`${id}-found`} row={row} found={found} />
      {opened && <div class="form-within"><Within row={row} source={source} around={around} /></div>}
    </fieldset>
  );
}

/** What is in a group: members, or items. */
export function Within({ row, source, around }: GroupProps) {
  const structures = action.value?.structures ?? {};
  const { type } = row;
  if (type.kind === "list") {
    const items = itemRows(type.of, row.node, row);
    return (
      <Lazy
        keys={items.map((one) => one.key)}
        row={(index) => {
          const item = items[index];
          return item && (
            <Item key={item.key} list={row.name} row={item} source={source} around={{ ...around, rows: items.length }} />
          );
        }}
      />
    );
  }
  const name = type.kind === "structure" ? type.name : "";
  const rows = memberRows(membersOf(structures, type), row.node, row);
  return (
    <Rows
      rows={rows}
      source={source}
      around={{ ...around, depth: around.depth + 1, rows: 0, within: [...around.within, name] }}
    />
  );
}
