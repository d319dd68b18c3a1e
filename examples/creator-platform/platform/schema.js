/** Tables of the platform itself. Its analytics keep theirs in a schema of their own, `analytics`. */
export const schema = `
create table if not exists accounts (
  id uuid primary key default gen_random_uuid(),
  email text not null unique,
  name text not null,
  password text not null,
  operator boolean not null default false,
  invite_code text not null unique default substr(md5(gen_random_uuid()::text), 1, 12),
  credits integer not null default 5,
  created_at timestamptz not null default now()
);
create table if not exists sign_ins (
  token_hash text primary key,
  account_id uuid not null references accounts,
  ends_at timestamptz not null default now() + interval '14 days'
);
create table if not exists referrals (
  id uuid primary key default gen_random_uuid(),
  referrer_id uuid not null references accounts,
  referee_id uuid not null unique references accounts,
  credits integer not null,
  created_at timestamptz not null default now()
);
create table if not exists sessions (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references accounts,
  title text not null,
  created_at timestamptz not null default now()
);
create table if not exists captions (
  id uuid primary key default gen_random_uuid(),
  session_id uuid not null references sessions,
  text text not null,
  created_at timestamptz not null default now()
);
create table if not exists media (
  id uuid primary key default gen_random_uuid(),
  session_id uuid not null references sessions,
  name text not null,
  colours text[] not null,
  created_at timestamptz not null default now()
);
create table if not exists purchases (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references accounts,
  cents integer not null,
  credits integer not null,
  created_at timestamptz not null default now()
);
create table if not exists shares (
  id uuid primary key default gen_random_uuid(),
  session_id uuid not null unique references sessions,
  created_at timestamptz not null default now()
);
create table if not exists likes (
  id uuid primary key default gen_random_uuid(),
  share_id uuid not null references shares,
  account_id uuid not null references accounts,
  created_at timestamptz not null default now(),
  unique (share_id, account_id)
);
`;
