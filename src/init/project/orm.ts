import type { Found } from '../error.ts';
import { appSources, hasDependency, type Project } from './project.ts';

export const ORMS = {
  prisma: {
    title: 'Prisma',
    packages: ['@prisma/client', 'prisma'],
    configuration: /(?:^|\/)(?:schema\.prisma|prisma\.config\.[cm]?[jt]s)$|\.prisma$/,
  },
  drizzle: {
    title: 'Drizzle',
    packages: ['drizzle-orm'],
    configuration: /(?:^|\/)drizzle\.config\.[cm]?[jt]s$/,
  },
  typeorm: {
    title: 'TypeORM',
    packages: ['typeorm'],
    configuration: /(?:^|\/)(?:ormconfig\.(?:js|ts|json)|[\w.-]*data-?source\.[jt]s)$/i,
  },
  knex: { title: 'Knex', packages: ['knex'], configuration: /(?:^|\/)knexfile\.[cm]?[jt]s$/ },
  kysely: { title: 'Kysely', packages: ['kysely'], configuration: /(?:^|\/)(?:kysely\.config\.[cm]?[jt]s)$/ },
  pg: { title: 'plain pg', packages: ['pg', 'postgres'], configuration: /(?!)/ },
} as const;
export type OrmName = keyof typeof ORMS;

/** How the project reaches its database. */
export interface Orm {
  readonly name: OrmName;
  readonly files: readonly string[];
}

/** The one that its packages are installed of; a driver alone where there is none. */
export function ormOf(project: Project): Found<Orm> | undefined {
  for (const name of Object.keys(ORMS) as OrmName[]) {
    const { packages, configuration } = ORMS[name];
    const installed = packages.find((each) => hasDependency(project, each));
    if (!installed) continue;
    const files = project.files.filter((path) => configuration.test(path));
    return { value: { name, files }, from: files[0] ?? `${installed} in package.json` };
  }
  return undefined;
}

const OTHERS: readonly [name: string, pattern: RegExp][] = [
  [
    'MySQL',
    /provider\s*=\s*"mysql"|dialect:\s*['"]mysql|type:\s*['"](?:mysql|mariadb)['"]|client:\s*['"]mysql/,
  ],
  [
    'SQLite',
    /provider\s*=\s*"sqlite"|dialect:\s*['"](?:sqlite|turso)|type:\s*['"](?:better-)?sqlite3?['"]|client:\s*['"](?:better-)?sqlite/,
  ],
  ['MongoDB', /provider\s*=\s*"mongodb"|type:\s*['"]mongodb['"]/],
];
const IS_POSTGRES =
  /provider\s*=\s*"(?:postgresql|postgres|cockroachdb)"|dialect:\s*['"]postgresql|driver:\s*['"]pg['"]|type:\s*['"]postgres['"]|client:\s*['"](?:pg|postgres|postgresql)['"]/;

/** Drivers of other databases, for where no configuration says anything. */
const DRIVERS: Readonly<Record<string, string>> = {
  mongoose: 'MongoDB',
  mongodb: 'MongoDB',
  mysql: 'MySQL',
  mysql2: 'MySQL',
  'better-sqlite3': 'SQLite',
  sqlite3: 'SQLite',
};
const POSTGRES_DRIVERS = [
  'pg',
  'postgres',
  'pg-promise',
  '@neondatabase/serverless',
  '@vercel/postgres',
  '@prisma/client',
];

/** A kind of database that isn't PostgreSQL, where the ORM's configuration or the drivers say so and nothing says PostgreSQL. */
export function otherDatabase(project: Project, orm: Found<Orm> | undefined): Found<string> | undefined {
  const files = configurationFiles(project, orm);
  if (files.some((path) => IS_POSTGRES.test(project.read(path)))) return undefined;
  for (const path of files) {
    const found = OTHERS.find(([, pattern]) => pattern.test(project.read(path)));
    if (found) return { value: found[0], from: path };
  }
  if (POSTGRES_DRIVERS.some((name) => hasDependency(project, name))) return undefined;
  const driver = Object.keys(DRIVERS).find((name) => hasDependency(project, name));
  return driver === undefined ? undefined : { value: DRIVERS[driver]!, from: `${driver} in package.json` };
}

/** Also where a framework's own module is told what TypeORM or Knex takes. */
const configurationFiles = (project: Project, orm: Found<Orm> | undefined): readonly string[] =>
  orm && orm.value.files.length > 0
    ? orm.value.files
    : appSources(project).filter((path) =>
        /TypeOrmModule|new DataSource\(|knex\(\{/.test(project.read(path)),
      );

const NAMED = [
  /url\s*=\s*env\(\s*"(\w+)"\s*\)/,
  /\benv(?:<\w+>)?\(\s*['"](\w+)['"]\s*\)/,
  /(?:url|connectionString|connection|dbCredentials)\s*:[^,\n]*?process\.env(?:\.(\w+)|\[['"](\w+)['"]\])/,
];

/** The variable that the configuration of an ORM takes its address from. */
export function variableNamed(project: Project, orm: Found<Orm> | undefined): Found<string> | undefined {
  for (const path of configurationFiles(project, orm))
    for (const pattern of NAMED) {
      const found = pattern.exec(project.read(path));
      if (found) return { value: (found[1] ?? found[2])!, from: path };
    }
  return undefined;
}
