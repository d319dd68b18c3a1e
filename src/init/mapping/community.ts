import type { Table } from '../tables/table.ts';
import { createDraft, type Propose, referenceTo, tableOf } from './draft.ts';
import { putKind } from './kind.ts';
import { CREATED, USER } from './words.ts';

const sharesIn = (tables: readonly Table[]) =>
  tableOf(tables, 'communityshare share shareditem sharedmedia sharedsession communitypost post');

export const communityShares: Propose = async ({ tables, users, valuesOf }) => {
  const table = sharesIn(tables);
  if (!table) return undefined;
  const d = createDraft('communityShares', table);
  d.id();
  const owner = referenceTo(table, users, `owner_id shared_by shared_by_id author_id creator_id ${USER}`);
  d.need('owner_id', owner, "the owner's id");
  await putKind(d, table, {
    known: ['session', 'media'],
    names: 'kind type item_type content_type share_type target_type',
    otherwise: undefined,
    valuesOf,
  });
  d.needInstant('shared_at', `shared_at published_at ${CREATED}`);
  d.instant('removed_at', 'removed_at unshared_at unpublished_at deleted_at');
  return d.done();
};

export const communityLikes: Propose = ({ tables, users }) => {
  const table = tableOf(tables, 'communitylike like sharelike postlike favorite favourite heart');
  if (!table) return undefined;
  const d = createDraft('communityLikes', table);
  d.id();
  d.need('user_id', referenceTo(table, users, `user_id liked_by liker_id ${USER}`), "the user's id");
  const share = 'share_id community_share_id shared_item_id post_id item_id';
  d.need('share_id', referenceTo(table, sharesIn(tables), share), "the share's id");
  d.needInstant('created_at', `liked_at ${CREATED}`);
  d.instant('removed_at', 'removed_at unliked_at deleted_at');
  return d.done();
};
