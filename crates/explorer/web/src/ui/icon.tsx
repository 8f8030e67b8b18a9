// The icons: 16 px, strokes of 1.5 in the color of the text.

const paths = {
  "arrow-down": "M8 3v10M4 9l4 4 4-4",
  "arrow-up": "M8 13V3M4 7l4-4 4 4",
  bin: "M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.5 9h7l.5-9M6.7 7v4M9.3 7v4",
  check: "M3 8.5l3.2 3.2L13 5",
  "chevron-down": "M4 6l4 4 4-4",
  "chevron-right": "M6 4l4 4-4 4",
  "chevron-up": "M4 10l4-4 4 4",
  clock: "M8 1.8a6.2 6.2 0 100 12.4A6.2 6.2 0 008 1.8zM8 4.5V8l2.5 1.5",
  cloud: "M4.5 12.5a3 3 0 01-.3-6 4 4 0 017.7.6 2.7 2.7 0 01-.4 5.4z",
  code: "M5.5 4.5L2 8l3.5 3.5M10.5 4.5L14 8l-3.5 3.5",
  coin: "M8 1.8a6.2 6.2 0 100 12.4A6.2 6.2 0 008 1.8zM5.8 4.8L8 8l2.2-3.2M8 8v3.4M6 8.3h4M6 10h4",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  cube: "M8 1.8l5.5 3v6.4L8 14.2l-5.5-3V4.8zM2.5 4.8L8 7.9l5.5-3.1M8 7.9v6.3",
  dots: "M3.2 8h.01M8 8h.01M12.8 8h.01",
  download: "M8 2.5v8M4.8 7.5L8 10.7l3.2-3.2M2.5 13.5h11",
  error: "M8 1.8a6.2 6.2 0 100 12.4A6.2 6.2 0 008 1.8zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4",
  expand: "M9.5 2.5h4v4M13.5 2.5L9 7M6.5 13.5h-4v-4M2.5 13.5L7 9",
  eye: "M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8zM8 6.2a1.8 1.8 0 100 3.6 1.8 1.8 0 000-3.6z",
  file: "M4 1.8h5l3 3v9.4H4zM9 1.8v3h3",
  info: "M8 1.8a6.2 6.2 0 100 12.4A6.2 6.2 0 008 1.8zM8 7.5v3.5M8 5h.01",
  key: "M5 7.5a3 3 0 100 6 3 3 0 000-6zM7.2 8.4L13.5 2M10.5 5l2 2M12.2 3.3l1.3 1.3",
  lock: "M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 015 0v2.5",
  member: "M2 4.5h12v7H2zM4.5 7v2",
  menu: "M2 4h12M2 8h12M2 12h12",
  minus: "M3.5 8h9",
  monitor: "M2 3h12v8H2zM5.5 13.5h5",
  moon: "M13 9.5A5.5 5.5 0 016.5 3a5.5 5.5 0 106.5 6.5z",
  pen: "M3 13l.6-2.8L11 2.8l2.2 2.2-7.4 7.4zM9.5 4.3l2.2 2.2",
  play: "M5 3l8 5-8 5z",
  plus: "M8 3v10M3 8h10",
  redo: "M13 6H6a3.5 3.5 0 000 7h2.5M10 3l3 3-3 3",
  refresh: "M13 8a5 5 0 11-1.5-3.6M13.2 2v3h-3",
  search: "M7 2.2a4.8 4.8 0 100 9.6 4.8 4.8 0 000-9.6zM10.5 10.5L14 14",
  service: "M2.5 2.5h11v4.5h-11zM2.5 9h11v4.5h-11zM5 4.8h.01M5 11.2h.01",
  shrink: "M13.5 6.5h-4v-4M9.5 6.5L14 2M2.5 9.5h4v4M6.5 9.5L2 14",
  star: "M8 1.8l1.9 4 4.4.5-3.3 3 .9 4.3L8 11.5l-3.9 2.1.9-4.3-3.3-3 4.4-.5z",
  sun: "M8 5.2a2.8 2.8 0 100 5.6 2.8 2.8 0 000-5.6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3.1 3.1l1 1M11.9 11.9l1 1M12.9 3.1l-1 1M4.1 11.9l-1 1",
  swap: "M2.5 5.5h11M10.5 2.5l3 3M13.5 10.5h-11M5.5 13.5l-3-3",
  undo: "M3 6h7a3.5 3.5 0 010 7H7.5M6 3L3 6l3 3",
  upload: "M8 10.5v-8M4.8 5.7L8 2.5l3.2 3.2M2.5 13.5h11",
  warning: "M8 2L14.5 13.5h-13zM8 6.5v3.5M8 11.8h.01",
  x: "M3.5 3.5l9 9M12.5 3.5l-9 9",
} as const;

export type IconName = keyof typeof paths;

interface Props {
  name: IconName;
  size?: number;
  filled?: boolean;
  /** The accessible name; leave it out beside a word. */
  label?: string;
  class?: string;
}

export function Icon({ name, size = 16, filled = false, label, class: more }: Props) {
  return (
    <svg
      class={more ? `ui-icon ${more}` : "ui-icon"}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill={filled ? "currentColor" : "none"}
      stroke="currentColor"
      stroke-width={name === "dots" ? 2 : 1.5}
      stroke-linecap="round"
      stroke-linejoin="round"
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : "true"}
    >
      <path d={paths[name]} />
    </svg>
  );
}
