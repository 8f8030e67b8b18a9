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
          <VirtualList
            items={favorites} height={rowHeight()} selected={-1}
            row={(one, tabIndex) => (
              <Row name={one} tabIndex={tabIndex} icon="star"><span class="shell-row-hint">{one.service}</span></Row>
            )}
          />
        </section>
      )}
      {recent.length > 0 && (
        <section>
          <h2 class="shell-side-title">{t(side.recent)}</h2>
          <VirtualList
            items={recent} height={rowHeight()} selected={-1}
            row={(one, tabIndex) => <Recent row={one} tabIndex={tabIndex} />}
          />
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
        height={rowHeight()}
        selected={shown.actions.findIndex((one) => isOpen({ ...shown, action: one.name }))}
        row={(one, tabIndex) => (
          <Row name={{ service: shown.service, version: shown.version, action: one.name }} tabIndex={tabIndex} isPlain>
            {one.deprecated && <DeprecatedBadge />}
          </Row>
        )}
      />
    </section>
  );
}

function rowHeight(): number {
  return isTouch.value ? 44 : 28;
}

function Recent({ row, tabIndex }: { row: HistoryRow; tabIndex: 0 | -1 }) {
  return (
    <Row name={row} tabIndex={tabIndex} icon="clock">
      <span class="shell-row-hint">
        <Icon name={row.ok ? "check" : "x"} size={10} label={t(row.ok ? side.succeeded : side.failed)} class={row.ok ? "shell-ok" : "shell-bad"} />
        {timeOfDay(row.time * 1000)}
      </span>
    </Row>
  );
}

interface RowProps {
  name: ActionName;
  tabIndex: 0 | -1;
  icon?: "star" | "clock";
  /** In the list of the service, where the open action is marked. */
  isPlain?: boolean;
  children?: preact.ComponentChildren;
}

function Row({ name, tabIndex, icon, isPlain = false, children }: RowProps) {
  const isCurrent = isPlain && isOpen(name);
  const open = () => {
    isDrawerOpen.value = false;
    openAction({ service: name.service, version: name.version, action: name.action }).catch(report);
  };
  return (
    <button
      type="button"
      class="shell-row"
      tabIndex={tabIndex}
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

