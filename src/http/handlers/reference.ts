import { createHash } from 'node:crypto';
import { defaultCatalogue } from '../../catalogue/index.ts';
import { referenceRoutes } from '../../contract/families/reference/routes.ts';
import { packageVersion } from '../../db/package-file.ts';
import { nameless, openApiDocument } from '../../openapi/index.ts';
import { identifyCaller } from '../authenticate.ts';
import type { Call, Handler, HandlersOf, Reply } from '../handler.ts';
import { relativeTo } from '../paths.ts';
import { filterScript, referencePage } from '../reference/page.ts';
import { referenceStyle } from '../reference/style.ts';

interface Made {
  readonly json: string;
  readonly page: string;
  /** For the address with a slash at its end. */
  readonly pageInside: string;
}

/** Made once for each catalogue and mount point of a process: it takes some 50 ms. */
const kept = new WeakMap<object, Map<string, Made>>();

type Asked = Pick<Call, 'view' | 'services' | 'request' | 'caller'>;

/** What an unknown platform measures is told to those who are signed in; what ours does is public anyway. */
async function mayKnowNames({ view, services, request, caller }: Asked): Promise<boolean> {
  if (view.catalogue === defaultCatalogue) return true;
  // What is open to anyone isn't told who asks.
  const asked = { ...referenceRoutes.apiDocs, access: 'signed-in' } as const;
  return (await identifyCaller(request, asked, caller, services)) !== null;
}

async function madeFor(call: Asked): Promise<Made> {
  const { view } = call;
  const open = await mayKnowNames(call);
  const { base } = call.caller;
  const key = `${open} ${base}`;
  const byKey = kept.get(view.catalogue) ?? new Map<string, Made>();
  kept.set(view.catalogue, byKey);
  let made = byKey.get(key);
  if (!made) {
    const catalogue = open ? view.catalogue : nameless(view.catalogue);
    const document = openApiDocument({ catalogue, basePath: base, version: packageVersion() });
    // Told from where the document itself lies, at api/openapi.json: a proxy may have put a prefix before it.
    const json = JSON.stringify({ ...document, servers: [{ url: '..' }] });
    made = { json, page: referencePage(document, ''), pageInside: referencePage(document, '../') };
    // Who is asked in any number of places keeps the last of them.
    if (byKey.size >= 20) byKey.clear();
    byKey.set(key, made);
  }
  return made;
}

function replyOf(request: Request, type: string, text: string): Reply {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  const headers = { 'cache-control': 'no-cache', etag, vary: 'authorization, cookie' };
  return request.headers.get('if-none-match') === etag
    ? { status: 304, headers }
    : { text: { type, text }, headers };
}

const openapi: Handler<'openapi'> = {
  run: async (call) => replyOf(call.request, 'application/json; charset=utf-8', (await madeFor(call)).json),
};

const apiDocs: Handler<'apiDocs'> = {
  async run(call) {
    const asked = new URL(call.request.url).pathname;
    const own = call.caller.base + referenceRoutes.apiDocs.path;
    // The page finds its files from its own address, so that must be the one spelling.
    const inside = asked === `${own}/`;
    if (asked !== own && !inside) return { status: 302, headers: { location: relativeTo(asked, own) } };
    const { page, pageInside } = await madeFor(call);
    return replyOf(call.request, 'text/html; charset=utf-8', inside ? pageInside : page);
  },
};

const FILES = {
  'style.css': { type: 'text/css; charset=utf-8', text: referenceStyle },
  'filter.js': { type: 'text/javascript; charset=utf-8', text: filterScript },
} as const;

const apiDocsFile: Handler<'apiDocsFile'> = {
  async run({ params, request }) {
    const { type, text } = FILES[params.file];
    return replyOf(request, type, text);
  },
};

export const referenceHandlers: HandlersOf<typeof referenceRoutes> = { openapi, apiDocs, apiDocsFile };
