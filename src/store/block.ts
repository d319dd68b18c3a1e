import { crc32 } from 'node:zlib';
import { ByteReader, ByteWriter } from './bytes.ts';
import { decoded, encodeLane, visitRows } from './lane.ts';
import { type Rows, RowsBuilder } from './rows.ts';
import { finish, type Steps } from './steps.ts';
import { addRows, Totals } from './totals.ts';

/** Moves when the encoding does: a block of another format is built anew, what is kept is refused. */
export const BLOCK_FORMAT = 1;

/** What one block is made of. */
export interface BlockInput {
  /** First instant, in milliseconds: nothing is before it. */
  readonly start: number;
  readonly activities: Rows;
  /** Their instants are hours. They are no activity: no day, no first and no last is told by them. */
  readonly signals: Rows;
}

/** As it is stored. */
export interface EncodedBlock {
  readonly data: Uint8Array;
  readonly totals: Uint8Array;
  /** CRC-32 of `data`, and that of `totals`: marking an account internal rewrites these alone. */
  readonly dataSum: number;
  readonly totalsSum: number;
  /** Rows that it holds, signals left out. */
  readonly activities: number;
}

/**
 * Encodes rows as a block: its kinds, frequent ones first so that they take one byte, then a lane of
 * activities and one of signals; and its totals.
 */
export function* encodeSteps(input: BlockInput, isInternal: (no: number) => boolean): Steps<EncodedBlock> {
  const { start, activities, signals } = input;
  const kinds = kindsOf(activities, signals);
  const places = new Map(kinds.map((kind, i) => [kind, i]));
  const localKind = (kind: number) => places.get(kind)!;
  const writer = new ByteWriter();
  writer.number(BLOCK_FORMAT);
  writer.number(kinds.length);
  for (const kind of kinds) writer.number(kind);
  for (const rows of [activities, signals]) {
    const lane = yield* encodeLane(rows, start, localKind);
    writer.number(lane.length);
    writer.bytes(lane);
  }
  yield;
  const sums = new Totals(kinds);
  for (const rows of [activities, signals]) addRows(sums, rows, start, isInternal);
  yield;
  const [data, totals] = [writer.take(), sums.encode()];
  return {
    data,
    totals,
    dataSum: checksum(data),
    totalsSum: checksum(totals),
    activities: activities.length,
  };
}

/** The same at once. */
export const encodeBlock = (input: BlockInput, isInternal: (no: number) => boolean): EncodedBlock =>
  finish(encodeSteps(input, isInternal));

/** As PostgreSQL's integer holds it. */
export const checksum = (bytes: Uint8Array): number => crc32(bytes) | 0;

function kindsOf(...all: Rows[]): number[] {
  const counts = new Map<number, number>();
  for (const { kinds, length } of all)
    for (let i = 0; i < length; i++) counts.set(kinds[i]!, (counts.get(kinds[i]!) ?? 0) + 1);
  return [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || a - b);
}

/** A block's parts, nothing copied. */
export interface OpenBlock {
  /** Local kind to number of `activity_kinds`. */
  readonly kinds: Int32Array;
  readonly activities: Uint8Array;
  readonly signals: Uint8Array;
}

/** @throws Error where the data is of another format */
export function openBlock(data: Uint8Array): OpenBlock {
  const reader = new ByteReader(data);
  const format = reader.number();
  if (format !== BLOCK_FORMAT)
    throw new Error(`a block has format ${format}, and this program reads ${BLOCK_FORMAT}`);
  const kinds = new Int32Array(reader.number());
  for (let i = 0; i < kinds.length; i++) kinds[i] = reader.number();
  const lane = () => {
    const length = reader.number();
    const bytes = data.subarray(reader.at, reader.at + length);
    reader.at += length;
    return bytes;
  };
  return { kinds, activities: lane(), signals: lane() };
}

/** A block's rows, kinds by their numbers. */
export function decodeBlock(data: Uint8Array, start: number): { activities: Rows; signals: Rows } {
  const open = openBlock(data);
  const into = decoded();
  const [activities, signals] = [open.activities, open.signals].map((lane) => {
    const rows = new RowsBuilder();
    const visit = (no: number, length: number) => {
      for (let i = 0; i < length; i++)
        rows.add(no, into.at[i]!, open.kinds[into.kinds[i]!]!, into.counts[i]!);
    };
    visitRows(lane, start, () => true, into, visit);
    return rows.done();
  }) as [Rows, Rows];
  return { activities, signals };
}
