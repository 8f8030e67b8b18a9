import type { SignedRequest } from "../api";
import { language } from "../state";
import { fill, t } from "../ui/copy";
import { Kbd } from "../ui/kbd";
import { Note } from "../ui/note";
import { request, spot, ties } from "./choice";
import { texts } from "./copy";
import { listed } from "./format";
import { follow, lineAt, walkOf } from "./ties";

/** What the chosen line is tied to, and what else is to say about the lines. */
export function LineNotes() {
  const of = request.value;
  if (!of) return null;
  const at = spot.value;
  const line = at?.pane === "source" ? of.lines[at.line] : undefined;
  const note = line?.note ?? of.lines.find((one) => one.note !== null)?.note;
  return (
    <div class="output-notes">
      <Tie request={of} />
      {note && <Note tone="info">{note}</Note>}
    </div>
  );
}

function Tie({ request: of }: { request: SignedRequest }) {
  const at = spot.value;
  const now = ties.value;
  const line = at && lineAt(of, at);
  if (!at || !line || !now) return <Note tone="info"><Keys /></Note>;
  const walk = walkOf(of);
  const next = follow(of, at);
  const to = next && walk[next.line];
  const used = [...now.tied.walk, ...now.derived];
  for (let one = next; one; one = follow(of, one)) used.push(one.line);
  const steps = [...new Set(used.map((index) => walk[index]?.step ?? 0))].sort((a, b) => a - b);
  const isHash = to !== null && to !== undefined && "part" in line && line.part === "body" && to.line.text !== line.text;
  const sentence = [
    to && fill(isHash ? texts.hashInLine : texts.inLine, to.index + 1, to.step),
    steps.length > 0 && at.pane === "source" && fill(texts.editChanges, listed(steps, language.value)),
  ];
  const [where, changes] = sentence;
  return (
    <Note tone="info">
      {(line.letter || line.source) && <>{t(texts.thisLine)}{line.letter && <b>{line.letter}</b>}{line.letter && line.source && comma()}{line.source}{stop()} </>}
      {where && <>{where}{changes ? `${comma()}${changes}` : ""}{stop()} </>}
      <Keys />
    </Note>
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
