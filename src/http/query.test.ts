import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defaultCatalogue } from '../catalogue/index.ts';
import {
  analyticsQuery,
  auditQuery,
  recentReferralsQuery,
  usageQuery,
  userUsageQuery,
} from '../contract/index.ts';
import { BadRequest } from '../reports/errors.ts';
import { namesIn, parseQuery } from './query.ts';

const usage = usageQuery(defaultCatalogue);
const parse = (text: string, schema: z.ZodObject = usage) => parseQuery(new URLSearchParams(text), schema);

const OF_RANGE = { interval: 'auto', compare: 'previous_period', align: 'none', excludeInternal: true };
const OF_LIST = { format: 'json', bom: false };
const DEFAULTS = {
  ...OF_RANGE,
  ...OF_LIST,
  sortAs: 'now',
  sortBy: 'totalActivity',
  sortOrder: 'desc',
  page: 1,
  groupPage: 1,
  groupPageSize: 1_000,
  anonymize: false,
  parts: ['users', 'topUsers', 'summary', 'features', 'groups'],
};

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
      ...DEFAULTS,
    });
  });

  it.each([
    ['a report', '', usage, { period: '30days', pageSize: 20, ...DEFAULTS }],
    ['one with dates', 'from=2026-01-01', analyticsQuery(), { startDate: '2026-01-01', ...OF_RANGE }],
    ['one with an end', 'to=2026-01-01', analyticsQuery(), { endDate: '2026-01-01', ...OF_RANGE }],
    ['one user', '', userUsageQuery(), { ...OF_RANGE, compare: 'none', align: 'none', pageSize: 20 }],
    ['all referrals', '', recentReferralsQuery(), { excludeInternal: true, pageSize: 20, ...OF_LIST }],
    ['the audit log', '', auditQuery(), { period: '30days', pageSize: 50, ...OF_LIST }],
  ])('is whole for %s', (_, text, schema, whole) => {
    expect(parse(text, schema)).toEqual(whole);
  });

  it('tells what it gave, under the names of the schema', () => {
    const given = namesIn(new URLSearchParams('from=2026-01-01&limit=5&filter[details.title]=a'));
    expect([...given]).toEqual(['startDate', 'pageSize', 'details']);
  });

  it.each([
    ['period=30days&period=7days', { period: 'is given twice; give it once' }],
    ['from=2026-01-01&startDate=2026-01-01', { startDate: 'is given twice; give it once' }],
    ['filter[details.a]=1&filter[details.a]=2', { 'filter[details.a]': 'is given twice; give it once' }],
    ['limit=501', { limit: 'takes a whole number from 1 to 500' }],
    ['page=0', { page: 'takes a whole number from 1 to 1000000' }],
    ['period=fortnight', { period: expect.stringMatching(/^takes today, .*, or 1 to 9999 days/) }],
    ['timezone=Mars', { timezone: 'takes an IANA time zone, such as Europe/Berlin or UTC' }],
    ["sortBy=id';drop table users", { sortBy: expect.stringMatching(/^takes totalActivity, /) }],
    ['groupBy=theme,nothing', { groupBy: expect.stringMatching(/^takes day, feature, action, user, /) }],
    ['search=%00', { search: "holds U+0000, which PostgreSQL can't store" }],
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
        'is unknown; accepted: period, startDate, endDate, timezone, interval, compare, compareStartDate, align, excludeInternal, refresh, from, to',
    });
    expect(fieldsOf('a=1', z.strictObject({}))).toEqual({ a: 'is unknown; accepted: none' });
  });
});
