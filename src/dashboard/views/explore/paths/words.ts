import * as texts from '#texts/explore-paths.ts';
import { usePanel } from '../../../data/panel-context.ts';
import { partLabel } from '../../../numbers/groupings.ts';
import { stepWords } from '../steps.ts';
import type { Item } from './items.ts';
import { usePaths } from './question.ts';

/** What beginnings and steps of the question in the address are called. */
export function useWords() {
  const { catalogue } = usePanel();
  const { search, anchor } = usePaths();
  const before = search.direction === 'before';
  const beginning = anchor ? stepWords(anchor, catalogue) : before ? texts.endOfVisit : texts.startOfVisit;
  const stepOf = (key: string) => partLabel(search.nodes ?? 'action', key, catalogue);
  const ended = before ? texts.beganHere : texts.endedHere;
  return {
    beginning,
    stepOf,
    ended,
    /** A way as it is told: `Session created → Session viewed`. */
    wayOf: (path: readonly string[]) => texts.way([beginning, ...path.map(stepOf)], before),
    nameOf({ who, path, node }: Item): string {
      if (who === 'ended') return ended;
      if (who === 'other') return texts.otherSteps(node.others);
      return path.length === 0 ? beginning : stepOf(path.at(-1)!);
    },
  };
}
