import { bracketed, type UsersExportQuery } from '../../contract/index.ts';
import { BadRequest } from '../errors.ts';

type Asked = Pick<UsersExportQuery, 'people' | 'sortAs' | 'anonymize'> & {
  readonly groupBy?: readonly string[] | undefined;
  readonly parts?: readonly string[] | undefined;
};

/**
 * Conditions on people are about rows of people by name.
 *
 * @throws BadRequest beside what has no such rows
 */
export function refuseFilter({ people, sortAs, anonymize, groupBy, parts }: Asked): void {
  const why = anonymize
    ? "is refused with anonymize=true: who meets a condition, and who doesn't, would tell of a few; leave one of them out"
    : groupBy
      ? 'is about rows of users, and groupBy asks for groups; leave one of them out'
      : parts && !parts.includes('users')
        ? 'is about rows of users, and parts leaves them out; add users to parts'
        : null;
  if (!why) return;
  const given = Object.keys(people ?? {}).map((name) => bracketed('people', name));
  if (sortAs !== 'now') given.push('sortAs');
  if (given.length > 0) throw new BadRequest(Object.fromEntries(given.map((name) => [name, why])));
}
