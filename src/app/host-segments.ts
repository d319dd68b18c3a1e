import { LRUCache } from 'lru-cache';
import { together } from '../db/together.ts';
import { reportContext } from '../http/report-context.ts';
import type { Services } from '../http/services.ts';
import { read } from '../reports/read/reader.ts';
import { membersOf, segmentAsked } from '../reports/segments/named.ts';
import { epochOf } from '../store/numbers.ts';
import { storeOf } from '../store/store.ts';
import type { HostSegments } from './interface.ts';

/** Milliseconds after which who is in a segment is worked out anew, beside the answer. */
const FRESH = 60_000;
/** Milliseconds after which an answer waits for it. */
const STALE = 600_000;
/** Segments that are kept in mind: as many as there may be. */
const MOST = 200;
/** Ids that are read at a time. */
const BATCH = 500;

interface Members {
  readonly at: number;
  /** By number: whether somebody is in it. Null where it couldn't be told. */
  readonly bits: Uint8Array | null;
  /** Of the write guard, by which numbers are known. */
  readonly epoch: number;
}

export function createHostSegments(services: Services): HostSegments {
  const { log, now } = services;
  const { db } = services.real;
  const known = new LRUCache<string, Members>({ max: MOST });
  const underWay = new Map<string, Promise<Members>>();

  const found = async (slug: string) =>
    read(await reportContext(services.real, services), async (r) => {
      const [epoch] = await together(r.client, [epochOf(db)]);
      const { nos } = await membersOf(r, await segmentAsked(r, slug));
      return { nos, epoch };
    });
  let told = Number.NEGATIVE_INFINITY;
  /** At most once a minute: a host may ask for each of its requests. */
  const warn = (error: unknown, slug: string) => {
    if (now() - told < FRESH) return;
    told = now();
    log.warn(
      { err: error, segment: slug },
      "who is in a segment can't be told; isIn answers no, or as before",
    );
  };

  async function workOut(slug: string): Promise<Members> {
    let members: Members = { ...(known.get(slug) ?? { bits: null, epoch: 0 }), at: now() };
    try {
      const { nos, epoch } = await found(slug);
      const bits = new Uint8Array((nos.at(-1) ?? 0) + 1);
      for (const no of nos) bits[no] = 1;
      members = { at: now(), bits, epoch };
    } catch (error) {
      warn(error, slug);
    }
    known.set(slug, members);
    return members;
  }

  /** Once at a time, whoever asks. */
  function refreshed(slug: string): Promise<Members> {
    const running = underWay.get(slug);
    if (running) return running;
    const work = workOut(slug).finally(() => underWay.delete(slug));
    underWay.set(slug, work);
    return work;
  }

  return {
    async isIn(userId, slug) {
      try {
        const kept = known.get(slug);
        const age = kept ? now() - kept.at : Number.POSITIVE_INFINITY;
        const work = age >= FRESH ? refreshed(slug) : null;
        const { bits, epoch } = kept && age < STALE ? kept : await work!;
        if (!bits) return false;
        const [no] = await storeOf(db).numbers.of(db.pool, [String(userId)], epoch);
        return bits[no!] === 1;
      } catch (error) {
        warn(error, slug);
        return false;
      }
    },
    async *members(slug) {
      const { nos } = await found(slug);
      // One by one, so that no snapshot is held for as long as the host takes.
      for (let from = 0; from < nos.length; from += BATCH) {
        const { rows } = await db.pool.query<{ id: string }>(
          `select id from ${db.s}.users where user_no = any($1::int[]) order by user_no`,
          [[...nos.subarray(from, from + BATCH)]],
        );
        for (const { id } of rows) yield id;
      }
    },
  };
}
