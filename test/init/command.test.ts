import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Project, project } from './project.ts';

const manifest = (fields: object) => JSON.stringify({ name: 'an-app', ...fields });
const EXPRESS = { dependencies: { express: '^5.1.0', 'joip-analytics': '*' } };
const APP = "import express from 'express';\n\nconst app = express();\napp.listen(3000);\n";

let p: Project | undefined;
beforeEach(() => {
  vi.stubEnv('DATABASE_URL', undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  p?.remove();
});

describe('what it can not tell', () => {
  it.each<[what: string, files: Record<string, string>, args: string[], told: string]>([
    ['no package.json', {}, [], 'there is no package.json'],
    [
      'no framework',
      { 'package.json': manifest({}) },
      [],
      'name yours with --framework (next, nestjs, express',
    ],
    [
      'a workspace',
      { 'package.json': manifest({ workspaces: ['apps/*'], ...EXPRESS }) },
      [],
      'run it in the folder of the app',
    ],
    [
      'an app that is made out of sight',
      { 'package.json': manifest(EXPRESS), 'src/app.ts': 'x();' },
      [],
      'name the one that does with --entry',
    ],
    [
      'two files',
      { 'package.json': manifest(EXPRESS), 'src/a.ts': APP, 'src/b.ts': APP },
      [],
      'an app is made in each of src/a.ts, src/b.ts, and no script of package.json says which one is yours; say it: --entry src/a.ts',
    ],
    [
      'two apps in a file',
      { 'package.json': manifest(EXPRESS), 'a.ts': `${APP}const admin = express();\nadmin.listen(1);\n` },
      [],
      'makes several apps (app, admin); say which one: --app app',
    ],
    [
      'two frameworks in a file',
      {
        'package.json': manifest({ dependencies: { express: '5', koa: '3' } }),
        'a.ts': `import Koa from 'koa';\n${APP}const other = new Koa();\n`,
      },
      [],
      'makes apps of express and koa; say which it is: --framework express',
    ],
    [
      'an app at the edge',
      {
        'package.json': manifest({ dependencies: { hono: '4', wrangler: '4' } }),
        'a.ts': "import { Hono } from 'hono';\nexport default new Hono();\n",
      },
      [],
      'track by joip-analytics/sdk (docs/sdk.md)',
    ],
    [
      'a file that is none',
      { 'package.json': manifest(EXPRESS), 'a.ts': APP },
      ['--entry', 'b.ts'],
      '--entry is b.ts, but',
    ],
    [
      'a place that is none',
      { 'package.json': manifest(EXPRESS), 'a.ts': APP },
      ['--at', '/'],
      '--at is "/", but takes a path such as /insights',
    ],
  ])('is asked for: %s', async (_, files, args, told) => {
    p = project(files);
    const { status, stderr, stdout } = await p.init('--yes', ...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(told);
    expect(p.changed()).toBe('');
  });

  it('is taken from the options that say it', async () => {
    p = project({
      'package.json': manifest({ dependencies: { express: '5', koa: '3', 'joip-analytics': '*' } }),
      'a.ts': `import Koa from 'koa';\n${APP}const admin = express();\nadmin.listen(1);\nconst other = new Koa();\n`,
    });
    const args = ['--framework', 'express', '--entry', 'a.ts', '--app', 'admin', '--at', '/staff/numbers'];
    const done = await p.init('--yes', ...args, '--database-env', 'PG', '--package-manager', 'bun');
    expect([done.status, done.stderr]).toEqual([0, '']);
    expect(p.read('a.ts')).toContain('const admin = express();\nmountAnalytics(admin); // joip-analytics\n');
    expect(p.read('analytics.ts')).toContain("app.use('/staff/numbers', analyticsRoutes(analytics));");
    expect(p.read('joip-analytics.config.ts')).toContain('databaseUrl: process.env.PG,');
    expect(done.stdout).toContain('bunx joip-analytics doctor');
  });
});

describe('what it finds', () => {
  it.each([
    ['package-lock.json', 'npm', 'npx'],
    ['pnpm-lock.yaml', 'pnpm', 'pnpm exec'],
    ['yarn.lock', 'yarn', 'yarn'],
    ['bun.lock', 'bun', 'bunx'],
  ])('is the package manager of %s', async (lock, manager, run) => {
    p = project({ 'package.json': manifest({ dependencies: { express: '5' } }), 'a.ts': APP, [lock]: '' });
    const { stdout } = await p.init('--yes');
    expect(stdout).toContain(`package manager  ${manager} (${lock})`);
    expect(stdout).toContain(`1. ${manager} ${manager === 'npm' ? 'install' : 'add'} joip-analytics`);
    expect(stdout).toContain(`${run} joip-analytics doctor`);
  });

  it('is never told with a password', async () => {
    p = project({ 'package.json': manifest(EXPRESS), 'a.ts': APP });
    p.write('.env', 'MAIN_URL="postgres://ann:hunter2@127.0.0.1:9/app?application_name=hunter2"\n');
    const done = await p.init('--yes');
    expect(done.stdout).toContain('database         MAIN_URL (.env)');
    expect(done.stdout).toMatch(/tables {11}nowhere: the database can't be asked/);
    const all = [done.stdout, done.stderr, p.read('analytics.ts'), p.read('joip-analytics.config.ts')].join();
    expect(all).not.toContain('hunter2');
    expect(all).not.toContain('ann');
    expect(p.read('analytics.ts')).toContain('databaseUrl: () => process.env.MAIN_URL,');
  });

  it.each([
    [
      'prisma/schema.prisma',
      'datasource db {\n  provider = "mysql"\n  url = env("DATABASE_URL")\n}',
      { '@prisma/client': '6' },
      'MySQL',
    ],
    ['src/db.js', 'connect(process.env.MONGODB_URI);', { mongoose: '8' }, 'MongoDB'],
    ['knexfile.js', "module.exports = { client: 'better-sqlite3' };", { knex: '3' }, 'SQLite'],
  ])('is a database that it can not use, by %s', async (path, text, orm, name) => {
    p = project({
      'package.json': manifest({ dependencies: { express: '5', ...orm } }),
      'a.ts': APP,
      [path]: text,
    });
    const { stdout } = await p.init('--yes');
    const from = name === 'MongoDB' ? 'mongoose in package.json' : path;
    expect(stdout).toContain(`${name} (${from}): analytics needs a PostgreSQL of its own`);
    expect(p.read('joip-analytics.config.ts')).toContain('databaseUrl: process.env.ANALYTICS_DATABASE_URL,');
  });

  it('is whose activity a request is, as the code reads it', async () => {
    p = project({
      'package.json': manifest(EXPRESS),
      'a.ts': APP,
      'routes.ts':
        'export const me = (req) => find(req.session?.userId, "req.user.id", req.session.userId, req.user.id);\n',
    });
    await p.init('--yes');
    expect(p.read('analytics.ts')).toContain(
      'const userId = (request: object) => (request as { session?: { userId?: string } }).session?.userId;',
    );
  });
});

describe('what it writes', () => {
  it('goes beside a module that has its name', async () => {
    p = project({ 'package.json': manifest(EXPRESS), 'a.ts': APP, 'analytics.ts': 'export {};\n' });
    await p.init('--yes');
    expect(p.read('analytics.ts')).toBe('export {};\n');
    expect(p.read('a.ts')).toContain("import { mountAnalytics } from './insights'; // joip-analytics");
  });

  it('is told by hand where a file is no place for it', async () => {
    const config =
      "import { wrap } from './wrap';\nexport default wrap(() => ({ reactStrictMode: true }));\n";
    p = project({
      'package.json': manifest({
        scripts: { dev: 'next dev' },
        dependencies: { next: '15', 'joip-analytics': '*' },
      }),
      'app/page.jsx': 'export default () => null;\n',
      'next.config.mjs': config,
    });
    const { status, stderr } = await p.init('--yes');
    expect([status, p.read('next.config.mjs')]).toEqual([1, config]);
    expect(stderr).toContain(
      "next.config.mjs can't be edited safely; add by hand, and see docs/embed.md:\n  serverExternalPackages: ['joip-analytics']",
    );
    expect(p.read('analytics.js')).toContain("insecureHttp: process.env.NODE_ENV === 'development',");
    expect(p.read('app/insights/[[...path]]/route.js')).toContain(
      "import { analytics } from '../../../analytics';",
    );
  });

  it.each([
    [
      'const nextConfig = {};\nexport default nextConfig;\n',
      '15.1.0',
      "{ serverExternalPackages: ['joip-analytics'] /* joip-analytics */};",
    ],
    [
      'module.exports = { reactStrictMode: true };\n',
      '14.2.0',
      "{ experimental: { serverComponentsExternalPackages: ['joip-analytics'] } /* joip-analytics */, reactStrictMode: true };",
    ],
    [
      "module.exports = {\n  serverExternalPackages: ['sharp'],\n};\n",
      '16.0.0',
      "['joip-analytics' /* joip-analytics */, 'sharp']",
    ],
    [
      'const c: NextConfig = {\n\t// more\n\tx: 1,\n};\nexport default withMore(c);\n',
      '16.0.0',
      "{\n\tserverExternalPackages: ['joip-analytics'], // joip-analytics\n\t// more",
    ],
  ])('is one option of next.config, as in %j', async (config, version, part) => {
    p = project({
      'package.json': manifest({ scripts: { dev: 'next dev' }, dependencies: { next: version } }),
      'src/app/page.jsx': 'export default () => null;\n',
      'next.config.js': config,
    });
    const done = await p.init('--yes');
    expect([done.status, p.read('next.config.js')]).toEqual([0, expect.stringContaining(part)]);
    expect((await p.init('--yes')).stdout).toContain('nothing to write');
    await p.init('--undo', '--yes');
    expect(p.changed()).toBe('');
  });
});

describe('--undo', () => {
  it('leaves what the user edited since, and tells what it can not take away', async () => {
    p = project({ 'package.json': manifest(EXPRESS), 'a.ts': APP });
    await p.init('--yes');
    p.write('analytics.ts', `${p.read('analytics.ts')}// mine\n`);
    p.write('a.ts', `// first\n${p.read('a.ts').replace('listen(3000)', 'listen(4000)')}// last\n`);
    const shown = await p.init('--undo');
    expect([shown.status, shown.stdout]).toEqual([1, expect.stringContaining('nothing was written')]);
    const undone = await p.init('--undo', '--yes');
    expect([undone.status, undone.stderr]).toEqual([
      1,
      'analytics.ts: you edited it and git has no copy of that; remove it yourself, or commit it first\n',
    ]);
    expect(p.read('a.ts')).toBe(`// first\n${APP.replace('3000', '4000')}// last\n`);
    expect(p.changed().split('\n')).toEqual([' M a.ts', '?? analytics.ts']);
  });

  it('takes an edited file of its own away where git has it', async () => {
    p = project({ 'package.json': manifest(EXPRESS), 'a.ts': APP });
    await p.init('--yes');
    p.write('analytics.ts', `${p.read('analytics.ts')}// mine\n`);
    p.commit();
    expect((await p.init('--undo', '--yes')).status).toBe(0);
    expect(p.read('a.ts')).toBe(APP);
    expect(() => p!.read('analytics.ts')).toThrow();
  });

  it('writes nothing where there is nothing of it', async () => {
    p = project({ 'package.json': manifest(EXPRESS), 'a.ts': APP });
    mkdirSync(join(p.folder, 'dist'));
    writeFileSync(join(p.folder, 'dist/a.js'), 'x(); // joip-analytics\n');
    const { status, stdout } = await p.init('--undo', '--yes');
    expect([status, stdout]).toEqual([0, 'nothing to write\n']);
  });
});
