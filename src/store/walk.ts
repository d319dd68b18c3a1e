import { openBlock } from './block.ts';
import { type Decoded, decoded, type LaneReader, readerOf, visitSteps } from './lane.ts';
import { NOBODY } from './numbers.ts';
import { onlyIn } from './only-in.ts';
import { type Answers, type Part, partFor, type Question, type Source } from './question.ts';
import { anyOf, local, roomFor, type Sink } from './sink.ts';
import { sinkFor } from './sinks.ts';
import type { Steps } from './steps.ts';
import { kindsOfTotals, sumsOf, visitTotals } from './totals.ts';

export interface WalkInput {
  readonly questions: readonly Question[];
  readonly sources: readonly Source[];
  /** Who is what, by number. */
  readonly mask: Uint8Array;
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
 * few, since each source is opened again for each group.
 */
const GROUP = { bytes: 512 * 1024, users: 8_192 };

interface Lane {
  readonly reader: LaneReader;
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
 * @param group bytes that what is held of users who are told of together may take, about, and how many they are at least
 */
export function* walk(
  { questions, sources, mask }: WalkInput,
  group = GROUP,
): Steps<Answers[keyof Answers][]> {
  const sinks = questions.map((q) => {
    const sink = sinkFor(q, mask.length - 1);
    return { q, sink: q.only ? onlyIn(q.only, sink) : sink };
  });
  const told: Told[] = [];
  for (const source of [...sources].sort((a, b) => a.start - b.start)) {
    const by = (part: Part) => sinks.filter(({ q }) => partFor(q, source) === part);
    const [bySums, byTotals, byRows] = [by('sums'), by('totals'), by('data')];
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
      const lane = (bytes: Uint8Array, of: typeof byRows): Lane => ({
        reader: readerOf(bytes, source.start),
        sinks: of.map(({ sink }) => sink),
        counting: countingOf(of, kinds),
      });
      // Signals are no activity: nobody was there by them, and none is a step.
      const beside = byRows.filter(({ q }) => !OF_ACTIVITY.includes(q.sink));
      told.push({ source, kinds, lanes: [lane(activities, byRows), lane(signals, beside)] });
    }
    yield;
  }
  // Of a question about some users little is held, however many others there are.
  const held = sinks.map(
    ({ q, sink }) => ((sink.held ?? 0) * roomFor(q.places, mask.length - 1)) / mask.length,
  );
  const most = Math.max(...held) * Float64Array.BYTES_PER_ELEMENT;
  const size = most > 0 ? Math.max(group.users, Math.ceil(group.bytes / most)) : Number.POSITIVE_INFINITY;
  yield* tellRows(
    told,
    sinks.map(({ sink }) => sink),
    mask,
    size,
  );
  return sinks.map(({ sink }) => sink.answer());
}

/** Tells rows of all sources, of one group of so many users after another. */
function* tellRows(
  told: readonly Told[],
  sinks: readonly Sink[],
  mask: Uint8Array,
  size: number,
): Steps<void> {
  const into = decoded();
  for (let until = size; ; until += size) {
    // Whoever is newer than the mask is in the last one.
    const end = until < mask.length ? until : Number.POSITIVE_INFINITY;
    for (const { source, kinds, lanes } of told) {
      const open = lanes.filter(({ reader, sinks }) => sinks.length > 0 && reader.no < end);
      if (open.length === 0) continue;
      for (const sink of lanes[0]!.sinks) sink.open(source, kinds);
      for (const lane of open) yield* visitLane(lane, end, source, mask, into);
      yield;
    }
    for (const sink of sinks) sink.endGroup?.();
    if (end === Number.POSITIVE_INFINITY) return;
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
