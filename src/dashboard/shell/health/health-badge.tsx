import { Link } from '@tanstack/react-router';
import { CircleAlert, CircleCheck } from 'lucide-react';
import * as texts from '#texts/health.ts';
import { usePanel } from '../../data/panel-context.ts';
import { carried } from '../../data/url/range.ts';
import { compact, type Raw } from '../../data/url/search.ts';
import { exact } from '../../format/number.ts';
import { Popover } from '../../ui/popover.tsx';
import { type HealthLine, summaryOf } from './health.ts';
import { useHealth } from './use-health.ts';

/** How the installation does, on every page: a sign, in words where there is room, that opens to its parts. */
export default function HealthBadge() {
  const lines = useHealth();
  const { operator } = usePanel();
  if (!lines) return null;
  const { text, troubles } = summaryOf(lines);
  return (
    <Popover
      label={texts.health}
      look="quiet"
      align="end"
      className="w-96"
      trigger={
        <span className={`flex items-center gap-1.5 ${troubles === 0 ? '' : 'text-bad'}`} title={text}>
          <Sign well={troubles === 0} />
          <span className={troubles === 0 ? 'sr-only' : 'max-xl:sr-only'}>{text}</span>
          {troubles > 1 && (
            <span className="xl:hidden" aria-hidden="true">
              {exact(troubles)}
            </span>
          )}
        </span>
      }
    >
      {(close) => (
        <ul aria-label={texts.health} className="divide-y divide-line px-4 py-1">
          {lines.map((line) => (
            <li key={line.label} className="flex items-start gap-3 py-2.5 text-sm">
              <Sign well={line.well} />
              <span className="w-24 shrink-0 text-ink-3">{line.label}</span>
              <span className="min-w-0 flex-1">
                {operator.role === 'admin' ? <Way line={line} onGo={close} /> : line.text}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}

function Sign({ well }: { well: boolean }) {
  const Icon = well ? CircleCheck : CircleAlert;
  return <Icon className={`mt-0.5 size-4 shrink-0 ${well ? 'text-good' : 'text-bad'}`} aria-hidden="true" />;
}

/** The line as the way to what tells more. */
function Way({ line: { text, at, day }, onGo }: { line: HealthLine; onGo: () => void }) {
  if (day !== undefined) {
    const search = (previous: Raw) =>
      compact({ ...carried(previous), period: undefined, startDate: day, endDate: day });
    return (
      <Link to="/analytics" search={search} onClick={onGo} className="link">
        {text}
      </Link>
    );
  }
  if (at === undefined) return text;
  return (
    <Link to="/system" hash={at} search={carried} onClick={onGo} className="link">
      {text}
    </Link>
  );
}
