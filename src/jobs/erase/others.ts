import type pg from 'pg';
import type { CatalogueInput } from '../../catalogue/index.ts';
import type { Database } from '../../db/connect.ts';
import type { Person } from '../../db/naming.ts';
import { findInDetails, type Holding, redactDetails } from './details.ts';
import { findNaming, type Naming, redactNaming } from './mentions.ts';

/** Rows of others that name the user. */
export interface Others {
  readonly naming: readonly Naming[];
  readonly details: readonly Holding[];
}

export const findOthers = async (db: Database, c: CatalogueInput, person: Person): Promise<Others> => ({
  naming: await findNaming(db, c, person.id),
  details: await findInDetails(db, c, person),
});

export const redactOthers = async (
  db: Database,
  client: pg.Pool | pg.PoolClient,
  { id }: Person,
  { naming, details }: Others,
  alias: string,
): Promise<number> =>
  (await redactDetails(db, client, details, alias)) + (await redactNaming(db, client, naming, id, alias));
