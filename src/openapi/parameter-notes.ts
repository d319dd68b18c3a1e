import type { BracketedField, EndpointName } from '../contract/index.ts';

export interface ParameterNote {
  readonly description: string;
  readonly example?: unknown;
}

/** Parameters that mean the same wherever they are taken. A schema's own `.describe()` comes before these. */
export const COMMON: Readonly<Record<string, ParameterNote>> = {
  period: {
    description:
      'Range by name: `today`, `yesterday`, `week` (ISO), `month`, `quarter`, `year` (each up to now), `last_week`, `last_month`, `last_quarter`, `last_year` (whole), `all` (from the earliest thing that the report counts; compared with nothing), N local days including today (`7days`, `90d`) or rolling hours (`24h`). Not with `startDate`/`endDate`.',
  },
  startDate: { description: 'Start, inclusive: a date, or an instant with offset.', example: '2026-03-01' },
  endDate: { description: 'End: a date includes that day, an instant is exclusive.', example: '2026-03-31' },
  timezone: {
    description: 'IANA time zone that days are cut in. Default: the configured one.',
    example: 'Europe/Berlin',
  },
  interval: { description: 'Length of a bucket of the series.' },
  compare: {
    description:
      'What trends compare the range with; `custom`: with as many local days (hours of rolling ones) from `compareStartDate` on.',
  },
  compareStartDate: {
    description:
      'Where the comparison of `compare=custom` begins, before the range: a date, or an instant with offset.',
    example: '2026-02-01',
  },
  align: {
    description:
      '`weekday`: the comparison is shifted by whole weeks, to the nearest range before (52 weeks before with `compare=previous_year`) that begins on the same weekday.',
  },
  excludeInternal: {
    description:
      'Leave out accounts marked internal (staff, operators, bots): of their activities only those in features of staff count, and they are no people unless such a feature or an action of it is asked for.',
  },
  refresh: { description: 'Compute it now instead of answering from the cache.' },
  page: { description: 'Page, from 1.' },
  pageSize: { description: 'Rows a page.' },
  cursor: { description: '`nextCursor` of the page before; the first page without it.' },
  feature: { description: 'Activity of this feature alone.' },
  action: { description: 'Activity of this action alone, or of several with commas between them.' },
  userId: { description: 'One user, by id.' },
  search: { description: 'Users whose name, e-mail or id contains this text, whatever its case.' },
  segment: {
    description:
      'Only people of this saved segment, by its slug: who fits its rules now; `not:SLUG` for everybody else. Not where nobody may be told of.',
    example: 'about-to-leave',
  },
  rules: {
    description:
      'Who is meant: up to 20 rules that all have to hold with `;` between, those of which any has to with `|`. `did:STEP:COUNT:SPAN` (a step as in `steps` of a funnel, or nothing for any activity; `3`, `>=3`, `>3`, `<=3`, `<3`), `first:STEP:SPAN`, `last:STEP:SPAN`, `number:NAME:COUNT:SPAN` and `change:NAME:CHANGE:SPAN` (a number as in `people[NAME]`; `fell>=50%`, `rose>=10`, `fell`, `rose` against as many days before), `joined:SPAN`, `role:NAME` (several with commas), `referred:anybody`, `nobody`, `code=CODE` or `by=USERID`, `internal:true` or `false`. A span is `ever`, `30days` (that end with today), `60..30days`, `>30days` (all before them), `2026-03-01..2026-03-31`, `..2026-03-31` or `2026-03-01..`. Names and values are percent-encoded.',
    example: 'did:session_created:>=3:30days;did:session_shared:0:ever',
  },
  groupBy: { description: 'Count by one of these, or by two with a comma between them.', example: ['theme'] },
  sortBy: { description: 'What users are sorted by; ties go by user id.' },
  sortAs: {
    description:
      "Of which time the number is that users are sorted by: of the range, of the comparison (`previous`), or what is more or less of it now (`change`). The last two list who was active before and isn't now, too.",
  },
  sortOrder: { description: 'Direction of the sort.' },
  include: { description: 'Also list users without activity in the range.' },
  joined: {
    description:
      'List accounts in place of active users: those created in the range (`newUsers` of `/analytics`), or all there were at its end (`totalUsers`), active or not. Totals stay those of everybody.',
  },
  anonymize: {
    description:
      'Users under a keyed pseudonym, without name, e-mail, avatar or details; groups under 5 users suppressed.',
  },
  parts: {
    description: 'Only these parts of the answer, which costs less than all of it.',
    example: ['users'],
  },
  columns: { description: 'Columns of the file, in this order.' },
  format: { description: 'Media type of the answer.' },
  bom: {
    description: 'Begin the file with a byte order mark, for spreadsheets that ask for one.',
  },
  groupPage: { description: 'Page of the groups, from 1.' },
  groupPageSize: { description: 'Groups a page.' },
  steps: {
    description:
      'Two to ten steps with `;` between, each an action (`session_shared`) or conditions with `&` between: `action` (several with commas), `feature`, a breakdown, `details.NAME` of a declared detail. Values are percent-encoded.',
    example: 'session_created;action=smart_caption_generated&theme=JOI;feature=community',
  },
  exclude: {
    description:
      "What mustn't come between steps: `1:session_deleted` after the first and before the second, `any:session_deleted` anywhere between first and last; several with `;` between. A step is what a step of `steps` is.",
  },
  order: {
    description:
      '`sequence`: one step after another, whatever comes between; `strict`: with no other activity that counts between them; `any`: in any order.',
  },
  window: {
    description: 'How long after its first step a try may take: `30m`, `12h`, `7d`; 90 days at most.',
  },
  count: {
    description:
      '`people`: each once, by the try that got furthest; `tries`: one after another, the next after one has ended.',
  },
  bar: { description: 'Which step it is about, from 1.', example: 2 },
  who: {
    description: '`reached`: got to that step or further; `lost`: got to the one before and not there.',
  },
  start: {
    description: 'What is a beginning: a step as in `steps` of a funnel. Default: any activity.',
    example: 'session_created',
  },
  return: { description: 'What is a return, likewise. Default: any activity.' },
  begin: {
    description:
      '`first`: each counts once, in the period of the first beginning of all time; `any`: in each period with one.',
  },
  mode: {
    description:
      '`on`: came back in that very period; `by`: in any from the first one after the beginning to it.',
  },
  periods: { description: 'How many periods after the beginning are told.' },
  cohort: { description: 'First day of the period that they began in.', example: '2026-03-02' },
  n: { description: 'Which period after it; 0 for all of the cohort.', example: 1 },
  number: { description: 'Which number changed.', example: 'smartCaptionsGenerated' },
  did: {
    description: 'By what somebody is active: a step as in `steps` of a funnel. Default: any activity.',
    example: 'session_created',
  },
  day: { description: 'First day of the period.', example: '2026-03-02' },
  state: {
    description:
      '`new`: for the first time ever; `returning`: as in the period before; `resurrected`: again after one without; `dormant`: no more.',
    example: 'dormant',
  },
  of: { description: 'How many days a window has.' },
  last: { description: 'The day that the days in a row end with.', example: '2026-03-08' },
  on: { description: 'On how many of them; on any without it.', example: 5 },
  weekday: {
    description:
      'What was done on this day of the week alone: 1 is Monday, 7 Sunday. Not where nobody may be told of.',
    example: 1,
  },
  hour: {
    description:
      "What was done in this hour of the zone's clock alone, 0 to 23. Not where nobody may be told of.",
    example: 20,
  },
  account: {
    description:
      '`new`: only people whose account was created in the range; `returning`: all others. The answer is of one range then, compared with nothing. Not where nobody may be told of.',
  },
  referralCode: {
    description:
      'Only people whose first referral was by this code; `(none)` for those without one. Not where nobody may be told of.',
    example: 'MARA10',
  },
  paid: {
    description:
      '`before`: only people who had bought or subscribed, in any currency, before the range; `notYet`: all others. Compared with nothing, and not where nobody may be told of.',
  },
  mostUsed: {
    description:
      'Only people who used this feature most in the range: of equals the first of the catalogue. Compared with nothing, and not where nobody may be told of.',
  },
  use: {
    description: '`first`: whose first it was; `used`: who used it in their first days, first or later.',
  },
  days: {
    description: 'Who is active again so many days after the day of the beginning, or later, has stayed.',
  },
  direction: { description: 'Steps after what a way begins with, or those before it, nearest first.' },
  anchor: {
    description:
      'What ways begin with: a step as in `steps` of a funnel. Default: the start of each visit, or its end where steps before it are asked for.',
    example: 'session_created',
  },
  nodes: { description: 'What a step is told by.' },
  within: {
    description:
      '`visit`: as far as the same visit goes, which ends after 30 minutes without activity, and a day at most; or a time from the anchor on: `30m`, `12h`, `7d`, 90 days at most. Of how often people come: how many days in a row.',
  },
  repeats: { description: '`fold`: the same step again, directly, is no further one; `keep`: it is.' },
  most: {
    description: 'How many next steps of each way are told; the others are one number. A file has all.',
  },
  path: {
    description: 'Which way: actions (or features) with `;` between, nearest first. Default: all ways.',
    example: 'session_viewed;session_shared',
  },
  group: {
    description:
      'Only of this group (`key` of the answer; `(none)` for those that tell none), with `groupBy`.',
  },
  actor: { description: 'Who asked: as an entry tells it (`operator:…`), without its kind, or an e-mail.' },
  endpoint: { description: 'What was asked, by the name of the endpoint.', example: 'userUsage' },
  target: { description: 'Id of the user who was looked at.' },
  about: {
    description: '`person`: about one user; `change`: whatever does more than read, sign-ins among it.',
  },
  outcome: { description: 'How the request ended; `unfinished` where no answer was made, or one still is.' },
  reason: { description: 'Why it was set aside.' },
};

