import type { UseQueryResult } from '@tanstack/react-query';
import * as texts from '#texts/explore-people.ts';
import * as nouns from '#texts/nouns.ts';
import type { PeopleSize } from '../../../../contract/families/explore/people.ts';
import { exact } from '../../../format/number.ts';
import { told } from '../told-count.ts';

/** How many fit, of how many; told anew as the rules change. */
export function Size({ report }: { report: UseQueryResult<PeopleSize> }) {
  const { data, isPlaceholderData } = report;
  const size = data?.size ?? null;
  return (
    <p
      role="status"
      className={`flex min-h-10 flex-wrap items-baseline gap-x-2 transition-opacity ${isPlaceholderData ? 'opacity-60' : ''}`}
    >
      {data && (
        <>
          <span className="text-3xl font-semibold tracking-tight tabular-nums">{told(size)}</span>
          <span className="text-ink-2">{nouns.people(size ?? 0)}</span>
          <span className="text-sm text-ink-3">
            {size === null ? texts.tooFew : texts.ofAll(exact(data.of))}
          </span>
        </>
      )}
    </p>
  );
}
