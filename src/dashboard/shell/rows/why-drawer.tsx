import { keepPreviousData, useQuery } from '@tanstack/react-query';
import * as texts from '#texts/why.ts';
import type { Why, WhySplit } from '../../../contract/families/explore/why.ts';
import { addressOf } from '../../data/address.ts';
import { call } from '../../data/call.ts';
import { usePanel } from '../../data/panel-context.ts';
import { rangeQuery } from '../../data/url/range.ts';
import type { Raw } from '../../data/url/search.ts';
import { usageSearch } from '../../data/url/views.ts';
import { span } from '../../format/date.ts';
import { exact, signed } from '../../format/number.ts';
import type { AskedWhy } from '../../numbers/opened/why-key.ts';
import { DownloadLink } from '../../ui/download-link.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { ErrorState, Loading, Skeleton } from '../../ui/states.tsx';
import { WhyParts } from './why-parts.tsx';
import { partLabel } from './why-words.ts';

interface WhyDrawerProps {
  readonly why: AskedWhy;
  readonly search: Raw;
  readonly onClose: () => void;
}

/** Why a number changed: a sentence, and each way in which the difference is split. */
export default function WhyDrawer({ why, search, onClose }: WhyDrawerProps) {
  const { feature } = usageSearch(search);
  const query = { ...rangeQuery(search), ...(feature && { feature }), ...why.filter, number: why.number };
  const { data, error, refetch } = useQuery({
    queryKey: ['why', query],
    queryFn: ({ signal }) => call('why', { query, signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Drawer
      title={texts.title(why.label)}
      onClose={onClose}
      aside={<DownloadLink href={addressOf('why', { ...query, format: 'csv' })} what={texts.theSplits} />}
      head={data && <Head why={data} />}
    >
      {data ? (
        <ol className="divide-y divide-line">
          {data.splits.map((split) => (
            <li key={split.dimension}>
              <WhyParts split={split} of={why.of} meta={data.meta} />
            </li>
          ))}
        </ol>
      ) : error ? (
        <div className="p-4 sm:p-6">
          <ErrorState error={error} onRetry={() => refetch()} />
        </div>
      ) : (
        <div className="flex flex-col gap-4 p-4 sm:p-6">
          <Loading />
          <Skeleton className="h-6 w-3/5" />
          <Skeleton className="h-48 w-full" />
        </div>
      )}
    </Drawer>
  );
}

function Head({ why }: { why: Why }) {
  const { before, after, difference, meta, splits } = why;
  const { comparison, timezone } = meta;
  return (
    <>
      <p role="status" className="mt-1.5 text-lg wrap-anywhere">
        <Sentence why={why} />
      </p>
      {before !== null && (
        <p className="mt-1 text-sm text-ink-2">
          {exact(before)} → {exact(after!)}{' '}
          <span className="font-semibold text-ink">{signed(difference!)}</span>
          {comparison && (
            <span className="text-ink-3">
              {' · '}
              {texts.compared(
                span(meta.start, meta.end, timezone),
                span(comparison.start, comparison.end, timezone),
              )}
            </span>
          )}
        </p>
      )}
      {Date.parse(meta.end) > Date.parse(meta.computedAt) && (
        <p className="mt-1 text-sm text-ink-3">{texts.soFar}</p>
      )}
      {splits.length > 0 && <p className="mt-1 text-sm text-ink-3">{texts.how}</p>}
    </>
  );
}

function Sentence({ why }: { why: Why }) {
  const { catalogue } = usePanel();
  const { difference, usual, splits } = why;
  const [first] = splits;
  if (difference === null) return texts.hidden;
  if (first?.explains)
    return causeIn(first, difference, (part) => partLabel(first.dimension, part, catalogue));
  if (difference === 0) return `${texts.nothing} ${texts.same}`;
  if (usual === null) return texts.nothing;
  return `${texts.nothing} ${Math.abs(difference) > usual ? texts.shared : texts.usual(exact(usual))}`;
}

function causeIn(
  { parts }: WhySplit,
  difference: number,
  label: (part: WhySplit['parts'][number]) => string,
): string {
  const named = parts.filter((part) => part.named);
  const told = named.map((part) => `${label(part)} ${signed(part.difference!)}`);
  const carried = named.reduce((sum, part) => sum + part.difference!, 0);
  const list = told.length < 2 ? told.join('') : told.slice(0, -1).join(', ') + texts.and + told.at(-1);
  return texts.cause(list, signed(difference), signed(difference - carried));
}