/** Parameters with any NAME in brackets. */
export const IN_BRACKETS: Readonly<Record<BracketedField, string>> = {
  details:
    'Activity whose detail NAME is this value, for any NAME; may be given for several. Read from the log, unless the catalogue rolls the detail up.',
  people:
    'Only people of whom this holds; may be given for several NAMEs, and all have to hold. NAME is `activities`, `totalActivity`, a counter, `byFeature.FEATURE` or `facts.FACT` (communityShares, communityLikes, referrals, payments): `0`, `>=5`, `>5`, `<=5`, `<5` in the range, or `fell>=50%`, `rose>=10`, `fell`, `rose` against the comparison. Or `lastSeen` and `joined`: `before:2026-03-15`, `after:2026-03-15`, `within:30days`, `over:30days`, `never` (lastSeen), `range` (joined). Or `internal`: `true`, `false`. Several with commas between them, such as `>=1,fell>=50%`. Totals and `topUsers` stay those of everybody.',
};

export const PATH: Readonly<Record<string, string>> = {
  userId: 'Id of the user, as the platform knows them.',
  operatorId: 'Id of the operator, as the list tells it.',
  keyId: 'Id of the key, as the list tells it.',
  viewId: 'Id of the saved view, as the list tells it.',
  noteId: 'Id of the note, as the list tells it.',
  slug: 'Slug of the segment, as the list tells it.',
};

