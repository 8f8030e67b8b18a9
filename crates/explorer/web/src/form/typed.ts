// A textarea shows each end of a line as one line feed. What is typed into it is taken as a
// change of the text it stands for, so that a CR elsewhere in a string survives.

/** The text after typing, where `before` is the text and `typed` what the textarea has now. */
export function splice(before: string, typed: string): string {
  if (!before.includes("\r")) return typed;
  const shown: string[] = before.match(/\r\n|[^]/g) ?? [];
  const same = (from: number) => {
    const own = shown[from];
    return own === "\r\n" || own === "\r" ? "\n" : own;
  };
  let start = 0;
  while (start < shown.length && start < typed.length && same(start) === typed[start]) start += 1;
  let end = 0;
  const most = Math.min(shown.length, typed.length) - start;
  while (end < most && same(shown.length - 1 - end) === typed[typed.length - 1 - end]) end += 1;
  const kept = shown.slice(0, start).join("");
  const rest = typed.slice(start, typed.length - end) + shown.slice(shown.length - end).join("");
  // A CR would take the line feed that now follows it as the other half of one end of a line.
  const meets = kept.endsWith("\r") && rest.startsWith("\n");
  return kept + (meets ? "\n" : "") + rest;
}
