import { snapshot } from '../../../src/db/connect.ts';
import { differencesIn } from './differences.ts';
import {
  build,
  erase,
  type History,
  inTransaction,
  mark,
  retainSome,
  signalSome,
  someActivities,
  writeSome,
} from './history.ts';
import type { Seat } from './seat.ts';
import { HOURLY, INSTANTS, TOMORROW } from './world.ts';

interface Actor {
  /** How often it takes part, beside the others. */
  readonly weight: number;
  act(h: History, seat: Seat): Promise<void>;
}

const write: Actor['act'] = (h, seat) =>
  writeSome(h, h.world.ingest(seat), someActivities(h, h.random.int(1, 4)));

/** Users of their own and all blocks at once: two of these meet at blocks alone. */
const writeWide: Actor['act'] = (h, seat) =>
  writeSome(
    h,
    h.world.ingest(seat),
    [...INSTANTS.old, ...INSTANTS.today].map((createdAt) => ({
      userId: `${h.users.staying[0]}-${seat.name}`,
      action: 'viewed',
      createdAt,
      eventId: h.random.uuid(createdAt),
    })),
  );

/** Everybody who writes, derives or reads; each by the code that does so in the product. */
export const ACTORS: Readonly<Record<string, Actor>> = {
  writer: { weight: 4, act: write },
  other: { weight: 3, act: write },
  east: { weight: 1, act: writeWide },
  west: { weight: 1, act: writeWide },
  folder: { weight: 3, act: (h, seat) => h.world.ingest(seat).foldPending() },
  folding: { weight: 1, act: (h, seat) => h.world.ingest(seat).foldPending() },
  host: {
    weight: 2,
    act: (h, seat) => inTransaction(h, seat, someActivities(h, h.random.int(1, 2), true)),
  },
  signals: { weight: 1, act: signalSome },
  builder: { weight: 4, act: async (_, seat) => void (await build(seat, HOURLY[1]!)) },
  merger: { weight: 2, act: async (_, seat) => void (await build(seat, TOMORROW)) },
  flag: { weight: 2, act: mark },
  eraser: { weight: 2, act: erase },
  retention: { weight: 2, act: (_, seat) => retainSome(seat) },
  reader: {
    weight: 2,
    act: (_, seat) =>
      snapshot(
        seat.db,
        async (client) => {
          const found = await differencesIn(seat.db, client);
          if (found.length > 0) throw new Error(`a report saw: ${found.join('; ')}`);
        },
        `lock table ${seat.db.s}.chronicle_lock in access share mode`,
      ),
  },
};
const WRITERS = [['writer'], ['writer', 'other'], ['folder'], ['signals'], ['east', 'west']];

const DERIVERS = ['builder', 'builder', 'merger', 'flag', 'eraser', 'retention'];

/** Some of them: who counts and who derives, and perhaps more. */
export function castOf({ random: r }: History): string[] {
  const cast = new Set([...r.pick(WRITERS), r.pick(DERIVERS)]);
  const size = r.int(2, 5);
  const names = Object.keys(ACTORS);
  while (cast.size < size) cast.add(names[r.weighted(names.map((name) => ACTORS[name]!.weight))]!);
  return [...cast];
}
