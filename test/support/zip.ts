import { crc32, deflateRawSync } from 'node:zlib';

/** A zip file of these files, in memory; `method` 0 stores, 8 deflates, any other only says so. */
export function zipOf(files: Readonly<Record<string, string | Buffer>>, method = 8): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [file, content] of Object.entries(files)) {
    const name = Buffer.from(file);
    const plain = Buffer.from(content as string);
    const packed = method === 8 ? deflateRawSync(plain) : plain;
    // Version, flags, method, time, date, checksum, sizes, lengths of the name and of what is extra.
    const about = Buffer.alloc(26);
    for (const [at, value] of [
      [0, 20],
      [2, 0x800],
      [4, method],
      [22, name.length],
    ] as const)
      about.writeUInt16LE(value, at);
    about.writeUInt32LE(crc32(plain), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(plain.length, 18);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    locals.push(Buffer.from('PK\x03\x04'), about, name, packed);
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), about, place, name);
    offset += 4 + about.length + name.length + packed.length;
  }
  const size = directory.reduce((sum, each) => sum + each.length, 0);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}
