import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createAssets } from './assets.ts';

const dir = mkdtempSync(join(tmpdir(), 'joip-panel-'));
afterAll(() => rmSync(dir, { recursive: true }));
mkdirSync(join(dir, 'panel/assets'), { recursive: true });
writeFileSync(join(dir, 'secret.txt'), 'secret');
writeFileSync(
  join(dir, 'panel/index.html'),
  '<html lang="en" dir="ltr"><base href="/admin/" /><p>one</p></html>',
);
writeFileSync(
  join(dir, 'panel/index.de.html'),
  '<html lang="de" dir="ltr"><base href="/admin/" /><p>eins</p></html>',
);
writeFileSync(join(dir, 'panel/favicon.svg'), '<svg/>');
writeFileSync(join(dir, 'panel/assets/index-ZC_wcVrU.js'), `console.log(1);${' '.repeat(2_000)}`);

const serve = createAssets(join(dir, 'panel'));
const get = (path: string, headers: Record<string, string> = {}, base = './', language?: string) =>
  serve(path, base, new Request('http://localhost/', { headers }), language);

it.each([
  ['', './'],
  ['', './admin/'],
  ['usage', './'],
  ['index.html', './'],
  ['index.de.html', './'],
  ['users/a%20b', '../'],
  ['a/b/c', '../../'],
])('"%s" is the panel, with the way to its folder: %s', async (path, base) => {
  const answer = await get(path, {}, base);
  expect(await answer.text()).toBe(`<html lang="en" dir="ltr"><base href="${base}" /><p>one</p></html>`);
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('no-cache');
});

it.each([
  ['de-AT,de;q=0.9,en;q=0.8', '', 'de-AT'],
  ['en-GB,de;q=0.9', '', 'en-GB'],
  ['fr-CH, de-CH;q=0.5, en;q=0.1', '', 'de-CH'],
  ['en;q=0.2, de;q=0.7', '', 'de'],
  ['de;q=0, en-US', '', 'en-US'],
  ['de-de-u-nu-arab', '', 'de-DE'],
  // What isn't spoken keeps its region.
  ['fr', '', 'en-FR'],
  ['ja-JP', '', 'en-JP'],
  ['', '', 'en'],
  ['*', '', 'en'],
  ['"><script>', '', 'en'],
  // The choice goes first, in the browser's variant of it.
  ['de-DE', 'en', 'en'],
  ['en-US, de-CH;q=0.3', 'de', 'de-CH'],
  ['en-US', 'de', 'de'],
  ['de-DE', 'tlh', 'de-DE'],
])('Accept-Language %j with the choice %j is shown in %s', async (language, chosen, locale) => {
  const answer = await get('usage', { 'accept-language': language }, './', chosen);
  expect(answer.headers.get('content-language')).toBe(locale);
  expect(answer.headers.get('vary')).toBe('accept-language, cookie');
  const words = locale.startsWith('de') ? 'eins' : 'one';
  expect(await answer.text()).toBe(
    `<html lang="${locale}" dir="ltr"><base href="./" /><p>${words}</p></html>`,
  );
});

it('keeps hashed files for ever, and zips what is text', async () => {
  const plain = await get('assets/index-ZC_wcVrU.js');
  expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(plain.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  const zipped = await get('assets/index-ZC_wcVrU.js', { 'accept-encoding': 'br, gzip' });
  expect(zipped.headers.get('content-encoding')).toBe('gzip');
  expect((await zipped.arrayBuffer()).byteLength).toBeLessThan(100);
  expect((await get('favicon.svg')).headers.get('content-type')).toBe('image/svg+xml');
});

it('serves nothing but its folder', async () => {
  for (const path of ['../secret.txt', '..%2fsecret.txt', '/etc/passwd'])
    expect(await (await get(path)).text()).toContain('<p>one</p>');
  await expect(get('assets/gone-12345678.js')).rejects.toMatchObject({ status: 404 });
});

it('sees a new build', async () => {
  const page = join(dir, 'panel/index.html');
  writeFileSync(page, '<base href="/admin/" />two');
  utimesSync(page, new Date(), new Date(Date.now() + 5_000));
  expect(await (await get('')).text()).toContain('two');
});

it('says what to do where there is no build', async () => {
  const missing = createAssets(join(dir, 'nothing'));
  await expect(missing('', './', new Request('http://localhost/'))).rejects.toMatchObject({
    status: 503,
    message: expect.stringMatching(/npm run build/),
  });
});

it('may be shown in a frame by nobody, or by those who are named', async () => {
  const ancestorsOf = async (frameAncestors: readonly string[]) => {
    const framed = createAssets(join(dir, 'panel'), frameAncestors);
    const { headers } = await framed('usage', './', new Request('http://localhost/'));
    return /frame-ancestors (.*)$/.exec(headers.get('content-security-policy') ?? '')?.[1];
  };
  expect(await ancestorsOf([])).toBe("'none'");
  expect(await ancestorsOf(['self', 'https://*.example.com'])).toBe("'self' https://*.example.com");
  expect((await get('favicon.svg')).headers.get('content-security-policy')).toMatch(
    /frame-ancestors 'none'$/,
  );
});
