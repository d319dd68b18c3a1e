export interface DetailLine {
  readonly name: string;
  readonly value: string;
}

const worded = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((v) => typeof v !== 'object')) return value.join(', ');
  return JSON.stringify(value) ?? '';
};

/** An activity's details, whatever JSON they are, as names with words. */
export function detailLines(details: unknown): DetailLine[] {
  if (details === null || details === undefined) return [];
  if (typeof details !== 'object' || Array.isArray(details))
    return [{ name: 'details', value: worded(details) }];
  return Object.entries(details)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => ({ name, value: worded(value) }));
}

/** A line's worth of them; ids are for those who open it. */
export const previewOf = (lines: readonly DetailLine[]): string =>
  lines
    .filter(({ name }) => !/id$/i.test(name))
    .map(({ value }) => value)
    .join(' · ');
