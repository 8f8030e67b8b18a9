import { useRef } from "preact/hooks";

import { takeFile } from "../explain/paste";

/** Opens a request that was saved as a file; nothing is sent. */
export function ImportButton({ label }: { label: string }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept=".json,application/json"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) void takeFile(file);
          // The same file can be chosen again.
          event.currentTarget.value = "";
        }}
      />
      <button type="button" class="ui-button" onClick={() => input.current?.click()}>{label}</button>
    </>
  );
}