const PROVIDER = { description: 'From the provider; nothing to make up.' };

const AS_OF = {
  description:
    'What stands at this moment, in place of the end of the range: a date includes that day. With the end of a chart, what a bucket of `/community/stats` counts.',
  example: '2026-03-31',
};

const OUTCOMES = {
  by: {
    description: 'What referred people are told apart by; by week and month they signed up.',
    example: 'code',
  },
  within: {
    description:
      'Only what they did on the day that they signed up and on the days after it, so many in all, by the days of the zone. Default: up to now.',
    example: 30,
  },
};

const LIKERS = {
  by: {
    description:
      'What shares are told apart by, and who liked by their first like; by week and month when it was given.',
    example: 'kind',
  },
  within: {
    description:
      'Only what newcomers made on the day of their first like and on the days after it, so many in all, by the days of the zone. Default: up to now.',
    example: 30,
  },
};

const PATHS = {
  steps: { description: 'How many steps are told.', example: 3 },
  count: { description: '`people`: each once, by the first try of the range; `tries`: every try.' },
};

/** Parameters that mean something else here. */
export const OWN: { readonly [E in EndpointName]?: Readonly<Record<string, ParameterNote>> } = {
  paths: PATHS,
  pathPeople: {
    ...PATHS,
    who: {
      description:
        '`went`: went that way, however they went on; `ended`: no further, though steps were left; `other`: went on with a step that the answer folds.',
    },
  },
  referralOutcomes: OUTCOMES,
  referralOutcomePeople: {
    ...OUTCOMES,
    key: { description: 'One row of the answer, by its key. Default: all.', example: 'MARA10' },
    came: { description: '`referred`: who was referred; `otherwise`: all others.' },
    step: {
      description: 'Which number: of those who signed up who did, and by default all.',
      example: 'paid',
    },
  },
  recentReferrals: {
    code: { description: 'The code as it was used.' },
    search: { description: 'Part of an id, name or e-mail of either side, or of the code.' },
    period: { ...COMMON.period! },
    referrerId: { description: 'Referrals that this user made alone.' },
    referees: {
      description:
        'Each referred user once: with their latest referral up to the end of the range (`all`: `totalReferrals` of `/referrals/stats`), only those active in it (`active`: `activeReferrals`), or with their latest in the range under the other filters (`new`: `referred` of `topReferrers` and `topCodes`; `newActive`: `active` of these).',
    },
    groupBy: { description: 'Who made the referrals, those with the most first, in place of them.' },
    sortBy: { description: 'What referrers are ranked by with `groupBy`; `count` unless told.' },
  },
  creditTransactions: {
    search: { description: 'Part of the id, name or e-mail of the user, or of the id of the transaction.' },
    kind: { description: 'Transactions of this kind alone.' },
    currency: { description: 'Transactions in this currency alone.', example: 'USD' },
    userId: { description: 'Transactions of this user alone.' },
    groupBy: { description: 'Who paid, those with the most first, in place of the transactions.' },
    sortBy: {
      description:
        'What users are ranked by with `groupBy`; `count` unless told, `amount` beside `currency` alone.',
    },
  },
  likeOutcomes: LIKERS,
  likeOutcomePeople: {
    ...LIKERS,
    key: {
      description: 'One row of the answer, by its key; of `likers` there are no rows. Default: all.',
      example: 'session',
    },
    step: {
      description: 'Which number: of those who gave a like in the range, and by default all.',
      example: 'created',
    },
  },
  communityShares: {
    liked: {
      description:
        'Only shares that got a like before the end of the range that stands at it (with `asOf` at that).',
    },
    search: { description: 'Part of the id, name or e-mail of the owner, or of the id of the share.' },
    kind: { description: 'Shares of this kind alone.' },
    userId: { description: 'Shares of this user alone.' },
    groupBy: { description: 'Who shared, those with the most first, in place of the shares.' },
    asOf: AS_OF,
  },
  communityLikes: {
    search: { description: 'Part of the id, name or e-mail of who likes, or of the id of the like.' },
    userId: { description: 'Likes of this user alone.' },
    ownerId: { description: 'Likes on what this user shared alone.' },
    groupBy: { description: 'Who likes, those with the most first, in place of the likes.' },
    asOf: AS_OF,
  },
  deadLetters: { userId: { description: 'Letters that name this user.' } },
  live: { seconds: { description: 'How long to stream; asks for the end by itself.' } },
  peopleList: {
    sortBy: {
      description:
        'Place of the rule whose number people are sorted by (what it changed by, where it compares), from 1. Default: as they were first known.',
      example: 1,
    },
  },
  usersExport: { format: { description: 'Media type of the file.' } },
  usageSummary: {
    userId: { description: 'Not possible here, where no individual is told of.' },
    search: { description: 'Not possible here, where no individual is told of.' },
  },
  activities: { anonymize: { description: 'Not possible here, since each row is of one person.' } },
  finishSingleSignOn: {
    code: PROVIDER,
    state: PROVIDER,
    iss: PROVIDER,
    error: PROVIDER,
    error_description: PROVIDER,
  },
};
