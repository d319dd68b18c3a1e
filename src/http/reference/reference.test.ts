import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../test/support/http.ts';
import { testDatabase } from '../../../test/support/index.ts';
import { defaultCatalogue, defineCatalogue } from '../../catalogue/index.ts';
import { routes } from '../../contract/index.ts';

describe('the reference', () => {
  let s: TestServer;
  beforeAll(async () => {
    s = await testServer({ basePath: '/insights' });
  });
  afterAll(() => s?.close());

  it('is told to anyone, as JSON and as a page', async () => {
    const { status, json, headers } = await s.ask('/api/openapi.json');
    expect([status, json.openapi, json.servers]).toEqual([200, '3.1.0', [{ url: '..' }]]);
    const etag = headers.get('etag')!;
    expect((await s.ask('/api/openapi.json', { headers: { 'if-none-match': etag } })).status).toBe(304);
    const page = await s.ask('/api/docs');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    for (const name of Object.keys(routes))
      expect(page.text).toContain(`<article class="endpoint" id="${name}"`);
  });

  it('keeps within the policy: no script or style of its own, nothing from elsewhere', async () => {
    const { text } = await s.ask('/api/docs');
    expect(text).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?! src="docs\/filter.js" defer)/);
    const addresses = [...text.matchAll(/(?:href|src)="([^"#][^"]*)"/g)].map(([, address]) => address);
    expect(new Set(addresses)).toEqual(
      new Set(['docs/style.css', 'docs/filter.js', 'openapi.json', '../admin/']),
    );
    expect((await s.ask('/api/docs/style.css')).headers.get('content-type')).toMatch(/^text\/css/);
    expect((await s.ask('/api/docs/filter.js')).headers.get('content-type')).toMatch(/^text\/javascript/);
  });

  it('shows a call that can be copied', async () => {
    const { text } = await s.ask('/api/docs');
    expect(text).toContain(
      'curl &#39;https://analytics.example.com/insights/api/admin/analytics?period=7days&amp;timezone=Europe%2FBerlin&#39;',
    );
    expect(text).toContain('Authorization: Bearer KEY');
  });
});

it('tells the names of a catalogue of one’s own to those who are signed in', async () => {
  const catalogue = defineCatalogue({
    ...defaultCatalogue,
    name: 'own',
    features: { ...defaultCatalogue.features, secret_area: { label: 'Secret <b>', icon: 'Eye' } },
  });
  const t = await testDatabase({ catalogue });
  const s = await testServer({ catalogue: catalogue as never }, t);
  try {
    const cookie = await s.signIn('a@example.com', 'viewer');
    for (const path of ['/api/openapi.json', '/api/docs']) {
      expect((await s.ask(path)).text).not.toContain('secret_area');
      expect((await s.ask(path, { as: cookie })).text).toContain('secret_area');
    }
  } finally {
    await s.close();
  }
});
