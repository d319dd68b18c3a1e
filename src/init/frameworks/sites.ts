import { closedAt } from '../code/mask.ts';
import { type Site, siteAt, sitesOf } from '../code/site.ts';
import { nameOf, type Source } from '../code/source.ts';
import type { AppFramework } from './names.ts';

const escaped = (name: string) => name.replaceAll('$', '\\$');

/** What is called as a function, by its own name or straight from `require`. */
function calledAs(source: Source, module: string, name: string | undefined): Site[] {
  const direct = sitesOf(
    source,
    /require\s*\(\s*(['"])[^'"]*\1\s*\)\s*(?:\.default\s*)?\(/,
    new RegExp(`require\\s*\\(\\s*['"]${module}['"]`),
  );
  const named = name ? sitesOf(source, new RegExp(`${escaped(name)}\\s*(?:<[^()]*>)?\\s*\\(`)) : [];
  return [...direct, ...named];
}

const made = (source: Source, name: string | undefined): Site[] =>
  name ? sitesOf(source, new RegExp(`new\\s+${escaped(name)}\\s*(?:<[^()]*>)?\\s*\\(`)) : [];

/** Where a file makes an app of each framework. */
export const sitesIn: Readonly<Record<AppFramework, (source: Source) => Site[]>> = {
  express: (source) => calledAs(source, 'express', nameOf(source, /^express$/)),
  fastify: (source) => {
    const name = nameOf(source, /^fastify$/, 'fastify') ?? nameOf(source, /^fastify$/);
    return calledAs(source, 'fastify', name);
  },
  hono: (source) => [
    ...made(source, nameOf(source, /^hono(?:\/(?:tiny|quick))?$/, 'Hono')),
    ...made(source, nameOf(source, /^@hono\/zod-openapi$/, 'OpenAPIHono')),
  ],
  koa: (source) => made(source, nameOf(source, /^koa$/)),
  nestjs: (source) => {
    const name = nameOf(source, /^@nestjs\/core$/, 'NestFactory');
    return name
      ? sitesOf(source, new RegExp(`${escaped(name)}\\s*\\.\\s*create\\s*(?:<[^()]*>)?\\s*\\(`))
      : [];
  },
  node: (source) => {
    const module = /^(?:node:)?https?$/;
    const own = nameOf(source, module, 'createServer');
    const whole = nameOf(source, module);
    return [
      ...(own ? sitesOf(source, new RegExp(`${escaped(own)}\\s*(?:<[^()]*>)?\\s*\\(`)) : []),
      ...(whole ? sitesOf(source, new RegExp(`${escaped(whole)}\\s*\\.\\s*createServer\\s*\\(`)) : []),
    ].map((site) => listening(source, site));
  },
};

/** `createServer(…).listen(…)` is the server, too. */
function listening({ code }: Source, site: Site): Site {
  const chained = /^\s*\.\s*listen\s*\(/.exec(code.slice(site.end));
  const end = chained && closedAt(code, site.end + chained[0].length - 1);
  return end === null ? site : siteAt(code, site.start, end);
}

const PLUGIN =
  /(?:module\.exports\s*=\s*(?:fp\s*\(\s*)?|export\s+default\s+(?:fp\s*\(\s*)?|(?:const|let|var)\s+[\w$]+\s*:\s*FastifyPlugin\w*(?:<[^=]*>)?\s*=\s*)(?:async\s+)?(?:function\b\s*[\w$]*\s*)?\(\s*([\w$]+)/;

/** An app as `fastify start` takes it: a plugin that is the module's export. */
export function pluginsOf({ code }: Source): Site[] {
  const found = PLUGIN.exec(code);
  const name = found?.[1];
  if (!found || !name) return [];
  const closes = closedAt(code, found.index + found[0].lastIndexOf('('));
  const body = closes === null ? null : /^[^{};]*?\{[ \t]*(?=\r|\n)/.exec(code.slice(closes));
  if (closes === null || !body) return [];
  const end = closes + body[0].length;
  return [{ start: end, end, statement: { name, end } }];
}
