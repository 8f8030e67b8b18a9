import { useRef } from "preact/hooks";

import { t } from "../ui/copy";
import { explain } from "./copy";
import { marks, text } from "./explain-state";
import { markedLines, type Piece } from "./marks";

/** Lines above this many have neither number nor mark: a long text stays quick. */
const most = 2000;

/** A text area over the same text with line numbers and marks. Both wrap alike, and the text
 *  area has the height of what lies below it, so that only the editor scrolls. */
export function Editor() {
  const area = useRef<HTMLTextAreaElement>(null);
  const lines = markedLines(text.value, marks.value);
  const rest = lines.slice(most);
  return (
    <div class="explain-editor" onClick={() => area.current?.focus()}>
      <div class="explain-sheet">
        <div class="explain-lines" aria-hidden="true">
          {lines.slice(0, most).map((line, index) => (
            <div key={index} class="explain-line-of" data-number={index + 1}><Line pieces={line} /></div>
          ))}
          {rest.length > 0 && (
            <div class="explain-line-of">{rest.map((line) => line.map((piece) => piece.text).join("")).join("\n")}{"\n"}</div>
          )}
        </div>
        <textarea
          ref={area}
          id="explain-text"
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

function Line({ pieces }: { pieces: Piece[] }) {
  // An empty line has the height of a line.
  if (pieces.length === 0) return <>{"\u200b"}</>;
  return (
    <>
      {pieces.map(({ text: part, kind }, index) => kind === "plain"
        ? <span key={index}>{part}</span>
        : <mark key={index} class={`explain-${kind}`}>{part}</mark>)}
    </>
  );
}
