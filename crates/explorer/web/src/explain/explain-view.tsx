export function ExplainView() {
  return <div />;
}
