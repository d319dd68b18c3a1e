import type { viewsRoutes } from '../../contract/routes/views.ts';
import type { ExamplesOf } from './example.ts';

const viewId = { params: { viewId: '0d3c5a54-4c9e-4a0f-9d7b-2f1f1f6f6f10' } };
const GONE = { 404: 'There is no view of this id, or it is not shared with you.' };

export const viewsExamples: ExamplesOf<typeof viewsRoutes> = {
  views: {
    description: 'By name. They belong to operators, so that the sample platform has none of its own.',
  },
  saveView: {
    body: { name: 'Captions, board', path: 'reports', search: 'by=theme%2Cday&period=90days', shared: true },
    status: 201,
    errors: { 409: 'You have saved 200 views, which is the most: remove one first.' },
  },
  changeView: {
    ...viewId,
    body: { pinned: true },
    description:
      'Pinning is for yourself, and for any view you see. Everything else is for your own, and for administrators any shared one.',
    errors: { ...GONE, 403: 'It is someone else’s.' },
  },
  removeView: { ...viewId, errors: { ...GONE, 403: 'It is someone else’s.' } },
};
