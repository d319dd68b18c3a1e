import { getRouteApi } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import * as texts from '#texts/usage.ts';
import type { UsageSearch } from '../../data/url/views.ts';
import { exact } from '../../format/number.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { PAGE_SIZE } from './users-query.ts';

const SIZES = [20, 50, 100];
const route = getRouteApi('/usage');

/** Where in the list this page is, and the way to the others. */
export function Pager({ search, total }: { search: UsageSearch; total: number }) {
  const navigate = route.useNavigate();
  const page = search.page ?? 1;
  const size = search.size ?? PAGE_SIZE;
  const pages = Math.max(1, Math.ceil(total / size));
  const first = total === 0 ? 0 : (page - 1) * size + 1;
  const show = (change: Partial<UsageSearch>) =>
    void navigate({ search: (previous) => ({ ...previous, ...change }), resetScroll: false });
  const turn = (to: number) => show({ page: to === 1 ? undefined : to });
  return (
    <nav
      aria-label={texts.pages}
      className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-2.5 text-sm text-ink-2"
    >
      <p role="status">
        {texts.of(exact(Math.min(first, total)), exact(Math.min(page * size, total)), exact(total))}
      </p>
      <span className="flex items-center gap-2 print:hidden">
        <Select
          aria-label={texts.rowsOnPage}
          value={size}
          onChange={(e) =>
            show({
              size: Number(e.target.value) === PAGE_SIZE ? undefined : Number(e.target.value),
              page: undefined,
            })
          }
        >
          {[...new Set([...SIZES, size])].map((n) => (
            <option key={n} value={n}>
              {texts.rows(n)}
            </option>
          ))}
        </Select>
      </span>
      <span className="ms-auto flex items-center gap-1">
        <Button
          look="icon"
          aria-label={texts.previousPage}
          disabled={page <= 1}
          onClick={() => turn(page - 1)}
        >
          <ChevronLeft className="size-4 rtl:rotate-180" aria-hidden="true" />
        </Button>
        <span className="px-1">{texts.pageOf(exact(page), exact(pages))}</span>
        <Button
          look="icon"
          aria-label={texts.nextPage}
          disabled={page >= pages}
          onClick={() => turn(page + 1)}
        >
          <ChevronRight className="size-4 rtl:rotate-180" aria-hidden="true" />
        </Button>
      </span>
    </nav>
  );
}
