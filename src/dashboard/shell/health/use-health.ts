import { useQuery } from '@tanstack/react-query';
import { usePanel } from '../../data/panel-context.ts';
import { todayQuery } from '../../data/today-query.ts';
import { useRange } from '../../data/use-range.ts';
import { activityLine, databaseLine, type HealthLine, systemLines } from './health.ts';
import { healthQuery, readinessQuery } from './health-query.ts';

/** How the installation does, as far as the operator may know; null until the first answers are there. */
export function useHealth(): readonly HealthLine[] | null {
  const { operator } = usePanel();
  const { zone } = useRange();
  const enabled = operator.role === 'admin';
  const readiness = useQuery(readinessQuery);
  const today = useQuery({ ...todayQuery(zone), enabled });
  const system = useQuery({ ...healthQuery, enabled });
  if (readiness.data === undefined || (enabled && (today.isPending || system.isPending))) return null;
  return [
    ...(today.data ? [activityLine(today.data, zone, Date.now())] : []),
    ...(system.data ? systemLines(system.data) : []),
    databaseLine(readiness.data),
  ];
}
