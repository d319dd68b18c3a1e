import { type Language, specifierOf } from '../project/language.ts';
import type { UserPath } from '../project/user-id.ts';
import type { AppFramework } from './names.ts';

/** What a module of init's own says. */
export interface ModuleParts {
  readonly framework: AppFramework;
  readonly language: Language;
  /** Path of the module, and of the configuration beside or above it. */
  readonly path: string;
  readonly configuration: string;
  /** Where the panel is: `/insights`. */
  readonly at: string;
  /** Name of the environment's variable. */
  readonly variable: string;
  readonly user: UserPath | undefined;
  /** Nothing of the host's ends the process in order. */
  readonly ends: boolean;
}

interface Words {
  /** What is taken of `joip-analytics/…`. */
  readonly takes: string;
  /** What the module exports beside `analytics`, in TypeScript: its parameter, and the import that this needs. */
  readonly parameter: { readonly name: string; readonly type: string; readonly imports?: string };
  readonly body: (at: string, typescript: boolean) => readonly string[];
}

const app = (type: string, imports?: string) => ({ name: 'app', type, ...(imports ? { imports } : {}) });

const words: Readonly<Record<AppFramework, Words>> = {
  express: {
    takes: '{ analyticsRoutes, requestContext }',
    parameter: app('Application', "import type { Application } from 'express';"),
    body: (at) => [
      `app.use('${at}', analyticsRoutes(analytics));`,
      'app.use(requestContext(analytics, { userId }));',
    ],
  },
  fastify: {
    takes: '{ analyticsRoutes, requestContext }',
    parameter: app('FastifyInstance', "import type { FastifyInstance } from 'fastify';"),
    body: (at) => [
      `void app.register(analyticsRoutes(analytics), { prefix: '${at}' });`,
      "app.addHook('onRequest', requestContext(analytics, { userId }));",
    ],
  },
  hono: {
    takes: '{ analyticsRoutes, requestContext }',
    parameter: app('{ all(path: string, handler: never): unknown; use(handler: never): unknown }'),
    body: (at, typescript) => {
      const any = typescript ? ' as never' : '';
      return [
        `app.all('${at}/*', analyticsRoutes(analytics)${any});`,
        `app.use(requestContext(analytics, { userId })${any});`,
      ];
    },
  },
  koa: {
    takes: '{ analyticsRoutes, requestContext }',
    parameter: app("import('koa')"),
    body: (at) => [
      `app.use(analyticsRoutes(analytics, '${at}'));`,
      'app.use(requestContext(analytics, { userId }));',
    ],
  },
  nestjs: {
    takes: '{ mountAnalytics as mount }',
    parameter: app('INestApplication', "import type { INestApplication } from '@nestjs/common';"),
    body: (at) => [`mount(app, '${at}', analytics, { userId });`],
  },
  node: {
    takes: '{ closeWith, withAnalytics }',
    parameter: {
      name: 'server',
      type: 'Server',
      imports: "import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';",
    },
    body: (at, typescript) => [
      `const own = server.listeners('request')${typescript ? ' as RequestListener[]' : ''};`,
      "server.removeAllListeners('request');",
      `const listener = withAnalytics(analytics, { at: '${at}', userId }, (request${typescript ? ': IncomingMessage' : ''}, response${typescript ? ': ServerResponse' : ''}) => {`,
      '  for (const each of own) each.call(server, request, response);',
      '});',
      "server.on('request', listener);",
      'closeWith(server, analytics);',
    ],
  },
};

/** The name that a host calls. */
export const MOUNT = 'mountAnalytics';

/** The module that opens the installation and mounts it, without its first line. */
export function moduleText(parts: ModuleParts): string {
  const { framework, language, path, configuration, at } = parts;
  const { takes, parameter, body } = words[framework];
  const { typescript } = language;
  const exported = language.modules === 'import' ? 'export ' : '';
  const signature = typescript
    ? `${MOUNT}<A extends ${parameter.type}>(${parameter.name}: A): A`
    : `${MOUNT}(${parameter.name})`;
  return [
    ...(typescript && parameter.imports ? [parameter.imports] : []),
    ...takeLines(language, [
      ['{ openAnalytics }', 'joip-analytics/open'],
      [takes, `joip-analytics/${framework}`],
      ['config', specifierOf(path, configuration, language)],
    ]),
    '',
    "/** Tracks from anywhere: `analytics.trackSessionAction(userId, …)`. A user who is left out is the request's. */",
    `${exported}const analytics = openAnalytics({`,
    ...optionLines(parts.variable, { later: true }),
    '});',
    '',
    ...userLines(parts),
    '',
    `/** API and panel at ${at}, and the request's context for all that is tracked in it. */`,
    `${exported}function ${signature} {`,
    ...body(at, typescript).map((line) => `  ${line}`),
    `  return ${parameter.name};`,
    '}',
    ...(parts.ends ? ['', ...endLines(typescript)] : []),
    ...(exported ? [] : ['', `module.exports = { analytics, ${MOUNT} };`]),
    '',
  ].join('\n');
}

/** Imports, or what stands in for them. */
export const takeLines = ({ modules }: Language, taken: readonly (readonly [string, string])[]): string[] =>
  taken.map(([clause, module]) =>
    modules === 'import'
      ? `import ${clause} from '${module}';`
      : `const ${clause.replace(' as ', ': ')} = require('${module}');`,
  );

/** The options of the installation. */
export const optionLines = (variable: string, { later }: { later: boolean }): string[] => [
  ...(later ? ['  // Asked for when it is needed: your environment may be read after this file.'] : []),
  `  databaseUrl: ${later ? '() => ' : ''}process.env.${variable}${later ? '' : '!'},`,
  '  facts: config.facts,',
  '  // Warnings and errors; a pino logger of yours does as well.',
  '  log: { ...console, debug() {}, info() {} },',
  '  // Who may see it, by your own sign-in. Until then operators have a password: npx joip-analytics operator add you@example.com',
  '  // authorize: async (request) => {',
  '  //   const user = await sessionOf(request);',
  "  //   return user?.isStaff ? { id: user.id, email: user.email, role: 'admin' } : null;",
  '  // },',
];

function userLines({ user, framework, language: { typescript } }: ModuleParts): string[] {
  const name = framework === 'koa' ? 'ctx' : framework === 'hono' ? 'c' : 'request';
  const comment = '/** Whose activity it is where a call names nobody; it may be async. */';
  if (!user) {
    const type = typescript ? ': object): string | undefined' : ')';
    return [
      '/** Whose activity it is where a call names nobody; it may be async. Fill in: the user whom your sign-in knows. */',
      `const userId = (_${name}${type} => undefined;`,
    ];
  }
  const type = user.reduceRight((inner, field) => `{ ${field}?: ${inner} }`, 'string');
  const read = `${user.map((field, i) => (i === 0 ? field : `?.${field}`)).join('')}`;
  return [
    comment,
    typescript
      ? `const userId = (${name}: object) => (${name} as ${type}).${read};`
      : `const userId = (${name}) => ${name}.${read};`,
  ];
}

const endLines = (typescript: boolean): string[] => [
  '// Nothing of yours ends the process in order, so what waits is written here.',
  `for (const signal of ['SIGINT', 'SIGTERM']${typescript ? ' as const' : ''})`,
  '  process.once(signal, () => void analytics.close().finally(() => process.kill(process.pid, signal)));',
];
