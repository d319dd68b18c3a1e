/** From `start` on, up to before `end`, in milliseconds since 1970. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

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
