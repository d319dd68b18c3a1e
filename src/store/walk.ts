import { openBlock } from './block.ts';
import { type Decoded, decoded, type LaneReader, readerOf, visitSteps } from './lane.ts';
import { NOBODY } from './numbers.ts';
import { onlyIn } from './only-in.ts';
import { type Part, partFor, type Question, type Source } from './question.ts';
import { seek } from './seek.ts';
import { anyOf, local, roomFor, type Sink } from './sink.ts';
import { sinkFor } from './sinks.ts';
import type { Steps } from './steps.ts';
import { kindsOfTotals, sumsOf, visitTotals } from './totals.ts';

export interface WalkInput {
  readonly questions: readonly Question[];
  readonly sources: readonly Source[];
  /** Who is what, by number. */
  readonly mask: Uint8Array;
  /** Where several walk side by side, each over some groups of users: what they share. */
  readonly shared?: Shared;
}

export interface Shared {
  /** Takes a group. In memory of all of them. */
  readonly turns: Int32Array;
  /** Totals are of no group: one of them tells these. */
  readonly first: boolean;
}

/** To these signals are nothing. */
const OF_ACTIVITY: readonly Question['sink'][] = [
  'distinct',
  'funnel',
  'retention',
  'lifecycle',
  'stickiness',
  'rhythm',
  'firstUse',
  'paths',
];

/**
 * How many users are told of together: few, so that what is looked up for each row stays in a processor's cache; not too
 * few, since each source is opened again for each group. `stride`: entries from one mark of a lane to the next.
 */
const GROUP = { bytes: 512 * 1024, users: 8_192, stride: 128 };
/** Those who walk side by side share out so many groups at least: who is done early takes more of them. */
const SHARES = 16;

interface Lane {
  readonly reader: LaneReader;
  /** By which its marks are known; null: it is read once. */
  readonly name: string | null;
  readonly sinks: readonly Sink[];
  /** By local kind: 0 for what is nothing to all of them. Null: to some every kind is something. */
  readonly counting: Uint8Array | null;
}

/** A source whose rows are told. */
interface Told {
  readonly source: Source;
  readonly kinds: Int32Array;
  readonly lanes: readonly Lane[];
}

/**
 * Tells sinks of every source that they need, by its start.
 *
 * @param group bytes that what is held of users who are told of together may take, about, how many they are at least, and
 * how many entries are from one mark of a lane to the next
 */
export function* walk({ questions, sources, mask, shared }: WalkInput, group = GROUP): Steps<unknown[]> {
  const sinks = questions.map((q) => {
    const sink = sinkFor(q, mask.length - 1);
    return { q, sink: q.only ? onlyIn(q.only, sink) : sink };
  });
  const told: Told[] = [];
  for (const source of [...sources].sort((a, b) => a.start - b.start)) {
    const by = (part: Part) => sinks.filter(({ q }) => partFor(q, source) === part);
    const [bySums, byTotals, byRows] = [by('sums'), by('totals'), by('data')];
    if (shared && !shared.first) {
      bySums.length = 0;
      byTotals.length = 0;
    }
    if (bySums.length + byTotals.length > 0) {
      const kinds = kindsOfTotals(source.totals!);
      for (const { sink } of [...bySums, ...byTotals]) sink.open(source, kinds);
    }
    if (bySums.length > 0) {
      const { all, internal } = sumsOf(source);
      for (const { sink } of bySums)
        for (let kind = 0; kind < all.length; kind++)
          sink.totals!(source.start, kind, all[kind]!, internal[kind]!);
    }
    if (byTotals.length > 0)
      visitTotals(source.totals!, source.start, (instant, kind, all, internal) => {
        for (const { sink } of byTotals) sink.totals!(instant, kind, all, internal);
      });
    if (byRows.length > 0) {
      const { kinds, activities, signals } = openBlock(source.data!);
      const lane = (bytes: Uint8Array, of: typeof byRows, which: string): Lane => ({
        reader: readerOf(bytes, source.start),
        name: source.name === undefined ? null : source.name + which,
        sinks: of.map(({ sink }) => sink),
        counting: countingOf(of, kinds),
      });
      // Signals are no activity: nobody was there by them, and none is a step.
      const beside = byRows.filter(({ q }) => !OF_ACTIVITY.includes(q.sink));
      told.push({ source, kinds, lanes: [lane(activities, byRows, '.a'), lane(signals, beside, '.s')] });
    }
    yield;
  }
  const size = groupSize(sinks, mask, group);
  yield* tellRows(
    told,
    sinks.map(({ sink }) => sink),
    mask,
    {
      // Whoever shares takes turns often enough.
      size: shared ? Math.min(size, Math.ceil(mask.length / SHARES)) : size,
      turns: shared?.turns ?? new Int32Array(1),
      few: fewOf(questions, mask.length, group.stride),
      stride: group.stride,
    },
  );
  return sinks.map(({ sink }) => (shared && sink.part ? sink.part() : sink.answer()));
}

