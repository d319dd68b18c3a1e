import { type PathsQuery, withinMs } from '../../contract/index.ts';
import { DAY, MINUTE } from '../../db/milliseconds.ts';
import type { PathsAnswer, PathsQuestion } from '../../store/questions/paths.ts';
import { BadRequest } from '../errors.ts';
import type { Range } from '../range/period.ts';
import type { ReportReader } from '../read/reader.ts';
import { Removed } from '../read/removed.ts';
import { type Seen, whoseOf } from '../read/seen.ts';
import { openQuestion } from './asked.ts';
import { flagsOf } from './matcher.ts';
import { ranksOf } from './ranks.ts';

/** So long without activity ends a visit. */
const GAP = 30 * MINUTE;
/** So far a visit is looked at from where a try begins. */
const LONGEST_VISIT = DAY;

export type PathsAsked = Omit<PathsQuery, 'anonymize' | 'most' | 'format' | 'columns' | 'bom' | 'refresh'>;

export interface AskedPaths {
  readonly v: Seen;
  readonly range: Range;
  /** Steps of ways, by number. */
  readonly keys: readonly string[];
  walk(list?: PathsQuestion['list']): Promise<PathsAnswer>;
}

/**
 * Looks at the time of some ways: the range, and so far behind it or before it as they may go.
 *
 * @throws BadRequest for a window that begins with nothing
 * @throws Removed where retention has left no order of what it is about
 */
export async function askPaths(r: ReportReader, query: PathsAsked): Promise<AskedPaths> {
  const window = withinMs(query.within);
  const anchored = query.anchor !== undefined;
  if (!anchored && window !== null)
    throw new BadRequest({
      within:
        'takes visit where no anchor is given: a time is counted from an activity; name one as anchor, or leave it out',
    });
  const before = query.direction === 'before';
  const { conditions, range, lookAt } = await openQuestion(r, query, [query.anchor]);
  const reach = window ?? LONGEST_VISIT;
  // A visit begins where none was before, and ends where none comes.
  const beside = anchored ? 0 : GAP;
  const [early, late] = before ? [reach, beside] : [beside, reach];
  const span = { start: range.start - early, end: range.end + late };
  const v = await lookAt(span);
  const anchors = anchored ? flagsOf(v, conditions[0]!) : null;
  const { groups, keys } = v.groups(({ action, feature }) => (query.nodes === 'action' ? action : feature));
  return {
    v,
    range,
    keys,
    async walk(list = null) {
      try {
        const [answer] = await v.walk([
          {
            sink: 'paths',
            span,
            ...whoseOf(v),
            passes: v.passes,
            anchors,
            nodes: groups,
            width: Math.max(1, keys.length),
            // What a way begins with is beside its first step.
            ranks: ranksOf(v, ({ no }) => (anchors?.[no] === (before ? 1 : 0) ? 1 : 0)),
            size: query.steps,
            before,
            folds: query.repeats === 'fold',
            every: query.count === 'tries',
            gap: window === null ? GAP : Number.POSITIVE_INFINITY,
            window: reach,
            begins: { start: range.start, end: range.end },
            now: r.ctx.now,
            list,
          },
        ]);
        return answer;
      } catch (error) {
        throw error instanceof Removed ? error.reaching(early) : error;
      }
    },
  };
}
