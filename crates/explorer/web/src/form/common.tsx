import { Fragment, type ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import type { ActionForm, Call, Language, Scheme } from "../api";
import { report } from "../shell/load";
import { call, target } from "../state";
import { fill, t } from "../ui/copy";
import { Icon } from "../ui/icon";
import { isPhone } from "../ui/media";
import { Menu, type MenuItem } from "../ui/menu";
import { Popover } from "../ui/popover";
import { common as texts } from "./copy";
import { openCall } from "./open";
import { RegionChoice } from "./region";
import { TimeCell } from "./time-cell";

export const SCHEMES: { scheme: Scheme; short: string }[] = [
  { scheme: "TC3-HMAC-SHA256", short: "TC3" },
  { scheme: "HmacSHA256", short: "HmacSHA256" },
  { scheme: "HmacSHA1", short: "HmacSHA1" },
];

/** What each request of any action has. On a phone one line that opens. */
export function CommonParameters({ form, filled }: { form: ActionForm; filled: Call }) {
  const [isOpen, setOpen] = useState(false);
  const cells = <Cells form={form} filled={filled} />;
  if (!isPhone.value) return cells;
  const { short } = SCHEMES.find((one) => one.scheme === filled.scheme) ?? { short: filled.scheme };
  const parts = [filled.region, filled.version, short, filled.method, filled.language].filter(Boolean);
  return (
    <>
      <div class="form-common-line">
        <span class="ui-mono">
          {parts.map((part, index) => <Fragment key={index}>{index > 0 && " · "}<span class="ui-keep">{part}</span></Fragment>)}
        </span>
        <button type="button" class="ui-button ui-button-plain" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(texts.short)}
        </button>
      </div>
      {isOpen && cells}
    </>
  );
}

function Cells({ form, filled }: { form: ActionForm; filled: Call }) {
  const { short } = SCHEMES.find((one) => one.scheme === filled.scheme) ?? { short: filled.scheme };
  return (
    <div class="form-common" role="group" aria-label={t(texts.label)}>
      <Popover class="form-cell" label={named(texts.region, filled.region)} content={(close) => <RegionChoice close={close} />}>
        <CellText label={t(texts.region)} value={filled.region} />
      </Popover>
      <Cell label={t(texts.version)} value={filled.version} items={versions(form, filled)} />
      <Cell label={t(texts.signature)} value={`${short} · ${filled.method}`} items={signatures(form, filled)} />
      <Cell label={t(texts.language)} value={filled.language} items={languages(filled)} />
      <TokenCell />
      <TimeCell />
    </div>
  );
}

/** Sets a common parameter; undefined takes it out. */
export function setCommon(change: { [Name in keyof Call]?: Call[Name] | undefined }): void {
  const now = call.peek();
  if (!now) return;
  const next = Object.entries({ ...now, ...change }).filter(([, value]) => value !== undefined);
  call.value = Object.fromEntries(next) as unknown as Call;
}

function versions(form: ActionForm, filled: Call): MenuItem[] {
  return form.versions.map((version) => ({
    label: version,
    checked: version === filled.version,
    run: () => void openCall({ ...filled, version }).catch(report),
  }));
}

function signatures(form: ActionForm, filled: Call): MenuItem[] {
  const isBound = form.body !== "json";
  const schemes = SCHEMES.map(({ scheme }): MenuItem => ({
    label: scheme,
    checked: scheme === filled.scheme,
    disabled: isBound && scheme !== "TC3-HMAC-SHA256",
    run: () => setCommon({ scheme }),
  }));
  const methods = (["POST", "GET"] as const).map((method): MenuItem => ({
    label: method,
    checked: method === filled.method,
    disabled: isBound && method === "GET",
    run: () => setCommon({ method }),
  }));
  const why: MenuItem[] = isBound ? [{ label: t(texts.postOnly), icon: "info", disabled: true, run: () => {} }] : [];
  return [...schemes, ...methods, ...why];
}

function languages(filled: Call): MenuItem[] {
  return ([undefined, "en-US", "zh-CN"] as (Language | undefined)[]).map((language) => ({
    label: language ?? t(texts.none),
    checked: language === filled.language,
    run: () => setCommon({ language }),
  }));
}

/** Says where a token comes from; there is none to type. */
function TokenCell() {
  const key = target.value?.key ?? null;
  const value = key?.has_token ? key.source : undefined;
  const source = key?.source ?? t(texts.noKey);
  return (
    <Popover
      class="form-cell"
      label={named(texts.token, value)}
      content={() => (
        <div class="form-pop">
          <p>{fill(key?.has_token ? texts.tokenSent : texts.tokenNone, source)}</p>
          <p class="ui-help">{t(texts.tokenNever)}</p>
        </div>
      )}
    >
      <CellText label={t(texts.token)} value={value} />
    </Popover>
  );
}

function Cell({ label, value, items }: { label: string; value: string | undefined; items: MenuItem[] }) {
  return (
    <Menu class="form-cell" label={`${label} ${value ?? t(texts.none)}`} items={items}>
      <CellText label={label} value={value} />
    </Menu>
  );
}

export function CellText({ label, value, extra }: { label: string; value: string | undefined; extra?: ComponentChildren }) {
  return (
    <>
      <span class="form-cell-label">{label}</span>{" "}
      <span class={value === undefined ? "form-cell-value form-cell-none" : "form-cell-value"}>
        {value ?? t(texts.none)}{extra}
      </span>
      <Icon name="chevron-down" size={14} />
    </>
  );
}

function named(label: { en: string; zh: string }, value: string | undefined): string {
  return `${t(label)} ${value ?? t(texts.none)}`;
}
