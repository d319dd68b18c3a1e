import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import * as texts from '#texts/rows.ts';
import * as why from '#texts/why.ts';
import type { PanelCatalogue } from '../../../contract/families/panel/index.ts';
import { usePanel } from '../../data/panel-context.ts';
import { rowsSearch, withoutRows } from '../../data/url/rows.ts';
import type { Raw } from '../../data/url/search.ts';
import { openedBy } from '../../numbers/opened/opened.ts';
import type { OpenedRows } from '../../numbers/opened/opened-rows.ts';
import { askedWhy } from '../../numbers/opened/why-key.ts';
import { Drawer } from '../../ui/drawer.tsx';
import { later } from '../../ui/later.tsx';
import { ActivityRows } from './activity-rows.tsx';
import { FactRows } from './fact-rows.tsx';
import { partLabel } from './why-words.ts';

const WhyDrawer = later(() => import('./why-drawer.tsx'));

/** What a number counted, or why it changed, over whatever page it stands on. */
export default function RowsDrawer() {
  const search = useSearch({ strict: false }) as Raw;
  const { operator, catalogue } = usePanel();
  const key = rowsSearch(search).rows ?? '';
  const opened = openedBy(key, catalogue);
  const close = useClose();
  const asked = askedWhy(key, catalogue);
  if (asked) return <WhyDrawer key={key} why={asked} search={search} onClose={close} />;
  // An address may be an administrator's.
  if (operator.role !== 'admin') return null;
  if (opened?.list) return <FactRows key={opened.label} opened={opened} search={search} onClose={close} />;
  if (opened)
    return <ActivityRows key={key} opened={inWords(opened, catalogue)} search={search} onClose={close} />;
  return (
    <Drawer title={texts.activities} head={null} onClose={close}>
      <p className="p-6 text-ink-2">{texts.noSuchList}</p>
    </Drawer>
  );
}

/** With the part in its name, and with what people of a counter are. */
function inWords(opened: OpenedRows, c: PanelCatalogue): OpenedRows {
  const { part, label, definition } = opened;
  return {
    ...opened,
    label: part ? `${label}: ${partLabel(part.dimension, { ...part, label: part.key }, c)}` : label,
    definition: definition || why.whoHasAny,
  };
}

/** Back, where that is the page below; otherwise the page below in its place. */
function useClose(): () => void {
  const router = useRouter();
  const navigate = useNavigate();
  return () => {
    if (router.state.location.state.opened) router.history.back();
    else void navigate({ to: '.', search: withoutRows, replace: true, resetScroll: false });
  };
}
