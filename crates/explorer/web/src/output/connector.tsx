import { useEffect, useRef, useState } from "preact/hooks";

import { computed } from "../state";
import { request, spot } from "./choice";
import { lineId } from "./choice";
import { follow, originOf, type Spot } from "./ties";

/** The two ends: a line of the request, and the first line of the walk that takes it up. */
const ends = computed<[Spot, Spot] | null>(() => {
  const of = request.value;
  const at = spot.value;
  const from = of && at && (at.pane === "source" ? at : originOf(of, at));
  const to = of && from && follow(of, from);
  return from && to ? [from, to] : null;
});

interface Curve {
  from: number;
  to: number;
  height: number;
}

/** The line through the gutter from the chosen line to where it is used first. It is measured
 *  each time something scrolls or changes its size, and gone while an end is out of view. */
export function Connector() {
  const ref = useRef<SVGSVGElement>(null);
  const [curve, setCurve] = useState<Curve | null>(null);
  const between = ends.value;
  useEffect(() => {
    let frame = 0;
    const measure = () => {
      frame = 0;
      const next = curveOf(ref.current, between);
      setCurve((old) => (old?.from === next?.from && old?.to === next?.to && old?.height === next?.height ? old : next));
    };
    const later = () => { frame ||= requestAnimationFrame(measure); };
    measure();
    const observer = new ResizeObserver(later);
    for (const pane of document.querySelectorAll(".output-source-pane, .output-walk-pane, .output-lines")) observer.observe(pane);
    document.addEventListener("scroll", later, true);
    return () => {
      observer.disconnect();
      document.removeEventListener("scroll", later, true);
      cancelAnimationFrame(frame);
    };
  }, [between]);
  return (
    <div class="output-gutter" aria-hidden="true">
      <svg ref={ref} width="32" height="100%">
        {curve && (
          <>
            <path d={`M0 ${curve.from} C22 ${curve.from} 10 ${curve.to} 32 ${curve.to}`} />
            <circle cx="0" cy={curve.from} r="3.5" />
            <circle cx="32" cy={curve.to} r="3.5" />
          </>
        )}
      </svg>
    </div>
  );
}

function curveOf(svg: SVGSVGElement | null, between: [Spot, Spot] | null): Curve | null {
  if (!svg || !between) return null;
  const box = svg.getBoundingClientRect();
  const [from, to] = between.map((spot) => middleOf(lineId(spot)));
  if (from === null || from === undefined || to === null || to === undefined) return null;
  return { from: from - box.top, to: to - box.top, height: box.height };
}

/** The middle of a line, or null where it is scrolled out of view. */
function middleOf(id: string): number | null {
  const line = document.getElementById(id);
  const pane = line?.closest(".output-scroll")?.getBoundingClientRect();
  const box = line?.getBoundingClientRect();
  if (!box || !pane) return null;
  const middle = box.top + box.height / 2;
  return middle < pane.top || middle > pane.bottom ? null : middle;
}
