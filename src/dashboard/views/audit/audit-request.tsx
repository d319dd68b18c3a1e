import * as texts from '#texts/audit.ts';
import type { AuditEntry } from '../../../contract/families/audit/index.ts';
import { usePanel } from '../../data/panel-context.ts';
import { second } from '../../format/date.ts';
import { EndpointName } from '../../ui/endpoint-name.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { OutcomeBadge } from './outcome-badge.tsx';
import { parameterFacts, parameterWords } from './parameter-words.ts';

/** One request of a page view; it opens to all that was asked. */
export function AuditRequest({ entry, zone }: { entry: AuditEntry; zone: string }) {
  const { catalogue } = usePanel();
  const asked = parameterWords(entry.parameters, catalogue).join(', ');
  return (
    <li>
      <details>
        <summary className="flex items-baseline gap-x-3 py-1.5 text-xs -outline-offset-2 hover:bg-sunken/60">
          <span className="min-w-0 flex-1 text-ink-2 sm:truncate" title={asked || undefined}>
            <span className="text-ink">
              <EndpointName name={entry.endpoint} />
            </span>
            {asked && `, ${asked}`}
          </span>
          <OutcomeBadge entry={entry} />
        </summary>
        <div className="pb-3 ps-3">
          <RequestFacts entry={entry} zone={zone} />
        </div>
      </details>
    </li>
  );
}

/** When, what and by whom, to the last parameter. */
export function RequestFacts({ entry, zone }: { entry: AuditEntry; zone: string }) {
  const { catalogue } = usePanel();
  const { at, completedAt, status, endpoint, parameters, actor, requestId } = entry;
  return (
    <FactList
      facts={[
        { label: texts.began, value: second(at, zone) },
        {
          label: texts.ended,
          value: completedAt ? texts.status(second(completedAt, zone), status) : texts.noEndWasWritten,
        },
        { label: texts.request, value: <EndpointName name={endpoint} /> },
        ...parameterFacts(parameters, catalogue),
        { label: texts.by, value: <span className="font-mono text-xs">{actor.id ?? '–'}</span> },
        { label: texts.requestId, value: <span className="font-mono text-xs">{requestId}</span> },
      ]}
    />
  );
}