/** How many users a group is of. */
function groupSize(
  sinks: readonly { readonly q: Question; readonly sink: Sink }[],
  mask: Uint8Array,
  group: typeof GROUP,
): number {
  // Of a question about some users little is held, however many others there are.
  const held = sinks.map(
    ({ q, sink }) => ((sink.held ?? 0) * roomFor(q.places, mask.length - 1)) / mask.length,
  );
  const most = Math.max(...held) * Float64Array.BYTES_PER_ELEMENT;
  return most > 0 ? Math.max(group.users, Math.ceil(group.bytes / most)) : Number.POSITIVE_INFINITY;
}

/** The users that questions ask about, ascending, where that is so few that each is looked up; null: all are passed by. */
export function fewOf(
  questions: readonly Question[],
  users: number,
  stride = GROUP.stride,
): readonly number[] | null {
  const few = new Set<number>();
  for (const { places } of questions) {
    if (!places) return null;
    for (let no = 0; no < places.length; no++)
      if (places[no]! >= 0 && few.add(no).size * 2 * stride > users) return null;
  }
  return [...few].sort((a, b) => a - b);
}

interface Telling {
  /** Users of a group. */
  readonly size: number;
  /** How many groups were taken. */
  readonly turns: Int32Array;
  /** The only users that are asked about. */
  readonly few: readonly number[] | null;
  readonly stride: number;
}

/** Tells rows of all sources, of one group of so many users after another. */
function* tellRows(
  told: readonly Told[],
  sinks: readonly Sink[],
  mask: Uint8Array,
  { size, turns, few, stride }: Telling,
): Steps<void> {
  const into = decoded();
  for (;;) {
    const turn = Atomics.add(turns, 0, 1);
    const start = turn === 0 ? 0 : turn * size;
    if (start > 0 && start >= mask.length) return;
    // Whoever is newer than the mask is in the last one.
    const end = start + size < mask.length ? start + size : Number.POSITIVE_INFINITY;
    for (const { source, kinds, lanes } of told) {
      for (const { reader, name } of lanes) seek(reader, start, name, stride);
      const open = lanes.filter(({ reader, sinks }) => sinks.length > 0 && reader.no < end);
      if (open.length === 0) continue;
      for (const sink of lanes[0]!.sinks) sink.open(source, kinds);
      for (const lane of open)
        if (!few) yield* visitLane(lane, end, source, mask, into);
        else
          for (const no of few) {
            if (no < start || no >= end) continue;
            seek(lane.reader, no, lane.name, stride);
            yield* visitLane(lane, no + 1, source, mask, into);
          }
      yield;
    }
    for (const sink of sinks) sink.endGroup?.();
  }
}

function countingOf(of: readonly { readonly sink: Sink }[], kinds: Int32Array): Uint8Array | null {
  const tables = of.map(({ sink }) => sink.counting);
  return tables.every((each) => each != null) ? local(anyOf(...tables), kinds, 0) : null;
}

function* visitLane(
  { reader, sinks, counting }: Lane,
  until: number,
  source: Source,
  mask: Uint8Array,
  into: Decoded,
): Steps<void> {
  /** Sinks that want the rows of the user at hand. */
  const wanting = new Uint8Array(sinks.length);
  let mark = 0;
  const wants = (no: number, first: number, last: number): boolean => {
    // A row without its user is nobody's.
    mark = no === 0 || no >= mask.length ? NOBODY : mask[no]!;
    // Erased: what the user did is kept under nobody's number by now.
    if (mark >= NOBODY && no !== 0 && !source.kept) return false;
    let any = false;
    for (let i = 0; i < sinks.length; i++) {
      const wanted = sinks[i]!.wants(no, mark, first, last);
      wanting[i] = wanted ? 1 : 0;
      any ||= wanted;
    }
    return any;
  };
  const visit = (no: number, length: number) => {
    for (let i = 0; i < sinks.length; i++) if (wanting[i] === 1) sinks[i]!.rows(no, mark, into, length);
  };
  yield* visitSteps(reader, until, wants, counting, into, visit);
}
