import type { SearchHit } from "../api";
import { isFavorite, toggleFavorite } from "../form/favorite";
import { ClassBadge, DeprecatedBadge } from "../ui/badge";
import { count, fill, t } from "../ui/copy";
import { Icon } from "../ui/icon";
import { Kbd } from "../ui/kbd";
import { palette } from "./copy";
import { report } from "./load";
import { chosen } from "./palette-state";

const icons = { service: "service", action: "code", member: "member", error_code: "warning" } as const;

interface Props {
  id: string;
  hit: SearchHit;
  index: number;
  onPick: (hit: SearchHit) => void;
}

/** A result: what it is, its name with the matches marked, where it is, titles, class. */
export function PaletteRow({ id, hit, index, onPick }: Props) {
  const isChosen = chosen.value === index;
  const { kind, service, version, action } = hit;
  const isCode = kind === "member" || kind === "error_code";
  return (
    <div
      id={id}
      class="shell-hit"
      role="option"
      aria-selected={isChosen}
      onMouseMove={() => { chosen.value = index; }}
      onClick={() => onPick(hit)}
    >
      <Icon name={icons[kind]} />
      <div class="shell-hit-text">
        <div class="ui-cut">
          <span class={isCode ? "shell-hit-name ui-mono" : "shell-hit-name"}><Marked text={hit.name} ranges={hit.matches} /></span>
          {!isCode && <span class="shell-hit-where">{kind === "service" ? version : `${service} ${version}`}</span>}
        </div>
        <div class="ui-help ui-cut">
          {isCode && <span>{service} {action}{hit.title || hit.title_en ? " · " : ""}</span>}
          <Titles hit={hit} />
        </div>
      </div>
      {hit.deprecated && <DeprecatedBadge />}
      {kind === "action" && hit.class && <ClassBadge of={hit.class} />}
      {kind !== "action" && <span class="ui-help">{t(kind === "service" ? palette.service : kind === "member" ? palette.member : palette.code)}</span>}
      {isChosen && kind === "action" && <Star name={{ service, version, action: hit.name }} />}
      {isChosen && <Kbd keys="Enter" />}
    </div>
  );
}

/** For the pointer; the key is Ctrl D, since an option holds no other control. */
function Star({ name }: { name: { service: string; version: string; action: string } }) {
  const on = isFavorite(name);
  return (
    <span
      class="shell-hit-star ui-help"
      aria-hidden="true"
      onClick={(event) => { event.stopPropagation(); toggleFavorite(name).catch(report); }}
    >
      <Icon name="star" size={14} filled={on} /> {t(on ? palette.unfavorite : palette.favorite)}
    </span>
  );
}

interface MoreProps {
  id: string;
  count: number;
  index: number;
  onPick: () => void;
}

/** The last row of a group that has more hits than are shown. */
export function MoreRow({ id, count: left, index, onPick }: MoreProps) {
  return (
    <div
      id={id}
      class="shell-hit shell-hit-more"
      role="option"
      aria-selected={chosen.value === index}
      onMouseMove={() => { chosen.value = index; }}
      onClick={onPick}
    >
      {fill(palette.more, count(left))}
    </div>
  );
}

function Titles({ hit }: { hit: SearchHit }) {
  return (
    <>
      {hit.title_en && <span lang="en">{hit.title_en}</span>}
      {hit.title_en && hit.title && " · "}
      {hit.title && <span lang="zh">{hit.title}</span>}
    </>
  );
}

/** The text with its ranges in bold. */
function Marked({ text, ranges }: { text: string; ranges: [number, number][] }) {
  const parts = [];
  let at = 0;
  for (const [from, to] of ranges) {
    parts.push(text.slice(at, from), <b key={from}>{text.slice(from, to)}</b>);
    at = to;
  }
  return <>{parts}{text.slice(at)}</>;
}
