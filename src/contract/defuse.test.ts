import { describe, expect, it } from 'vitest';
import { defuse, defuseJson, TRIGGERS, undefuse } from './defuse.ts';

describe('a text in a cell', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+49 151', "'+49 151"],
    ['-5', "'-5"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ['\n=1+1', "'\n'=1+1"],
    ['\r\n=1+1', "'\r'\n'=1+1"],
    ['\t=1+1', "'\t'=1+1"],
    [' =1+1', "' =1+1"],
    ['\u00a0=1+1', "'\u00a0=1+1"],
    ['\ufeff=1+1', "'\ufeff=1+1"],
    ['\u200b@x', "'\u200b@x"],
    ['\u202e-x', "'\u202e-x"],
    ['\u0001=x', "'\u0001=x"],
    ['\u{e0020}=x', "'\u{e0020}=x"],
    ['＝1+1', "'＝1+1"],
    ['　＋1', "'　＋1"],
    ['－1', "'－1"],
    ['＠x', "'＠x"],
    ['−1', "'−1"],
    ['"=1+1', `'"=1+1`],
    ["'=1+1", "''=1+1"],
    ['\tx', "'\tx"],
    ['\rx', "'\rx"],
    ["'\nx", "''\nx"],
    ['\t', "'\t"],
    // Where a comma is the decimal sign, cells are parted by `;`, and quotes do not hold what follows a comma.
    ['a;=1+1', "a;'=1+1"],
    ['a; "=1+1', `a;' "=1+1`],
    ['a\n=1+1', "a\n'=1+1"],
    ['a\t@x;-y', "a\t'@x;'-y"],
    [';=1', "';'=1"],
    // Nothing that runs.
    ['', ''],
    ['a=1', 'a=1'],
    ['a - b', 'a - b'],
    ["O'Hara", "O'Hara"],
    ['mara@example.com', 'mara@example.com'],
    ['two\nlines', 'two\nlines'],
    ['a; b', 'a; b'],
    ["'quoted'", "'quoted'"],
    ['a\tb', 'a\tb'],
  ])('%j is written %j, and read again as it was', (text, written) => {
    expect(defuse(text)).toBe(written);
    expect(undefuse(written)).toBe(text);
  });

  it('begins no formula by any character that another width makes a sign of', () => {
    for (let code = 1; code < 0x10ffff; code++) {
      if (code >= 0xd800 && code < 0xe000) continue;
      const sign = String.fromCodePoint(code);
      if (/^[=+\-@]/.test(sign.normalize('NFKC')))
        expect([TRIGGERS, defuse(sign)]).toEqual([expect.stringContaining(sign), `'${sign}`]);
      else if (/^[\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}]$/u.test(sign))
        expect([code.toString(16), defuse(`${sign}=`)]).toEqual([
          code.toString(16),
          expect.stringMatching(/^'/),
        ]);
    }
  });

  it('reads a long text of nothing but blanks and separators', () => {
    const text = `${'\n;\t '.repeat(100_000)}=`;
    expect(undefuse(defuse(text))).toBe(text);
  });
});

it('parts no cell within JSON, and leaves it the same JSON', () => {
  const value = { title: 'a;=1+1', 'k;': [';@x', '\t=1'] };
  const cell = defuseJson(JSON.stringify(value));
  expect(cell).not.toMatch(/[;\t\r\n]/);
  expect(JSON.parse(cell)).toEqual(value);
});
