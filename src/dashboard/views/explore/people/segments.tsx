import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import * as texts from '#texts/explore-people.ts';
import type { Segment } from '../../../../contract/families/segments/index.ts';
import { usePanel } from '../../../data/panel-context.ts';
import { carried } from '../../../data/url/range.ts';
import type { Raw } from '../../../data/url/search.ts';
import type { UsageSearch } from '../../../data/url/views.ts';
import { moment } from '../../../format/date.ts';
import { ConfirmButton } from '../../../ui/confirm-button.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { Section } from '../../../ui/section.tsx';
import { usePeople } from './question.ts';
import { removeSegment, segmentsQuery, versionsQuery } from './segments-query.ts';

/** Saved segments: their rules at a press, the reports of them, and what they were before. */
export function Segments() {
  const { data } = useQuery(segmentsQuery);
  if (!data || data.length === 0) return null;
  return (
    <Section title={texts.segments} note={texts.segmentsNote}>
      <ul className="panel divide-y divide-line">
        {data.map((segment) => (
          <SegmentItem key={segment.slug} segment={segment} />
        ))}
      </ul>
    </Section>
  );
}

function SegmentItem({ segment }: { segment: Segment }) {
  const { search, ask } = usePeople();
  const { slug, name, version, author, createdAt, rules } = segment;
  const zone = useZone();
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 px-4 py-3 sm:px-6">
      <div className="min-w-48 flex-1">
        <button
          type="button"
          className="font-medium hover:underline aria-[current=true]:text-signal-ink"
          aria-current={search.saved === slug ? 'true' : undefined}
          onClick={() => ask({ rules, saved: slug, sort: undefined, order: undefined })}
        >
          {name}
        </button>
        <p className="text-xs text-ink-3">
          <code>{slug}</code> ·{' '}
          {texts.versionBy(version, author ?? texts.formerOperator, moment(createdAt, zone))}
        </p>
        {version > 1 && <Versions slug={slug} />}
      </div>
      <Link
        to="/usage"
        search={(previous) => ({ ...carried(previous as Raw), segment: slug }) as UsageSearch}
        className="text-sm text-ink-2 underline hover:text-ink print:hidden"
      >
        {texts.useInReports}
      </Link>
      <ConfirmButton
        trigger={<Trash2 className="size-4" aria-hidden="true" />}
        look="icon"
        label={texts.removeWhat(name)}
        hint={texts.remove}
        title={texts.removeWhat(name)}
        confirm={texts.remove}
        act={() => removeSegment(slug)}
      >
        <p>{texts.removed}</p>
      </ConfirmButton>
    </li>
  );
}

/** The versions before, read once they are asked for. */
function Versions({ slug }: { slug: string }) {
  const [open, setOpen] = useState(false);
  const { ask } = usePeople();
  const zone = useZone();
  const { data } = useQuery({ ...versionsQuery(slug), enabled: open });
  return (
    <details className="group mt-1 text-xs text-ink-3" onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary className="inline-flex cursor-pointer items-center gap-1">
        <Disclosure /> {texts.versions}
      </summary>
      <ol className="mt-1 flex flex-col gap-1 ps-4.5">
        {data?.map(({ version, author, createdAt, rules, name }) => (
          <li key={version}>
            <button
              type="button"
              className="text-start hover:underline"
              onClick={() => ask({ rules, saved: slug, sort: undefined, order: undefined })}
            >
              {texts.versionBy(version, author ?? texts.formerOperator, moment(createdAt, zone))}: {name},{' '}
              <code className="wrap-anywhere">{rules}</code>
            </button>
          </li>
        ))}
      </ol>
    </details>
  );
}

function useZone(): string {
  const { timezone } = usePanel();
  return timezone;
}
