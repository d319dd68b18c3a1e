import { useQuery } from '@tanstack/react-query';
import * as texts from '#texts/explore.ts';
import { usePanel } from '../../data/panel-context.ts';
import type { Change } from '../../data/use-ask.ts';
import { Check } from '../../ui/check.tsx';
import { Select } from '../../ui/select.tsx';
import { segmentsQuery } from './people/segments-query.ts';
import type { WhomSearch } from './whom.ts';

interface WhomChoiceProps {
  readonly search: WhomSearch;
  readonly onChange: (change: Change<WhomSearch>) => void;
}

/** Whose activity it is about: everybody's or a segment's, with or without staff. */
export function WhomChoice({ search: { internal, segment }, onChange }: WhomChoiceProps) {
  return (
    <>
      <SegmentChoice slug={segment} onChange={(slug) => onChange({ segment: slug })} />
      <Check
        label={texts.includeStaff}
        checked={internal === 'with'}
        onChange={(on) => onChange({ internal: on ? 'with' : undefined })}
      />
    </>
  );
}

interface SegmentChoiceProps {
  readonly slug: string | undefined;
  readonly onChange: (slug: string | undefined) => void;
}

/** Nothing where no segment is saved, or none may be seen. */
function SegmentChoice({ slug, onChange }: SegmentChoiceProps) {
  const { operator } = usePanel();
  const { data = [] } = useQuery({ ...segmentsQuery, enabled: operator.role === 'admin' });
  const isKnown = slug === undefined || data.some((segment) => segment.slug === slug);
  if (data.length === 0 && slug === undefined) return null;
  return (
    <Select
      aria-label={texts.ofWhom}
      value={slug ?? ''}
      onChange={({ target: { value } }) => onChange(value === '' ? undefined : value)}
    >
      <option value="">{texts.ofEverybody}</option>
      {data.map((segment) => (
        <option key={segment.slug} value={segment.slug}>
          {segment.name}
        </option>
      ))}
      {!isKnown && <option value={slug}>{slug}</option>}
    </Select>
  );
}
