import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defaultCatalogue } from '../catalogue/index.ts';
import { analyticsQuery, usageQuery } from '../contract/index.ts';
import { BadRequest } from '../reports/errors.ts';
import { normalised, parseQuery } from './query.ts';

const usage = usageQuery(defaultCatalogue);
const parse = (text: string, schema: z.ZodObject = usage) => parseQuery(new URLSearchParams(text), schema);

function fieldsOf(text: string, schema: z.ZodObject = usage): Record<string, string> {
  try {
    parse(text, schema);
  } catch (error) {
    if (error instanceof BadRequest) return error.fields;
  }
  throw new Error(`${text} was accepted`);
}

describe('a query string', () => {
  it('is read with its aliases and filters', () => {
    expect(
      parse('from=2026-01-01&to=2026-02-01&limit=5&groupBy=theme,day&theme=JOI&filter[details.title]=a%3Db'),
    ).toEqual({
      startDate: '2026-01-01',
      endDate: '2026-02-01',
      pageSize: 5,
      groupBy: ['theme', 'day'],
      theme: 'JOI',
      details: { title: 'a=b' },
    });
  });

  it.each([
    ['period=30days&period=7days', { period: 'is given twice; give it once' }],
    ['from=2026-01-01&startDate=2026-01-01', { startDate: 'is given twice; give it once' }],
    ['filter[details.a]=1&filter[details.a]=2', { 'filter[details.a]': 'is given twice; give it once' }],
    ['limit=501', { limit: 'takes a whole number from 1 to 500' }],
    ['page=0', { page: 'takes a whole number from 1 to 1000000' }],
    ['period=fortnight', { period: 'takes 30days, 7d, 24h, today, yesterday, week, month, year or all' }],
    ['timezone=Mars', { timezone: 'takes an IANA time zone, such as Europe/Berlin or UTC' }],
    ["sortBy=id';drop table users", { sortBy: expect.stringMatching(/^takes totalActivity, /) }],
    ['groupBy=theme,nothing', { groupBy: expect.stringMatching(/^takes day, feature, action, user, /) }],
    ['search=%00', { search: 'holds U+0000, which PostgreSQL can not store' }],
    [
      'details=x',
      { details: expect.stringMatching(/^is unknown; accepted: period, .*filter\[details.NAME\]/) },
    ],
    [
      'feature=sessons&acton=x',
      { feature: expect.stringMatching(/^takes /), acton: expect.stringMatching(/^is unknown/) },
    ],
  ])('%s is refused', (text, fields) => {
    expect(fieldsOf(text)).toEqual(fields);
  });

  it('names the accepted parameters beside an unknown one', () => {
    expect(fieldsOf('perid=7days', analyticsQuery())).toEqual({
      perid:
        'is unknown; accepted: period, startDate, endDate, timezone, interval, compare, excludeInternal, refresh, from, to',
    });
    expect(fieldsOf('a=1', z.strictObject({}))).toEqual({ a: 'is unknown; accepted: none' });
  });

  it('has one spelling for the cache', () => {
    expect(JSON.stringify(normalised(parse('sortBy=activities&period=7days&refresh=force')))).toBe(
      JSON.stringify(normalised(parse('period=7days&sortBy=activities'))),
    );
  });
});
