import type { HostTransaction } from '../ingest/host.ts';
import { adapted, has } from './adapted.ts';

/** The `tx` of `prisma.$transaction(async (tx) => …)`. */
export interface PrismaTransaction {
  $queryRawUnsafe(text: string, ...values: never[]): PromiseLike<unknown>;
}

/**
 * Prisma's open interactive transaction, as `track` and facts take it.
 *
 * @example
 * await prisma.$transaction(async (tx) => {
 *   await tx.session.create({ data: session });
 *   await analytics.trackSessionAction(userId, 'created', session.id, {}, { tx: fromPrisma(tx) });
 * });
 */
export function fromPrisma(tx: PrismaTransaction): HostTransaction {
  const takes = 'fromPrisma takes the tx of prisma.$transaction(async (tx) => …)';
  return adapted(tx, has(tx, '$queryRawUnsafe'), takes, () => ({
    query: async (text, values = []) => ({
      rows: (await tx.$queryRawUnsafe(text, ...(values as never[]))) as unknown[],
    }),
  }));
}
