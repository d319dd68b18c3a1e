import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { own } from '../catalogue/index.ts';
import { HttpError } from './errors.ts';
import { DEFAULT_LANGUAGE, LOCALE_VARIES, localeOf } from './locale.ts';
import { policyFor, respond } from './respond.ts';

const zip = promisify(gzip);

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.map': 'application/json',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
};
const TEXT = /^(?:text|image\/svg|application\/json)/;
/** The page in one language: `index.html` in English, `index.de.html` in German. */
const PAGE = /^index(?:\.(\w+))?\.html$/;
/** Vite puts a hash of the content into these names. */
const HASHED = /-[\w-]{8}\.\w+$/;

interface Asset {
  readonly bytes: Buffer<ArrayBuffer>;
  zipped?: Promise<Buffer<ArrayBuffer>>;
}

/**
 * The built panel under `<base>/admin/`. Only files that lie in its folder exist; any other address of the
 * panel is a view of it, so it gets the page in the reader's language. That finds the panel from its own address: a proxy may have put a
 * prefix before it, which only the browser knows.

 *
 * @param frameAncestors whose pages may show it in a frame
 */
export function createAssets(folder: string, frameAncestors: readonly string[] = []) {
  let files = new Map<string, Asset>();
  let pages = new Map<string, string>();
  let builtAt = -1;
  const policy = policyFor(frameAncestors);

  function load(): void {
    const index = join(folder, 'index.html');
    if (!existsSync(index)) throw new HttpError(503, "The panel isn't built yet; run `npm run build`.");
    const changed = statSync(index).mtimeMs;
    if (changed === builtAt) return;
    files = new Map(
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => [relative(folder, path).split(sep).join('/'), { bytes: readFileSync(path) }]),
    );
    pages = new Map();
    for (const [name, { bytes }] of files) {
      const page = PAGE.exec(name);
      if (!page) continue;
      pages.set(page[1] ?? DEFAULT_LANGUAGE, bytes.toString());
      files.delete(name);
    }
    builtAt = changed;
  }

  function respondPage(base: string, locale: Intl.Locale): Response {
    const page = pages
      .get(locale.language)!
      .replace(/<base href="[^"]*"/, `<base href="${base}"`)
      .replace(/<html lang="[^"]*"/, `<html lang="${locale}"`);
    return respond(200, page, {
      'content-type': TYPES['.html']!,
      'content-security-policy': policy,
      'content-language': `${locale}`,
      'cache-control': 'no-cache',
      vary: LOCALE_VARIES,
    });
  }

  /**
   * @param path under the mount, without a leading slash
   * @param base the way from the browser's address to the panel's folder: `./`, `../../`
   * @param language that the operator chose
   */
  return async function serve(
    path: string,
    base: string,
    request: Request,
    language?: string,
  ): Promise<Response> {
    load();
    const asset = files.get(path);
    if (!asset) {
      // A missing script must not come as a page: the browser would blame its type.
      if (path.startsWith('assets/')) throw new HttpError(404, 'There is no such file.');
      return respondPage(base, localeOf(request, [...pages.keys()], language));
    }
    const type = own(TYPES, extname(path)) ?? 'application/octet-stream';
    const headers = {
      'content-type': type,
      'cache-control': HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    };
    if (!TEXT.test(type) || asset.bytes.length < 1024 || !accepts(request))
      return respond(200, asset.bytes, headers);
    asset.zipped ??= zip(asset.bytes) as Promise<Buffer<ArrayBuffer>>;
    return respond(200, await asset.zipped, {
      ...headers,
      'content-encoding': 'gzip',
      vary: 'accept-encoding',
    });
  };
}

const accepts = (request: Request) => /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '');
