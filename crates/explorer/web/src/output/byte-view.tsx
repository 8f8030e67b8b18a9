import { useState } from "preact/hooks";

import { count, fill, t } from "../ui/copy";
import { request, spot } from "./choice";
import { base64, bodyOf, byteRows, utf8 } from "./bytes";
import { texts } from "./copy";
import { lineAt } from "./ties";

const HEAD = 2048;

/** The bytes of the chosen line, as a table. */
export function ByteView() {
  const [isWhole, showWhole] = useState(false);
  const of = request.value;
  const at = spot.value;
  const line = of && at && lineAt(of, at);
  if (!of || !at || !line) return null;
  const isBody = "part" in line && line.part === "body";
  const isBinary = isBody && of.binary;
  const ends = "newline" in line ? (line.newline ? "lf" : "none") : isBody ? "none" : "crlf";
  // A body of several lines is one thing.
  const text = isBody ? bodyOf(of) : line.text;
  const bytes = isBinary ? base64(text) : utf8(text + { lf: "\n", crlf: "\r\n", none: "" }[ends]);
  const size = isBinary ? texts.bytesBinary
    : { lf: texts.bytesEnd, crlf: texts.bytesCrLf, none: texts.bytesNoEnd }[ends];
  const title = line.letter ? fill(texts.asBytes, line.letter) : t(texts.lineAsBytes);
  const rows = byteRows(isWhole ? bytes : bytes.subarray(0, HEAD));
  return (
    <section class="output-bytes" aria-labelledby="output-bytes-title">
      <div class="output-bytes-head">
        <h3 id="output-bytes-title">{title}</h3>
        <span class="ui-help">{fill(size, count(bytes.length))}</span>
      </div>
      <table aria-labelledby="output-bytes-title">
        <thead class="ui-hidden">
          <tr><th>{t(texts.offset)}</th><th>{t(texts.hex)}</th><th>{t(texts.ascii)}</th></tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.offset}>
              <th scope="row">{row.offset}</th><td>{row.hex}</td><td>{row.ascii}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {!isWhole && bytes.length > HEAD && (
        <button type="button" class="ui-link" onClick={() => showWhole(true)}>{t(texts.moreBytes)}</button>
      )}
    </section>
  );
}
