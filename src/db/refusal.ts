/**
 * Why a database isn't taken. Waiting mends none of these: somebody has to change the database, the role or
 * an option. What may pass by itself (refused connections, a server that starts) is no refusal.
 *
 * `url`: the connection string can't be read. `sign_in`: the server lets this user not in. `missing`: no
 * such database. `not_postgres`: what answers is no PostgreSQL database. `version`, `encoding`: of the server
 * and of the database. `read_only`: a standby, or a role that may only read. `schema`: its name is taken by
 * PostgreSQL or by the platform. `tables`: tables of these names are somebody else's. `rights`: the role may
 * not do what is needed. `newer`, `behind`, `earlier`: the schema isn't this program's. `timezone`: days are kept in
 * another zone. `mapping`: a SELECT of `facts` can't be read. `citus`: tables can't be spread over machines here.
 */
export type RefusalCode =
  | 'url'
  | 'sign_in'
  | 'missing'
  | 'not_postgres'
  | 'version'
  | 'encoding'
  | 'read_only'
  | 'schema'
  | 'tables'
  | 'rights'
  | 'newer'
  | 'behind'
  | 'earlier'
  | 'timezone'
  | 'mapping'
  | 'citus';

/** A database that this program doesn't work with, and what to do about it. Permanent: see `RefusalCode`. */
export class DatabaseRefusal extends Error {
  override readonly name: string = 'DatabaseRefusal';
  readonly code: RefusalCode;
  readonly reason: string;
  /** What to do next; the message ends with it. */
  readonly remedy: string;

  constructor(code: RefusalCode, reason: string, remedy: string, cause?: unknown) {
    super(remedy === '' ? reason : `${reason}; ${remedy}`, cause === undefined ? {} : { cause });
    this.code = code;
    this.reason = reason;
    this.remedy = remedy;
  }
}

/** What PostgreSQL answers where it will answer the same again, by SQLSTATE. */
const answers: Readonly<Record<string, readonly [RefusalCode, remedy: string]>> = {
  '28P01': ['sign_in', 'check user and password in the database URL'],
  '28000': [
    'sign_in',
    'check the user in the database URL, and the line for it in pg_hba.conf: whether it asks for TLS (sslmode=require)',
  ],
  '3D000': ['missing', 'create that database first, or name another one in the database URL'],
  '42501': [
    'rights',
    'grant that right to the user of the database URL; docs/database.md names what is needed',
  ],
  '25006': ['read_only', 'name the primary server, and a role that may write, in the database URL'],
};

/**
 * The refusal that an error stands for: one of ours as it is, or PostgreSQL's answer to a wrong password and
 * its like. Undefined where trying again later may help.
 */
export function refusalOf(error: unknown): DatabaseRefusal | undefined {
  if (error instanceof DatabaseRefusal) return error;
  if (!(error instanceof Error) || !('severity' in error)) return undefined;
  const answer = answers[String((error as { code?: unknown }).code)];
  return answer && new DatabaseRefusal(answer[0], error.message, answer[1], error);
}
