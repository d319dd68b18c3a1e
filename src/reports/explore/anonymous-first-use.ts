import {
  BEGINNER_STATES,
  type Beginners,
  type FirstUse,
  type FirstUseGroup,
  NONE,
} from '../../contract/index.ts';
import { isFew } from '../anonymous/summary.ts';

type Numbers = Pick<FirstUse, 'total' | 'groups'>;

const STATES = BEGINNER_STATES;
const tellsFew = (each: Beginners): boolean => STATES.some((state) => isFew(each[state]!));
const sum = (some: readonly Beginners[], state: (typeof STATES)[number]) =>
  some.reduce((all, each) => all + each[state]!, 0);

const unsaid = <T extends Beginners>(each: T): T =>
  ({ ...each, ...Object.fromEntries(Object.keys(each).map((name) => [name, null])) }) as T;

/**
 * No number of one to four people. Those whose first something was add up to all: where groups that aren't told have so few
 * together, the smallest of the others isn't told either. Of who used something, those who used it later or not at all
 * aren't so few either.
 */
export function anonymousFirstUse(total: Beginners, groups: readonly FirstUseGroup[]): Numbers {
  if (tellsFew(total))
    return {
      total: unsaid(total),
      groups: groups.map((each) => ({ ...each, first: unsaid(each.first), used: unsaid(each.used) })),
    };
  const bySize = groups.toSorted((a, b) => b.first.people! - a.first.people!);
  const shown = bySize.filter(({ first }) => !tellsFew(first));
  const rest = () => bySize.filter((each) => !shown.includes(each)).map(({ first }) => first);
  while (shown.length > 0 && STATES.some((state) => isFew(sum(rest(), state)))) shown.pop();
  return {
    total,
    groups: groups.map((each) => {
      const { first, used } = each;
      const tells = shown.includes(each);
      // Who used none are those whose first was none; what isn't told for others' sake isn't told by what was used.
      const same = !tells && (each.key === NONE || !tellsFew(first));
      const hides =
        same ||
        STATES.some(
          (state) =>
            isFew(used[state]!) ||
            isFew(total[state]! - used[state]!) ||
            (tells && isFew(used[state]! - first[state]!)),
        );
      return { ...each, first: tells ? first : unsaid(first), used: hides ? unsaid(used) : used };
    }),
  };
}
