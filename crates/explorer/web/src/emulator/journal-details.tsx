import { batch } from "@preact/signals";

import type { Call, JournalEntry, Snippet, SnippetRequest } from "../api";
import { post } from "../client";
import { openSent } from "../form/open-sent";
import { report } from "../shell/load";
import { language, toExplain, view } from "../state";
import { t } from "../ui/copy";
import { CopyButton } from "../ui/copy-button";
import { Diff } from "../ui/diff";
import { toast } from "../ui/toast";
import { texts } from "./copy";
import { lead } from "./select";

/** Why a request was refused: cause, proof, way out. */
export function JournalDetails({ entry }: { entry: JournalEntry }) {
  const { call, raw, user_agent, peer } = entry;
  const [cause, proof] = lead(entry.sentence ?? "");
  return (
    <div class="journal-details">
      {cause && <p class="journal-sentence"><strong>{cause}</strong> {proof && <span>{proof}</span>}</p>}
      {entry.difference.length > 0 && <Diff lines={entry.difference} label={t(texts.difference)} />}
      <div class="emulator-buttons">
        {raw && (
          <button type="button" class="ui-button" onClick={() => explain(raw)}>{t(texts.openExplain)}</button>
        )}
        {call && (
          <button type="button" class="ui-button" onClick={() => void openSent(call, "emulator").catch(report)}>
            {t(texts.openForm)}
          </button>
        )}
        {call && <CopyButton text={() => asCurl(call)} label={t(texts.copyCurl)} class="ui-button-plain" />}
        {!call && raw && <CopyButton text={raw} label={t(texts.copyHttp)} class="ui-button-plain" />}
        <span class="ui-help emulator-end journal-from">
          {user_agent && <>user-agent <code>{user_agent}</code></>}
          {user_agent && peer && " · "}
          {peer && <code>{peer}</code>}
        </span>
      </div>
    </div>
  );
}

function explain(raw: string): void {
  batch(() => {
    toExplain.value = raw;
    view.value = "explain";
  });
}

/** The same call as a curl line, signed again; null where there is none, and a toast says why. */
async function asCurl(call: Call): Promise<string | null> {
  try {
    const body: SnippetRequest = {
      language: language.peek(), form: "curl", call, destination: { target: "emulator" },
    };
    const { code, unsupported } = await post<Snippet>("snippet", body);
    if (unsupported === null) return code;
    toast({ text: unsupported });
  } catch (error) {
    report(error);
  }
  return null;
}
