import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import 'reflect-metadata';
import { serve } from '@hono/node-server';
import { Controller, Get, HttpCode, Module, Post, Req } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import Fastify from 'fastify';
import { Hono } from 'hono';
import type { Analytics } from '../../src/app/interface.ts';
import * as onExpress from '../../src/mount/express.ts';
import * as onFastify from '../../src/mount/fastify.ts';
import * as onHono from '../../src/mount/hono.ts';
import * as onKoa from '../../src/mount/koa.ts';
import { mountAnalytics } from '../../src/mount/nestjs.ts';
import * as onNode from '../../src/mount/node.ts';

const require = createRequire(import.meta.url);
// biome-ignore lint/suspicious/noExplicitAny: these have no types here
type Untyped = any;

/** An application of one framework: it acts on `POST /act`, and greets on `GET /`. */
export interface Host {
  readonly port: number;
  close(): Promise<unknown>;
}

/**
 * Starts one with the installation mounted at each of these, after its own body parser where it has one.
 *
 * @param first what stands first where the framework leaves that open: the request's context, or API and panel
 * @param tls with which the host itself speaks TLS
 */
type Start = (analytics: Analytics, mounts: readonly string[], first?: Step, tls?: Tls) => Promise<Host>;
interface Tls {
  readonly key: string;
  readonly cert: string;
}
type Step = 'context' | 'routes';

/** Listens as a framework does it by itself, or over TLS. */
const listening = (listener: RequestListener, tls: Tls | undefined): Server =>
  (tls ? createTlsServer(tls, listener) : createServer(listener)).listen(0, '127.0.0.1');

function inOrder(first: Step, steps: Readonly<Record<Step, () => unknown>>): void {
  steps[first]();
  steps[first === 'context' ? 'routes' : 'context']();
}

/** The host's session, found a little later. */
async function userId(headers: IncomingMessage['headers']): Promise<string | undefined> {
  await Promise.resolve();
  if (headers['x-user'] === 'broken') throw new Error('the session store is away');
  return headers['x-user'] as string | undefined;
}

const act = async (analytics: Analytics, body: { title: string }) => ({
  outcome: (await analytics.trackSessionAction(null, 'created', 's-1', { title: body.title })).outcome,
});

const express =
  (name: 'express' | 'express4'): Start =>
  async (analytics, mounts, first = 'routes', tls) => {
    const { analyticsRoutes, closeWith, requestContext } = onExpress;
    const told = { userId: (request: onExpress.ExpressRequest) => userId(request.headers) };
    const library: Untyped = require(name);
    const app = library();
    app.set('trust proxy', 'loopback');
    app.use(require('helmet')(), require('compression')(), library.json());
    inOrder(first, {
      routes() {
        for (const mount of mounts) app.use(mount || '/', analyticsRoutes(analytics, told));
      },
      context: () => app.use(requestContext(analytics, told)),
    });
    app.get('/', (_: unknown, response: Untyped) => response.send('hello'));
    app.post('/act', async (request: Untyped, response: Untyped) =>
      response.json(await act(analytics, request.body)),
    );
    return started(closeWith(listening(app, tls), analytics));
  };

const node: Start = async (analytics, mounts, _first, tls) => {
  const { closeWith, withAnalytics } = onNode;
  const listener = withAnalytics(
    analytics,
    { at: mounts, userId: (request) => userId(request.headers) },
    async (request: IncomingMessage, response: Untyped) => {
      if (request.url !== '/act') return response.end('hello');
      let text = '';
      for await (const chunk of request) text += chunk;
      response.end(JSON.stringify(await act(analytics, JSON.parse(text))));
    },
  );
  return started(closeWith(listening(listener, tls), analytics));
};

const fastify: Start = async (analytics, mounts, first = 'routes', tls) => {
  const { analyticsRoutes, requestContext } = onFastify;
  const app: Untyped = Fastify({ trustProxy: 'loopback', ...(tls && { https: tls }) });
  const told = { userId: (request: onFastify.FastifyRequest) => userId(request.headers) };
  inOrder(first, {
    routes() {
      for (const mount of mounts) app.register(analyticsRoutes(analytics, told), { prefix: mount });
    },
    context: () => app.addHook('onRequest', requestContext(analytics, told)),
  });
  app.get('/', async () => 'hello');
  app.post('/act', (request: Untyped) => act(analytics, request.body as { title: string }));
  await app.listen({ port: 0, host: '127.0.0.1' });
  return { port: (app.server.address() as AddressInfo).port, close: () => app.close() };
};

