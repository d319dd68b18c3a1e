import { useNavigate, useSearch } from '@tanstack/react-router';
import { usePanel } from '../api/panel-context.ts';
import { Select } from '../ui/select.tsx';
import { compact, type Raw, text } from '../url/search.ts';

/** One feature or all of them; the whole page follows. */
export function FeatureFilter() {
  const { features } = usePanel().catalogue;
  const feature = text(useSearch({ strict: false }) as Raw, 'feature');
  const navigate = useNavigate();
  const choose = (value: string) => {
    const search = (previous: Raw) => compact({ ...previous, feature: value || undefined, page: undefined });
    void navigate({ to: '.', search: search as never });
  };
  return (
    <Select
      aria-label="Feature"
      className="w-40 max-sm:min-w-36 max-sm:flex-1"
      value={feature ?? ''}
      onChange={(e) => choose(e.target.value)}
    >
      <option value="">All features</option>
      {Object.entries(features).map(([name, { label }]) => (
        <option key={name} value={name}>
          {label}
        </option>
      ))}
    </Select>
  );
}
