import { count, eq, or, sql } from 'drizzle-orm';
import { actorOf, type Principal, roleOf } from '../../auth/index.ts';
import type { viewsRoutes } from '../../contract/families/views/routes.ts';
import type { SavedView } from '../../contract/index.ts';
import type { Tables } from '../../db/schema/index.ts';
import { foldText } from '../../db/search-fold.ts';
import { NotFound } from '../../reports/errors.ts';
import { HttpError } from '../errors.ts';
import type { Call, HandlersOf } from '../handler.ts';
import type { Services } from '../services.ts';

/** Views that one operator saves at most. */
const MOST = 200;
type Row = Tables['savedViews']['$inferSelect'];
type Asked = Pick<Call, 'services' | 'principal'>;

// Views belong to operators, who are of the real platform whatever is shown.
const store = ({ real }: Services) => ({ orm: real.db.orm, t: real.db.tables.savedViews });

/** As a reader expects, and the same on every server: a database's order depends on its locale. */
const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
const byName = (a: Row, b: Row) => compare(foldText(a.name), foldText(b.name)) || compare(a.id, b.id);

const emailOf = (principal: Principal) =>
  principal.kind === 'operator' ? principal.email : `API key ${principal.name}`;

function told(row: Row, principal: Principal): SavedView {
  const me = actorOf(principal);
  const { id, name, path, search, shared, owner, ownerEmail, pinnedBy } = row;
  return {
    id,
    name,
    path,
    search,
    shared,
    mine: owner === me,
    editable: editable(principal),
    pinned: pinnedBy.includes(me),
    owner: ownerEmail,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** @throws NotFound for one that the caller doesn't see */
async function seen(id: string, { services, principal }: Asked): Promise<Row> {
  const { orm, t } = store(services);
  const [row] = await orm.select().from(t).where(eq(t.id, id));
  if (!row || !(row.shared || row.owner === actorOf(principal!)))
    throw new NotFound("There is no saved view of this id, or it isn't shared with you.");
  return row;
}

/** Whoever sees one may change it, unless by a key that only reads. */
const editable = (principal: Principal) => roleOf(principal, 'POST') === 'admin';

export const viewsHandlers: HandlersOf<typeof viewsRoutes> = {
  views: {
    async run({ services, principal }) {
      const { orm, t } = store(services);
      const me = actorOf(principal!);
      const rows = await orm
        .select()
        .from(t)
        .where(or(eq(t.owner, me), t.shared));
      rows.sort(byName);
      return { body: { views: rows.map((row) => told(row, principal!)) }, rows: rows.length };
    },
  },
  saveView: {
    noted: ({ name, path, shared }) => ({ name, path, shared }),
    async run({ services, principal, body }) {
      const { orm, t } = store(services);
      const me = actorOf(principal!);
      const [mine] = await orm.select({ n: count() }).from(t).where(eq(t.owner, me));
      if (mine!.n >= MOST)
        throw new HttpError(409, `You have saved ${MOST} views, which is the most: remove one first.`);
      const at = new Date(services.now());
      const { pinned, ...view } = body;
      const [row] = await orm
        .insert(t)
        .values({
          ...view,
          owner: me,
          ownerEmail: emailOf(principal!),
          pinnedBy: pinned ? [me] : [],
          createdAt: at,
          updatedAt: at,
        })
        .returning();
      return { status: 201, body: { view: told(row!, principal!) } };
    },
  },
  changeView: {
    target: 'viewId',
    noted: (body) => body,
    async run(call) {
      const { services, principal, params, body } = call;
      const { orm, t } = store(services);
      const me = actorOf(principal!);
      const { pinned, ...change } = body;
      const changes = Object.keys(change).length > 0;
      await seen(params.viewId, call);
      const others = sql<string[]>`array_remove(${t.pinnedBy}, ${me})`;
      const [row] = await orm
        .update(t)
        .set({
          ...change,
          ...(pinned !== undefined && { pinnedBy: pinned ? sql`array_append(${others}, ${me})` : others }),
          ...(changes && { updatedAt: new Date(services.now()) }),
        })
        .where(eq(t.id, params.viewId))
        .returning();
      if (!row) throw new NotFound('There is no saved view of this id any more.');
      return { body: { view: told(row, principal!) } };
    },
  },
  removeView: {
    target: 'viewId',
    async run(call) {
      const { id } = await seen(call.params.viewId, call);
      const { orm, t } = store(call.services);
      await orm.delete(t).where(eq(t.id, id));
      return {};
    },
  },
};
