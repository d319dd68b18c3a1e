import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { HttpError } from './errors.ts';
import { respond } from './respond.ts';

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
/** Vite puts a hash of the content into these names. */
const HASHED = /-[\w-]{8}\.\w+$/;

interface Asset {
  readonly bytes: Buffer<ArrayBuffer>;
  zipped?: Promise<Buffer<ArrayBuffer>>;
}

/**
 * The built panel under `<base>/admin/`. Only files that lie in its folder exist; any other address of the
 * panel is a view of it, so it gets `index.html`.
 *
 * @param mount with a slash at its end: `/insights/admin/`
 */
export function createAssets(folder: string, mount: string) {
  let files = new Map<string, Asset>();
  let builtAt = -1;

  function load(): void {
    const index = join(folder, 'index.html');
    if (!existsSync(index)) throw new HttpError(503, 'The panel is not built yet; run `npm run build`.');
    const changed = statSync(index).mtimeMs;
    if (changed === builtAt) return;
    files = new Map(
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => [relative(folder, path).split(sep).join('/'), { bytes: readFileSync(path) }]),
    );
    const page = files
      .get('index.html')!
      .bytes.toString()
      .replace(/<base href="[^"]*"/, () => `<base href="${encodeURI(mount)}"`);
    files.set('index.html', { bytes: Buffer.from(page) });
    builtAt = changed;
  }

  /** @param path under the mount, without a leading slash */
  return async function serve(path: string, request: Request): Promise<Response> {
    load();
    const known = files.has(path);
    // A missing script must not come as a page: the browser would blame its type.
    if (!known && path.startsWith('assets/')) throw new HttpError(404, 'There is no such file.');
    const name = known ? path : 'index.html';
    const asset = files.get(name)!;
    const type = TYPES[extname(name)] ?? 'application/octet-stream';
    const headers = {
      'content-type': type,
      'cache-control': HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
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
