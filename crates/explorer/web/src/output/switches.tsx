import type { Call, Scheme } from "../api";
import { action, call, frozenTime, preview } from "../state";
import { t } from "../ui/copy";
import { texts } from "./copy";

const schemes: { id: Scheme; label: string }[] = [
  { id: "TC3-HMAC-SHA256", label: "TC3" },
  { id: "HmacSHA256", label: "HmacSHA256" },
  { id: "HmacSHA1", label: "HmacSHA1" },
];

/** Scheme, method and clock, where the form with its menus is out of view. */
export function Switches() {
  const of = call.value;
  if (!of) return null;
  const set = (part: Partial<Call>) => { call.value = { ...of, ...part }; };
  // Multipart and octets are sent by POST only, the server says.
  const methods = action.value?.body === "json" || !action.value ? (["POST", "GET"] as const) : (["POST"] as const);
  const isFrozen = frozenTime.value !== null;
  return (
    <div class="output-switches">
      <Segments
        label={t(texts.scheme)} items={schemes} selected={of.scheme}
        onSelect={(scheme) => set({ scheme })}
      />
      <Segments
        label={t(texts.method)} items={methods.map((id) => ({ id, label: id }))} selected={of.method}
        onSelect={(method) => set({ method })}
      />
      <Segments
        label={t(texts.clock)} selected={isFrozen ? "frozen" : "live"}
        items={[{ id: "live", label: t(texts.live) }, { id: "frozen", label: t(texts.freeze) }]}
        onSelect={(clock) => {
          frozenTime.value = clock === "live" ? null : preview.peek()?.time ?? Math.floor(Date.now() / 1000);
        }}
      />
    </div>
  );
}

interface SegmentsProps<Id extends string> {
  label: string;
  items: { id: Id; label: string }[];
  selected: Id;
  onSelect: (id: Id) => void;
}

export function Segments<Id extends string>({ label, items, selected, onSelect }: SegmentsProps<Id>) {
  return (
    <div class="ui-segments" role="group" aria-label={label}>
      {items.map((item) => (
        <button key={item.id} type="button" aria-pressed={item.id === selected} onClick={() => onSelect(item.id)}>
          {item.label}
        </button>
      ))}
    </div>
  );
}
