import { expect, it } from 'vitest';
import { createEnrich } from './enrich.ts';

const { ipAddress, userAgent } = createEnrich({ ip: 'truncate', userAgent: 'family' });

it.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
    'Chrome 141 on Windows',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1',
    'Safari 17 on iOS',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:118.0) Gecko/20100101 Firefox/118.0', 'Firefox 118 on Linux'],
  ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'Googlebot 2'],
  ['curl/8.5.0', 'curl 8'],
  ['python-requests/2.31.0', 'python-requests 2'],
  ['okhttp/4.12.0', 'okhttp 4'],
  ['node', 'node'],
  // What somebody wrote there, in whatever place of a header.
  ['mara@example.com 1', 'Other'],
  ['mara@example.com/1.0 (Linux)', 'Other on Linux'],
  ['Mara Lind/2 (Windows NT 10.0)', 'Other on Windows'],
  ['MaraApp/3.1 (+49 151 2345678; Android 14)', 'Android Browser on Android'],
  ['Chrome/4915112345678', 'Chrome'],
  ['Chrome/mara Safari/1', 'Chrome'],
  ['curl/mara', 'curl'],
  ['curl mara@example.com', 'curl'],
  ['curly-mara', 'Other'],
  ['Mozilla/5.0 mara@example.com', 'Other'],
  ['user-17', 'Other'],
  ['Chrome 141 on Mara', 'Chrome'],
  ['Mara 141 on Windows', 'Other'],
  ['\u202emara\u0007', 'Other'],
  ['__proto__', 'Other'],
  ['constructor/1', 'Other'],
  ['x'.repeat(5_000), 'Other'],
])('keeps of a user agent only names that are on a list: %s', (raw, kept) => {
  expect(userAgent(raw)).toBe(kept);
  expect(userAgent(kept)).toBe(kept);
});

it.each([
  ['203.0.113.77', '203.0.113.0', '203.0.113.77'],
  ['::ffff:203.0.113.77', '203.0.113.0', '203.0.113.77'],
  ['::ffff:cb00:714d', '203.0.113.0', '203.0.113.77'],
  ['203.0.113.77:5678', '203.0.113.0', '203.0.113.77'],
  [' 203.0.113.77 ', '203.0.113.0', '203.0.113.77'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1::', '2001:db8:1:2:3:4:5:6'],
  ['[2001:db8:1:2::6]:443', '2001:db8:1::', '2001:db8:1:2::6'],
  ['[2001:db8:1:2::6]', '2001:db8:1::', '2001:db8:1:2::6'],
  ['fe80::1%eth0', 'fe80::', 'fe80::1'],
  ['fe80::1%mara@example.com', 'fe80::', 'fe80::1'],
  // 6to4 and NAT64 hold an IPv4 address.
  ['2002:cb00:714d::1', '2002:cb00:7100::', '2002:cb00:714d::1'],
  ['64:ff9b::203.0.113.77', '64:ff9b::', '64:ff9b::cb00:714d'],
  ['::203.0.113.77', '203.0.113.0', '203.0.113.77'],
  ['3405803853', null, null],
  ['0xcb.0.113.77', null, null],
  ['0313.0.0161.0115', null, null],
  ['203.0.113', null, null],
  ['203.0.113.77, 198.51.100.1', null, null],
  ['mara@example.com', null, null],
  ['', null, null],
])('keeps of the address %s its network, or all of it, or nothing', (raw, network, all) => {
  expect(ipAddress(raw)).toBe(network);
  expect(createEnrich({ ip: 'full', userAgent: 'drop' }).ipAddress(raw)).toBe(all);
  expect(createEnrich({ ip: 'drop', userAgent: 'drop' }).ipAddress(raw)).toBeNull();
});
