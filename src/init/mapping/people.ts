import { quoted } from '../tables/table.ts';
import { columnOf, createDraft, type Propose, tableOf } from './draft.ts';
import { CREATED, REFERRER } from './words.ts';

export const users: Propose = ({ users: table }) => {
  if (!table) return undefined;
  const d = createDraft('users', table);
  d.id();
  d.maybe('email', 'email email_address mail');
  const named = d.maybe('name', 'name display_name full_name username user_name nickname login handle');
  const first = columnOf(table, 'first_name given_name');
  const last = columnOf(table, 'last_name surname family_name');
  if (!named && first && last) d.put(`concat_ws(' ', ${quoted(first.name)}, ${quoted(last.name)})`, 'name');
  d.maybe('avatar_url', 'avatar_url avatar image image_url picture photo_url profile_image');
  d.maybe('role', 'role user_role');
  const staff = columnOf(table, 'is_internal internal is_staff staff');
  if (staff?.type === 'flag') d.put(quoted(staff.name), 'internal');
  d.instant(
    'created_at',
    `created_at signup_date signed_up_at registered_at date_joined joined_at ${CREATED}`,
  );
  d.instant('deleted_at', 'deleted_at removed_at deleted_on');
  return d.done();
};

export const referrals: Propose = ({ tables, users }) => {
  const table = tableOf(tables, 'referral userreferral referralrecord invite invitation');
  if (table) {
    const d = createDraft('referrals', table);
    d.id();
    d.need('referrer_id', columnOf(table, REFERRER), 'the id of who referred');
    const referee =
      'referee_id referee_user_id referred_id referred_user_id invitee_id invited_user_id new_user_id to_user_id referee';
    d.need('referee_id', columnOf(table, referee), 'the id of who came');
    d.maybe('code', 'code referral_code invite_code');
    const reward = columnOf(table, 'credit_reward reward_credits credits reward bonus');
    if (reward?.type === 'whole') d.put(quoted(reward.name), 'credit_reward');
    d.needInstant('created_at', `referred_at accepted_at ${CREATED}`);
    return d.done();
  }
  // Kept with the account that came.
  const by = users && columnOf(users, REFERRER);
  if (!users || !by) return undefined;
  const d = createDraft('referrals', users);
  d.id();
  d.put(quoted(by.name), 'referrer_id');
  d.put(quoted(users.key[0] ?? 'id'), 'referee_id');
  d.needInstant('created_at', CREATED);
  d.where(`${quoted(by.name)} is not null`);
  return d.done();
};
