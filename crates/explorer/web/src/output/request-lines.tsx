import type { RequestLine, SignedRequest } from "../api";
import { count, fill, t } from "../ui/copy";
import { breakable, JsonText } from "../ui/json-code";
import { Note } from "../ui/note";
import { signal } from "../state";
import { choose, lineId, spot, ties } from "./choice";
import { CodeLine } from "./code-line";
import { texts } from "./copy";

/** The bytes that go out, line by line. */
export function RequestLines({ request }: { request: SignedRequest }) {
  const tied = ties.value?.tied.source;
  const reached = spot.value?.pane === "source" ? spot.value.line : 0;
  const isCut = request.lines.length > MANY && !isWhole.value;
  const lines = isCut ? request.lines.slice(0, MANY) : request.lines;
  const body = request.lines.findIndex((line) => line.part === "body");
  const isJson = /^\s*[[{]/.test(request.lines[body]?.text ?? "");
  return (
    <>
      <ul class="output-lines" aria-label={t(texts.exactBytes)}>
        {lines.map((line, index) => line.part === "blank"
          ? <li key={index} class="output-line-blank" aria-hidden="true" />
          : (
            <CodeLine
              key={index}
              id={lineId({ pane: "source", line: index })}
              class={line.part === "header" ? "output-line-header" : ""}
              number={index + 1}
              // A body of several lines is one thing: its first line says so.
              letter={line.part === "body" && index > body ? null : line.letter}
              source={line.part === "body" && index > body ? "" : line.source}
              spoken={line.signed ? t(texts.signed) : t(texts.notSigned)}
              isSigned={line.signed}
              isMuted={!line.signed}
              isTied={tied?.has(index) ?? false}
              isDerived={false}
              isReached={index === reached}
              onChoose={() => choose({ pane: "source", line: index })}
            >
              <LineText line={line} isJson={isJson} />
            </CodeLine>
          ))}
      </ul>
      {isCut && (
        <button type="button" class="ui-link output-more" onClick={() => { isWhole.value = true; }}>
          {fill(texts.showLines, count(request.lines.length))}
        </button>
      )}
      {request.binary && <div class="output-note"><Note tone="info">{t(texts.binary)}</Note></div>}
    </>
  );
}

/** Longer texts and more lines are files: their head is enough while one types. */
const LONG = 8 * 1024;
const MANY = 200;
const isWhole = signal(false);

function LineText({ line, isJson }: { line: RequestLine; isJson: boolean }) {
  const isCut = line.text.length > LONG && !isWhole.value;
  const text = isCut ? line.text.slice(0, LONG) : line.text;
  if (line.part === "start") {
    const end = text.indexOf(" ");
    const mark: [number, number] | null = line.mark && [line.mark[0] - end, line.mark[1] - end];
    return <><b>{text.slice(0, end)}</b><JsonText text={text.slice(end)} mark={mark} isJson={false} /></>;
  }
  return (
    <>
      {line.part === "header"
        ? <Dotted text={text} />
        : <JsonText text={text} mark={line.mark} isJson={isJson} />}
      {isCut && (
        <button type="button" class="ui-link output-uncopied" onClick={() => { isWhole.value = true; }}>
          … {fill(texts.showAll, count(line.text.length))}
        </button>
      )}
    </>
  );
}

/** Dots that hide a part of a key are no part of the bytes: they stand in a box. */
function Dotted({ text }: { text: string }) {
  return (
    <>
      {text.split(/(•+)/).map((part, index) => index % 2
        ? <span key={index} class="output-dots">{part}</span>
        : <>{breakable(part)}</>)}
    </>
  );
}

export function Legend() {
  return (
    <span class="output-legend">
      <span><i class="output-legend-signed" aria-hidden="true" />{t(texts.signed)}</span>
      <span><i aria-hidden="true" />{t(texts.notSigned)}</span>
    </span>
  );
}
