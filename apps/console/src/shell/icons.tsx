const shapes = {
  home: 'M4 11 12 4l8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z',
  intelligence: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 20 20M8 10.5h5M10.5 8v5',
  alliances:
    'M8.5 5a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM15.5 5a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 11a4 4 0 1 0 0 8 4 4 0 0 0 0-8z',
  administration: 'M5 6h14M5 12h14M5 18h14M9 4v4M15 10v4M8 16v4',
  search: 'M10.5 5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM14.7 14.7 19 19',
} as const;

/** A drawing beside a word; it says nothing on its own. */
export function Icon({ name }: { name: keyof typeof shapes }) {
  return (
    <svg
      width="20"
      height="20"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={shapes[name]} />
    </svg>
  );
}
