import { useEffect, useState } from "preact/hooks";

import type { Language, Mistakes, MistakesRequest, Scheme, Step } from "../api";
import { post } from "../client";
import { language } from "../state";
import { t } from "../ui/copy";
import { Note } from "../ui/note";
import { texts } from "./copy";

interface Props {
  scheme: Scheme;
  step: Step["id"];
}

/** They are facts of the version that runs, so each list is read once. */
const read = new Map<string, Promise<Mistakes>>();

function mistakesOf(of: Language, { scheme, step }: Props): Promise<Mistakes> {
  const key = `${of} ${scheme} ${step}`;
  const found = read.get(key) ?? post<Mistakes>("mistakes", { language: of, scheme, step } satisfies MistakesRequest);
  read.set(key, found);
  found.catch(() => read.delete(key));
  return found;
}

/** The known mistakes that make a signature differ at a step first. */
export function MistakeList({ scheme, step }: Props) {
  const [list, setList] = useState<Mistakes["mistakes"] | string | null>(null);
  const of = language.value;
  useEffect(() => {
    let isCurrent = true;
    mistakesOf(of, { scheme, step }).then(
      ({ mistakes }) => { if (isCurrent) setList(mistakes); },
      (error: unknown) => { if (isCurrent) setList(error instanceof Error ? error.message : String(error)); },
    );
    return () => { isCurrent = false; };
  }, [of, scheme, step]);

  if (list === null) return <p class="ui-help output-why">{t(texts.updating)}</p>;
  if (typeof list === "string") return <div class="output-note"><Note tone="warn">{list}</Note></div>;
  return (
    <ul class="output-mistake-list">
      {list.map((mistake) => (
        <li key={mistake.cause}>
          <code class="output-mistake-name">{mistake.cause}</code>
          <p>{mistake.sentence}</p>
          {mistake.fix !== null && <pre class="output-mistake-fix">{mistake.fix}</pre>}
        </li>
      ))}
    </ul>
  );
}
