import { LRUCache } from 'lru-cache';
import { ByteReader } from './bytes.ts';
import { type LaneReader, passOver } from './lane.ts';
import { after } from './sink.ts';

/** Where every so many-th entry of a lane stands: its user, and where the rest of it begins. */
interface Marks {
  readonly users: Float64Array;
  readonly ats: Float64Array;
}

/** Lanes are the same in every walk; marks are a fiftieth of one. */
const known = new LRUCache<string, Marks>({ max: 10_000 });

/**
 * Goes on to a user, or to the next one who is there, without reading all entries in between.
 *
 * @param name no other lane of this process has it; null: every entry is passed by
 * @param stride entries from one mark to the next
 */
export function seek(reader: LaneReader, no: number, name: string | null, stride: number): void {
  if (reader.no >= no) return;
  if (name !== null) {
    const { users, ats } = marksOf(reader.lane, name, stride);
    const i = after(users, no) - 1;
    if (i >= 0 && ats[i]! > reader.at) {
      reader.no = users[i]!;
      reader.at = ats[i]!;
    }
  }
  passOver(reader, no);
}

function marksOf(lane: Uint8Array, name: string, stride: number): Marks {
  const found = known.get(name);
  if (found) return found;
  const users: number[] = [];
  const ats: number[] = [];
  const bytes = new ByteReader(lane);
  for (let no = 0, entry = 0; bytes.at < lane.length; entry++) {
    no += bytes.number();
    if (entry % stride === 0) {
      users.push(no);
      ats.push(bytes.at);
    }
    bytes.number();
    bytes.number();
    const size = bytes.number();
    bytes.at += size;
  }
  const marks = { users: Float64Array.from(users), ats: Float64Array.from(ats) };
  known.set(name, marks);
  return marks;
}
