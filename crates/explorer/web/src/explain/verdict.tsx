import type { ExplainResponse } from "../api";
import { openCall } from "../form/open";
import { report } from "../shell/load";
import { t } from "../ui/copy";
import { CopyButton } from "../ui/copy-button";
import { Diff } from "../ui/diff";
import { Icon, type IconName } from "../ui/icon";
import { Note } from "../ui/note";
import { explain, stages } from "./copy";

const looks: Record<ExplainResponse["verdict"], { tone: string; icon: IconName }> = {
  valid: { tone: "safe", icon: "check" },
  invalid: { tone: "bad", icon: "error" },
  "unknown-key": { tone: "warn", icon: "warning" },
  unsigned: { tone: "warn", icon: "warning" },
  "no-request": { tone: "warn", icon: "info" },
};

/** Cause, proof, way out: in this order. */
export function Verdict({ found }: { found: ExplainResponse }) {
  const { tone, icon } = looks[found.verdict];
  const [first, ...others] = found.causes;
  return (
    <>
      <section class={`explain-verdict explain-verdict-${tone}`} aria-label={t(explain.result)}>
        <Icon name={icon} size={20} />
        <div>
          <h1>{found.title}</h1>
          <p>{found.message}</p>
          <div class="explain-chips">
            {first && <span class="explain-chip">{t(explain.cause)} <code>{first.name}</code></span>}
            {found.differs_at && (
              <span class="explain-chip">{t(explain.differsAt)} <code>{found.differs_at}</code></span>
            )}
          </div>
        </div>
      </section>
      {others.map((cause) => (
        <section class="explain-other" key={cause.name}>
          <h2>{t(explain.others)}: {cause.title}</h2>
          <p class="ui-muted">{cause.sentence} <code>{cause.name}</code></p>
        </section>
      ))}
      <Proof found={found} />
      {found.stages.length > 0 && <Stages found={found} />}
      {found.notes.length > 0 && (
        <div class="explain-notes">
          {found.notes.map((note) => <Note key={note} tone="info">{note}</Note>)}
        </div>
      )}
    </>
  );
}

function Proof({ found }: { found: ExplainResponse }) {
  const { call, tc3 } = found;
  if (!found.difference.length && !found.fix.length && !call && !tc3) return null;
  return (
    <section class="explain-proof">
      {found.difference.length > 0 && (
        <>
          <h2>{t(explain.difference)}</h2>
          <Diff lines={found.difference} label={t(explain.difference)} />
        </>
      )}
      {found.fix.length > 0 && (
        <>
          <h2>{t(explain.fix)} <span class="ui-help">{t(explain.pseudo)}</span></h2>
          <Diff lines={found.fix} label={t(explain.fix)} />
        </>
      )}
      <div class="explain-actions">
        {call && (
          <button
            type="button"
            class="ui-button ui-button-primary"
            onClick={() => void openCall(call).catch(report)}
          >
            {t(explain.open)}
          </button>
        )}
        {tc3 && <CopyButton text={tc3} label={t(explain.copyTc3)} />}
      </div>
    </section>
  );
}

const stageIcons: Record<ExplainResponse["stages"][number]["state"], IconName> = {
  same: "check", different: "x", follows: "chevron-right", unknown: "chevron-right",
};

function Stages({ found }: { found: ExplainResponse }) {
  return (
    <section class="explain-stages">
      <h2>{t(explain.steps)}</h2>
      <ul>
        {found.stages.map((stage) => (
          <li key={stage.name} class={`explain-stage explain-stage-${stage.state}`}>
            <Icon name={stageIcons[stage.state]} />
            <span class="explain-stage-name">{stageName(stage.name)}</span>
            <span class="ui-help">{stage.text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function stageName(name: string): string {
  const known = stages[name];
  return known ? t(known) : name;
}
