import { COUNT, exact, human, type Unit } from '../format/number.ts';

/** A number for the eye, with the exact one on hover. */
export function Amount({ value, unit = COUNT }: { value: number | null; unit?: Unit }) {
  if (value === null) return <span title="Waits for its first rebuild">–</span>;
  const text = human(value, unit);
  const full = exact(value, unit);
  return text === full ? <span>{text}</span> : <span title={full}>{text}</span>;
}
