/** From `start` on, up to before `end`, in milliseconds since 1970. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Before any activity: the first year that a database and a calendar both can tell. */
export const BEGINNING = -62_135_596_800_000;

/** In their order, those that touch as one, empty ones left out. */
export function merged(spans: readonly Stretch[]): Stretch[] {
  const found: Stretch[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    if (span.start >= span.end) continue;
    if (last && span.start <= last.end)
      found[found.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else found.push(span);
  }
  return found;
}

/** What of some spans no block covers; blocks in their order. */
export function uncovered(spans: readonly Stretch[], blocks: readonly Stretch[]): Stretch[] {
  const open: Stretch[] = [];
  for (const span of merged(spans)) {
    let { start } = span;
    for (const block of blocks) {
      if (block.end <= start) continue;
      if (block.start >= span.end) break;
      if (block.start > start) open.push({ start, end: block.start });
      start = block.end;
    }
    if (start < span.end) open.push({ start, end: span.end });
  }
  return open;
}
