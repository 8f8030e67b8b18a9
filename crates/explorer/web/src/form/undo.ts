// Undo and redo, shared by the form and the JSON view.

/** What an edit changes. */
export interface Content {
  input: string;
  octets?: string | undefined;
}

/** Edits of one field within this many milliseconds are undone together. */
const TOGETHER = 1000;
/** Characters that are kept for undoing, so that large files do not fill the memory. */
const MOST = 32 * 1024 * 1024;

export class Undo {
  private past: Content[] = [];
  private future: Content[] = [];
  private last = { field: "", time: 0 };

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** Notes what was there before an edit. `field` says which field is typed into; an empty
   *  one is an edit that is undone alone. `now` is in milliseconds. */
  note(before: Content, field: string, now: number): void {
    const isSame = field !== "" && field === this.last.field && now - this.last.time < TOGETHER;
    this.last = { field, time: now };
    this.future = [];
    if (!isSame || this.past.length === 0) this.past.push(before);
    while (this.past.length > 1 && size(this.past) > MOST) this.past.shift();
  }

  undo(present: Content): Content | null {
    return this.step(this.past, this.future, present);
  }

  redo(present: Content): Content | null {
    return this.step(this.future, this.past, present);
  }

  private step(from: Content[], to: Content[], present: Content): Content | null {
    const next = from.pop();
    if (!next) return null;
    to.push(present);
    this.last = { field: "", time: 0 };
    return next;
  }
}

function size(all: Content[]): number {
  return all.reduce((sum, one) => sum + one.input.length + (one.octets?.length ?? 0), 0);
}
