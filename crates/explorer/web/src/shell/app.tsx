import { EmulatorView } from "../emulator/emulator-view";
import { ExplainView } from "../explain/explain-view";
import { FormColumn } from "../form/form-column";
import { HistoryView } from "../history/history-view";
import { OutputColumn } from "../output/output-column";
import { view } from "../state";
import { Announcer } from "../ui/announce";
import { ToastArea } from "../ui/toast";

export function App() {
  return (
    <>
      {view.value === "explore" && <><FormColumn /><OutputColumn /></>}
      {view.value === "explain" && <ExplainView />}
      {view.value === "emulator" && <EmulatorView />}
      {view.value === "history" && <HistoryView />}
      <ToastArea />
      <Announcer />
    </>
  );
}
