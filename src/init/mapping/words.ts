/** Names that columns go by, the likeliest first. */
export const CREATED = 'created_at created created_on inserted_at date_created creation_date date timestamp';
export const USER = 'user_id account_id member_id customer_id owner_id profile_id user uid';
export const REFERRER =
  'referrer_id referrer_user_id inviter_id referred_by referred_by_id invited_by from_user_id referrer';
