import { describe, expect, it } from 'vitest';
import { defaultCatalogue } from '../catalogue/index.ts';
import { compileMapping } from './compile.ts';
import { Refused } from './errors.ts';
import { parseMapping } from './load-mapping.ts';
import { createRowIds, createTextIds } from './row-id.ts';
import { createRecords } from './rows/records.ts';

const base = { columns: { userId: 'who', createdAt: 'at', action: 'what' }, time: 'unix' };
const idOf = createRowIds('test');
const ids = { ofRow: idOf, ofText: createTextIds('test') };

/** Maps one CSV row, given as an object, and one NDJSON row of the same. */
function map(mapping: object, row: Record<string, unknown>, ndjson = false) {
  const parsed = parseMapping({ ...base, ...mapping });
  const mapRow = compileMapping(parsed, defaultCatalogue, ndjson ? null : Object.keys(row), ids);
  const mapped = mapRow(ndjson ? row : (Object.values(row) as string[]), 7);
  return mapped instanceof Refused ? mapped.reason : mapped;
}
const createRecordsOf = (text: string) =>
  createRecords({ kind: 'lines', encoding: 'utf-8' })
    .push(Buffer.from(text))
    .map(({ content }) => content as Record<string, unknown>);
const row = { who: 'u1', at: '1', what: 'session_created', x: '' };
const plain = { userId: 'u1', action: 'session_created', createdAt: 1000, eventId: idOf(7) };

describe('compileMapping', () => {
  it('takes an action as it stands where none are mapped, and null for empty texts', () => {
    expect(map({}, row)).toEqual(plain);
    expect(map({ columns: { ...base.columns, sessionId: 'x' } }, row)).toEqual({ ...plain, sessionId: null });
  });

  it('maps actions, skips those of null, refuses those unknown', () => {
    const actions = { made: 'session_created', noise: null };
    expect(map({ actions }, { ...row, what: 'made' })).toEqual(plain);
    expect(map({ actions }, { ...row, what: 'noise' })).toBe(null);
    expect(map({ actions }, { ...row, what: 'constructor' })).toBe('unmapped_action');
    expect(map({ actions }, { ...row, what: '' })).toBe('missing_action');
    expect(map({ actions: { ...actions, '*': 'page_viewed' } }, { ...row, what: 'zzz' })).toMatchObject({
      action: 'page_viewed',
    });
  });

  it('reads details by type', () => {
    const details = {
      n: { column: 'n', type: 'number' },
      b: { column: 'b', type: 'boolean' },
      l: { column: 'l', type: 'list', separator: ';' },
      j: { column: 'j', type: 'json' },
      t: 'x',
      e: { column: 'x', skipEmpty: false },
      c: { value: 'import' },
    };
    const full = { ...row, n: '1.5', b: 'yes', l: 'a; b;', j: '{"k":[1]}' };
    expect(map({ details }, full)).toEqual({
      ...plain,
      details: { n: 1.5, b: true, l: ['a', 'b'], j: { k: [1] }, e: null, c: 'import' },
    });
    expect(map({ details }, { ...full, n: 'many' })).toBe('invalid_value');
    expect(map({ details }, { ...full, b: 'perhaps' })).toBe('invalid_value');
    expect(map({ details }, { ...full, j: '{' })).toBe('invalid_value');
  });

  it.each(['\\N', 'NULL', 'null', 'None', 'NaN', 'nan', '<null>', '(null)', '#N/A', 'NaT'])(
    'a missing value that CSV writes as %s is null wherever no free text is expected',
    (x) => {
      const columns = { ...base.columns, sessionId: 'x', ipAddress: 'x' };
      const details = {
        n: { column: 'x', type: 'number' },
        b: { column: 'x', type: 'boolean' },
        t: 'x',
      };
      const word = ['\\N', 'NULL', 'null'].includes(x) ? {} : { details: { t: x } };
      expect(map({ columns, details }, { ...row, x })).toEqual({
        ...plain,
        sessionId: null,
        ipAddress: null,
        ...word,
      });
      expect(map({}, { ...row, who: x })).toBe('missing_user');
      expect(map({}, { ...row, at: x })).toBe('missing_time');
      expect(map({}, { ...row, what: x })).toBe('missing_action');
    },
  );

  it('the mapping says which texts are null, none included; a JSON text is what it says', () => {
    const columns = { ...base.columns, ipAddress: 'x' };
    expect(map({ columns, nulls: ['-', 'n/a'] }, { ...row, x: 'n/a' })).toEqual({
      ...plain,
      ipAddress: null,
    });
    expect(map({ columns, nulls: [] }, { ...row, x: 'NaN' })).toEqual({ ...plain, ipAddress: 'NaN' });
    expect(map({ columns }, { ...row, x: 'NULL' }, true)).toEqual({ ...plain, ipAddress: 'NULL' });
    expect(map({ columns, nulls: ['NULL'] }, { ...row, x: 'NULL' }, true)).toEqual({
      ...plain,
      ipAddress: null,
    });
  });

  it('takes the first of several columns that holds anything; a file needs one of them', () => {
    const columns = { ...base.columns, userId: ['x', 'who', 'nowhere'] };
    expect(map({ columns }, row)).toEqual(plain);
    expect(map({ columns }, { ...row, x: 'u2' })).toEqual({ ...plain, userId: 'u2' });
    expect(map({ columns }, { ...row, x: null, who: 'u3' }, true)).toEqual({ ...plain, userId: 'u3' });
    expect(() => map({ columns: { ...columns, userId: ['a', 'b'] } }, row)).toThrow(
      'columns.userId of the mapping names the column "a or b", which the file doesn\'t have',
    );
  });

  it.each([
    [
      { who: 'undefined' },
      'missing_user',
      'userId is "undefined", which stands for a value that was missing',
    ],
    [{ who: ' ' }, 'missing_user', 'userId is empty'],
    [{ who: '..' }, 'invalid_value', 'userId is "..", which no address can name'],
    [{ who: true }, 'invalid_value', 'userId is true; takes a text or a whole number'],
    [{ who: {} }, 'invalid_value', 'userId is an object'],
    [{ who: 1.5 }, 'invalid_value', 'userId is 1.5'],
    [{ who: '12345678901234567890' }, null, '12345678901234567890'],
    [{ x: '[object Object]' }, 'invalid_value', 'sessionId is "[object Object]"'],
    [
      { n: '12345678901234567890' },
      'invalid_value',
      "details.n is 12345678901234567890, a number that JSON can't",
    ],
    [{ n: '0x10' }, 'invalid_value', 'details.n: "0x10" isn\'t a number'],
    [{ n: '1e400' }, 'invalid_value', 'details.n is 1e400'],
    [{ j: '{"a":12345678901234567890}' }, null, ''],
  ])('ids and numbers are read as everywhere: %j', (change, reason, message) => {
    const parsed = parseMapping({
      ...base,
      columns: { ...base.columns, sessionId: 'x' },
      userId: { prefix: 'old:' },
      details: { n: { column: 'n', type: 'number' }, j: { column: 'j', type: 'json' } },
    });
    const content = { ...row, n: '', j: '', ...change };
    const mapped = compileMapping(parsed, defaultCatalogue, null, ids)(content, 7);
    if (reason === null) expect(mapped).not.toBeInstanceOf(Refused);
    else {
      expect(mapped).toMatchObject({ reason });
      expect((mapped as Refused).message).toContain(message);
    }
  });

  it('a time as a JSON number of nanoseconds is cut by its digits', () => {
    const parsed = parseMapping(base);
    const [line] = createRecordsOf('{"who":"u1","at":1587369610123999999,"what":"session_created"}\n');
    expect(compileMapping(parsed, defaultCatalogue, null, ids)(line!, 7)).toMatchObject({
      createdAt: 1587369610123,
    });
  });

  it('shapes user ids', () => {
    const userId = {
      prefix: 'old:',
      lowerCase: true,
      transform: (id: string) => (id === 'old:bot' ? null : `${id}!`),
    };
    expect(map({ userId }, { ...row, who: 'Ann' })).toMatchObject({ userId: 'old:ann!' });
    expect(map({ userId }, { ...row, who: 'BOT' })).toBe('missing_user');
    expect(map({}, { ...row, who: '' })).toBe('missing_user');
    expect(map({ trim: true }, { ...row, who: ' u1 ' })).toEqual(plain);
  });

  it('reads nested keys of NDJSON, and values as they are', () => {
    const mapping = {
      columns: { ...base.columns, userId: 'user.id', details: 'd' },
      details: { tags: 'tags' },
    };
    const line = { user: { id: 5 }, at: 1, what: 'session_created', d: { a: 1 }, tags: ['x'] };
    expect(map(mapping, line, true)).toEqual({ ...plain, userId: '5', details: { a: 1, tags: ['x'] } });
    expect(map(mapping, { ...line, user: { name: 'x' } }, true)).toBe('missing_user');
    expect(map(mapping, { ...line, d: [1] }, true)).toBe('invalid_value');
  });

  it('gives each row an id of its own that is no UUIDv7', () => {
    expect([idOf(0), idOf(255)].map((id) => id.slice(24))).toEqual(['000000000000', '0000000000ff']);
    expect(idOf(0)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-0{12}$/);
    expect(createRowIds('other')(0)).not.toBe(idOf(0));
  });
});

