import { isFew } from '../anonymous/summary.ts';
import type { Way } from './path-ways.ts';

/**
 * Ways of one to four people are in what is other. Where that, or who went no further, is of so few, neither is told; and where
 * both together are, the least common of the ways joins them. So what isn't told of a way is of nobody, or of five at least,
 * whichever numbers are taken from each other.
 */
export function anonymousWays(way: Way): Way {
  const count = way.count!;
  if (isFew(count)) return { ...way, ...UNTOLD, count: null, people: null };
  const next = way.next.filter((each) => !isFew(each.count!));
  const ended = way.ended!;
  const went = () => next.reduce((sum, each) => sum + each.count!, 0);
  // At the last step nobody can go on.
  const goesOn = way.next.length > 0 || ended > 0;
  const other = () => (goesOn ? count - ended - went() : 0);
  while (next.length > 0 && isFew(ended + other())) next.pop();
  const tells = !isFew(ended) && !isFew(other());
  return {
    ...way,
    ended: tells ? ended : null,
    open: null,
    other: tells ? other() : null,
    others: null,
    next: next.map(anonymousWays),
  };
}

const UNTOLD = { ended: null, open: null, other: null, others: null, next: [] } as const;
