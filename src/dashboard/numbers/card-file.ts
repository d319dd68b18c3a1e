import type { Meta } from '../../contract/common.ts';
import { dayIn } from '../format/date.ts';
import type { TableFile } from '../ui/save-button.tsx';
import type { CardGroup } from './metric-cluster.tsx';

/** The cards of a page to take along; what makes the file comes when it is asked for. */
export const cardFile = (page: string, groups: () => readonly CardGroup[], meta: Meta): TableFile => ({
  what: 'the numbers of this page with their trends',
  name: [page, 'numbers', dayIn(meta.timezone, meta.start)],
  rows: async () => (await import('./card-rows.ts')).cardRows(groups(), meta),
});
