export function HistoryView() {
  return <div />;
}
