import { openBlock } from './block.ts';
import { ByteReader, ByteWriter } from './bytes.ts';

/**
 * A block without some users: entries of all others are copied as they are. Kinds stay listed, also those that
 * nobody has any more.
 */
export function dropUsers(data: Uint8Array, gone: (no: number) => boolean): Uint8Array {
  const { kinds, activities, signals } = openBlock(data);
  const writer = new ByteWriter();
  writer.number(data[0]!);
  writer.number(kinds.length);
  for (const kind of kinds) writer.number(kind);
  for (const lane of [activities, signals]) {
    const left = dropFrom(lane, gone);
    writer.number(left.length);
    writer.bytes(left);
  }
  return writer.take();
}

function dropFrom(lane: Uint8Array, gone: (no: number) => boolean): ByteWriter {
  const reader = new ByteReader(lane);
  const left = new ByteWriter();
  let no = 0;
  let previous = 0;
  while (reader.at < lane.length) {
    no += reader.number();
    const from = reader.at;
    // First instant and span; then how long the rest is.
    reader.number();
    reader.number();
    const size = reader.number();
    reader.at += size;
    if (gone(no)) continue;
    left.number(no - previous);
    left.copy(lane.subarray(from, reader.at));
    previous = no;
  }
  return left;
}
