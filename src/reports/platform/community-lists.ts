import type {
  CommunityLikes,
  CommunityLikesQuery,
  CommunityShares,
  CommunitySharesQuery,
} from '../../contract/index.ts';
import type { ReportContext } from '../context.ts';
import { metaOf, rangeOf } from '../meta.ts';
import { profilesOf } from '../people/profiles.ts';
import { LISTED } from '../range/period.ts';
import { at, type ReportReader, read } from '../read/reader.ts';
import { type ReadScope, resolveScope } from '../read/scope.ts';
import { COMMUNITY, likedOwner, standing } from './community-facts.ts';
import { type FactList, factPage, factTotals, into, madeIn, matching } from './fact-page.ts';
import { withoutInternal } from './fact-range.ts';

type Plain<Query> = Omit<Query, 'format' | 'columns' | 'bom'>;
type Asked = Plain<CommunitySharesQuery> & Plain<CommunityLikesQuery>;

interface Row {
  readonly id: string;
  readonly userId: string;
  /** Of a like alone. */
  readonly ownerId?: string | null;
  readonly timestamp: Date;
}

/**
 * GET /community/shares: the shares that /community/stats counts, latest first.
 *
 * @throws BadRequest for a range that can not be served or a foreign cursor
 */
export async function shares(
  ctx: ReportContext,
  query: Plain<CommunitySharesQuery>,
): Promise<CommunityShares> {
  const { rows, ...rest } = await listed<Row & { kind: string }>(ctx, query, (_r, _scope, p) => ({
    relation: ctx.db.relations.communityShares.sql,
    select: 't.id, t.owner_id as "userId", t.kind, t.shared_at as timestamp',
    when: 'shared_at',
    tie: 'owner_id',
    // Another kind is none that is counted.
    where: [query.kind ? `t.kind = ${p(query.kind, 'text')}` : `t.kind in ('session', 'media')`],
  }));
  return { shares: rows.map(({ ownerName: _, ownerId: __, ...share }) => share), ...rest };
}

/**
 * GET /community/likes: the likes that /community/stats counts, latest first.
 *
 * @throws BadRequest for a range that can not be served or a foreign cursor
 */
export async function likes(ctx: ReportContext, query: Plain<CommunityLikesQuery>): Promise<CommunityLikes> {
  const { communityLikes, communityShares } = ctx.db.relations;
  const share = (column: string) =>
    `(select s.${column} from ${communityShares.sql} s where s.id = t.share_id limit 1)`;
  const { rows, ...rest } = await listed<
    Row & { shareId: string; ownerId: string | null; kind: string | null }
  >(ctx, query, (r, scope, p) => ({
    relation: communityLikes.sql,
    select: `t.id, t.user_id as "userId", t.share_id as "shareId", ${share('owner_id')} as "ownerId",
      ${share('kind')} as kind, t.created_at as timestamp`,
    when: 'created_at',
    tie: 'user_id',
    where: [
      likedOwner(r, scope),
      ...(query.ownerId === undefined
        ? []
        : [
            `t.share_id in (select s.id from ${communityShares.sql} s where s.owner_id = ${p(query.ownerId, 'text')})`,
          ]),
    ],
  }));
  return { likes: rows, ...rest };
}

type ListOf = (r: ReportReader, scope: ReadScope, p: ReturnType<typeof into>) => Omit<FactList, 'values'>;

function listed<R extends Row>(ctx: ReportContext, query: Asked, listOf: ListOf) {
  return read(ctx, async (r) => {
    const scope = await resolveScope(r, { excludeInternal: query.excludeInternal });
    // What the statistics count, so that `period=all` begins where their numbers do.
    const range = await rangeOf(r, { ...query, ...LISTED }, scope, COMMUNITY);
    const values: unknown[] = [];
    const p = into(values);
    const own = listOf(r, scope, p);
    const person = `t.${own.tie}`;
    const where = [
      ...own.where,
      madeIn(own.when, range, p),
      standing(p(at(range.end), 'timestamptz')),
      withoutInternal(r, scope, person),
    ];
    if (query.userId !== undefined) where.push(`${person} = ${p(query.userId, 'text')}`);
    if (query.search !== undefined)
      where.push(await matching(r, query.search, p, { people: [person], texts: ['t.id'] }));
    const list = { ...own, where, values };
    const { rows, nextCursor, pageSize } = await factPage<R>(r, list, query);
    const profile = await profilesOf(
      r,
      rows.flatMap((row) => [row.userId, ...(row.ownerId ? [row.ownerId] : [])]),
    );
    const first =
      query.cursor === undefined
        ? await factTotals(r, list, { totalRows: 'count(*)', totalUsers: `count(distinct ${person})` })
        : null;
    return {
      rows: rows.map((row) => ({
        ...row,
        email: profile(row.userId).email,
        name: profile(row.userId).name,
        ownerName: row.ownerId ? profile(row.ownerId).name : null,
        timestamp: row.timestamp.toISOString(),
      })),
      nextCursor,
      ...(first && { totalUsers: first.totalUsers }),
      meta: metaOf(ctx, range, {
        filters: { ...scope.echo, ...told(query) },
        source: 'facts',
        pageSize,
        ...(first && { totalRows: first.totalRows }),
      }),
    };
  });
}

const told = ({ kind, userId, ownerId, search }: Asked) =>
  Object.fromEntries(
    Object.entries({ kind, userId, ownerId, search }).filter(([, value]) => value !== undefined),
  ) as Record<string, string>;
