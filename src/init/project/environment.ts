import { readdirSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { Found } from '../error.ts';
import { appSources, hasDependency, type Project } from './project.ts';

/** A variable that holds the address of a PostgreSQL server. The value never leaves this process. */
export interface DatabaseVariable {
  readonly name: string;
  readonly url: string | undefined;
  /** The file that it stands in, where it isn't in the environment. */
  readonly file: string | undefined;
}

const USUAL = ['DATABASE_URL', 'POSTGRES_URL', 'POSTGRES_PRISMA_URL', 'PG_URL', 'DB_URL', 'DATABASE_URI'];
const POSTGRES = /^postgres(?:ql)?:\/\//;

/** Where a project keeps its environment, the one that wins first; examples last, since they hold no true values. */
function environmentFiles(folder: string): string[] {
  const order = ['.env.local', '.env.development.local', '.env.development', '.env'];
  const found = readdirSync(folder).filter((name) => name.startsWith('.env'));
  return order.filter((name) => found.includes(name));
}

/**
 * The variable that an ORM's configuration names, or one that holds the address of a PostgreSQL server.
 *
 * @param named what `--database-env`, or the configuration of an ORM, says
 */
export function databaseVariable(
  project: Project,
  env: Readonly<Record<string, string | undefined>>,
  named: Found<string> | undefined,
): Found<DatabaseVariable> | undefined {
  const { folder, read } = project;
  const files = environmentFiles(folder).map((file) => ({ file, values: valuesOf(read(file)) }));
  const lookUp = (name: string): DatabaseVariable => {
    const holder = files.find(({ values }) => values[name]);
    return env[name]
      ? { name, url: env[name], file: undefined }
      : { name, url: holder?.values[name], file: holder?.file };
  };
  const describe = ({ file }: DatabaseVariable) => file ?? 'the environment';
  if (named) return { value: lookUp(named.value), from: named.from };
  const names = [...USUAL, ...files.flatMap(({ values }) => Object.keys(values))];
  for (const name of new Set(names)) {
    const found = lookUp(name);
    if (found.url && POSTGRES.test(found.url)) return { value: found, from: describe(found) };
  }
  const readBy = namedInSources(project);
  return readBy && { value: lookUp(readBy.value), from: readBy.from };
}

const READ =
  /\bprocess\.env(?:\.|\[['"])((?!\w*(?:MONGO|REDIS|MYSQL|MARIA))\w*(?:DATABASE|POSTGRES|PG|DB)\w*UR[LI])\b/;

/** A variable that is named like the address of a database where the project's sources read it. */
function namedInSources(project: Project): Found<string> | undefined {
  for (const path of appSources(project)) {
    const found = READ.exec(project.read(path));
    if (found) return { value: found[1]!, from: path };
  }
  return undefined;
}

function valuesOf(text: string): NodeJS.Dict<string> {
  const values = parseEnv(text);
  // As dotenv-expand, and so Prisma and Next.js, read it.
  const expand = (value: string): string =>
    value.replaceAll(/\$\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, expand(value ?? '')]));
}

/** Whether something of the project reads its files of the environment. */
export const readsEnvironment = (project: Project): boolean =>
  ['next', '@nestjs/config', 'fastify-cli'].some((name) => hasDependency(project, name)) ||
  Object.values(project.manifest.scripts).some((script) => /--env-file|\bdotenv\b|\bbun\b/.test(script)) ||
  appSources(project).some((path) =>
    /\bdotenv\b|loadEnvFile|env-schema|@fastify\/env/.test(project.read(path)),
  );

export const isPostgresUrl = (url: string): boolean => POSTGRES.test(url);
