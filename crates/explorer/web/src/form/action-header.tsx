import type { ActionForm } from "../api";
import { saveCalls } from "../history/files";
import { linkTo } from "../shell/route";
import { report } from "../shell/load";
import { call } from "../state";
import { ClassBadge, DeprecatedBadge, StateBadge } from "../ui/badge";
import { fill, t, titleOf } from "../ui/copy";
import { copyText } from "../ui/copy-button";
import { Icon } from "../ui/icon";
import { Menu } from "../ui/menu";
import { toast } from "../ui/toast";
import { offerUndo } from "./change";
import { header as texts } from "./copy";
import { removeMembers } from "./edit";
import { isFavorite, toggleFavorite } from "./favorite";
import { edit, setInput } from "./model";

/** Service, action, class, title and rate. */
export function ActionHeader({ form }: { form: ActionForm }) {
  const isStarred = isFavorite(form);
  const service = titleOf({ title: form.service_title, title_en: form.service_title_en });
  const title = titleOf(form);
  return (
    <header class="form-head">
      <div class="form-head-line">
        <p class="form-service ui-help">
          {form.service.toUpperCase()}
          <span class="form-service-title"> · <span lang={service.lang}>{service.text}</span></span>
          {" · "}{form.version}
        </p>
        <button
          type="button"
          class="ui-icon-button"
          aria-label={t(isStarred ? texts.unfavorite : texts.favorite)}
          aria-pressed={isStarred}
          onClick={() => void toggleFavorite(form).catch(report)}
        >
          <Icon name="star" filled={isStarred} />
        </button>
        <Menu label={t(texts.more)} align="end" items={items(form)}><Icon name="dots" /></Menu>
      </div>
      <h1 class="form-title">
        <span class="form-action">{form.action}</span>
        <ClassBadge of={form.class} />
        {form.status === "deprecated" && <DeprecatedBadge />}
        {form.status === "offline" && <StateBadge tone="neutral">{t(texts.offline)}</StateBadge>}
      </h1>
      <p class="form-subtitle ui-help">
        <span lang={title.lang}>{title.text}</span>
        {form.rate !== null && <> · {fill(texts.rate, form.rate)}</>}
      </p>
    </header>
  );
}

function items(form: ActionForm) {
  return [
    { label: t(texts.link), icon: "copy" as const, run: copyLink },
    { label: t(texts.export), icon: "download" as const, run: exportFile },
    { label: t(texts.skeleton), icon: "refresh" as const, run: () => replace(() => setInput(form.skeleton)) },
    { label: t(texts.leaveOut), icon: "x" as const, run: () => replace(() => leaveOutOptional(form)) },
  ];
}

function copyLink(): void {
  const now = call.peek();
  if (now) void copyText(linkTo(now)).then(() => toast({ text: t(texts.linkCopied) }));
}

function exportFile(): void {
  const now = call.peek();
  if (now) saveCalls([now]);
}

function leaveOutOptional(form: ActionForm): void {
  const required = new Set(form.members.filter((one) => one.required).map((one) => one.name));
  edit((text) => removeMembers(text, [], (name) => !required.has(name)));
}

function replace(run: () => void): void {
  const before = call.peek()?.input;
  run();
  if (call.peek()?.input === before) return;
  offerUndo(t(texts.done));
}
