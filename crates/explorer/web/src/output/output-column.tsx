export function OutputColumn() {
  return <div />;
}
