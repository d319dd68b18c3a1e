import { describe, expect, it } from 'vitest';
import { type CallerPolicy, callerOf, readOrigin } from './caller.ts';
import type { RequestInfo } from './host.ts';

const policy: CallerPolicy = {
  trusted: ['loopback', '10.0.0.0/8', '2001:db8:ffff::/48'],
  publicUrl: null,
  basePath: '',
  installation: 'abcdefgh',
};
const PROXY = '127.0.0.1';
type Told = Record<string, string>;

function call(
  headers: Told,
  remote: string | null = PROXY,
  o: Partial<CallerPolicy> = {},
  info: RequestInfo = {},
) {
  const { host = 'a.example', ...rest } = headers;
  const request = new Request(`http://${host}/api`, { headers: rest });
  return callerOf(request, { ...info, remoteAddress: remote ?? undefined }, { ...policy, ...o });
}
const forged = {
  'x-forwarded-for': '203.0.113.9',
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-prefix': '/evil',
  forwarded: 'for=203.0.113.9;proto=https;host=evil.example',
};

describe('the caller', () => {
  it('is the connection, whatever headers say, without a trusted proxy', () => {
    const direct = {
      address: '198.51.100.7',
      secure: false,
      loopback: false,
      origin: 'http://a.example',
      hostname: 'a.example',
      mount: '',
      base: '',
      cookiePath: '',
      installation: 'abcdefgh',
    };
    expect(call(forged, '198.51.100.7')).toEqual(direct);
    expect(call(forged, '198.51.100.7', { trusted: [] })).toEqual(direct);
    expect(call(forged, null)).toEqual({ ...direct, address: null });
  });

  it.each<[told: Told, address: string | null]>([
    [{ 'x-forwarded-for': '203.0.113.9' }, '203.0.113.9'],
    [{ 'x-forwarded-for': '203.0.113.9:5678' }, '203.0.113.9'],
    [{ 'x-forwarded-for': ' "203.0.113.9:5678" ' }, '203.0.113.9'],
    [{ 'x-forwarded-for': '[2001:db8::1]:443' }, '2001:db8::1'],
    [{ 'x-forwarded-for': '"[2001:DB8::1]:443"' }, '2001:db8::1'],
    [{ 'x-forwarded-for': '[2001:db8::1]' }, '2001:db8::1'],
    [{ 'x-forwarded-for': '2001:db8:0:0:0:0:0:1' }, '2001:db8::1'],
    [{ 'x-forwarded-for': 'fe80::1%eth0' }, 'fe80::1'],
    [{ 'x-forwarded-for': '::ffff:203.0.113.9' }, '203.0.113.9'],
    [{ 'x-forwarded-for': '1.2.3.4, 203.0.113.9, 10.0.0.2' }, '203.0.113.9'],
    [{ 'x-forwarded-for': '1.2.3.4,203.0.113.9:1,10.0.0.2:2' }, '203.0.113.9'],
    [{ 'x-forwarded-for': '203.0.113.9,, ,' }, '203.0.113.9'],
    [{ 'x-forwarded-for': '10.0.0.3, 10.0.0.2' }, '10.0.0.3'],
    [{ 'x-forwarded-for': 'unknown' }, null],
    [{ 'x-forwarded-for': '_hidden' }, null],
    [{ 'x-forwarded-for': '203.0.113.9, unknown' }, null],
    [{ 'x-forwarded-for': '203.0.113.9, unknown, 10.0.0.2' }, null],
    [{ 'x-forwarded-for': 'a.example' }, null],
    [{ 'x-forwarded-for': 'localhost' }, null],
    [{ 'x-forwarded-for': '127.1' }, null],
    [{ 'x-forwarded-for': '0x7f000001' }, null],
    [{ 'x-forwarded-for': '' }, null],
    [{ 'x-forwarded-proto': 'https' }, null],
    [{ forwarded: 'for=203.0.113.9' }, '203.0.113.9'],
    [{ forwarded: 'For="203.0.113.9:5678"; Proto=https;by=10.0.0.1' }, '203.0.113.9'],
    [{ forwarded: 'for="[2001:db8::1]:443"' }, '2001:db8::1'],
    [{ forwarded: 'for="[2001:db8::1]:_port"' }, '2001:db8::1'],
    [{ forwarded: 'for="203\\.0.113.9"' }, '203.0.113.9'],
    [{ forwarded: 'for=1.2.3.4, for=203.0.113.9;ext="a,b;c=\\"d", for=10.0.0.2' }, '203.0.113.9'],
    [{ forwarded: 'for=_hidden' }, null],
    [{ forwarded: 'for=203.0.113.9, for=unknown' }, null],
    [{ forwarded: 'for=203.0.113.9, proto=https' }, null],
    [{ forwarded: 'nonsense' }, null],
    [{ forwarded: 'for=203.0.113.9', 'x-forwarded-for': '203.0.113.9' }, '203.0.113.9'],
    [{ forwarded: 'for=203.0.113.9;proto=https', 'x-forwarded-proto': 'https' }, '203.0.113.9'],
    [{ forwarded: 'for=127.0.0.1', 'x-forwarded-for': '203.0.113.9' }, null],
  ])('of a trusted proxy that tells %j has the address %s, and is never local', (told, address) => {
    expect(call(told)).toMatchObject({ address, loopback: false });
  });

  it.each<[told: Told, origin: string]>([
    [{ host: 'a.example:443', 'x-forwarded-proto': 'https' }, 'https://a.example'],
    [{ host: 'a.example:80' }, 'http://a.example'],
    [{ host: 'A.Example.' }, 'http://a.example'],
    [{ host: 'a.example:8443', 'x-forwarded-proto': 'HTTPS' }, 'https://a.example:8443'],
    [{ host: '[2001:db8::1]:443', 'x-forwarded-proto': 'https' }, 'https://[2001:db8::1]'],
    [{ 'x-forwarded-proto': 'https,http' }, 'https://a.example'],
    [{ 'x-forwarded-proto': ' "https" , http' }, 'https://a.example'],
    [{ 'x-forwarded-for': '203.0.113.9, 10.0.0.2', 'x-forwarded-proto': 'https,http' }, 'https://a.example'],
    [{ 'x-forwarded-for': '1.1.1.1, 203.0.113.9', 'x-forwarded-proto': 'https,http' }, 'http://a.example'],
    [{ 'x-forwarded-proto': 'ftp' }, 'http://a.example'],
    [{ 'x-forwarded-proto': 'https', 'x-forwarded-host': 'B.example:443' }, 'https://b.example'],
    [{ 'x-forwarded-proto': 'https', 'x-forwarded-host': 'b.example, c.internal' }, 'https://b.example'],
    [{ 'x-forwarded-proto': 'https', 'x-forwarded-host': '"b.example:8443"' }, 'https://b.example:8443'],
    [{ 'x-forwarded-host': 'b.example/../evil' }, 'http://a.example'],
    [{ 'x-forwarded-host': 'user@evil.example' }, 'http://a.example'],
    [{ 'x-forwarded-proto': 'https', 'x-forwarded-port': '8443' }, 'https://a.example:8443'],
    [{ 'x-forwarded-proto': 'https', 'x-forwarded-port': '443, 80' }, 'https://a.example'],
    [{ 'x-forwarded-proto': 'https', 'x-forwarded-port': '80' }, 'https://a.example'],
    [{ 'x-forwarded-port': 'x' }, 'http://a.example'],
    [{ forwarded: 'proto=https;host="b.example:443"' }, 'https://b.example'],
    [{ forwarded: 'proto=http', 'x-forwarded-proto': 'https' }, 'http://a.example'],
    [{ forwarded: 'host=evil.example', 'x-forwarded-host': 'b.example' }, 'http://a.example'],
  ])('of a trusted proxy that tells %j is at %s', (told, origin) => {
    const caller = call(told);
    expect(caller).toMatchObject({ origin, secure: origin.startsWith('https:') });
    expect(new URL(origin).hostname).toBe(caller.hostname);
  });

  it('is unknown where a trusted proxy of another machine tells nothing', () => {
    expect(call({}, '10.0.0.1')).toMatchObject({ address: null, loopback: false });
  });

  it('is local only for certain', () => {
    expect(call({})).toMatchObject({ address: '127.0.0.1', loopback: true });
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '127.8.8.8'])
      expect(call({}, address, { trusted: [] }).loopback).toBe(true);
    // A proxy that nobody named: who is behind it is not known.
    for (const [name, value, loopback] of [
      ['x-forwarded-for', '203.0.113.9', false],
      ['x-forwarded-for', '127.0.0.1, 203.0.113.9', false],
      ['x-forwarded-for', 'unknown', false],
      ['x-forwarded-for', '127.0.0.1', true],
      ['forwarded', 'for=203.0.113.9', false],
      ['x-real-ip', '203.0.113.9', false],
      ['x-forwarded-proto', 'https', false],
    ] as const)
      expect([value, call({ [name]: value }, '127.0.0.1', { trusted: [] }).loopback]).toEqual([
        value,
        loopback,
      ]);
    expect(call({ 'x-forwarded-for': '127.0.0.1' })).toMatchObject({ address: '127.0.0.1', loopback: true });
    expect(call({ 'x-forwarded-for': '203.0.113.9, 127.0.0.1' }).loopback).toBe(false);
  });

  it.each<[told: Told, o: Partial<CallerPolicy>, mount: string]>([
    [{}, { basePath: '/insights' }, '/insights'],
    [{ 'x-forwarded-prefix': '/tools' }, {}, '/tools'],
    [{ 'x-forwarded-prefix': '/tools/' }, { basePath: '/insights' }, '/tools/insights'],
    [{ 'x-forwarded-prefix': '/insights' }, { basePath: '/insights' }, '/insights'],
    [{ 'x-forwarded-prefix': '/' }, {}, ''],
    [{ 'x-forwarded-prefix': '/a;Domain=evil.example' }, {}, ''],
    [{ 'x-forwarded-prefix': 'https://evil.example/' }, {}, ''],
    [{ 'x-forwarded-proto': 'https' }, { publicUrl: new URL('https://a.example/tools') }, '/tools'],
    [{}, { publicUrl: new URL('https://b.example/tools') }, ''],
  ])('that tells %j, with %j, knows us under "%s"', (told, o, mount) => {
    expect(call(told, PROXY, o).mount).toBe(mount);
  });
});

