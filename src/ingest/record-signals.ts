import { normaliseUuid, Signal, timeOfUuid } from '../contract/index.ts';
import { MINUTE } from '../db/milliseconds.ts';
import { HORIZON, MAX_SKEW } from './accept.ts';
import { checkFact, type FactOutcome, invalid } from './check-fact.ts';
import { writeEach } from './facts.ts';
import { hourOf, presenceRow, type SignalRow, type SignalWriter } from './write-signals.ts';

/**
 * Records signals that another process counted, each once however often it is sent. Unlike what this process counts
 * itself they are written before they are answered.
 */
export function createSignalRecorder(writer: SignalWriter, now: () => number) {
  return async function record(inputs: readonly unknown[]): Promise<FactOutcome[]> {
    const read = inputs.map((input) => readSignal(input, now()));
    // What is sent twice in one request is one row, too.
    const rows = new Map<string, SignalRow>();
    for (const each of read) if ('signal' in each && !rows.has(keyOf(each))) rows.set(keyOf(each), each);
    const kept = await writeEach([...rows.values()], async (some) => {
      const { erased, clashing } = await writer.write(some);
      return new Map(some.map((row) => [row, outcomeOf(row, erased, clashing)]));
    });
    return read.map((each) => {
      if (!('signal' in each)) return each;
      const row = rows.get(keyOf(each))!;
      return row.n === each.n ? kept.get(row)! : CONFLICT;
    });
  };

  function readSignal(input: unknown, at: number): SignalRow | FactOutcome {
    const checked = checkFact(Signal, input);
    if (!checked.ok) return checked.outcome;
    const { userId, signal, count } = checked.value;
    const refuse = (fields: Readonly<Record<string, string>>) => invalid(fields).outcome;
    if (!writer.counted.has(signal))
      return refuse({ signal: `is ${signal}, which feeds no counter of the catalogue; leave it out` });
    const id = normaliseUuid(checked.value.id)!;
    const when = checked.value.at ? Date.parse(checked.value.at) : timeOfUuid(id);
    if (when === null) return refuse({ at: 'is missing; an id that is no UUIDv7 needs it' });
    if (when > at + MAX_SKEW) return refuse({ at: 'is more than 5 minutes in the future; check the clock' });
    if (when < at - HORIZON) return refuse({ at: 'is more than 30 days ago, too old to be counted' });
    if (signal === 'api_call')
      return { userId, signal, hour: hourOf(when), n: count ?? 1, writer: id, sequence: 0 };
    if ((count ?? 1) > 1) return refuse({ count: 'is for API calls; a minute of presence counts once' });
    return presenceRow(userId, Math.floor(when / MINUTE) * MINUTE);
  }
}

const keyOf = ({ userId, signal, hour, writer, sequence }: SignalRow): string =>
  JSON.stringify([userId, signal, hour, writer, sequence]);

const CONFLICT: FactOutcome = {
  outcome: 'refused',
  reason: 'conflict',
  message: 'id: is that of a signal with another count; sent again it has to be the same',
};

function outcomeOf(
  row: SignalRow,
  erased: ReadonlySet<string>,
  clashing: ReadonlySet<SignalRow>,
): FactOutcome {
  if (erased.has(row.userId)) return { outcome: 'erased' };
  return clashing.has(row) ? CONFLICT : { outcome: 'recorded' };
}
