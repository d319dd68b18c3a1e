import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { type Audit, createAudit } from '../audit/index.ts';
import { LastAdministrator } from '../auth/index.ts';
import type { Config } from '../config/index.ts';
import { type AuditedCommand, commandEndpoint } from '../contract/commands.ts';
import type { Database } from '../db/connect.ts';
import { BadRequest } from '../reports/errors.ts';
import { databaseSecret } from '../secrets/database-secret.ts';
import { CliError, messageOf } from './errors.ts';
import {
  analyticsOptions,
  type Flags,
  note,
  type OpenedInstallation,
  type OpenFlags,
  openAnalytics,
} from './shared.ts';

/** What a command is about to do, for the audit log. */
export interface Doing {
  readonly command: AuditedCommand;
  /** The user whom it is about. */
  readonly target?: string | undefined;
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
  /** It is there for databases that may not take a row: goes on without. */
  readonly evenUnaudited?: boolean | undefined;
}

/**
 * Does the work between two rows of the audit log: who (the account of the system), which command, about whom,
 * before any data is read or changed; how it ended after it.
 */
export async function accounted<T>(
  { db, config }: { db: Database; config: Config },
  doing: Doing,
  work: () => Promise<T>,
): Promise<T> {
  const { secret, auditHeadFile: headFile } = analyticsOptions(config);
  const onError = (error: unknown) => note(`the audit log: ${messageOf(error)}`);
  const access = {
    requestId: randomUUID(),
    actor: `cli:${accountName()}`,
    endpoint: commandEndpoint(doing.command),
    target: doing.target ?? null,
    parameters: doing.parameters ?? null,
  };
  let audit: Audit | undefined;
  try {
    const key = secret ?? (await databaseSecret(db)).secret;
    audit = createAudit(db, {
      secret: key,
      now: Date.now,
      headFile,
      onError: doing.evenUnaudited ? () => {} : onError,
    });
    await audit.begin(access);
  } catch (error) {
    await audit?.close().catch(() => {});
    if (!doing.evenUnaudited) throw error;
    note(`this isn't in the audit log: ${messageOf(error)}`);
    audit = undefined;
  }
  try {
    const done = await work();
    audit?.complete(access, 200, null);
    return done;
  } catch (error) {
    audit?.complete(access, statusOf(error), null);
    throw error;
  } finally {
    await audit?.close().catch(onError);
  }
}

/** Opens what a command needs, does its work between two rows of the audit log, and closes it however that ends. */
export async function withAnalytics<T>(
  flags: Flags,
  doing: Doing,
  work: (opened: OpenedInstallation) => Promise<T>,
  o: OpenFlags = {},
): Promise<T> {
  const opened = await openAnalytics(flags, o);
  try {
    return await accounted(opened, doing, () => work(opened));
  } finally {
    await opened.close();
  }
}

/** As an endpoint would answer. */
function statusOf(error: unknown): number {
  if (error instanceof LastAdministrator) return 409;
  if (error instanceof BadRequest) return 400;
  if (!(error instanceof CliError)) return 500;
  return error.exitCode === 1 ? 404 : 400;
}

/** Containers run under numbers that no account goes with. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid-${process.getuid?.() ?? 'unknown'}`;
  }
}
