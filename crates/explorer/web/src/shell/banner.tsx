import { useEffect, useState } from "preact/hooks";

import { connection, isTokenKnown } from "../client";
import { announce } from "../ui/announce";
import { fill, t } from "../ui/copy";
import { Icon } from "../ui/icon";
import { gone } from "./copy";
import { loadStart } from "./load";

/** Said above everything: the process has ended, or the link is of another run. */
export function Banner() {
  if (connection.value === "gone") return <Gone />;
  if (connection.value === "stale") return <Stale />;
  return null;
}

const wait = 5;

function Gone() {
  const [left, setLeft] = useState(wait);
  useEffect(() => announce(t(gone.title), "assertive"), []);
  useEffect(() => {
    const timer = setInterval(() => setLeft((before) => before - 1), 1000);
    return () => clearInterval(timer);
  }, []);
  const check = () => {
    setLeft(wait);
    void loadStart();
  };
  useEffect(() => { if (left <= 0) check(); }, [left]);
  return (
    <aside class="shell-banner shell-banner-gone" aria-label={t(gone.title)}>
      <Icon name="warning" />
      <strong>{t(gone.title)}</strong>
      <span>{t(gone.text)} <code class="shell-banner-line">tc3 explorer --listen {location.host}</code></span>
      <span class="shell-banner-end">
        <span class="ui-help">{fill(gone.again, Math.max(0, left))}</span>
        <button type="button" class="ui-button" onClick={check}>{t(gone.now)}</button>
      </span>
    </aside>
  );
}

function Stale() {
  const title = t(isTokenKnown() ? gone.staleTitle : gone.noToken);
  useEffect(() => announce(title, "assertive"), []);
  return (
    <aside class="shell-banner shell-banner-stale" aria-label={title}>
      <Icon name="key" />
      <strong>{title}</strong>
      <span>{t(gone.staleText)}</span>
    </aside>
  );
}
