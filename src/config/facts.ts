import { ConfigError } from './error.ts';

export const factRelations = [
  'users',
  'creditTransactions',
  'referrals',
  'communityShares',
  'communityLikes',
] as const;

/** A SELECT for each relation that the platform's own tables hold. */
export type FactSelects = Readonly<Partial<Record<(typeof factRelations)[number], string>>>;

/**
 * Reads `facts` of a configuration file. Whether the SELECTs run is for the database to say.
 *
 * @throws ConfigError
 */
export function factsOf(given: unknown, where: string): FactSelects | undefined {
  if (given === undefined) return undefined;
  const names: readonly string[] = factRelations;
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new ConfigError(`facts in ${where} takes an object of SELECTs: ${names.join(', ')}`);
  for (const [name, sql] of Object.entries(given)) {
    if (!names.includes(name))
      throw new ConfigError(`facts.${name} in ${where} is unknown; accepted: ${names.join(', ')}`);
    if (sql !== undefined && (typeof sql !== 'string' || sql.trim() === ''))
      throw new ConfigError(`facts.${name} in ${where} takes a SELECT as text`);
  }
  return given as FactSelects;
}
