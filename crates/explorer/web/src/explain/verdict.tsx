import type { ExplainResponse } from "../api";
import { openSent } from "../form/open-sent";
import { report } from "../shell/load";
import { fill, t } from "../ui/copy";
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
      <div class={`explain-verdict explain-verdict-${tone}`}>
        <Icon name={icon} size={20} />
        <div>
          <h2 class="ui-title">{found.title}</h2>
          <p>{found.message}</p>
          <div class="explain-chips">
            {first && <span class="explain-chip">{t(explain.cause)} <code>{first.name}</code></span>}
            {found.differs_at && (
              <span class="explain-chip">{t(explain.differsAt)} <code>{found.differs_at}</code></span>
            )}
            <CompareFrom found={found} />
          </div>
        </div>
      </div>
      {others.map((cause) => (
        <div class="explain-other" key={cause.name}>
          <h3>{t(explain.others)}: {cause.title}</h3>
          <p>{cause.sentence} <code class="ui-muted">{cause.name}</code></p>
        </div>
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
    <div class="explain-proof">
      {found.difference.length > 0 && (
        <>
          <h3>{t(explain.difference)}</h3>
          <Diff lines={found.difference} label={t(explain.difference)} />
        </>
      )}
      {found.fix.length > 0 && (
        <>
          <h3>{t(explain.fix)} <span class="explain-aside">{t(explain.pseudo)}</span></h3>
          <Diff lines={found.fix} label={t(explain.fix)} />
        </>
      )}
      <div class="explain-actions">
        {call && (
          <button
            type="button"
            class="ui-button ui-button-primary"
            onClick={() => void openSent(call, found.key?.is_emulators ? "emulator" : "cloud").catch(report)}
          >
            {t(explain.open)}
          </button>
        )}
        {tc3 && <CopyButton text={tc3} label={<Tc3Label />} />}
      </div>
    </div>
  );
}

/** The name of the command in its own type. */
function Tc3Label() {
  const [before, after] = t(explain.copyTc3).split("{0}");
  return <>{before}<code>tc3</code>{after}</>;
}

/** Where no known mistake reproduces the signature, the first step that can be compared. */
function CompareFrom({ found }: { found: ExplainResponse }) {
  const stage = found.verdict === "invalid" && found.causes.every(({ name }) => name === "unknown")
    ? found.stages.find((one) => one.state !== "same")
    : undefined;
  if (!stage) return null;
  return (
    <button
      type="button"
      class="ui-link"
      onClick={() => document.getElementById(`explain-stage-${stage.name}`)?.focus()}
    >
      {fill(explain.compareFrom, stageName(stage.name))}
    </button>
  );
}

const stageIcons: Record<ExplainResponse["stages"][number]["state"], IconName> = {
  same: "check", different: "x", follows: "chevron-right", unknown: "chevron-right",
};

function Stages({ found }: { found: ExplainResponse }) {
  return (
    <div class="explain-stages">
      <h3>{t(explain.steps)}</h3>
      <ul>
        {found.stages.map((stage) => (
          <li
            key={stage.name}
            id={`explain-stage-${stage.name}`}
            class={`explain-stage explain-stage-${stage.state}`}
            tabIndex={-1}
          >
            <Icon name={stageIcons[stage.state]} />
            <span class="explain-stage-name">{stageName(stage.name)}</span>
            <span class="ui-help">{stage.text}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function stageName(name: string): string {
  const known = stages[name];
  return known ? t(known) : name;
}
