/** A code, which may break after its dots. */
export function Dotted({ text }: { text: string }) {
  return <>{text.split(/(?<=\.)(?=[A-Z])/).map((part, index) => <span key={index}>{index > 0 && <wbr />}{part}</span>)}</>;
}
