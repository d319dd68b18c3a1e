/**
 * Where a key leads among points 0 to `last`: to a point, to none (null), or nowhere (undefined: not
 * a key of ours).
 */
export function pointForKey(key: string, from: number | null, last: number): number | null | undefined {
  switch (key) {
    case 'ArrowLeft':
      return from === null ? last : Math.max(0, from - 1);
    case 'ArrowRight':
      return from === null ? 0 : Math.min(last, from + 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'Escape':
      return null;
    default:
      return undefined;
  }
}
