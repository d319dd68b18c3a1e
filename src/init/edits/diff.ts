import type { Change } from './change.ts';

const CONTEXT = 2;

interface Line {
  readonly sign: ' ' | '+' | '-';
  readonly text: string;
}

/** A change as `diff -u` shows it. */
export function diffOf({ path, before, after }: Change): string[] {
  const what = before === null ? 'new file' : after === null ? 'removed' : 'changed';
  if (after === null) return [`--- ${path} (${what})`];
  const lines = compare(linesOf(before), linesOf(after));
  const shown = lines.map((_, i) =>
    lines.slice(Math.max(0, i - CONTEXT), i + CONTEXT + 1).some(({ sign }) => sign !== ' '),
  );
  const told = lines.flatMap(({ sign, text }, i) => {
    if (!shown[i]) return [];
    const gap = i > 0 && !shown[i - 1] ? ['   …'] : [];
    return [...gap, `${sign} ${text}`.trimEnd()];
  });
  return [`--- ${path} (${what})`, ...told];
}

const linesOf = (text: string | null): string[] =>
  text === null
    ? []
    : text
        .replace(/^\uFEFF/, '')
        .replace(/\r?\n$/, '')
        .split(/\r?\n/);

/** What both begin and end with is put aside; the rest is compared by its longest common lines. */
function compare(a: readonly string[], b: readonly string[]): Line[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const same = (lines: readonly string[]) => lines.map((text): Line => ({ sign: ' ', text }));
  return [
    ...same(a.slice(0, head)),
    ...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...same(a.slice(a.length - tail)),
  ];
}

function middle(a: readonly string[], b: readonly string[]): Line[] {
  const common = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i]![j] =
        a[i] === b[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
  const lines: Line[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; )
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ sign: ' ', text: a[i++]! });
      j++;
    } else if (j < b.length && (i === a.length || common[i]![j + 1]! > common[i + 1]![j]!))
      lines.push({ sign: '+', text: b[j++]! });
    else lines.push({ sign: '-', text: a[i++]! });
  return lines;
}
