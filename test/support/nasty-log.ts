import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { random } from '../../src/sample/random.ts';

export interface NastyLogOptions {
  rows: number;
  /** Same seed and rows, same log; a log of more rows begins with that of fewer. Default 1. */
  seed?: number;
  /** Actors at most; activity is heavy-tailed over them. Default 1,400. */
  actors?: number;
  /** Default CRLF. */
  lineBreak?: '\n' | '\r\n';
}

export const NASTY_COLUMNS = 'occurred_at,actor,event,change_id,file_type,topic';
const EVENTS = ['file_modified', 'commit', 'file_added', 'file_deleted', 'merge'];
const EVENT_WEIGHTS = [664, 184, 102, 48, 2];
const TOPICS = ['fix', 'chore', 'feat', 'release', 'refactor', 'docs', 'test', 'wip', ''];
const TYPES = ['ts', 'json', 'js', 'md', 'yaml', 'html', ''];
const OFFSETS = ['Z', '+02:00', '-04:00', '+05:30', '-08:00', '+09:00', '+12:45'];
const BEGIN = Date.UTC(2020, 3, 20, 8);

/**
 * Lines (with their breaks) of an activity log as real ones are: a few actors do most of it, in bursts of
 * one second with identical rows, quiet nights, each actor's own offset, rows out of order, empty fields.
 */
export function* nastyLog(o: NastyLogOptions): Generator<string> {
  const r = random(o.seed ?? 1);
  const actors = o.actors ?? 1_400;
  const end = o.lineBreak ?? '\r\n';
  yield NASTY_COLUMNS + end;
  let clock = BEGIN;
  for (let made = 0; made < o.rows; ) {
    // Squared twice: the first actor of a hundred does a third of everything.
    const actor = Math.floor(r() ** 4 * actors);
    clock += r.skewed(r.chance(0.02) ? 40 : 1) * 900_000;
    if (new Date(clock).getUTCHours() < 5 && r.chance(0.8)) clock += 5 * 3_600_000;
    const late = r.chance(0.05) ? r.skewed(3) * 86_400_000 : 0;
    const at = stamp(Math.floor((clock - late) / 1000) * 1000, OFFSETS[actor % OFFSETS.length]!);
    const change = (r.int(0, 2 ** 31) * 4096 + made).toString(16).padStart(12, '0');
    const topic = r.pick(TOPICS);
    // A change touches many files in one second, many of one type: rows equal to the last letter.
    for (let burst = Math.min(Math.ceil(r.skewed(2)), o.rows - made); burst > 0; burst--) {
      const event = EVENTS[r.weighted(EVENT_WEIGHTS)]!;
      const type = event.startsWith('file') ? r.pick(TYPES) : '';
      yield `${at},u_${(actor * 7919 + 1e9).toString(16)},${event},${change},${type},${topic}${end}`;
      made++;
    }
  }
}

function stamp(ms: number, offset: string): string {
  if (offset === 'Z') return `${new Date(ms).toISOString().slice(0, 19)}Z`;
  const [hours, minutes] = offset.slice(1).split(':').map(Number) as [number, number];
  const shift = (offset[0] === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000;
  return new Date(ms + shift).toISOString().slice(0, 19) + offset;
}

/** Writes a log to a file; gzipped where its name ends in `.gz`. */
export async function writeNastyLog(path: string, o: NastyLogOptions): Promise<void> {
  const lines = Readable.from(nastyLog(o), { objectMode: false });
  const out = createWriteStream(path);
  await (path.endsWith('.gz') ? pipeline(lines, createGzip({ level: 1 }), out) : pipeline(lines, out));
}