describe('a host', () => {
  const client = { address: '203.0.113.9', scheme: 'https', host: 'a.example' };

  it('is believed about its client where no proxy of ours is', () => {
    const told = { address: '203.0.113.9', secure: true, origin: 'https://a.example', loopback: false };
    expect(call({ host: 'localhost:3000' }, PROXY, { trusted: [] }, { client })).toMatchObject(told);
    const ours = { 'x-forwarded-for': '198.51.100.7', 'x-forwarded-proto': 'http' };
    expect(call(ours, PROXY, {}, { client })).toMatchObject({ address: '198.51.100.7', secure: false });
  });

  it('makes nobody local by what a stranger told it', () => {
    const local = { client: { address: '127.0.0.1' } };
    const forged = { 'x-forwarded-for': '127.0.0.1' };
    expect(call(forged, '198.51.100.7', { trusted: [] }, local).loopback).toBe(false);
    expect(call({}, PROXY, { trusted: [] }, local).loopback).toBe(true);
  });

  it.each<[mount: string, o: Partial<CallerPolicy>, told: Told, known: string, cookiePath: string]>([
    ['/insights', {}, {}, '/insights', ''],
    ['/insights', { basePath: '/other' }, {}, '/insights', ''],
    ['', { basePath: '/other' }, {}, '', ''],
    ['/insights', {}, { 'x-forwarded-prefix': '/tools' }, '/tools/insights', '/tools/insights'],
    [
      '/insights',
      { publicUrl: new URL('http://a.example/tools/insights') },
      {},
      '/tools/insights',
      '/tools/insights',
    ],
    ['/staff', { publicUrl: new URL('http://a.example/tools/insights') }, {}, '/staff', ''],
  ])('that mounted us under "%s", with %j and %j, makes of it "%s"', (mount, o, told, known, cookiePath) => {
    expect(call(told, PROXY, o, { mount })).toMatchObject({ base: mount, mount: known, cookiePath });
  });
});

it.each([
  ['https://A.example:443', 'https://a.example'],
  ['https://a.example.', 'https://a.example'],
  ['http://[::1]:3000', 'http://[::1]:3000'],
  ['null', undefined],
  ['', undefined],
  ['https://a.example/path', undefined],
  ['https://a.example@evil.example', undefined],
  ['file://', undefined],
])('reads the origin %s as %s', (text, origin) => {
  expect(readOrigin(text)?.origin).toBe(origin);
});
