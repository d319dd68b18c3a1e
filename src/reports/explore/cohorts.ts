import type { Cohorts, CohortsQuery } from '../../contract/index.ts';
import { isFew } from '../anonymous/summary.ts';
import { anonymityOf } from '../anonymous/users.ts';
import type { ReportContext } from '../context.ts';
import { metaOf, readOf } from '../meta.ts';
import { at, read } from '../read/reader.ts';
import { askCohorts, type CohortsAsked } from './ask-cohorts.ts';

/**
 * GET /explore/retention: of those who began in a period, how many came back in each later one.
 *
 * @throws BadRequest for a range that can't be served, or for more periods than can be told
 */
export function run(ctx: ReportContext, query: CohortsQuery): Promise<Cohorts> {
  if (query.anonymize) anonymityOf(ctx, query);
  return read(ctx, async (r) => {
    const asked = await askCohorts(r, query);
    const { v, range, grid } = asked;
    const [{ cells }] = await v.walk([asked.question()]);
    const { bounds, days } = grid;
    const count = days.length;
    const open = Array.from({ length: grid.told }, (_, cohort) => {
      const size = cells[cohort * count]!;
      // What lies ahead is no cell.
      const told = Array.from({ length: query.periods }, (_, i) => i + 1).filter(
        (n) => bounds[cohort + n]! < ctx.now,
      );
      return {
        day: days[cohort]!,
        start: at(bounds[cohort]!),
        end: at(bounds[cohort + 1]!),
        size,
        cells: told.map((n) => {
          const came = cells[cohort * count + n]!;
          return {
            count: came,
            share: size === 0 ? null : came / size,
            unfinished: bounds[cohort + n + 1]! > ctx.now,
          };
        }),
      };
    }).filter(({ start }) => Date.parse(start) < ctx.now);
    const cohorts = query.anonymize ? open.map((each) => shown(each, query.mode)) : open;
    return {
      cohorts,
      curve: curveOf(cohorts, query.periods),
      meta: metaOf(ctx, range, {
        filters: {
          ...v.scope.echo,
          ...echoOf(query),
          ...(query.anonymize && { anonymize: 'true' }),
        },
        ...readOf(v),
      }),
    };
  });
}

/** What was understood of a question of who comes back. */
export const echoOf = (query: CohortsAsked): Record<string, string> => ({
  ...(query.start !== undefined && { start: query.start }),
  ...(query.return !== undefined && { return: query.return }),
  begin: query.begin,
  mode: query.mode,
  periods: String(query.periods),
});

type Cohort = Cohorts['cohorts'][number];

/** No number of one to four people, and no two whose difference is one: who stayed away, or came only then. */
function shown(cohort: Cohort, mode: CohortsQuery['mode']): Cohort {
  const size = cohort.size!;
  const hides = isFew(size);
  let last = 0;
  return {
    ...cohort,
    size: hides ? null : size,
    cells: cohort.cells.map((cell) => {
      const n = cell.count!;
      const tells = !hides && !isFew(n) && !isFew(size - n) && (mode === 'on' || !isFew(n - last));
      if (tells) last = n;
      return tells ? cell : { ...cell, count: null, share: null };
    }),
  };
}

/** Of all cohorts together, as far as their period is over. */
function curveOf(cohorts: readonly Cohort[], periods: number): Cohorts['curve'] {
  return Array.from({ length: periods }, (_, i) => {
    const over = cohorts.filter(({ cells }) => cells[i] && !cells[i].unfinished && cells[i].count !== null);
    const came = over.reduce((sum, { cells }) => sum + cells[i]!.count!, 0);
    const of = over.reduce((sum, { size }) => sum + size!, 0);
    return { n: i + 1, share: of === 0 ? null : came / of, came, of };
  });
}
