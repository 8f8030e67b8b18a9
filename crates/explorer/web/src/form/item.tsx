import { useComputed } from "@preact/signals";

import type { Finding } from "../api";
import { fill, t } from "../ui/copy";
import { Icon } from "../ui/icon";
import { Menu } from "../ui/menu";
import { duplicateRow, headId, moveRow, put, removeRow } from "./change";
import { form as words } from "./copy";
import { isGroup } from "./field";
import { FieldRow, Found } from "./field-row";
import { fieldId, isOpen, setOpen } from "./folds";
import { type GroupProps, Within } from "./group";
import { memo } from "./memo";
import { findingsAt } from "./model";
import { summary } from "./rows";
import { isSameRow } from "./rows-view";

const NOTHING: Finding[] = [];

/** A row of a list: its index and what it is known by, its menu, and its members. */
export const Item = memo(DrawItem, (one: ItemProps, other: ItemProps) =>
  one.list === other.list && one.around.rows === other.around.rows && isSameRow(one, other));

type ItemProps = GroupProps & { list: string };

function DrawItem({ list, row, source, around }: ItemProps) {
  const found = useComputed(() => findingsAt.value.get(row.pointer) ?? NOTHING).value;
  const opened = useComputed(() => isOpen(row, around)).value;
  const index = Number(row.name);
  const id = fieldId(row.key);
  return (
    <div
      class="form-item"
      role="group"
      aria-label={`${list} ${row.name}`}
      onKeyDown={(event) => {
        if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
        event.preventDefault();
        event.stopPropagation();
        moveRow(row, event.key === "ArrowUp" ? -1 : 1);
      }}
    >
      <div class="form-item-head" id={id} tabIndex={-1}>
        <button
          type="button"
          id={headId(row.pointer)}
          class="form-index"
          aria-expanded={opened}
          aria-label={fill(opened ? words.fold : words.open, `${list} ${row.name}`)}
          onClick={() => setOpen(row.key, !opened)}
        >
          {row.name}
        </button>
        <span class="form-summary ui-cut">{row.node?.kind === "null" ? "null" : summary(row.node)}</span>
        <span class="form-spring" />
        <div class="form-menu">
          <Menu
            label={fill(words.menu, `${list} ${row.name}`)}
            align="end"
            items={[
              { label: t(words.duplicate), icon: "copy", run: () => duplicateRow(row) },
              { label: t(words.up), icon: "arrow-up", hint: "Alt ↑", disabled: index === 0, run: () => moveRow(row, -1) },
              { label: t(words.down), icon: "arrow-down", hint: "Alt ↓", disabled: index + 1 >= around.rows, run: () => moveRow(row, 1) },
              { label: t(words.sendNull), run: () => put(row, "null") },
              { label: fill(words.remove, row.name), icon: "bin", isDanger: true, run: () => removeRow(list, row) },
            ]}
          >
            <Icon name="dots" />
          </Menu>
        </div>
        <button
          type="button"
          class="ui-icon-button"
          aria-label={fill(words.remove, row.name)}
          onClick={() => removeRow(list, row)}
        >
          <Icon name="bin" />
        </button>
      </div>
      <Found id={`${id}-found`} row={row} found={found} />
      {opened && (isGroup(row.type)
        ? <Within row={row} source={source} around={{ ...around, depth: around.depth, rows: 0 }} />
        : <FieldRow row={row} source={source} depth={around.depth + 1} />)}
    </div>
  );
}
