import type { DBAdapter, Where } from 'better-auth/types';
import { hashToken } from './tokens.ts';

const MODEL = 'session';

/**
 * The library writes and looks up sessions by their token as it is. Between it and the table stands this: only
 * the token's hash is stored, and what is answered carries the token that was asked with.
 */
export function withHashedSessions(inner: DBAdapter): DBAdapter {
  const hashed = <T extends { model: string; where?: Where[] }>(query: T): T =>
    query.model === MODEL && query.where ? { ...query, where: query.where.map(hashedWhere) } : query;
  return {
    ...inner,
    async create<T extends Record<string, unknown>, R = T>(
      query: Parameters<DBAdapter['create']>[0] & { data: Omit<T, 'id'> },
    ): Promise<R> {
      if (query.model !== MODEL) return inner.create<T, R>(query);
      const { token } = query.data as { token?: unknown };
      const data = { ...query.data, token: hashToken(String(token)) };
      const created = await inner.create<Record<string, unknown>, Record<string, unknown>>({
        ...query,
        data,
      });
      return { ...created, token } as R;
    },
    async findOne<T>(query: Parameters<DBAdapter['findOne']>[0]): Promise<T | null> {
      const found = await inner.findOne<T>(hashed(query));
      const token = query.model === MODEL ? tokenIn(query.where) : undefined;
      return found && token !== undefined ? { ...found, token } : found;
    },
    findMany: (query) => inner.findMany(hashed(query)),
    count: (query) => inner.count(hashed(query)),
    update: (query) => inner.update(hashed(query)),
    updateMany: (query) => inner.updateMany(hashed(query)),
    delete: (query) => inner.delete(hashed(query)),
    deleteMany: (query) => inner.deleteMany(hashed(query)),
    consumeOne: (query) => inner.consumeOne(hashed(query)),
    transaction: (work) =>
      inner.transaction((transacting) => work(withHashedSessions(transacting as DBAdapter))),
  };
}

function hashedWhere(each: Where): Where {
  if (each.field !== 'token') return each;
  const value = Array.isArray(each.value)
    ? (each.value as unknown[]).map((token) => hashToken(String(token)))
    : hashToken(String(each.value));
  return { ...each, value };
}

const tokenIn = (where: readonly Where[]): unknown => where.find((each) => each.field === 'token')?.value;
