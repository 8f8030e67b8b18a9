import { Component, type ComponentChild, type ComponentType } from "preact";

/** A component that is drawn again only if its properties changed: a keystroke in a form with
 *  500 members draws one row. Signals that it reads draw it as ever. */
export function memo<P extends object>(Draw: ComponentType<P>, isSame: (one: P, other: P) => boolean): ComponentType<P> {
  return class Memo extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      return !isSame(this.props as P, next as P);
    }

    override render(): ComponentChild {
      return <Draw {...(this.props as P)} />;
    }
  };
}
