import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { zipOf } from '../../test/support/zip.ts';
import { Refused } from './errors.ts';
import { bytesOf, openInput } from './input/open.ts';
import { openText } from './input/text.ts';
import { parseMapping } from './load-mapping.ts';
import { formatOf } from './rows/format.ts';
import { createRecords, settledIn } from './rows/records.ts';

const dir = mkdtempSync(join(tmpdir(), 'joip-read-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const columns = { userId: 'who', createdAt: 'at', action: 'what' };

/** Every row of a file as `{ who, at, what }` or its reason, the bytes cut as told. */
async function read(content: Buffer | Buffer[] | string, mapping: object = {}, entry?: string) {
  const input =
    typeof content === 'string'
      ? openInput(content, { entry })
      : bytesOf(Readable.from(Array.isArray(content) ? content : [content]), null, 'the input', { entry });
  const parsed = parseMapping({ columns, ...mapping });
  const { start, chunks, encoding } = await openText(input, parsed.encoding);
  const format = formatOf(parsed, start, encoding);
  const reader = createRecords(format);
  const rows = [];
  for await (const chunk of chunks) rows.push(...reader.push(chunk));
  rows.push(...reader.end());
  return rows.map(({ content: c }) => {
    if (c instanceof Refused) return c.reason;
    return Array.isArray(c) ? Object.fromEntries(c.map((value, i) => [reader.columns![i], value])) : c;
  });
}

const ROWS = [
  { who: 'ann', at: '1', what: 'Füße "ß"' },
  { who: 'bob', at: '2', what: 'a,b;c\t|d' },
  { who: 'çelik', at: '3', what: '' },
];
const EURO = [{ who: '€uro', at: '1', what: 'œuvre “x”' }];
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const csv = (rows: typeof ROWS, separator = ',', end = '\n') =>
  [['who', 'at', 'what'], ...rows.map((row) => Object.values(row).map(quoted))]
    .map((fields) => fields.join(separator) + end)
    .join('');
const utf16be = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
const BOM = '\uFEFF';

/** name → [bytes, rows, what the mapping must say]. */
const FILES: Record<string, [Buffer, unknown[], object?]> = {
  csv: [Buffer.from(csv(ROWS)), ROWS],
  'csv with a byte order mark': [Buffer.from(BOM + csv(ROWS)), ROWS],
  'csv with ;': [Buffer.from(csv(ROWS, ';')), ROWS],
  'csv with tabs': [Buffer.from(csv(ROWS, '\t')), ROWS],
  'csv with |, CRLF': [Buffer.from(csv(ROWS, '|', '\r\n')), ROWS],
  'csv with lines that end in CR': [Buffer.from(csv(ROWS, ',', '\r')), ROWS],
  'csv of Excel, with sep=': [Buffer.from(`${BOM}sep=;\r\n${csv(ROWS, ';', '\r\n')}`), ROWS],
  'csv with sep=, of an odd separator': [Buffer.from(`"sep=^"\n${csv(ROWS, '^')}`), ROWS],
  'csv with ; and no header': [
    Buffer.from(csv(ROWS, ';').split('\n').slice(1).join('\n')),
    ROWS,
    { header: ['who', 'at', 'what'] },
  ],
  'csv, a header with , in a name': [
    Buffer.from('who;at;what;"a,b,c,d"\nann;1;x;y\n'),
    [{ who: 'ann', at: '1', what: 'x', 'a,b,c,d': 'y' }],
  ],
  'UTF-16 LE': [Buffer.from(BOM + csv(ROWS, '\t', '\r\n'), 'utf16le'), ROWS],
  'UTF-16 BE': [
    utf16be(csv([...ROWS, { who: '😀', at: '4', what: '\uFFFD' }])),
    [...ROWS, { who: '😀', at: '4', what: '\uFFFD' }],
  ],
  'UTF-16 LE without a mark': [Buffer.from(csv(ROWS), 'utf16le'), ROWS, { encoding: 'utf-16le' }],
  latin1: [Buffer.from(csv(ROWS), 'latin1'), ROWS, { encoding: 'latin1' }],
  'windows-1252': [
    Buffer.from(
      csv(EURO).replace('€', '\x80').replace('œ', '\x9c').replace('“', '\x93').replace('”', '\x94'),
      'latin1',
    ),
    EURO,
    { encoding: 'windows-1252' },
  ],
  'windows-1251': [
    Buffer.concat([Buffer.from('who,at,what\n'), Buffer.from([0xcf, 0xf0, 0xe8]), Buffer.from(',1,x\n')]),
    [{ who: 'При', at: '1', what: 'x' }],
    { encoding: 'cp1251' },
  ],
  'Shift JIS, whose second bytes may be ASCII': [
    // ソ ends in 0x5C, a backslash.
    Buffer.concat([
      Buffer.from('who,at,what\n'),
      Buffer.from([0x83, 0x5c, 0x83, 0x7c]),
      Buffer.from(',1,x\n'),
    ]),
    [{ who: 'ソポ', at: '1', what: 'x' }],
    { encoding: 'shift_jis' },
  ],
  'gzip in gzip': [gzipSync(gzipSync(csv(ROWS))), ROWS],
  'gzip of UTF-16': [gzipSync(Buffer.from(BOM + csv(ROWS), 'utf16le')), ROWS],
  'JSON lines': [Buffer.from(ROWS.map((row) => JSON.stringify(row)).join('\n')), ROWS],
  'JSON lines in UTF-16': [
    Buffer.from(BOM + ROWS.map((row) => JSON.stringify(row)).join('\r\n'), 'utf16le'),
    ROWS,
  ],
  'a JSON list on one line': [Buffer.from(BOM + JSON.stringify(ROWS)), ROWS],
  'a JSON list over many': [Buffer.from(JSON.stringify(ROWS, null, 2)), ROWS],
  'a JSON list of nothing': [Buffer.from('[\n]\n'), []],
  'JSON lists one behind the other': [
    Buffer.from(`${JSON.stringify(ROWS)}\n${JSON.stringify(ROWS)}`),
    [...ROWS, ...ROWS],
  ],
  'a JSON list in an object': [
    Buffer.from(JSON.stringify({ next: 'data', meta: { data: [{ x: 1 }] }, data: ROWS, count: 3 })),
    ROWS,
  ],
  'pages, one behind the other': [
    Buffer.from([1, 2].map((page) => JSON.stringify({ results: ROWS, page }, null, 1)).join('\n')),
    [...ROWS, ...ROWS],
  ],
  'a JSON list in an object that is named': [
    Buffer.from(JSON.stringify({ users: [{ id: 1 }], 'ev"ents': ROWS })),
    ROWS,
    { rows: 'ev"ents' },
  ],
  'JSON objects over several lines': [
    Buffer.from(ROWS.map((row) => JSON.stringify(row, null, 2)).join('\n')),
    ROWS,
  ],
  'a row with lists in it is a row': [
    Buffer.from('{"who":"ann","products":[{"id":1}],"more":[{"id":2}]}\n{"who":"bob"}\n'),
    [{ who: 'ann', products: [{ id: 1 }], more: [{ id: 2 }] }, { who: 'bob' }],
  ],
  'a JSON list with rows that are none': [
    Buffer.from('[{"who":1}, 5, "a]{", [1], {"who":}, {"who":"x"}}, {"who":2} junk, {"who":3}]'),
    [
      { who: 1 },
      'syntax',
      'syntax',
      'syntax',
      'syntax',
      { who: 'x' },
      'syntax',
      { who: 2 },
      'syntax',
      { who: 3 },
    ],
  ],
  "what can't be decoded is refused by its row": [
    Buffer.concat([
      Buffer.from(`${BOM}who,at,what\na,1,x\nb,2,`, 'utf16le'),
      Buffer.from([0x00, 0xd8]),
      Buffer.from('\nc,3,z\n', 'utf16le'),
    ]),
    [{ who: 'a', at: '1', what: 'x' }, 'encoding', { who: 'c', at: '3', what: 'z' }],
  ],
  "what an encoding doesn't have is refused by its row": [
    Buffer.concat([Buffer.from('who,at,what\na,1,x\nb,2,'), Buffer.from([0x83]), Buffer.from('\nc,3,z\n')]),
    [{ who: 'a', at: '1', what: 'x' }, 'encoding', { who: 'c', at: '3', what: 'z' }],
    { encoding: 'shift_jis' },
  ],
  'a JSON row that is no UTF-8': [
    Buffer.concat([
      Buffer.from('[{"who":"a"},{"who":"'),
      Buffer.from([0xe9]),
      Buffer.from('"},{"who":"c"}]'),
    ]),
    [{ who: 'a' }, 'encoding', { who: 'c' }],
  ],
};

describe('files of every kind', () => {
  it.each(Object.entries(FILES))('%s', async (_, [bytes, expected, mapping]) => {
    expect(await read(bytes, mapping)).toEqual(expected);
  });

  it('give the same rows wherever their bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.values(FILES)),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }),
        async ([bytes, expected, mapping], sizes) => {
          const pieces: Buffer[] = [];
          for (let at = 0, i = 0; at < bytes.length; i++) {
            const size = sizes[i % sizes.length]!;
            pieces.push(bytes.subarray(at, at + size));
            at += size;
          }
          expect(await read(pieces, mapping)).toEqual(expected);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('zip files', () => {
  const zipped = (name: string, files: Record<string, string | Buffer>, method?: number) => {
    const path = join(dir, name);
    writeFileSync(path, zipOf({ 'folder/': '', '__MACOSX/._a.csv': 'x', ...files }, method));
    return path;
  };

  it('the one file in it is read, however it is packed', async () => {
    expect(await read(zipped('one.bin', { 'a.csv': csv(ROWS, ';') }))).toEqual(ROWS);
    expect(await read(zipped('stored.zip', { 'a.csv': csv(ROWS) }, 0))).toEqual(ROWS);
    expect(await read(zipped('gz.zip', { 'a.csv.gz': gzipSync(csv(ROWS)) }))).toEqual(ROWS);
  });

  it('of several the one that is named', async () => {
    const path = zipped('two.zip', { 'a.csv': csv(ROWS), 'b.json': JSON.stringify(ROWS.slice(1)) });
    await expect(read(path)).rejects.toThrow('2 files; say which with --entry NAME, one of: a.csv, b.json');
    expect(await read(path, {}, 'b.json')).toEqual(ROWS.slice(1));
    await expect(read(path, {}, 'c.csv')).rejects.toThrow(
      'no file "c.csv"; give --entry one of: a.csv, b.json',
    );
  });

  it('says what is wrong with others', async () => {
    await expect(read(zipped('empty.zip', {}))).rejects.toThrow('a zip file without a file in it');
    await expect(read(zipped('s.zip', { '[Content_Types].xml': '<x/>' }))).rejects.toThrow(
      'is a spreadsheet',
    );
    await expect(read(zipped('bz.zip', { 'a.csv': csv(ROWS) }, 12))).rejects.toThrow('unzip it first');
    const path = zipped('damaged.zip', { 'a.csv': csv(Array.from({ length: 5_000 }, () => ROWS[0]!)) }, 0);
    const bytes = readFileSync(path);
    bytes[bytes.indexOf('ann', bytes.length / 2)]! ^= 1;
    writeFileSync(path, bytes);
    await expect(read(path)).rejects.toThrow('is damaged or cut off');
    writeFileSync(path, bytes.subarray(0, bytes.length / 2));
    await expect(read(path)).rejects.toThrow('is damaged or cut off');
    await expect(read(bytes)).rejects.toThrow("can't be read as a stream");
  });
});

describe('what is not read is named, with what to do', () => {
  const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
  it.each<[string, Buffer, string]>([
    [
      'zstd',
      hex('28b52ffd 2400'),
      'packed with zstd: unpack it on the way: zstd -dc the input | joip-analytics import -',
    ],
    ['bzip2', Buffer.from('BZh91AY&SY'), 'bzip2 -dc'],
    ['xz', hex('fd377a585a00 0004'), 'xz -dc'],
    ['lz4', hex('04224d18 60'), 'lz4 -dc'],
    ['7z', hex('377abcaf271c 00'), '7z e -so'],
    ['rar', Buffer.from('Rar!\x1a\x07\x00', 'latin1'), 'unrar p'],
    ['tar.gz', gzipSync(Buffer.concat([Buffer.alloc(257, 'a'), Buffer.from('ustar\x0000')])), 'tar -xOf'],
    ['parquet', Buffer.from('PAR1\x15\x04', 'latin1'), 'is a parquet file: turn it into CSV first'],
    ['Avro', Buffer.from('Obj\x01', 'latin1'), 'is an Avro file'],
    ['SQLite', Buffer.from('SQLite format 3\0'), 'sqlite3 -csv -header'],
    ['pg_dump', Buffer.from('PGDMP\x01\x0e', 'latin1'), 'is a PostgreSQL dump'],
    ['xls', hex('d0cf11e0a1b11ae1 0000'), 'is an Excel file: save its sheet as CSV'],
    ['PDF', Buffer.from('%PDF-1.7'), 'is a PDF'],
    [
      'HTML',
      Buffer.from('\uFEFF\n <!DOCTYPE html><html>'),
      'is a web page (HTML): it is often a sign-in page',
    ],
    ['XML', Buffer.from('<?xml version="1.0"?>'), 'is XML'],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 97, 0, 0, 0]), 'UTF-32'],
    ['UTF-16 without a mark', Buffer.from(csv(ROWS), 'utf16le'), 'set "encoding" in the mapping to utf-16le'],
    ['UTF-16 BE without a mark', utf16be(csv(ROWS)).subarray(2), 'utf-16be'],
    ['bytes', Buffer.from(Array.from({ length: 999 }, (_, i) => (i * 31) % 24)), 'is no text. CSV, TSV'],
    ['nothing', Buffer.alloc(0), "the input can't be imported: it is empty"],
    ['blanks', Buffer.from('\uFEFF \r\n\n'), 'it is empty'],
    ['nothing, gzipped', gzipSync(''), 'it is empty'],
    ['a JSON list cut off', Buffer.from('[{"who":"a"},{"who":"b"'), 'the JSON ends in the middle'],
    ['a JSON list not closed', Buffer.from('[{"who":"a"},{"who":"b"},'), 'the JSON ends in the middle'],
    ['JSON and something else', Buffer.from('[{"who":"a"}] and so on'), 'goes on with something else'],
    [
      'several lists',
      Buffer.from('{"a":[{"x":1}],"b":[{"y":1}]}'),
      'several lists (a, b); name the one with the rows by "rows"',
    ],
  ])('%s', async (_, bytes, message) => {
    await expect(read(bytes)).rejects.toThrow(message);
  });

  it('a folder, a missing file, a list that is not there', async () => {
    await expect(read(dir)).rejects.toThrow('it is a folder; give one file of it');
    await expect(read(join(dir, 'missing'))).rejects.toThrow("can't be read: ENOENT");
    await expect(read(Buffer.from('{"data":[]}'), { rows: 'date' })).rejects.toThrow('holds no list "date"');
    await expect(read(Buffer.from(csv(ROWS)), {}, 'a.csv')).rejects.toThrow(
      'is no zip file; leave --entry out',
    );
  });

  it.each(['ORCID,at,what\n', 'PAR1,at,what\n', '<null>,at,what\n', '[who],at,what\n', '%PDF,at,what\n'])(
    'a header such as %j is none of these',
    async (header) => {
      expect(await read(Buffer.from(`${header}1,2,3\n`))).toHaveLength(1);
    },
  );
});

it('a JSON list that grows keeps its beginning, whatever stands behind it', async () => {
  const settled = async (text: string) => {
    const { start, encoding } = await openText(bytesOf(Readable.from([Buffer.from(text)]), null, 'x'));
    return start
      .subarray(0, settledIn(start, formatOf(parseMapping({ columns }), start, encoding)))
      .toString();
  };
  expect(await settled('\uFEFF[{"a":{"b":1}},{"c":2}]\n')).toBe('\uFEFF[{"a":{"b":1}},{"c":2}');
  expect(await settled('{"data":[{"a":1}\n,{"b":2}\n],\n"page":{"n":1}}\n')).toBe(
    '{"data":[{"a":1}\n,{"b":2}',
  );
  expect(await settled('{"a":1}\n{"b":2')).toBe('{"a":1}\n');
});
