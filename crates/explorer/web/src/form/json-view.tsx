import { useEffect, useRef } from "preact/hooks";

import { call, caret } from "../state";
import { t } from "../ui/copy";
import { Note } from "../ui/note";
import { json as texts } from "./copy";
import { selected } from "./findings";
import { whyInvalid } from "./form-view";
import { JsonError, pointerAt } from "./json";
import { reading, setInput } from "./model";
import { splice } from "./typed";

/** Longer texts are shown without colors. */
const MOST_COLORED = 64 * 1024;
const TOKEN = /("(?:[^"\\]|\\.)*"?)(\s*:)?|-?\d[\d.eE+-]*|true|false|null/g;

/** The text of the input as it was typed, with line numbers. The lines behind the textarea
 *  have its text once more: they make it as high as it is, and give it colors. */
export function JsonView() {
  const box = useRef<HTMLTextAreaElement>(null);
  const text = call.value?.input ?? "";
  const now = reading.value;
  const isInvalid = now instanceof JsonError;
  const aim = selected.value;

  useEffect(() => {
    if (!aim || !box.current) return;
    selected.value = null;
    box.current.focus();
    box.current.setSelectionRange(aim.start, aim.end);
  }, [aim]);
  const follow = () => {
    if (box.current && !(now instanceof JsonError)) caret.value = pointerAt(now.root, box.current.selectionStart);
  };
  return (
    <>
      {isInvalid && (
        <div class="form-note">
          <Note tone="warn">{whyInvalid(now)}</Note>
        </div>
      )}
      <div class="form-json">
        <div class="form-json-lines" aria-hidden="true">
          {text.split("\n").map((line, index) => (
            <div key={index} class={isInvalid && now.line === index + 1 ? "form-json-line form-json-wrong" : "form-json-line"}>
              {text.length > MOST_COLORED ? line : colored(line)}{"\u200b"}
            </div>
          ))}
        </div>
        <textarea
          ref={box}
          id="form-json"
          class="form-json-text"
          aria-label={t(texts.label)}
          aria-invalid={isInvalid}
          spellcheck={false}
          autocomplete="off"
          autocapitalize="off"
          value={text}
          onInput={(event) => setInput(splice(text, event.currentTarget.value), "json")}
          onSelect={follow}
          onKeyUp={follow}
          onClick={follow}
        />
      </div>
    </>
  );
}

function colored(line: string) {
  const parts = [];
  let end = 0;
  for (const found of line.matchAll(TOKEN)) {
    const [whole, string, colon] = found;
    const kind = colon ? "key" : string ? "string" : "number";
    const token = string ?? whole;
    parts.push(line.slice(end, found.index), <span key={found.index} class={`form-json-${kind}`}>{token}</span>);
    end = found.index + token.length;
  }
  parts.push(line.slice(end));
  return parts;
}
