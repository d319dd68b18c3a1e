import { z } from 'zod';
import { Instant } from '../common.ts';
import type { viewsRoutes } from '../routes/views.ts';
import type { SchemasOf } from './schema.ts';

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
const viewId = z.object({ viewId: z.guid() });

export const viewsSchemas = {
  views: { answer: z.object({ views: z.array(SavedView) }) },
  saveView: {
    body: z.strictObject({
      name,
      path,
      search: search.default(''),
      shared: z.boolean('takes true or false').default(false),
      pinned: z.boolean('takes true or false').default(false),
    }),
    answer,
  },
  changeView: {
    params: viewId,
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
  removeView: { params: viewId, answer: null },
} satisfies SchemasOf<typeof viewsRoutes>;
