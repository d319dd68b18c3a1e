export const asOfToday = (zone: string) => `As of today · ${zone}`;
export const examples = 'Examples';
export const aboutToLose = 'The ten I am about to lose';
export const goneSilent = 'Were active, now silent';
export const newAndBusy = 'New and already active';
export const rulesOf = 'Rules';
export const who = 'Who';
export const and = 'and';
export const or = 'or';
export const addOr = 'Or another';
export const addAnd = 'And another rule';
export const takeAway = (n: number) => `Take rule ${n} away`;
export const kinds = {
  did: 'did',
  didnt: 'didn’t do',
  first: 'did for the first time',
  last: 'did for the last time',
  number: 'has',
  change: 'changed in',
  joined: 'joined',
  role: 'has the role',
  referred: 'was referred by',
  internal: 'is',
} as const;
export const ruleOf = (n: number) => `What rule ${n} asks`;
export const stepOf = (n: number) => `Action of rule ${n}`;
export const numberOf = (n: number) => `Number of rule ${n}`;
export const limitOf = (n: number) => `Limit of rule ${n}`;
export const countOf = (n: number) => `Count of rule ${n}`;
export const wayOf = (n: number) => `Change of rule ${n}`;
export const unitOf = (n: number) => `Unit of rule ${n}`;
export const rolesOf = (n: number) => `Roles of rule ${n}`;
export const whoOf = (n: number) => `Who rule ${n} means`;
export const whenOf = (n: number) => `When, of rule ${n}`;
export const daysOf = (n: number) => `Days of rule ${n}`;
export const fromDaysOf = (n: number) => `Rule ${n}: from so many days ago`;
export const untilDaysOf = (n: number) => `Rule ${n}: until so many days ago`;
export const firstDayOf = (n: number) => `First day of rule ${n}`;
export const lastDayOf = (n: number) => `Last day of rule ${n}`;
export const limits = {
  '>=': 'at least',
  '>': 'more than',
  '=': 'exactly',
  '<=': 'at most',
  '<': 'less than',
} as const;
export const times = 'times';
export const ways = { fell: 'fell by at least', rose: 'rose by at least' } as const;
export const units = { percent: '%', count: 'in number' } as const;
export const againstBefore = 'against as many days before';
export const spans = {
  days: 'in the last',
  earlier: 'between',
  before: 'more than',
  dates: 'from',
  ever: 'ever',
} as const;
export const days = 'days';
export const until = 'and';
export const daysAgo = 'days ago';
export const to = 'to';
export const referrers = {
  anybody: 'anybody',
  nobody: 'nobody',
  code: 'the code',
  by: 'the user with the id',
} as const;
export const staff = { true: 'staff or a bot', false: 'no staff, no bot' } as const;
export const ofAll = (all: string) => `of ${all} accounts`;
export const tooFew = 'Fewer than five, or all but fewer than five: not shown';
export const whoFits = 'Who fits';
export const nobodyFits = 'Nobody fits these rules. A longer time or a lower limit may find some.';
export const orderOf = 'Order';
export const firstKnown = 'First known first';
export const mostOf = (what: string) => `${what}: most first`;
export const leastOf = (what: string) => `${what}: least first`;
export const fellMost = (what: string) => `${what}: fell most first`;
export const roseMost = (what: string) => `${what}: rose most first`;
export const fromTo = (before: string, now: string) => `${before} → ${now}`;
export const lastActive = (when: string) => `last active ${when}`;
export const neverActive = 'never active';
export const saveAs = 'Save as segment…';
export const saveAsNext = (name: string) => `Change “${name}”`;
export const nameOf = 'Name';
export const save = 'Save';
export const notSaved = (why: string) => `Not saved: ${why}`;
export const segments = 'Segments';
export const segmentsNote = 'A filter in every report, and known to your code by the short name';
export const versionBy = (n: number, who: string, when: string) => `version ${n} by ${who}, ${when}`;
export const formerOperator = 'a former operator';
export const versions = 'Versions';
export const useInReports = 'Use in reports';
export const remove = 'Remove';
export const removeWhat = (name: string) => `Remove “${name}”`;
export const removed = 'All its versions go. Reports and code that ask for it are told that there is none.';
