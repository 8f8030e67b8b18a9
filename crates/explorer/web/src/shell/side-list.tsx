import type { ActionName, HistoryRow } from "../api";
import { openAction } from "../form/open";
import { action, start } from "../state";
import { DeprecatedBadge } from "../ui/badge";
import { count, fill, t } from "../ui/copy";
import { Icon } from "../ui/icon";
import { hasDrawer, isTouch } from "../ui/media";
import { timeOfDay } from "../ui/time";
import { VirtualList } from "../ui/virtual-list";
import { side } from "./copy";
import { report } from "./load";
import { distinct } from "./recent";
import { isDrawerOpen, service } from "./side-state";

/** Favorites, recent calls and the actions of one service. */
export function SideList() {
  const favorites = start.value?.favorites ?? [];
  const recent = distinct(start.value?.recent ?? []).slice(0, 5);
  return (
    <div class="shell-side-body">
      {favorites.length > 0 && (
        <section>
          <h2 class="shell-side-title">{t(side.favorites)}</h2>
          <ul>{favorites.map((one) => <Favorite key={`${one.service} ${one.version} ${one.action}`} name={one} />)}</ul>
        </section>
      )}
      {recent.length > 0 && (
        <section>
          <h2 class="shell-side-title">{t(side.recent)}</h2>
          <ul>{recent.map((one) => <Recent key={one.id} row={one} />)}</ul>
        </section>
      )}
      {service.value && <ServiceList />}
    </div>
  );
}

function ServiceList() {
  const shown = service.value;
  if (!shown) return null;
  return (
    <section class="shell-side-service">
      <h2 class="shell-side-title">
        <span>{shown.service.toUpperCase()} {shown.version}</span>
        <span class="shell-side-count">{fill(side.actions, count(shown.actions.length))}</span>
      </h2>
      <VirtualList
        key={`${shown.service} ${shown.version}`}
        items={shown.actions}
        height={isTouch.value ? 44 : 28}
        selected={shown.actions.findIndex((one) => isOpen({ ...shown, action: one.name }))}
        row={(one) => (
          <Row name={{ service: shown.service, version: shown.version, action: one.name }} isPlain>
            {one.deprecated && <DeprecatedBadge />}
          </Row>
        )}
      />
    </section>
  );
}

function Favorite({ name }: { name: ActionName }) {
  return (
    <li>
      <Row name={name} icon="star"><span class="shell-row-hint">{name.service}</span></Row>
    </li>
  );
}

function Recent({ row }: { row: HistoryRow }) {
  return (
    <li>
      <Row name={row} icon="clock">
        <span class="shell-row-hint">
          <Icon name={row.ok ? "check" : "x"} size={10} label={t(row.ok ? side.succeeded : side.failed)} class={row.ok ? "shell-ok" : "shell-bad"} />
          {timeOfDay(row.time * 1000)}
        </span>
      </Row>
    </li>
  );
}

interface RowProps {
  name: ActionName;
  icon?: "star" | "clock";
  /** In the list of the service, where the open action is marked. */
  isPlain?: boolean;
  children?: preact.ComponentChildren;
}

function Row({ name, icon, isPlain = false, children }: RowProps) {
  const isCurrent = isPlain && isOpen(name);
  const open = () => {
    isDrawerOpen.value = false;
    openAction({ service: name.service, version: name.version, action: name.action }).catch(report);
  };
  return (
    <button
      type="button"
      class="shell-row"
      aria-current={isCurrent ? "true" : undefined}
      title={hasDrawer.value ? undefined : name.action}
      onClick={open}
    >
      {icon && <Icon name={icon} />}
      <span class="shell-row-name ui-cut">{name.action}</span>
      {children}
    </button>
  );
}

function isOpen(name: ActionName): boolean {
  const open = action.value;
  return open?.action === name.action && open.service === name.service && open.version === name.version;
}

