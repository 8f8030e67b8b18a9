import { fill, t } from "../ui/copy";
import { Icon } from "../ui/icon";
import { Menu, type MenuItem } from "../ui/menu";
import { leaveOut, put } from "./change";
import { form as words } from "./copy";
import { append } from "./edit";
import { pickFile } from "./file";
import { edit, order } from "./model";
import type { Row } from "./rows";

/** Alt+Enter in a field opens its menu. The menus are no Tab stops: from one input to the next
 *  is one step. */
export function onMenuKey(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  if (event.key !== "Enter" || !event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  event.preventDefault();
  event.currentTarget.querySelector<HTMLElement>(".form-menu > button")?.click();
}

/** What cannot be typed into the input of a member. */
export function FieldMenu({ row }: { row: Row }) {
  const items: MenuItem[] = [];
  const type = row.declared?.type ?? row.type;
  if (type.kind === "string") {
    items.push({ label: t(words.sendEmpty), run: () => put(row, '""') });
    // The catalog does not say which strings are Base64.
    items.push({ label: t(words.fromFile), run: () => void pickFile().then((base64) => {
      if (base64 !== null) put(row, JSON.stringify(base64));
    }) });
  }
  if (type.kind === "list" && type.of.kind === "string") {
    items.push({ label: t(words.addEmpty), run: () => edit((now) => append(now, row.path, '""', order)) });
  }
  if (type.kind === "list") items.push({ label: t(words.sendEmptyList), run: () => put(row, "[]") });
  if (type.kind === "structure") items.push({ label: t(words.sendEmptyObject), run: () => put(row, "{}") });
  items.push({ label: t(words.sendNull), run: () => put(row, "null") });
  if (row.node !== null) items.push({ label: t(words.leaveOut), run: () => leaveOut(row) });
  return (
    <div class="form-menu">
      <Menu label={fill(words.menu, row.name)} items={items} align="end" tabIndex={-1}>
        <Icon name="dots" />
      </Menu>
    </div>
  );
}
