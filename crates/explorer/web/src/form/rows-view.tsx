import { FieldRow } from "./field-row";
import { isGroup } from "./field";
import type { Around } from "./folds";
import { Group, type GroupProps } from "./group";
import { Lazy } from "./lazy";
import { memo } from "./memo";
import { isRequiredOnly } from "./mode";
import type { Row } from "./rows";

interface Props {
  rows: Row[];
  source: string;
  around: Around;
}

/** The members of a structure. "Required only" hides what is optional and not sent: what goes
 *  out is never hidden. */
export function Rows({ rows, source, around }: Props) {
  const seen = isRequiredOnly.value ? rows.filter((one) => one.declared?.required || one.node !== null) : rows;
  return (
    <Lazy
      keys={seen.map((one) => one.key)}
      row={(index) => {
        const row = seen[index];
        return row && <OneRow key={row.key} row={row} source={source} around={around} />;
      }}
    />
  );
}

/** Whether a row would be drawn the same: its part of the text, its place and its type. */
export function isSameRow(one: GroupProps, other: GroupProps): boolean {
  const a = one.row;
  const b = other.row;
  return a.key === b.key
    && a.declared === b.declared
    && (a.node === null) === (b.node === null)
    && a.path.join("/") === b.path.join("/")
    && textOf(one) === textOf(other)
    && (a.type === b.type || JSON.stringify(a.type) === JSON.stringify(b.type));
}

const OneRow = memo(DrawRow, isSameRow);

function DrawRow({ row, source, around }: GroupProps) {
  return isGroup(row.type)
    ? <Group row={row} source={source} around={around} />
    : <FieldRow row={row} source={source} depth={around.depth} />;
}

function textOf({ row: { node }, source }: GroupProps): string {
  return node ? source.slice(node.start, node.end) : "";
}
