import "./shell.css";
import "./side.css";
import "./start-screen.css";
import "./notices.css";
import "./target.css";
import "./palette.css";
import "./narrow.css";

import { EmulatorView } from "../emulator/emulator-view";
import { ExplainView } from "../explain/explain-view";
import { showFinding } from "../form/findings";
import { FormColumn } from "../form/form-column";
import { HistoryView } from "../history/history-view";
import { ConfirmDialog } from "../output/confirm";
import { OutputColumn } from "../output/output-column";
import { action, destination, isExpanded, pane, view } from "../state";
import { Announcer } from "../ui/announce";
import { t } from "../ui/copy";
import { isPhone, isSingle } from "../ui/media";
import { ToastArea } from "../ui/toast";
import { Banner } from "./banner";
import { views } from "./copy";
import { Header } from "./header";
import { Help, isHelpOpen } from "./help";
import { Palette } from "./palette";
import { isPaletteOpen } from "./palette-state";
import { BottomBar, PaneTabs } from "./panes";
import { Side } from "./side";
import { StartScreen } from "./start-screen";
import { TargetBar } from "./target-bar";

export function App() {
  const isCloud = destination.value.target === "cloud";
  return (
    <div class={isCloud ? "shell shell-on-cloud" : "shell"}>
      <Header />
      <Banner />
      {(view.value === "explore" || view.value === "history") && <TargetBar />}
      <div class="shell-body">
        {view.value === "explore" && <Explore />}
        {view.value !== "explore" && (
          <main class="shell-view-body" data-region>
            {view.value !== "history" && <h1 class="ui-hidden">{t(views[view.value])}</h1>}
            {view.value === "explain" && <ExplainView />}
            {view.value === "emulator" && <EmulatorView />}
            {view.value === "history" && <HistoryView />}
          </main>
        )}
      </div>
      {isPhone.value && view.value === "explore" && action.value && (
        <BottomBar isCloud={isCloud} onFinding={toFinding} />
      )}
      {/* Not in the output, which one column hides behind the form. */}
      <ConfirmDialog />
      {isPaletteOpen.value && <Palette />}
      {isHelpOpen.value && <Help />}
      <ToastArea />
      <Announcer />
      {isCloud && <div class="shell-frame" aria-hidden="true" />}
    </div>
  );
}

function Explore() {
  const isOpen = action.value !== null;
  // The form's heading is out of view: the page keeps one.
  const isHeadless = isOpen && (isExpanded.value || (isSingle.value && pane.value === "output"));
  const isWalk = isOpen && isExpanded.value && !isSingle.value;
  return (
    <>
      {!isWalk && <Side />}
      <main class={isWalk ? "shell-main shell-main-expanded" : "shell-main"}>
        {!isOpen && <div class="shell-start" data-region><StartScreen /></div>}
        {isOpen && isSingle.value && <PaneTabs />}
        {isHeadless && <h1 class="ui-hidden">{action.value?.action}</h1>}
        {/* Both stay mounted, so that a change of the tab keeps what they hold. */}
        {isOpen && (
          <>
            <div class="shell-form" data-region hidden={isWalk || (isSingle.value && pane.value !== "form")}><FormColumn /></div>
            <div class="shell-output" data-region hidden={isSingle.value && pane.value !== "output"}><OutputColumn /></div>
          </>
        )}
      </main>
    </>
  );
}

/** What F8 does, for a touch. */
function toFinding() {
  pane.value = "form";
  requestAnimationFrame(() => showFinding(1));
}
