import * as texts from '#texts/health.ts';
import type { SystemReport } from '../../../contract/families/operation/index.ts';
import { trackingRoutes } from '../../../contract/families/tracking/routes.ts';
import type { Today } from '../../../contract/reports.ts';
import { ago, sinceWhen } from '../../format/date.ts';
import { exact } from '../../format/number.ts';
import { milliseconds } from '../../format/size.ts';
import { silenceOf } from './silence.ts';
import { PARTS, SLOW_INGEST_MS } from './troubles.ts';

/** One thing that can be well or not. */
export interface HealthLine {
  readonly label: string;
  /** As it stands: `473 letters waiting`. */
  readonly text: string;
  readonly well: boolean;
  /** Part of the System page that tells more. */
  readonly at?: string;
  /** The day that tells more: `2026-08-24`. */
  readonly day?: string;
}

/** What the answer about readiness says is in the way; null where nothing is. */
export const databaseLine = (obstacle: string | null): HealthLine => ({
  label: texts.database,
  text: obstacle ?? texts.takesReadsWrites,
  well: obstacle === null,
  at: PARTS.process,
});

export function activityLine(today: Today, zone: string, now: number): HealthLine {
  const { lastActivityAt: last } = today;
  const label = texts.activity;
  if (last === null) return { label, text: texts.noneYet, well: true };
  const silence = silenceOf(today);
  const { words, day } = sinceWhen(last, zone, now);
  if (!silence) return { label, text: texts.last(ago(last, now)), well: true, day };
  const { usual } = silence;
  const typical = usual ? texts.typicalForThisTime(exact(usual.low), exact(usual.high)) : '';
  return { label, text: texts.noneSinceCheckYour(words, typical), well: false, day };
}

export function systemLines({ ingest, deadLetters, endpoints }: SystemReport): HealthLine[] {
  const letters = deadLetters.total;
  const refused = endpoints
    .filter(({ endpoint }) => Object.hasOwn(trackingRoutes, endpoint))
    .reduce((sum, { lastHour }) => sum + lastHour.clientErrors + lastHour.serverErrors, 0);
  const slow = ingest.lagMs > SLOW_INGEST_MS;
  return [
    {
      label: texts.deadLetters,
      text: letters === 0 ? texts.none : texts.lettersWaiting(exact(letters), letters),
      well: letters === 0,
      at: PARTS.letters,
    },
    {
      label: texts.lag,
      text: slow
        ? texts.activityWaitsBeWritten(milliseconds(ingest.lagMs))
        : ingest.lagMs === 0
          ? texts.nothingWaits
          : texts.untilWritten(milliseconds(ingest.lagMs)),
      well: !slow,
      at: PARTS.ingest,
    },
    {
      label: texts.refused,
      text: ingest.queueFull
        ? texts.queueFullTurnsActivity
        : refused === 0
          ? texts.nothingInLastHour
          : texts.requestsRefused(exact(refused), refused),
      well: refused === 0 && !ingest.queueFull,
      at: ingest.queueFull ? PARTS.ingest : PARTS.endpoints,
    },
  ];
}

/** The whole in a few words. */
export function summaryOf(lines: readonly HealthLine[]): { text: string; troubles: number } {
  const [first, ...more] = lines.filter(({ well }) => !well);
  if (!first) return { text: texts.allIsWell, troubles: 0 };
  const troubles = more.length + 1;
  return { text: more.length === 0 ? SHORT(first) : texts.thingsLookAt(exact(troubles)), troubles };
}

/** A trouble without its advice: `Activity: none since Aug 24`. */
const SHORT = ({ label, text }: HealthLine) => {
  const [first = ''] = text.split('. ');
  return `${label}: ${texts.continued(first)}`;
};