const hono: Start = async (analytics, mounts, first = 'routes', tls) => {
  const { analyticsRoutes, closeWith, requestContext } = onHono;
  const app = new Hono();
  const told = { userId: (c: onHono.HonoContext) => userId({ 'x-user': c.req.header('x-user') }) };
  inOrder(first, {
    routes() {
      for (const mount of mounts) app.all(`${mount}/*`, analyticsRoutes(analytics, told));
    },
    context: () => app.use(requestContext(analytics, told)),
  });
  app.get('/', (c) => c.text('hello'));
  app.post('/act', async (c) => c.json(await act(analytics, await c.req.json())));
  const server = serve({
    fetch: app.fetch,
    port: 0,
    hostname: '127.0.0.1',
    ...(tls && { createServer: createTlsServer, serverOptions: tls }),
  });
  return started(closeWith(server as Server, analytics));
};

const koa: Start = async (analytics, mounts, first = 'routes', tls) => {
  const { analyticsRoutes, closeWith, requestContext } = onKoa;
  const app = new (require('koa'))({ proxy: true });
  const mounted = require('koa-mount');
  const { Router } = require('@koa/router');
  app.use(require('koa-bodyparser')());
  const told = {
    userId: (ctx: onKoa.KoaContext) => userId(ctx.req.headers as IncomingMessage['headers']),
  };
  inOrder(first, {
    routes() {
      const [own, next, ...last] = mounts;
      app.use(analyticsRoutes(analytics, own, told));
      if (next !== undefined) app.use(mounted(next, analyticsRoutes(analytics, undefined, told)));
      const router = new Router();
      for (const mount of last) router.all(`${mount}{/*path}`, analyticsRoutes(analytics, undefined, told));
      app.use(router.routes());
    },
    context: () => app.use(requestContext(analytics, told)),
  });
  app.use(async (ctx: Untyped) => {
    ctx.body = ctx.path === '/act' ? await act(analytics, ctx.request.body) : 'hello';
  });
  return started(closeWith(listening(app.callback(), tls), analytics));
};

/** A Nest application, its decorators called as the functions that they are. */
const nest =
  (platform: 'express' | 'fastify'): Start =>
  async (analytics, mounts, _first, tls) => {
    class Acts {
      answer(request: { body: { title: string } }) {
        return act(analytics, request.body);
      }
      first() {
        return 'hello';
      }
    }
    const own = (name: string) => Object.getOwnPropertyDescriptor(Acts.prototype, name)!;
    Controller()(Acts);
    Post('act')(Acts.prototype, 'answer', own('answer'));
    HttpCode(200)(Acts.prototype, 'answer', own('answer'));
    Req()(Acts.prototype, 'answer', 0);
    Get()(Acts.prototype, 'first', own('first'));
    class App {}
    Module({ controllers: [Acts] })(App);
    const options = { logger: false, abortOnError: false, ...(tls && { httpsOptions: tls }) } as const;
    const app =
      platform === 'express'
        ? await NestFactory.create(App, new ExpressAdapter(), options)
        : await NestFactory.create(
            App,
            new FastifyAdapter({ trustProxy: 'loopback', ...(tls && { https: tls }) } as object),
            options,
          );
    if (platform === 'express') app.getHttpAdapter().getInstance().set('trust proxy', 'loopback');
    const places = mounts.map((mount) => mount || '/');
    mountAnalytics(app, places, analytics, { userId: (request) => userId(request.headers) });
    await app.listen(0, '127.0.0.1');
    return { port: (app.getHttpServer().address() as AddressInfo).port, close: () => app.close() };
  };

async function started(server: Server): Promise<Host> {
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

export const hosts: Record<string, Start> = {
  'Express 5': express('express'),
  'Express 4': express('express4'),
  'node:http': node,
  Fastify: fastify,
  Hono: hono,
  Koa: koa,
  'Nest on Express': nest('express'),
  'Nest on Fastify': nest('fastify'),
};

/** Hosts that believe a proxy's `X-Forwarded-For` by a setting of their own. */
export const believes = ['Express 5', 'Express 4', 'Fastify', 'Koa', 'Nest on Express', 'Nest on Fastify'];
