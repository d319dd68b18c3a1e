import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reachable } from '../../scripts/lib/declarations.mjs';
import { consumers } from './consumers.ts';
import { type Installed, packAndInstall, ROOT } from './installed.ts';

let p: Installed;
let manifest: {
  version: string;
  bin: Record<string, string>;
  exports: Record<string, string | { types: string; default: string }>;
  [field: string]: unknown;
};
let files: string[];

beforeAll(() => {
  p = packAndInstall();
  manifest = JSON.parse(readFileSync(join(p.home, 'package.json'), 'utf8'));
  files = readdirSync(p.home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(p.home.length + 1));
}, 600_000);
afterAll(() => rmSync(p?.folder ?? '', { recursive: true, force: true }));

describe('what is in it', () => {
  it('is what runs, what compiles against it, and what tells of it: nothing else', () => {
    const kinds =
      /^(dist\/.*\.(js|d\.ts|css|html|svg|woff2)|drizzle\/(\d{4}_[\w-]+\.sql|meta\/_journal\.json)|docs\/.*\.(md|png)|(README|CHANGELOG)\.md|LICENSE|dist\/licenses\.txt|openapi\.json|package\.json)$/;
    expect(files.filter((path) => !kinds.test(path))).toEqual([]);
    // No code of tests, fixtures or tools, and nothing hidden.
    const odd = /(^|\/)(\.|.*\b(tests?|testing|specs?|fixtures?|mocks?|mutants?)\b)/i;
    expect(files.filter((path) => path.startsWith('dist/') && odd.test(path))).toEqual([]);
    expect(files.filter((path) => path.endsWith('.js') && isMapped(path))).toEqual([]);
    expect(files).toContain('dist/dashboard/index.html');
    // Nothing imports it: it is started.
    expect(files).toContain('dist/store/worker.js');
  });

  const isMapped = (path: string) => readFileSync(join(p.home, path), 'utf8').includes('sourceMappingURL=');

  it('tells where it is from and where to go', () => {
    const { repository, homepage, bugs, keywords, license, engines } = manifest;
    expect({ repository, homepage, bugs, license, engines }).toMatchObject({
      repository: { type: 'git', url: expect.stringMatching(/^git\+https:\/\/.*\.git$/) },
      homepage: expect.stringMatching(/^https:/),
      bugs: { url: expect.stringMatching(/^https:/) },
      license: 'MIT',
      engines: { node: '>=20.19' },
    });
    expect(keywords).toContain('analytics');
  });

  it('has every page and picture that its pages lead to', () => {
    const dead = files
      .filter((path) => path.endsWith('.md'))
      .flatMap((page) => {
        // What is shown as code leads into a host.
        const text = readFileSync(join(p.home, page), 'utf8').replaceAll(/^```[\s\S]*?^```|`[^`\n]*`/gm, '');
        const links = [...text.matchAll(/\]\(([^)\s]+)\)|\b(?:src|srcset|href)="([^"]+)"/g)].map(
          (m) => m[1] ?? m[2]!,
        );
        return links
          .filter((link) => !/^(https?:|mailto:|#)/.test(link))
          .map((link) => normalize(join(dirname(page), link.replace(/#.*/, ''))))
          .filter((target) => !files.includes(target))
          .map((target) => `${page} → ${target}`);
      });
    expect(dead).toEqual([]);
  });

  it('has nothing that publint finds fault with', async () => {
    const { messages } = await publint({ pkgDir: p.home, pack: false, strict: true });
    expect(messages.map((each) => formatMessage(each, manifest))).toEqual([]);
  });
});

const SETTINGS: Record<string, { file: string; options: string[] }> = {
  'a bundler, browser globals, no Node types loaded': {
    file: 'host.ts',
    options: [
      '--module',
      'esnext',
      '--moduleResolution',
      'bundler',
      '--types',
      '',
      '--lib',
      'es2022,dom,dom.iterable',
    ],
  },
  'a bundler': {
    file: 'host.ts',
    options: ['--module', 'preserve', '--moduleResolution', 'bundler', '--types', 'node', '--lib', 'es2022'],
  },
  'nodenext, an ES module': {
    file: 'host.mts',
    options: ['--module', 'nodenext', '--types', 'node', '--lib', 'es2022'],
  },
  'nodenext, CommonJS': {
    file: 'host.cts',
    options: ['--module', 'nodenext', '--types', 'node', '--lib', 'es2022'],
  },
  'node20, CommonJS': {
    file: 'host.cts',
    options: ['--module', 'node20', '--types', 'node', '--lib', 'es2022'],
  },
  'node16, an ES module': {
    file: 'host.mts',
    options: ['--module', 'node16', '--types', 'node', '--lib', 'es2022'],
  },
};

describe('its types, every declaration checked', () => {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const strict = [
    '--strict',
    '--exactOptionalPropertyTypes',
    '--noUncheckedIndexedAccess',
    '--skipLibCheck',
    'false',
  ];

  it.each(Object.entries(SETTINGS))(
    'compile under %s',
    (name, { file, options }) => {
      const folder = join(p.folder, name.replaceAll(/\W+/g, '-'));
      mkdirSync(folder);
      const bare = options[options.indexOf('--types') + 1] === '';
      const sources = Object.entries(consumers).map(([entry, code]) => {
        const path = join(folder, `${entry}-${file}`);
        writeFileSync(path, code);
        return path;
      });
      // Express's own types need Node's: without those, an import of every entry is what there is to compile.
      if (bare) sources[0] = documentedImports(join(folder, 'imports.ts'));
      const args = [
        tsc,
        '--noEmit',
        '--pretty',
        'false',
        '--target',
        'es2022',
        ...strict,
        ...options,
        ...sources,
      ];
      const { stdout, status } = spawnSync(process.execPath, args, { cwd: p.folder, encoding: 'utf8' });
      expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    },
    120_000,
  );

  it('name no library of ours but zod, and for React that one', () => {
    const entries = Object.values(manifest.exports).flatMap((each) =>
      typeof each === 'string' ? [] : [each.types],
    );
    const { packages } = reachable(p.home, entries);
    expect([...packages.keys()].sort()).toEqual(['react', 'zod', 'zod/v4/core']);
  });
});

/** Every import that README and docs show, as a source of its own. */
function documentedImports(path: string): string {
  const pages = files
    .filter((file) => file.endsWith('.md'))
    .map((file) => readFileSync(join(p.home, file), 'utf8'));
  const shown = pages.flatMap((text) =>
    [...text.matchAll(/import (?:type )?\{([^}]*)\} from '(joip-analytics[^']*)'/g)].map(
      ([, names, from]) => ({
        names: names!.split(',').map((name) => name.trim().replace(/^type /, '')),
        from: from!,
      }),
    ),
  );
  expect(new Set(shown.map(({ from }) => from))).toEqual(
    new Set([
      'joip-analytics',
      'joip-analytics/beacon',
      'joip-analytics/client',
      ...['express', 'fastify', 'hono', 'koa', 'nestjs', 'next', 'node'].map(
        (name) => `joip-analytics/${name}`,
      ),
      'joip-analytics/open',
      'joip-analytics/parts',
      'joip-analytics/react',
      'joip-analytics/sdk',
      'joip-analytics/sdk/spool',
      ...['drizzle', 'knex', 'kysely', 'postgres-js', 'prisma', 'typeorm'].map(
        (name) => `joip-analytics/tx/${name}`,
      ),
    ]),
  );
  const lines = shown.flatMap(({ names, from }, i) =>
    names.filter(Boolean).map((name) => `export { ${name} as ${name}${i} } from '${from}';`),
  );
  writeFileSync(path, lines.join('\n'));
  return path;
}

describe('at run time', () => {
  const node = (...args: string[]) =>
    execFileSync(process.execPath, args, {
      cwd: p.folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();

  it('can be imported and required by every name', () => {
    const names = Object.entries(manifest.exports).flatMap(([name, each]) =>
      typeof each === 'string' ? [] : [`joip-analytics${name.slice(1)}`],
    );
    expect(names.length).toBeGreaterThan(3);
    for (const name of names) {
      const imported = node(
        '--input-type=module',
        '-e',
        `console.log(Object.keys(await import('${name}')).length)`,
      );
      const required = node(
        '--input-type=commonjs',
        '-e',
        `console.log(Object.keys(require('${name}')).filter((key) => key !== '__esModule').length)`,
      );
      expect([name, Number(imported) > 0, required]).toEqual([name, true, imported]);
    }
    for (const name of ['openapi.json', 'package.json'])
      expect(
        node('--input-type=commonjs', '-e', `console.log(typeof require('joip-analytics/${name}'))`),
      ).toBe('object');
  }, 60_000);

  it('has a program that runs by npx, by its link and by a link to that', () => {
    const link = join(p.folder, 'node_modules/.bin/joip-analytics');
    const further = join(p.folder, 'further');
    symlinkSync(link, further);
    for (const [file, ...args] of [['npx', '--no-install', 'joip-analytics'], [link], [further]] as const) {
      const run = (...more: string[]) =>
        spawnSync(file, [...args, ...more], { cwd: p.folder, encoding: 'utf8' });
      expect(run('--version')).toMatchObject({ status: 0, stdout: `${manifest.version}\n`, stderr: '' });
      const help = run('--help');
      expect(help).toMatchObject({ status: 0, stderr: '' });
      expect(help.stdout).toContain('Usage: joip-analytics');
    }
    expect(existsSync(join(p.folder, 'data'))).toBe(false);
  }, 60_000);
});
