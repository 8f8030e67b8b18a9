import { useEffect, useRef } from "preact/hooks";

import { t } from "../ui/copy";
import { hasDrawer } from "../ui/media";
import { side } from "./copy";
import { SideList } from "./side-list";
import { isDrawerOpen } from "./side-state";

/** The side list: a column where there is room, else a drawer. */
export function Side() {
  if (hasDrawer.value) return isDrawerOpen.value ? <Drawer /> : null;
  return <nav class="shell-side" aria-label={t(side.region)} data-region><SideList /></nav>;
}

/** Takes the focus while it is open, and gives it back. */
function Drawer() {
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const row = (of: string) => list.current?.querySelector<HTMLElement>(of);
    (row("[aria-current]") ?? row("button"))?.focus();
    return () => {
      const isLost = document.activeElement === document.body || !document.activeElement;
      if (isLost && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const close = () => { isDrawerOpen.value = false; };
  return (
    <>
      <button type="button" class="shell-scrim" tabIndex={-1} aria-label={t(side.close)} onClick={close} />
      <nav ref={list} class="shell-side shell-drawer" aria-label={t(side.region)} data-region><SideList /></nav>
    </>
  );
}
