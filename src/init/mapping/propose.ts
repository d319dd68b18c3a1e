import {
  type RelationColumn,
  type RelationName,
  relationColumns,
  relationNames,
} from '../../db/relations.ts';
import type { Table } from '../tables/table.ts';
import { communityLikes, communityShares } from './community.ts';
import { type Draft, emptyDraft, type Propose, tableOf, type ValuesOf } from './draft.ts';
import { creditTransactions } from './money.ts';
import { referrals, users } from './people.ts';

const propose: Readonly<Record<RelationName, Propose>> = {
  users,
  creditTransactions,
  referrals,
  communityShares,
  communityLikes,
};

/** A SELECT for each relation, as the names and types of the host's tables suggest it. */
export async function proposeMapping(tables: readonly Table[], valuesOf: ValuesOf): Promise<Draft[]> {
  const accounts = tableOf(tables, 'user appuser account member customer profile person people');
  const drafts: Draft[] = [];
  for (const name of relationNames) {
    const draft = await propose[name]({ tables, users: accounts, valuesOf });
    drafts.push(draft ?? emptyDraft(name, neededOf(name)));
  }
  return drafts;
}

const neededOf = (name: RelationName): string[] =>
  Object.entries<RelationColumn>(relationColumns[name]).flatMap(([column, { otherwise }]) =>
    otherwise === undefined ? [column] : [],
  );
