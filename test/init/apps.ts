/** Small apps, shaped like what the generators of their frameworks write. `TRACK` is where a user of ours would track. */
export interface App {
  readonly files: Readonly<Record<string, string>>;
  /** What `node_modules` holds, by its name; a path where it is another package of ours. */
  readonly packages: readonly (string | readonly [string, string])[];
  /** What starts it, of the file that makes it run. */
  readonly start: string;
  /** File that init edits, in how many lines. */
  readonly edited: readonly [path: string, lines: number];
  /** How the tracking call reaches `analytics` in the edited file's folder. */
  readonly track: string;
}

const manifest = (fields: object) =>
  `${JSON.stringify({ name: 'an-app', private: true, ...fields }, null, 2)}\n`;
const viaRequire = (from: string) =>
  `require('${from}').analytics.trackSessionAction('someone', 'created', 's-1')`;
const imported = "(await import('./analytics.js')).analytics.trackSessionAction('someone', 'created', 's-1')";
const tsconfig = (options: object) =>
  JSON.stringify({ compilerOptions: { target: 'es2022', strict: true, ...options } });

export const apps: Readonly<Record<string, App>> = {
  'Express 4, CommonJS, CRLF': {
    files: {
      'package.json': manifest({
        scripts: { start: 'node ./bin/www' },
        dependencies: { express: '~4.16.1', 'joip-analytics': '*' },
      }),
      'app.js': [
        "var express = require('express');",
        "var actRouter = require('./routes/act');",
        '',
        'var app = express(); // the app',
        '',
        'app.use(express.json());',
        "app.use('/act', actRouter);",
        'app.use(function (req, res) { res.status(404).send("none"); });',
        '',
        'module.exports = app;',
        '',
      ].join('\r\n'),
      'routes/act.js':
        "var router = require('express').Router();\nrouter.post('/', async function (req, res) { res.json(await TRACK); });\nmodule.exports = router;\n",
      'bin/www':
        "#!/usr/bin/env node\nvar app = require('../app');\nvar http = require('http');\nvar server = http.createServer(app);\nserver.listen(process.env.PORT, '127.0.0.1');\n",
    },
    packages: [['express', 'express4']],
    start: 'bin/www',
    edited: ['app.js', 1],
    track: viaRequire('../analytics'),
  },
  'Express 5, TypeScript, environment read late': {
    files: {
      'package.json': manifest({
        type: 'module',
        scripts: { dev: 'tsx watch src/server.ts' },
        dependencies: { express: '^5.1.0', dotenv: '*', 'joip-analytics': '*' },
      }),
      'tsconfig.json': tsconfig({ module: 'nodenext' }),
      'src/server.ts':
        'import { createApp } from "./app.js"\n\ncreateApp().listen(Number(process.env.PORT), \'127.0.0.1\')\n',
      'src/app.ts': [
        'import express, { type Express } from "express"',
        '',
        'process.loadEnvFile(".env")',
        '',
        'export function createApp(): Express {',
        '\tconst server: Express = express() as Express',
        '\tserver.post("/act", async (_, response) => { response.json(await TRACK) })',
        '\treturn server',
        '}',
        '',
      ].join('\n'),
    },
    packages: ['express'],
    start: 'src/server.ts',
    edited: ['src/app.ts', 2],
    track: imported,
  },
  'Fastify, CommonJS, under another name': {
    files: {
      'package.json': manifest({
        main: 'server.js',
        scripts: { start: 'node .' },
        dependencies: { fastify: '^5.0.0', 'joip-analytics': '*' },
      }),
      'server.js':
        "'use strict'\n\nconst api = require('fastify')({\n  logger: false\n})\n\napi.post('/act', async () => TRACK)\n\napi.listen({ port: Number(process.env.PORT), host: '127.0.0.1' })\n",
    },
    packages: ['fastify'],
    start: 'server.js',
    edited: ['server.js', 1],
    track: viaRequire('./analytics'),
  },
  'Fastify, a plugin as fastify-cli starts it': {
    files: {
      'package.json': manifest({
        scripts: { start: 'fastify start -l info app.js' },
        dependencies: { fastify: '^5.0.0', 'fastify-cli': '^8.0.0', 'joip-analytics': '*' },
      }),
      'app.js':
        "'use strict'\n\nconst path = require('node:path')\n\nmodule.exports = async function (fastify, opts) {\n  // Place here your custom code!\n\n  fastify.register(require(path.join(__dirname, 'routes/act')))\n}\n\nmodule.exports.options = {}\n",
      'routes/act.js':
        "module.exports = async function (fastify) {\n  fastify.post('/act', async () => TRACK)\n}\n",
      'run.js':
        "const app = require('fastify')()\napp.register(require('./app'))\napp.listen({ port: Number(process.env.PORT), host: '127.0.0.1' })\n",
    },
    packages: ['fastify'],
    start: 'run.js',
    edited: ['app.js', 1],
    track: viaRequire('../analytics'),
  },
  'Hono, TypeScript, routes chained': {
    files: {
      'package.json': manifest({
        type: 'module',
        scripts: { dev: 'tsx watch src/index.ts' },
        dependencies: { hono: '^4.9.0', '@hono/node-server': '^1.19.0', 'joip-analytics': '*' },
      }),
      'tsconfig.json': tsconfig({ module: 'nodenext', verbatimModuleSyntax: true }),
      'src/index.ts': [
        "import { serve } from '@hono/node-server'",
        "import { Hono } from 'hono'",
        '',
        'const app = new Hono()',
        "  .get('/', (c) => c.text('Hello Hono!'))",
        "  .post('/act', async (c) => c.json(await TRACK))",
        '',
        'serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: "127.0.0.1" })',
        '',
      ].join('\n'),
    },
    packages: ['hono', '@hono/node-server'],
    start: 'src/index.ts',
    edited: ['src/index.ts', 2],
    track: imported,
  },
  'Koa, modules, without a break at its end': {
    files: {
      'package.json': manifest({
        type: 'module',
        scripts: { start: 'node app.js' },
        dependencies: { koa: '^3.0.0', 'joip-analytics': '*' },
      }),
      'app.js':
        "import Koa from 'koa';\n\nconst app = new Koa();\n\napp.use(async (ctx) => {\n  ctx.body = ctx.path === '/act' ? await TRACK : 'hello';\n});\n\napp.listen(process.env.PORT, '127.0.0.1');",
    },
    packages: ['koa'],
    start: 'app.js',
    edited: ['app.js', 2],
    track: imported,
  },
  'Nest, TypeScript': {
    files: {
      'package.json': manifest({
        scripts: { start: 'nest start' },
        dependencies: {
          '@nestjs/core': '^11.0.0',
          '@nestjs/platform-express': '^11.0.0',
          'joip-analytics': '*',
        },
      }),
      'tsconfig.json': tsconfig({ module: 'commonjs', experimentalDecorators: true, esModuleInterop: true }),
      'src/app.module.ts': [
        "import { Controller, Module, Post } from '@nestjs/common';",
        '',
        '@Controller()',
        'class AppController {',
        "  @Post('act')",
        '  act() {',
        '    return TRACK;',
        '  }',
        '}',
        '',
        '@Module({ controllers: [AppController] })',
        'export class AppModule {}',
        '',
      ].join('\n'),
      'src/main.ts': [
        "import { NestFactory } from '@nestjs/core';",
        "import { AppModule } from './app.module';",
        '',
        'async function bootstrap() {',
        '  const app = await NestFactory.create(AppModule, { logger: false });',
        "  app.setGlobalPrefix('/');",
        "  await app.listen(process.env.PORT ?? 3000, '127.0.0.1');",
        '}',
        'void bootstrap();',
        '',
      ].join('\n'),
    },
    packages: ['@nestjs/core', '@nestjs/common', '@nestjs/platform-express', 'reflect-metadata', 'rxjs'],
    start: 'src/main.ts',
    edited: ['src/main.ts', 2],
    track:
      "(require('./analytics') as typeof import('./analytics')).analytics.trackSessionAction('someone', 'created', 's-1')",
  },
  'node:http, listen chained': {
    files: {
      'package.json': manifest({
        scripts: { start: 'node server.mjs' },
        dependencies: { 'joip-analytics': '*' },
      }),
      'server.mjs': [
        "import { createServer } from 'node:http';",
        '',
        'createServer(async (request, response) => {',
        '  if (request.url === "/act") response.end(JSON.stringify(await TRACK));',
        '  else response.end("hello");',
        "}).listen(Number(process.env.PORT), '127.0.0.1');",
        '',
      ].join('\n'),
    },
    packages: [],
    start: 'server.mjs',
    edited: ['server.mjs', 3],
    track: "(await import('./analytics.mjs')).analytics.trackSessionAction('someone', 'created', 's-1')",
  },
};
