import { openBlock } from './block.ts';
import { type Decoded, decoded, visitSteps } from './lane.ts';
import { NOBODY } from './numbers.ts';
import { onlyIn } from './only-in.ts';
import { type Answers, type Part, partFor, type Question, type Source } from './question.ts';
import type { Sink } from './sink.ts';
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

/** Tells sinks of every source that they need, by its start. */
export function* walk({ questions, sources, mask }: WalkInput): Steps<Answers[keyof Answers][]> {
  const sinks = questions.map((q) => {
    const sink = sinkFor(q, mask.length - 1);
    return { q, sink: q.only ? onlyIn(q.only, sink) : sink };
  });
  const into = decoded();
  for (const source of [...sources].sort((a, b) => a.start - b.start)) {
    const by = (part: Part) => sinks.filter(({ q }) => partFor(q, source) === part);
    const [bySums, byTotals, byRows] = [by('sums'), by('totals'), by('data')];
    if (bySums.length + byTotals.length + byRows.length === 0) continue;
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
      for (const { sink } of byRows) sink.open(source, kinds);
      const all = byRows.map(({ sink }) => sink);
      yield* visitLane(activities, source, all, mask, into);
      // They are no activity: nobody was there by them, and none is a step.
      const beside = byRows.filter(({ q }) => !OF_ACTIVITY.includes(q.sink)).map(({ sink }) => sink);
      if (beside.length > 0) yield* visitLane(signals, source, beside, mask, into);
    }
    yield;
  }
  return sinks.map(({ sink }) => sink.answer());
}

function* visitLane(
  lane: Uint8Array,
  source: Source,
  sinks: readonly Sink[],
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
  yield* visitSteps(lane, source.start, wants, into, visit);
}
