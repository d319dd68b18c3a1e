/** What differs between what must be answered and what is, as lines: `summary.activities: 4 must be 5`. */
export function differences(expected: unknown, found: unknown, path = ''): string[] {
  if (typeof expected !== 'object' || expected === null || typeof found !== 'object' || found === null)
    return Object.is(expected, found) ? [] : [`${path}: ${text(found)} must be ${text(expected)}`];
  if (Array.isArray(expected) && Array.isArray(found) && expected.length !== found.length)
    return [
      `${path}: has ${found.length} and must have ${expected.length}: ${text(found)} must be ${text(expected)}`,
    ];
  const [a, b] = [expected as Record<string, unknown>, found as Record<string, unknown>];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((name) =>
    differences(a[name], b[name], path === '' ? name : `${path}.${name}`),
  );
}

const text = (value: unknown): string =>
  (value === undefined ? 'nothing' : JSON.stringify(value)).slice(0, 300);
