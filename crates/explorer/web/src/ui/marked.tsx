/** A sentence in which names and values stand between backticks. */
export function Marked({ text }: { text: string }) {
  const parts = text.split(/`([^`]+)`/);
  return <>{parts.map((part, index) => (index % 2 === 1 ? <code key={index} class="ui-keep">{part}</code> : part))}</>;
}
