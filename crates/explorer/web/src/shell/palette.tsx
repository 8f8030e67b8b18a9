import { useEffect, useRef, useState } from "preact/hooks";

import type { ActionName, SearchHit } from "../api";
import { toggleFavorite } from "../form/favorite";
import { openAction } from "../form/open";
import { announce } from "../ui/announce";
import { count, fill, t } from "../ui/copy";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { Kbd } from "../ui/kbd";
import { Marked } from "../ui/marked";
import { toast } from "../ui/toast";
import { palette, side } from "./copy";
import { report } from "./load";
import { MoreRow, PaletteRow } from "./palette-row";
import { chosen, found, groups, isPaletteOpen, only, query, type PaletteGroup } from "./palette-state";
import { chosenService } from "./side-state";

const titles = {
  favorites: side.favorites, recent: side.recent, service: palette.services, action: palette.actions,
  member: palette.members, error_code: palette.codes, nearest: palette.nearest,
};

/** Search over the whole catalog, by keyboard: a combobox with a grouped list. */
export function Palette() {
  const rows = groups.value.flatMap(rowsOf);
  const total = found.value?.groups.reduce((sum, group) => sum + group.total, 0) ?? 0;
  const isSearch = query.value.trim() !== "" && found.value !== null;
  const counted = total === 1 ? t(palette.oneResult) : fill(palette.results, count(total));
  useEffect(() => {
    if (!isSearch) return;
    const timer = setTimeout(() => announce(counted), 300);
    return () => clearTimeout(timer);
  }, [isSearch, counted, query.value]);
  useEffect(() => {
    document.getElementById(rowId(chosen.value))?.scrollIntoView({ block: "nearest" });
  }, [chosen.value, found.value]);

  const isPending = query.value.trim() !== "" && found.value?.query !== query.value;
  const age = useAge(isPending, query.value);
  // Enter before the reply to what was typed opens the first result when it comes.
  const isEntered = useRef(false);
  useEffect(() => {
    const row = rows[0];
    if (isPending || !isEntered.current) return;
    isEntered.current = false;
    if (row) pick(row);
  }, [isPending]);

  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[chosen.value];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const by = event.key === "ArrowDown" ? 1 : -1;
      chosen.value = rows.length ? (chosen.value + by + rows.length) % rows.length : 0;
    } else if (event.key === "Enter" && !event.isComposing) {
      isEntered.current = isPending && chosen.value === 0;
      if (row && !isEntered.current) pick(row);
    } else if (event.key.toLowerCase() === "d" && (event.ctrlKey || event.metaKey)) {
      const name = row && actionOf(row);
      if (name) toggleFavorite(name).catch(report);
    } else {
      return;
    }
    event.preventDefault();
  };
  let index = -1;
  return (
    <Dialog class="shell-palette" label={t(palette.label)} onClose={close}>
      <div class="shell-palette-head">
        <Icon name="search" />
        <input
          class="shell-palette-input"
          role="combobox"
          aria-label={t(palette.label)}
          aria-expanded={rows.length > 0}
          aria-controls="palette-list"
          aria-autocomplete="list"
          aria-activedescendant={rows.length > 0 ? rowId(chosen.value) : undefined}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          data-autofocus
          value={query.value}
          onInput={(event) => {
            isEntered.current = false;
            only.value = null;
            chosen.value = 0;
            query.value = event.currentTarget.value;
          }}
          onKeyDown={onKeyDown}
        />
        {age ? <span class="ui-help">{t(age === "slow" ? palette.slow : palette.updating)}</span>
          : isSearch && <span class="ui-help">{counted}</span>}
        <button type="button" class="shell-palette-close" aria-label={t({ en: "Esc, close", zh: "Esc，关闭" })} onClick={close}><Kbd keys="Esc" /></button>
      </div>
      <div class="shell-palette-list" role="listbox" id="palette-list" aria-label={t(palette.label)} tabIndex={-1}>
        {groups.value.map((group) => (
          <div key={group.kind} role="group" aria-label={t(titles[group.kind])}>
            {group.kind === "nearest" && <div class="shell-palette-none" aria-hidden="true">{fill(palette.nothing, found.value?.query ?? "")}</div>}
            <div class="shell-palette-title" aria-hidden="true">{t(titles[group.kind])}</div>
            {rowsOf(group).map((row) => {
              index += 1;
              const at = { id: rowId(index), index };
              return "more" in row
                ? <MoreRow key={index} {...at} count={row.more} onPick={() => pick(row)} />
                : <PaletteRow key={index} {...at} hit={row} onPick={pick} />;
            })}
          </div>
        ))}
      </div>
      {rows.length === 0 && <Nothing isSearch={isSearch} />}
      {isSearch && groups.value[0]?.kind === "nearest" && <div class="ui-hidden" role="status">{fill(palette.nothing, query.value)}</div>}
      <Foot />
    </Dialog>
  );
}

/** How old what is shown has become since the query was typed. */
function useAge(isPending: boolean, text: string): "updating" | "slow" | null {
  const [age, setAge] = useState<"updating" | "slow" | null>(null);
  useEffect(() => {
    if (!isPending) {
      setAge(null);
      return;
    }
    const timers = [setTimeout(() => setAge("updating"), 100), setTimeout(() => setAge("slow"), 2000)];
    return () => timers.forEach(clearTimeout);
  }, [isPending, text]);
  return age;
}

function Nothing({ isSearch }: { isSearch: boolean }) {
  if (!isSearch && query.value.trim()) return <div class="shell-palette-nothing" />;
  return (
    <div class="shell-palette-nothing">
      {isSearch && <Icon name="search" size={22} />}
      {isSearch ? <strong>{fill(palette.nothing, query.value)}</strong> : <span class="ui-help">{t(palette.start)}</span>}
    </div>
  );
}

function Foot() {
  return (
    <div class="shell-palette-foot ui-caption">
      <span><Kbd keys="↑" /> <Kbd keys="↓" /> {t(palette.move)}</span>
      <span><Kbd keys="Enter" /> {t(palette.open)}</span>
      <span><Kbd keys="Ctrl D" /> {t(palette.favorite)}</span>
      <span class="shell-palette-narrow"><Marked text={t(palette.narrow)} /></span>
    </div>
  );
}

function rowId(index: number): string {
  return `palette-row-${index}`;
}

function close() {
  isPaletteOpen.value = false;
}

type Row = SearchHit | { more: number; of: SearchHit["kind"] };

/** The rows of a group: its hits, and where there are more, the way to them. */
function rowsOf({ kind, hits, more }: PaletteGroup): Row[] {
  const isOfCatalog = kind !== "favorites" && kind !== "recent" && kind !== "nearest";
  return isOfCatalog && more > 0 && only.value === null ? [...hits, { more, of: kind }] : hits;
}

/** Opens the action of the row; of a service, lists its actions. */
function pick(row: Row) {
  if ("more" in row) {
    only.value = row.of;
    return;
  }
  const name = actionOf(row);
  if (!name) {
    chosenService.value = { service: row.service, version: row.version };
    only.value = "action";
    query.value = `${row.service} `;
    return;
  }
  close();
  openAction(name).then(() => {
    // The form shows nothing of the code.
    if ("kind" in row && row.kind === "error_code") {
      toast({ text: fill(palette.codeOpened, row.name, name.service, name.action) });
    }
  }, report);
}

function actionOf(row: Row): ActionName | null {
  if ("more" in row) return null;
  const action = row.kind === "action" ? row.name : row.action;
  return action === null ? null : { service: row.service, version: row.version, action };
}
