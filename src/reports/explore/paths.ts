import type { PathNode, Paths, PathsQuery } from '../../contract/index.ts';
import { anonymityOf } from '../anonymous/users.ts';
import type { ReportContext } from '../context.ts';
import { metaOf, readOf } from '../meta.ts';
import { type ReportReader, read } from '../read/reader.ts';
import { refuseTries } from './anonymous-funnel.ts';
import { anonymousWays } from './anonymous-paths.ts';
import { groupLabel } from './ask-funnel.ts';
import { askPaths, type PathsAsked } from './ask-paths.ts';
import { folded, type Way, waysOf } from './path-ways.ts';

/**
 * GET /explore/paths: which way people went after an activity, or before it.
 *
 * @param most so many next steps of each way
 * @throws BadRequest for a range that can't be served, or what only an open report tells
 */
export function run(ctx: ReportContext, query: PathsQuery, most: number = query.most): Promise<Paths> {
  if (query.anonymize) {
    anonymityOf(ctx, query);
    refuseTries(query);
  }
  return read(ctx, async (r) => {
    const asked = await askPaths(r, query);
    const open = waysOf(await asked.walk(), asked.keys);
    const ways = folded(query.anonymize ? anonymousWays(open) : open, most);
    return {
      nodes: nodesOf(r, query, ways),
      meta: metaOf(ctx, asked.range, {
        filters: {
          ...asked.v.scope.echo,
          ...echoOf(query),
          most: String(query.most),
          ...(query.anonymize && { anonymize: 'true' }),
        },
        ...readOf(asked.v),
      }),
    };
  });
}

/** What was understood of a question of ways. */
export const echoOf = (query: PathsAsked): Record<string, string> => ({
  direction: query.direction,
  ...(query.anchor !== undefined && { anchor: query.anchor }),
  steps: String(query.steps),
  nodes: query.nodes,
  within: query.within,
  repeats: query.repeats,
  count: query.count,
});

function nodesOf(r: ReportReader, query: PathsQuery, whole: Way): PathNode[] {
  const shares = (way: Way, before: Way | null): PathNode[] => {
    const { next: _, path, ...numbers } = way;
    return [
      {
        ...numbers,
        path: [...path],
        label: path.length === 0 ? '' : groupLabel(r, query.nodes, path.at(-1)!),
        ofAll: share(way, whole),
        ofBefore: before && share(way, before),
      },
      ...way.next.flatMap((each) => shares(each, way)),
    ];
  };
  return shares(whole, null);
}

const share = ({ count }: Way, { count: of }: Way): number | null =>
  count === null || !of ? null : count / of;
