import type { SignedRequest } from "../api";
import { language } from "../state";
import { fill, t } from "../ui/copy";
import { Kbd } from "../ui/kbd";
import { Note } from "../ui/note";
import { request, spot, ties } from "./choice";
import { texts } from "./copy";
import { listed } from "./format";
import { follow, lineAt, walkOf, type Spot } from "./ties";

/** What the chosen line is tied to, and what else is to say about the lines. */
export function LineNotes() {
  const of = request.value;
  if (!of) return null;
  const at = spot.value;
  const line = at && lineAt(of, at);
  const own = line && "note" in line ? line.note : null;
  const other = of.lines.find((one) => one.note !== null && !one.signed)?.note ?? null;
  return (
    <div class="output-notes">
      <Note tone="info">
        {line && (line.letter || line.source) && <Name letter={line.letter} source={line.source} />}
        {own ? `${own} ` : <Tie request={of} />}
        <Keys />
      </Note>
      {other !== null && other !== own && <Note tone="info">{other}</Note>}
    </div>
  );
}

function Name({ letter, source }: { letter: string | null; source: string }) {
  return (
    <>{t(texts.thisLine)}{letter && <b>{letter}</b>}{letter && source && comma()}{source}{stop()} </>
  );
}

/** Where the line is used, and what an edit of it changes. */
function Tie({ request: of }: { request: SignedRequest }) {
  const at = spot.value;
  const now = ties.value;
  const next = at && follow(of, at);
  if (!at || !now || !next) return null;
  const walk = walkOf(of);
  const to = walk[next.line];
  const used = [...now.tied.walk, ...now.derived];
  for (let one: Spot | null = next; one; one = follow(of, one)) used.push(one.line);
  const steps = [...new Set(used.map((index) => walk[index]?.step ?? 0))].sort((a, b) => a - b);
  const changes = at.pane === "source" && fill(texts.editChanges, listed(steps, language.value));
  return (
    <>{to && fill(texts.inLine, to.index + 1, to.step)}{changes && `${comma()}${changes}`}{stop()} </>
  );
}

function Keys() {
  return (
    <span class="output-keys">
      <Kbd keys="↑" /> <Kbd keys="↓" /> {t(texts.chooseLine)}{comma()}<Kbd keys="→" /> {t(texts.followsIt)}{stop()}
    </span>
  );
}

const stop = () => (language.value === "zh-CN" ? "。" : ".");
const comma = () => (language.value === "zh-CN" ? "，" : ", ");
