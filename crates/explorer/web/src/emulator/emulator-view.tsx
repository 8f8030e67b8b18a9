export function EmulatorView() {
  return <div />;
}
