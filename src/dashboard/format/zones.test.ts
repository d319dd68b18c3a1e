import { describe, expect, it, vi } from 'vitest';
import { findZones, minutesOf, zoneFor } from './zones.ts';

vi.hoisted(() => vi.stubGlobal('navigator', { language: 'en' }));

const NOW = Date.UTC(2026, 0, 15);
const zones = [
  zoneFor('Europe/Berlin', NOW, 'Germany'),
  zoneFor('America/New_York', NOW, 'United States'),
  zoneFor('America/Sao_Paulo', NOW, 'Brazil'),
  zoneFor('America/Indiana/Knox', NOW, 'United States'),
  zoneFor('Asia/Calcutta', NOW, 'India'),
  zoneFor('Asia/Katmandu', NOW, 'Nepal'),
  zoneFor('Pacific/Auckland', NOW, 'New Zealand'),
  zoneFor('UTC', NOW),
];
const found = (typed: string) => findZones(zones, typed).map(({ name }) => name);

describe('a time zone is found', () => {
  it.each([
    ['new york', ['America/New_York']],
    ['york', ['America/New_York']],
    ['New', ['America/New_York', 'Pacific/Auckland']],
    ['são paulo', ['America/Sao_Paulo']],
    ['brazil', ['America/Sao_Paulo']],
    ['kolkata', ['Asia/Calcutta']],
    ['kathmandu', ['Asia/Katmandu']],
    ['germany', ['Europe/Berlin']],
    ['europe/ber', ['Europe/Berlin']],
    ['utc', ['UTC']],
    ['+5:30', ['Asia/Calcutta']],
    ['GMT-3', ['America/Sao_Paulo']],
    ['utc +0545', ['Asia/Katmandu']],
    ['+13', ['Pacific/Auckland']],
    ['india', ['Asia/Calcutta', 'America/Indiana/Knox']],
    ['orleans', []],
  ])('by %s', (typed, names) => expect(found(typed)).toEqual(names));

  it('with all of them where nothing is typed', () => expect(found(' ')).toHaveLength(zones.length));
});

it.each([
  ['GMT+1', 60],
  ['-03:30', -210],
  ['+14', 840],
  ['berlin', null],
  ['5', null],
])('reads the offset %s', (text, minutes) => expect(minutesOf(text)).toBe(minutes));
