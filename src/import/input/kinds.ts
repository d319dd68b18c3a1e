import { ImportError } from '../errors.ts';

/** So many first bytes tell what a file is. */
export const KIND_BYTES = 4096;

interface Kind {
  readonly name: string;
  /** The first bytes: any of these (as Latin-1 text), or what a text begins with. */
  readonly begins: readonly string[] | RegExp;
  /** Where they begin. Default 0. */
  readonly at?: number;
  /** What to do, with FILE for its name. */
  readonly remedy: string;
}

const unpack = (command: string) =>
  `unpack it on the way: ${command} FILE | joip-analytics import - --source NAME`;
const duckdb = (read: string) =>
  `turn it into CSV first, e.g. with DuckDB: duckdb -c "copy (from ${read}) to 'FILE.csv'"`;
const CSV = 'save its sheet as CSV in UTF-8 and import that';
const EXPORT_AGAIN = 'export the rows as CSV or JSON lines and import that';

/** What is known, and not read here. Each is told by what is in it, since names lie. */
const KINDS: readonly Kind[] = [
  { name: 'packed with zstd', begins: ['\x28\xb5\x2f\xfd'], remedy: unpack('zstd -dc') },
  {
    name: 'packed with bzip2',
    begins: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((size) => `BZh${size}1AY&SY`),
    remedy: unpack('bzip2 -dc'),
  },
  { name: 'packed with xz', begins: ['\xfd7zXZ\0'], remedy: unpack('xz -dc') },
  { name: 'packed with lz4', begins: ['\x04\x22\x4d\x18'], remedy: unpack('lz4 -dc') },
  { name: 'packed with lzip', begins: ['LZIP\x01'], remedy: unpack('lzip -dc') },
  { name: 'packed with compress', begins: ['\x1f\x9d'], remedy: unpack('gzip -dc') },
  { name: 'packed with snappy', begins: ['\xff\x06\0\0sNaPpY'], remedy: unpack('snzip -dc') },
  { name: 'a 7z archive', begins: ['7z\xbc\xaf\x27\x1c'], remedy: unpack('7z e -so') },
  { name: 'a rar archive', begins: ['Rar!\x1a\x07'], remedy: unpack('unrar p -inul') },
  {
    name: 'a tar archive',
    begins: ['ustar'],
    at: 257,
    remedy:
      'take the one file out of it on the way: tar -xOf FILE MEMBER | joip-analytics import - --source NAME',
  },
  { name: 'a parquet file', begins: ['PAR1\x15', 'PAR1\x11'], remedy: duckdb("'FILE'") },
  { name: 'an Avro file', begins: ['Obj\x01'], remedy: duckdb("read_avro('FILE')") },
  { name: 'an Arrow file', begins: ['ARROW1\0'], remedy: EXPORT_AGAIN },
  {
    name: 'an SQLite database',
    begins: ['SQLite format 3\0'],
    remedy: 'write the rows as CSV first: sqlite3 -csv -header FILE "select …" > rows.csv',
  },
  {
    name: 'a PostgreSQL dump',
    begins: ['PGDMP\x01', '--\n-- PostgreSQL database'],
    remedy: `restore it and write the rows as CSV first: psql -c "\\copy (select …) to 'rows.csv' csv header"`,
  },
  { name: 'an Excel file', begins: ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'], remedy: CSV },
  { name: 'a PDF', begins: ['%PDF-'], remedy: EXPORT_AGAIN },
  { name: 'an RTF document', begins: ['{\\rtf'], remedy: EXPORT_AGAIN },
  { name: 'a picture', begins: ['\x89PNG\r\n', '\xff\xd8\xff', 'GIF89a'], remedy: EXPORT_AGAIN },
  {
    name: 'text in UTF-32',
    begins: ['\xff\xfe\0\0', '\0\0\xfe\xff'],
    remedy: 'convert it on the way: iconv -f UTF-32 -t UTF-8 FILE | joip-analytics import - --source NAME',
  },
  {
    name: 'a web page (HTML)',
    begins: /^(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|table)\b/i,
    remedy:
      'it is often a sign-in page or an error that was saved in place of the export, or a table saved as .xls; ' +
      'open it in a browser to see, and export again as CSV or JSON',
  },
  {
    name: 'XML',
    begins: /^(?:\xef\xbb\xbf)?\s*<(?:\?xml\s|[a-z][\w:-]*(?:\s+[\w:-]+=|>\s*<))/i,
    remedy: EXPORT_AGAIN,
  },
];

/** @throws ImportError where a file's first bytes are those of something else than text */
export function refuseForeign(first: Buffer, file: string): void {
  const text = first.toString('latin1');
  const kind = KINDS.find(({ begins, at = 0 }) =>
    begins instanceof RegExp ? begins.test(text) : begins.some((magic) => text.startsWith(magic, at)),
  );
  if (kind) throw new ImportError(`${file} is ${kind.name}: ${kind.remedy.replaceAll('FILE', () => file)}`);
}
