import { useRef } from "preact/hooks";

import { t } from "../ui/copy";
import { explain } from "./copy";
import { result, text } from "./explain-state";
import { markedLines } from "./marks";

/** Lines above this many are not numbered and marked: the text alone stays quick. */
const marked = 2000;

/** A text area over the same text with line numbers and marks. Both wrap alike, and the text
 *  area has the height of what lies below it, so that only the editor scrolls. */
export function Editor() {
  const area = useRef<HTMLTextAreaElement>(null);
  const marks = result.value?.marks ?? [];
  const lines = markedLines(text.value, marks);
  return (
    <div class="explain-editor" onClick={() => area.current?.focus()}>
      <div class="explain-sheet">
        <ol class="explain-lines" aria-hidden="true">
          {lines.slice(0, marked).map((line, index) => (
            <li key={index}>
              {line.length === 0 ? "\u200b" : line.map((piece, at) => (
                piece.kind === "plain" ? piece.text
                  : <mark key={at} class={`explain-${piece.kind}`}>{piece.text}</mark>
              ))}
            </li>
          ))}
        </ol>
        <textarea
          ref={area}
          class="explain-area"
          aria-label={t(explain.region)}
          placeholder={t(explain.placeholder)}
          value={text}
          spellcheck={false}
          autocapitalize="off"
          autocomplete="off"
          onInput={(event) => { text.value = event.currentTarget.value; }}
        />
      </div>
    </div>
  );
}
