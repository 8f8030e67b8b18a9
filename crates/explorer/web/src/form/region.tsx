import { useState } from "preact/hooks";

import { call, start } from "../state";
import { t } from "../ui/copy";
import { Icon } from "../ui/icon";
import { setCommon } from "./common";
import { common as texts } from "./copy";

/** Regions to choose from, narrowed by what is typed; any other can be typed, too. */
export function RegionChoice({ close }: { close: () => void }) {
  const [typed, setTyped] = useState("");
  const now = call.value?.region;
  const known = (start.value?.regions ?? []).filter((one) => one.includes(typed.trim()));
  const choose = (region: string | undefined) => {
    setCommon({ region });
    close();
  };
  return (
    <div class="form-pop">
      <input
        class="ui-input"
        aria-label={t(texts.other)}
        placeholder={t(texts.other)}
        spellcheck={false}
        autocomplete="off"
        data-autofocus=""
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.isComposing) return;
          event.preventDefault();
          choose(typed.trim() || undefined);
        }}
      />
      <ul class="form-choices">
        {["", ...known].map((one) => (
          <li key={one}>
            <button
              type="button"
              class="ui-menu-item"
              aria-pressed={(now ?? "") === one}
              onClick={() => choose(one || undefined)}
            >
              <Icon name="check" class={(now ?? "") === one ? "" : "ui-unseen"} />
              {one ? <span class="ui-mono">{one}</span> : t(texts.none)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
