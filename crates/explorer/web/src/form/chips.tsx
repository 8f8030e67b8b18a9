import { useEffect, useRef, useState } from "preact/hooks";

import { caret } from "../state";
import { fill, t } from "../ui/copy";
import { Icon } from "../ui/icon";
import { form as words } from "./copy";
import { append, insertItem, remove, set } from "./edit";
import { shown, typed } from "./field";
import { type InputProps, Known } from "./inputs";
import { pointer } from "./json";
import { edit, order } from "./model";
import { itemRows, type Row } from "./rows";

interface Props {
  row: Row;
  source: string;
  input: Omit<InputProps, "text" | "values" | "onText">;
  values: string[];
}

/** A list of scalars: a chip for each, and one input. What is typed into it is an item from
 *  the first letter on, so that it is never lost; Enter makes it a chip. */
export function Chips({ row, source, input, values }: Props) {
  const of = row.type.kind === "list" ? row.type.of : row.type;
  const items = itemRows(of, row.node, row);
  const box = useRef<HTMLInputElement>(null);
  const [wanted, setEditing] = useState<number | null>(null);
  const editing = wanted !== null && wanted < items.length ? wanted : null;
  const open = editing === null ? undefined : items[editing];
  const text = open ? shown(of, open.node, source) : "";
  const place = editing ?? items.length;

  // A chip that is clicked becomes the input, which moves there.
  useEffect(() => {
    if (wanted !== null) box.current?.focus();
  }, [wanted]);
  const mark = (index: number) => {
    caret.value = index < 0 ? row.pointer : row.pointer + pointer([index]);
  };

  const onText = (next: string) => {
    if (editing === null) {
      if (next === "") return;
      edit((now) => append(now, row.path, typed(of, next), order), row.key);
      setEditing(items.length);
      mark(items.length);
    } else if (next === "") {
      edit((now) => remove(now, [...row.path, editing]), row.key);
      setEditing(null);
      mark(items.length - 2);
    } else {
      edit((now) => set(now, [...row.path, editing], typed(of, next)), row.key);
    }
  };
  const drop = (index: number) => {
    edit((now) => remove(now, [...row.path, index]));
    setEditing(null);
    box.current?.focus();
    // Whether the focus moved or not: the last of those that are left.
    mark(items.length - 2);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      setEditing(null);
      mark(items.length - 1);
    } else if (event.key === "Backspace" && text === "" && items.length > 0) {
      event.preventDefault();
      drop(items.length - 1);
    }
  };
  const onPaste = (event: ClipboardEvent) => {
    const lines = (event.clipboardData?.getData("text/plain") ?? "").split(/\r?\n/).filter(Boolean);
    if (lines.length < 2) return;
    event.preventDefault();
    const from = editing === null ? items.length : editing + 1;
    edit((now) => lines.reduce((done, line, index) => from + index === 0
      ? append(done, row.path, typed(of, line), order)
      : insertItem(done, row.path, from + index, typed(of, line)), now));
    setEditing(null);
  };

  const chip = (index: number) => {
    const item = items[index];
    if (!item) return null;
    const label = item.node?.kind === "null" ? "null" : shown(of, item.node, source) || '""';
    return (
      <span key={index} class="ui-chip form-chip">
        <button
          type="button"
          class="ui-cut"
          aria-label={fill(words.editValue, label)}
          onClick={() => { setEditing(index); mark(index); }}
        >
          {label}
        </button>
        <button type="button" class="form-chip-x" aria-label={fill(words.removeValue, label)} onClick={() => drop(index)}>
          <Icon name="x" size={12} />
        </button>
      </span>
    );
  };
  const { id, isRequired, isInvalid, isWarned, describedBy, empty } = input;
  const isEmpty = items.length === 0;
  return (
    <div
      class={`ui-input form-chips${isWarned ? " form-warned" : ""}`}
      data-invalid={isInvalid}
      onMouseDown={(event) => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        box.current?.focus();
      }}
    >
      {items.slice(0, place).map((_, index) => chip(index))}
      <input
        key="input"
        ref={box}
        id={id}
        value={text}
        placeholder={!isEmpty ? t(words.addValue) : row.node?.kind === "list" ? "[]" : empty}
        list={values.length > 0 ? `${id}-values` : undefined}
        spellcheck={false}
        autocomplete="off"
        aria-required={isRequired}
        aria-invalid={isInvalid}
        aria-describedby={describedBy}
        data-required-empty={isRequired && isEmpty ? "" : undefined}
        onInput={(event) => onText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onBlur={() => setEditing(null)}
        onFocus={() => mark(editing ?? items.length - 1)}
      />
      <Known id={`${id}-values`} values={values} />
      {items.map((_, index) => index > place && chip(index))}
    </div>
  );
}