describe('parseMapping', () => {
  it.each([
    [
      { columns: { createdAt: 'at', action: 'x' } },
      'columns.userId: give either columns.userId or constants.userId',
    ],
    [{ ...base, colour: 1 }, 'colour is unknown: takes format, encoding'],
    [{ ...base, timezome: 'UTC' }, 'timezome is unknown: did you mean timezone?'],
    [
      { ...base, columns: { ...base.columns, timestamp: 'x' } },
      'columns.timestamp is unknown: did you mean createdAt?',
    ],
    [{ ...base, columns: { ...base.columns, usr: 'x' } }, 'columns.usr is unknown: takes userId, createdAt'],
    [{ ...base, timezone: 'Mars/Base' }, 'timezone: takes an IANA time zone'],
    [
      { ...base, time: 'YYYY-QQ' },
      'time: doesn\'t know "QQ"; accepted: iso, unix, unix_s, unix_ms, unix_us, unix_ns, or a pattern',
    ],
    [{ ...base, time: 'HH:mm' }, 'time: lacks YYYY'],
    [{ ...base, time: 'YYYY-MM-DD( HH:mm' }, 'time: opens and closes round brackets unevenly'],
    [{ ...base, nulls: 'NULL' }, 'nulls: takes a list of texts'],
    [{ ...base, columns: { ...base.columns, userId: [] } }, 'columns.userId: takes a column name, or a list'],
    [{ ...base, details: { a: 5 } }, 'details.a: takes a column name'],
    [{ ...base, delimiter: '"' }, 'delimiter: takes one character'],
    [{ ...base, format: 'ndjson', header: true }, 'header: is for csv and tsv only'],
    [5, 'the mapping: Invalid input'],
  ])('names what is wrong: %j', (mapping, message) => {
    expect(() => parseMapping(mapping, 'map.json')).toThrow(`map.json: ${message}`);
  });

  it('an action that the catalogue lacks is named', () => {
    expect(() => map({ actions: { a: 'fly' } }, row)).toThrow(
      'actions names "fly", which isn\'t in the catalogue "joip"',
    );
  });
});
