export function FormColumn() {
  return <div />;
}
