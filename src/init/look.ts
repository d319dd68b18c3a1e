import { connect } from '../db/connect.ts';
import { withoutPasswords } from '../log/log.ts';
import type { Found } from './error.ts';
import { type Proposal, proposeFrom, proposeUntried } from './mapping/try.ts';
import { type DatabaseVariable, databaseVariable, isPostgresUrl } from './project/environment.ts';
import { ORMS, type Orm, ormOf, otherDatabase, variableNamed } from './project/orm.ts';
import type { Project } from './project/project.ts';
import { tablesInFiles } from './tables/schema-files.ts';

/** What was found of the host's database. */
export interface Looked {
  readonly orm: Found<Orm> | undefined;
  readonly variable: Found<DatabaseVariable> | undefined;
  /** What it is where it isn't PostgreSQL. */
  readonly other: Found<string> | undefined;
  readonly proposals: readonly Proposal[];
  /** Where the host's tables were looked at. */
  readonly tables: string;
}

/** Looks at the host's tables: in the database where it can be reached, else in the files of its ORM. Nothing is written. */
export async function lookAtDatabase(
  project: Project,
  env: Readonly<Record<string, string | undefined>>,
  databaseEnv: string | undefined,
): Promise<Looked> {
  const orm = ormOf(project);
  const told = databaseEnv ? { value: databaseEnv, from: '--database-env' } : undefined;
  const other = told ? undefined : otherDatabase(project, orm);
  const variable = databaseVariable(project, env, told ?? (other ? undefined : variableNamed(project, orm)));
  const url = variable?.value.url;
  const failure = url && isPostgresUrl(url) ? await asked(url) : 'no address of a PostgreSQL server is known';
  if (typeof failure === 'object' && failure.some(({ table }) => table))
    return { orm, variable, other, proposals: failure, tables: `the database of ${variable!.value.name}` };
  const files = orm && tablesInFiles(project, orm.value.name);
  const why = typeof failure === 'string' ? failure : 'the database has no tables that look like them';
  return {
    orm,
    variable,
    other,
    proposals: await proposeUntried(files?.value ?? []),
    tables: files ? `${ORMS[orm!.value.name].title}: ${files.from} (${why})` : `nowhere: ${why}`,
  };
}

/** @returns what the database suggests, or why it can't be asked */
async function asked(url: string): Promise<Proposal[] | string> {
  let db: ReturnType<typeof connect> | undefined;
  try {
    db = connect({ url, poolSize: 1, hostNames: true });
    return await proposeFrom(db);
  } catch (error) {
    const { message, code } = error as Error & { code?: string };
    return `the database can't be asked: ${withoutPasswords(message || code || String(error))}`;
  } finally {
    await db?.close();
  }
}
