import { closeAction } from "../form/open";
import { destination, language, view, type View } from "../state";
import { t } from "../ui/copy";
import { Icon } from "../ui/icon";
import { Kbd } from "../ui/kbd";
import { hasDrawer, isPhone } from "../ui/media";
import { Menu, type MenuItem } from "../ui/menu";
import * as copy from "./copy";
import { isHelpOpen } from "./help";
import { openPalette } from "./palette-state";
import { theme, type Theme } from "./settings";
import { isDrawerOpen } from "./side-state";

const views: View[] = ["explore", "explain", "emulator", "history"];

export function Header() {
  return (
    <header class="shell-header" data-region>
      {view.value === "explore" && <a class="shell-skip" href="#form" onClick={skip}>{t(copy.header.skip)}</a>}
      {hasDrawer.value && !isPhone.value && view.value === "explore" && <DrawerButton />}
      <button type="button" class="shell-brand" aria-label={t(copy.header.start)} title={t(copy.header.start)} onClick={closeAction}>
        <span class="shell-logo">tc3</span> explorer
      </button>
      <nav class="shell-views" aria-label={t(copy.header.views)}>
        {views.map((one) => (
          <button
            key={one}
            type="button"
            class="shell-view"
            aria-current={view.value === one ? "page" : undefined}
            onClick={() => { view.value = one; }}
          >
            {t(copy.views[one])}
          </button>
        ))}
      </nav>
      {isTagShown() && (
        <span class="shell-cloud-tag"><Icon name="cloud" size={12} />{t(copy.target.cloud)}</span>
      )}
      <button type="button" class="shell-search" aria-haspopup="dialog" aria-keyshortcuts="Control+K" onClick={() => openPalette("")}>
        <Icon name="search" />
        <span class="shell-search-text">{t(copy.header.search)}</span>
        <Kbd keys="Ctrl K" />
      </button>
      <button type="button" class="ui-icon-button shell-search-small" aria-label={t(copy.header.search)} onClick={() => openPalette("")}>
        <Icon name="search" size={20} />
      </button>
      <div class="shell-tools">
        <LanguageSwitch />
        <ThemeSwitch />
        <button type="button" class="ui-icon-button shell-help" aria-label={t(copy.header.keys)} onClick={() => { isHelpOpen.value = true; }}>?</button>
      </div>
      <Menu class="ui-icon-button shell-menu" label={t(copy.header.menu)} align="end" items={menuItems()}>
        <Icon name="menu" size={20} />
      </Menu>
    </header>
  );
}

/** Views without a target bar still say that the target is the real cloud. */
function isTagShown(): boolean {
  return destination.value.target === "cloud" && (view.value === "explain" || view.value === "emulator");
}

function skip(event: Event) {
  event.preventDefault();
  const form = document.getElementById("form");
  const input = form?.querySelector<HTMLElement>("input:not([type=checkbox]), textarea");
  (input ?? form)?.focus();
}

function DrawerButton() {
  return (
    <button
      type="button"
      class="ui-icon-button"
      aria-label={t(copy.side.open)}
      aria-expanded={isDrawerOpen.value}
      onClick={() => { isDrawerOpen.value = !isDrawerOpen.value; }}
    >
      <Icon name="menu" />
    </button>
  );
}

function LanguageSwitch() {
  return (
    <div class="ui-segments shell-languages" role="group" aria-label={t(copy.header.language)}>
      <button type="button" lang="en" aria-pressed={language.value === "en-US"} onClick={() => { language.value = "en-US"; }}>EN</button>
      <button type="button" lang="zh" aria-pressed={language.value === "zh-CN"} onClick={() => { language.value = "zh-CN"; }}>中文</button>
    </div>
  );
}

const themes: Theme[] = ["system", "light", "dark"];
const themeIcons = { system: "monitor", light: "sun", dark: "moon" } as const;

function themeItems(): MenuItem[] {
  return themes.map((one) => ({
    label: t(copy.header[one]),
    icon: themeIcons[one],
    checked: theme.value === one,
    run: () => { theme.value = one; },
  }));
}

function ThemeSwitch() {
  return (
    <Menu label={t(copy.header.theme)} align="end" items={themeItems()}>
      <Icon name="sun" />
    </Menu>
  );
}

/** On a phone, one menu holds what the wide header shows side by side. */
function menuItems(): MenuItem[] {
  return [
    ...views.map((one) => ({
      label: t(copy.views[one]), checked: view.value === one, run: () => { view.value = one; },
    })),
    { label: t(copy.side.region), icon: "star", run: () => { view.value = "explore"; isDrawerOpen.value = true; } },
    { label: "English", lang: "en", checked: language.value === "en-US", run: () => { language.value = "en-US"; } },
    { label: "中文", lang: "zh", checked: language.value === "zh-CN", run: () => { language.value = "zh-CN"; } },
    ...themeItems(),
    { label: t(copy.header.keys), run: () => { isHelpOpen.value = true; } },
  ];
}
