import type { Database } from '../db/connect.ts';
import { recordFacts } from '../ingest/facts.ts';
import { identifyUsers } from '../ingest/identify.ts';
import { type Facts, iso } from './facts.ts';
import type { SamplePerson } from './people.ts';

/** Accounts first, so that staff counts as internal from their first activity on. */
export async function writePeople(db: Database, people: readonly SamplePerson[]): Promise<void> {
  const known = people.filter((person) => person.identified);
  const identities = known.map(({ id, email, name, role, staff, createdAt }) => ({
    userId: id,
    email,
    name,
    role,
    internal: staff,
    createdAt: iso(createdAt),
  }));
  demandTaken(await identifyUsers(db, identities));
}

export async function writeFacts(db: Database, facts: Facts): Promise<void> {
  for (const name of ['creditTransactions', 'referrals', 'communityShares', 'communityLikes'] as const)
    demandTaken(await recordFacts(db, name, facts[name]));
}

function demandTaken(outcomes: readonly { outcome: string }[]): void {
  const odd = outcomes.find(({ outcome }) => outcome !== 'recorded');
  if (odd) throw new Error(`the sample wasn't taken whole: ${JSON.stringify(odd)}`);
}
