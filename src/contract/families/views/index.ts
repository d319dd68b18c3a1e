import { z } from 'zod';
import { Instant } from '../../common.ts';
import { family } from '../family.ts';
import { viewsRoutes } from './routes.ts';

const NAME = 'takes a name of 1 to 100 characters';
const PATH = 'takes a page of the panel, such as usage or users/u-17, without a slash before it';
const SEARCH = 'takes what follows the question mark of an address, up to 2,000 characters';

const name = z.string(NAME).trim().min(1, NAME).max(100, NAME);
const path = z
  .string(PATH)
  .max(600, PATH)
  .regex(/^[a-z-]+(?:\/[^/?#\\\s\p{Cc}]+)*$/u, PATH);
const search = z
  .string(SEARCH)
  .max(2_000, SEARCH)
  .regex(/^[^?#\s\p{Cc}]*$/u, SEARCH);

export const SavedView = z.object({
  id: z.string(),
  name: z.string(),
  /** Below the panel's own address: `usage`. */
  path: z.string(),
  /** What follows the question mark, none where it is empty. */
  search: z.string(),
  /** Every operator sees it. */
  shared: z.boolean(),
  /** You saved it. */
  mine: z.boolean(),
  /** You may change and remove it: your own, as an administrator any that is shared. */
  editable: z.boolean(),
  /** You have it at hand. */
  pinned: z.boolean(),
  /** E-mail of whoever saved it; null once they were removed. */
  owner: z.string().nullable(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type SavedView = z.infer<typeof SavedView>;

const answer = z.object({ view: SavedView });
const viewParams = { params: z.object({ viewId: z.guid() }) };

const viewId = { params: { viewId: '0d3c5a54-4c9e-4a0f-9d7b-2f1f1f6f6f10' } };
const GONE = { 404: "There is no view of this id, or it isn't shared with you." };

export const views = family({
  title: 'Saved views',
  description: 'Views of the panel under a name, for oneself or for every operator.',
  routes: viewsRoutes,
  endpoints: {
    views: {
      summary: 'Saved views: your own, and those that others share',
      schema: { answer: z.object({ views: z.array(SavedView) }) },
      example: {
        description: 'By name. They belong to operators, so that the sample platform has none of its own.',
      },
    },
    saveView: {
      summary: 'Save a view of the panel under a name',
      schema: {
        body: z.strictObject({
          name,
          path,
          search: search.default(''),
          shared: z.boolean('takes true or false').default(false),
          pinned: z.boolean('takes true or false').default(false),
        }),
        answer,
      },
      example: {
        body: {
          name: 'Captions, board',
          path: 'reports',
          search: 'by=theme%2Cday&period=90days',
          shared: true,
        },
        status: 201,
        errors: { 409: 'You have saved 200 views, which is the most: remove one first.' },
      },
    },
    changeView: {
      summary: 'Pin a view; rename, move or share one that you may edit',
      schema: {
        ...viewParams,
        body: z
          .strictObject({
            name: name.optional(),
            path: path.optional(),
            search: search.optional(),
            shared: z.boolean('takes true or false').optional(),
            pinned: z.boolean('takes true or false').optional(),
          })
          .refine(
            (change) => Object.keys(change).length > 0,
            'takes at least one of name, path, search, shared, pinned',
          ),
        answer,
      },
      example: {
        ...viewId,
        body: { pinned: true },
        description:
          'Pinning is for yourself, and for any view you see. Everything else is for your own, and for administrators any shared one.',
        errors: { ...GONE, 403: 'It is someone else’s.' },
      },
    },
    removeView: {
      summary: 'Remove a view that you may edit',
      schema: { ...viewParams, answer: null },
      example: { ...viewId, errors: { ...GONE, 403: 'It is someone else’s.' } },
    },
  },
});
