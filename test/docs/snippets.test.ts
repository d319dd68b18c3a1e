import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { moduleText } from '../../src/init/frameworks/module-text.ts';
import type { AppFramework } from '../../src/init/frameworks/names.ts';
import { nextModuleText } from '../../src/init/frameworks/next.ts';
import { sitesIn } from '../../src/init/frameworks/sites.ts';
import { configText } from '../../src/init/mapping/config-text.ts';

const root = new URL('../../', import.meta.url).pathname;
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
/** What a host has of its own, where a snippet names it. */
const HOST = `
declare const databaseUrl: string;
declare function sessionOf(request: Request): Promise<{ id: number; email: string | null; isStaff: boolean } | null>;
`;
/** What a host of each framework has beside that. */
const HOSTS: Readonly<Record<string, string>> = {
  express: `declare const app: import('express').Express;
declare global { namespace Express { interface Request { session?: { userId?: string } } } }`,
  node: "declare const host: import('node:http').RequestListener;",
  fastify: "declare const app: import('fastify').FastifyInstance;",
  hono: `declare const app: import('hono').Hono;
import { serve } from '@hono/node-server';`,
  next: 'declare const userOf: (request: Request) => Promise<string | null>;',
  nestjs: "declare const app: import('@nestjs/common').INestApplication;",
  koa: "declare const app: import('koa');",
};
const AUTHORIZE = "declare const authorize: import('joip-analytics').AnalyticsOptions['authorize'];";
const frameworkOf = (code: string) => /from 'joip-analytics\/(\w+)'/.exec(code)?.[1] ?? 'none';

/** The code of a page that hands `authorize` over, or is for React. */
const snippetsOf = (page: string) =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^( *)```(tsx?)\n([\s\S]*?)^ *```/gm)]
    .map(([, indent = '', kind = '', code = '']) => ({
      kind,
      code: code.replace(new RegExp(`^${indent}`, 'gm'), ''),
    }))
    .filter(({ kind, code }) => kind === 'tsx' || code.includes('authorize'));

it('every snippet with authorize, or for React, and each module of init compile as strictly as can be', () => {
  const folder = mkdtempSync(join(root, 'node_modules', '.snippets-'));
  try {
    const files = pages.flatMap((page) =>
      snippetsOf(page).map((snippet, i) => ({ page: `${page} ${i}`, ...snippet })),
    );
    expect(files.length).toBeGreaterThanOrEqual(3);
    const shown = new Set(files.map(({ code }) => frameworkOf(code)));
    for (const framework of Object.keys(HOSTS)) expect(shown).toContain(framework);
    files.forEach(({ kind, code }, i) => {
      const imports = /from 'joip-analytics['/]/.test(code)
        ? ''
        : "import { createAnalytics } from 'joip-analytics';\n";
      const host = HOSTS[frameworkOf(code)];
      const authorize = /\bauthorize:/.test(code) ? '' : AUTHORIZE;
      const own = `${HOST}${authorize}\n${host ?? ''}`;
      writeFileSync(join(folder, `${i}.${kind}`), `${imports}${code}\n${own}\nexport {};\n`);
    });
    writeInitModules(folder);
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          strict: true,
          noUncheckedIndexedAccess: true,
          noEmit: true,
          skipLibCheck: true,
          target: 'es2023',
          module: 'nodenext',
          allowImportingTsExtensions: true,
          lib: ['es2024', 'dom', 'dom.iterable'],
          types: ['node'],
          jsx: 'react-jsx',
          paths: {
            'joip-analytics': [join(root, 'src/index.ts')],
            'joip-analytics/react': [join(root, 'src/parts/react.ts')],
            'joip-analytics/*': [join(root, 'src/mount/*.ts')],
          },
        },
        include: ['*.ts', '*.tsx'],
      }),
    );
    const { stdout } = spawnSync(
      process.execPath,
      [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder],
      {
        encoding: 'utf8',
      },
    );
    expect(stdout).toBe('');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);

/** What `joip-analytics init` writes in TypeScript, of every framework, with a configuration as it proposes one. */
function writeInitModules(folder: string): void {
  const language = { typescript: true, modules: 'import', ending: '.ts', specifier: '.ts' } as const;
  const [configuration, variable] = ['joip-analytics.config.ts', 'DATABASE_URL'];
  writeFileSync(join(folder, configuration), configText([], variable, language));
  const frameworks = Object.keys(sitesIn) as AppFramework[];
  for (const framework of frameworks)
    for (const user of [undefined, ['session', 'user', 'id']]) {
      const path = `init-${framework}-${user ? 'user' : 'nobody'}.ts`;
      const parts = { framework, language, path, configuration, at: '/insights', variable, user, ends: true };
      writeFileSync(join(folder, path), moduleText(parts));
    }
  writeFileSync(
    join(folder, 'init-next.ts'),
    nextModuleText({ language, path: 'init-next.ts', configuration, variable }),
  );
}
