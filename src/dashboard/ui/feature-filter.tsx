import { useNavigate, useSearch } from '@tanstack/react-router';
import * as texts from '#texts/ui.ts';
import { usePanel } from '../data/panel-context.ts';
import { compact, type Raw, text } from '../data/url/search.ts';
import { Select } from './select.tsx';

/** One feature or all of them; the whole page follows. */
export function FeatureFilter() {
  const { features } = usePanel().catalogue;
  const feature = text(useSearch({ strict: false }) as Raw, 'feature');
  const navigate = useNavigate();
  const choose = (value: string) => {
    const search = (previous: Raw) => compact({ ...previous, feature: value || undefined, page: undefined });
    void navigate({ to: '.', search });
  };
  return (
    <Select
      aria-label={texts.feature}
      className="w-40 max-sm:min-w-36 max-sm:flex-1"
      value={feature ?? ''}
      onChange={(e) => choose(e.target.value)}
    >
      <option value="">{texts.allFeatures}</option>
      {Object.entries(features).map(([name, { label }]) => (
        <option key={name} value={name}>
          {label}
        </option>
      ))}
    </Select>
  );
}
