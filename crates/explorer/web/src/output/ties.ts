// Which lines belong together. A line of the request has a letter; lines of the steps carry
// the letter of the line they are taken from, or list the letters they are derived from.

import type { SignedRequest, StepLine } from "../api";

/** A line: of the request, or of the walk, counted through all its steps. */
export interface Spot {
  pane: "source" | "walk";
  line: number;
}

export interface WalkLine {
  step: number;
  /** Within its step, from 0. */
  index: number;
  line: StepLine;
}

export interface Ties {
  letter: string | null;
  /** The chosen line and those it is tied to. */
  tied: { source: Set<number>; walk: Set<number> };
  /** Lines derived from it. */
  derived: Set<number>;
}

export function walkOf(request: SignedRequest): WalkLine[] {
  return request.steps.flatMap((step) =>
    step.lines.map((line, index) => ({ step: step.number, index, line })));
}

/** Where nothing is chosen, the line that has the caret is tied. */
export function spotOf(request: SignedRequest, chosen: Spot | null): Spot | null {
  if (chosen && lineAt(request, chosen)) return chosen;
  const line = request.lines.findIndex((one) => one.mark !== null);
  return line < 0 ? null : { pane: "source", line };
}

export function tiesOf(request: SignedRequest, spot: Spot | null): Ties {
  const ties: Ties = {
    letter: null, tied: { source: new Set(), walk: new Set() }, derived: new Set(),
  };
  const line = spot && lineAt(request, spot);
  if (!spot || !line) return ties;
  ties.letter = line.letter;
  ties.tied[spot.pane].add(spot.line);
  const walk = walkOf(request);
  if (line.letter !== null) {
    request.lines.forEach((one, index) => {
      if (one.letter === line.letter) ties.tied.source.add(index);
    });
    walk.forEach(({ line: one }, index) => {
      if (one.letter === line.letter) ties.tied.walk.add(index);
      else if (one.derives.includes(line.letter ?? "")) ties.derived.add(index);
    });
  } else if (spot.pane === "walk") {
    for (const index of followers(walk, spot.line)) ties.derived.add(index);
  }
  return ties;
}

/** The line that a line is used in next: from the request into the walk, then from step to
 *  step. Null at the end. */
export function follow(request: SignedRequest, spot: Spot): Spot | null {
  const walk = walkOf(request);
  if (spot.pane === "walk") {
    const next = followers(walk, spot.line)[0];
    return next === undefined ? null : { pane: "walk", line: next };
  }
  const letter = request.lines[spot.line]?.letter;
  if (!letter) return null;
  const next = walk.findIndex(({ line }) => line.letter === letter || line.derives.includes(letter));
  return next < 0 ? null : { pane: "walk", line: next };
}

/** The line of the request that a line of the walk is taken from. */
export function originOf(request: SignedRequest, spot: Spot): Spot | null {
  const letter = spot.pane === "walk" ? lineAt(request, spot)?.letter : null;
  const line = letter ? request.lines.findIndex((one) => one.letter === letter) : -1;
  return line < 0 ? null : { pane: "source", line };
}

/** The next line of the same pane; the first or last one where there is none. */
export function neighbor(request: SignedRequest, spot: Spot | null, by: 1 | -1): Spot {
  const pane = spot?.pane ?? "source";
  const length = pane === "source" ? request.lines.length : walkOf(request).length;
  let line = spot ? spot.line + by : 0;
  // The empty line between head and body says nothing.
  if (pane === "source" && request.lines[line]?.part === "blank") line += by;
  return { pane, line: Math.max(0, Math.min(length - 1, line)) };
}

export function lineAt(request: SignedRequest, spot: Spot) {
  return spot.pane === "source" ? request.lines[spot.line] : walkOf(request)[spot.line]?.line;
}

/** Lines of later steps that hold this line, its step's result or something made of it. */
function followers(walk: WalkLine[], from: number): number[] {
  const start = walk[from];
  if (!start) return [];
  const letters = start.line.letter ? [start.line.letter] : start.line.derives;
  const steps = new Set([start.step]);
  const found: number[] = [];
  walk.forEach(({ step, line }, index) => {
    if (step <= start.step) return;
    const isResult = (line.from_step !== null && steps.has(line.from_step))
      || (steps.has(step - 1) && partOf(line, resultOf(walk, step - 1)) !== null);
    const isMade = letters.length > 0 && letters.every((one) => line.derives.includes(one));
    if (!isResult && !isMade) return;
    steps.add(step);
    found.push(index);
  });
  return found;
}

/** The text of a step of one line: what it hands on. */
function resultOf(walk: WalkLine[], step: number): string | null {
  const lines = walk.filter((one) => one.step === step);
  return lines.length === 1 ? lines[0]?.line.text ?? null : null;
}

/** Where the result of the step before stands within a longer line. */
export function partOf({ text }: StepLine, result: string | null): [number, number] | null {
  const from = result && text.length > result.length ? text.indexOf(result) : -1;
  return result === null || from < 0 ? null : [from, from + result.length];
}
