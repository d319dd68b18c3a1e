import { useQuery } from '@tanstack/react-query';
import * as texts from '#texts/rows.ts';
import { exact } from '../../format/number.ts';
import { type ActivitiesFilter, activitiesCountQuery } from '../../numbers/opened/activities-query.ts';

interface DifferenceProps {
  /** Actions that the number takes off. */
  readonly minus: string | undefined;
  readonly filter: ActivitiesFilter;
  readonly total: number;
}

/** A number that takes some of its rows off: `310 = 420 added − 110 removed, in`. */
export function Difference({ minus, filter, total }: DifferenceProps) {
  const { data: removed } = useQuery({
    ...activitiesCountQuery({ ...filter, action: minus }),
    enabled: minus !== undefined,
  });
  if (minus === undefined || removed === undefined) return null;
  const added = total - removed;
  return (
    <>
      <span className="font-semibold text-ink">{exact(added - removed)}</span>
      {texts.difference(exact(added), exact(removed))}
    </>
  );
}
