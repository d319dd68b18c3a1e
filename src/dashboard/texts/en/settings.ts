import { plural } from '../../format/plural.ts';

export const shortenedNetwork = 'shortened to the network';
export const keptAsTheyCame = 'kept as they came';
export const notKept = 'not kept';
export const browserSystemAlone = 'browser and system alone';
export const configuration = 'Configuration (read-only)';
export const setByConfigurationOr =
  'Set by the configuration, or once by the first migration. A change needs a restart.';
export const timeZoneDays = 'Time zone of days';
export const currency = 'Currency';
export const usersIpAddresses = 'Users’ IP addresses';
export const usersBrowsers = 'Users’ browsers';
export const reportsKeptFor = 'Reports are kept for';
export const howLongAnswerMay = 'How long an answer may be given again before it is computed anew';
export const computedEachTime = 'computed each time';
export const invitationFor = (email: string) => `Invitation for ${email}`;
export const eMailAddress = 'E-mail address';
export const emailExample = 'ann@example.com';
export const role = 'Role';
export const invite = 'Invite';
export const keyName = 'Name';
export const programSuchAsWeb = 'Of the program, such as web-server';
export const permissions = 'Permissions';
export const createKey = 'Create key';
export const lastUsed = (lastUsedAt: string) => `last used ${lastUsedAt}`;
export const neverUsed = 'never used';
export const may = (scope: string) => `May ${scope}`;
export const revoked = (revokedAt: string) => `revoked ${revokedAt}`;
export const revoke = 'Revoke';
export const revokeTheKey = (name: string) => `Revoke the key “${name}”?`;
export const wasLastUsed = (lastUsedAt: string) => `It was last used ${lastUsedAt}.`;
export const wasNeverUsed = 'It was never used.';
export const apiKeys = 'API keys';
export const everyApiKeyWithout = 'every API key, without its secret';
export const keyLetsProgramIn =
  'A key lets a program in. It is shown once, when it is created; only its hash is stored.';
export const keepWhereProgramFinds =
  'Copy it to where the program finds it. It isn’t shown again; a lost key is revoked and replaced.';
export const key = (name: string) => `Key “${name}”`;
export const noKeyValidMake = 'No API keys yet. Create one to send activity from another process.';
export const revokedKeys = 'Revoked keys';
export const iHaveKept = 'I’ve saved it';
export const lastAdministratorStaysMake =
  'The last administrator stays: make another operator one first, and have them sign in once.';
export const you = 'you';
export const roleOf = (email: string) => `Role of ${email}`;
export const resetLink = 'Reset link';
export const resetLinkFor = (email: string) => `Reset link for ${email}`;
export const makeResetLinkFor = (email: string) => `Create a reset link for ${email}?`;
export const makeTheLink = 'Create link';
export const whoeverOpensSetsNew =
  'Whoever opens it sets a new password for this operator. Earlier links no longer work.';
export const signOut = 'Sign out';
export const signOutEverywhere = (email: string) => `Sign ${email} out everywhere?`;
export const remove = 'Remove';
export const roleNotChanged = (message: string) => `Role not changed: ${message}`;
export const secondFactor = 'second factor';
export const signedIn = (signedInAt: string) => `Signed in ${signedInAt}`;
export const invitedUntil = (invitedUntil: string) => `Invited until ${invitedUntil}`;
export const neverSignedIn = 'Never signed in';
export const operators = 'Operators';
export const everyOperator = 'every operator';
export const administratorSeesChangesEverything =
  'An administrator sees and changes everything. A viewer sees the usage summary, and nobody by name.';
export const handOver = (email: string, expiresAt: string) =>
  `Copy this link and send it to ${email}. No e-mail is sent. It works once, until ${expiresAt}, and isn’t shown again.`;
export const settings = 'Settings';
export const everyChangeInAudit = 'Every change is in the audit log';
export const keepForever = 'Keep forever';
export const days = 'days';
export const auditEntries = (n: number) => plural(n, { one: 'audit entry', other: 'audit entries' });
export const deadLetters = (n: number) => plural(n, { one: 'dead letter', other: 'dead letters' });
export const nothingDue = 'Nothing to remove';
export const due = (n: string, of: string) => `${n} ${of} due`;
export const from = (oldest: string) => `, from ${oldest}`;
export const auditLog = 'Audit log';
export const deadLettersTitle = 'Dead letters';
export const savePeriods = 'Save periods';
export const undo = 'Undo';
export const saveSeeWhatThese = 'Save to see what these periods would remove. Saving removes nothing.';
export const saved = 'Saved.';
export const nothingOlderThanIts = 'Nothing is older than its period. Runs come by themselves, daily.';
export const wholeMonths = (value: string) => ` Whole months: ${value}.`;
export const running = 'Running …';
export const runNow = 'Run now';
export const removeForGood = 'Remove for good';
export const removalMeans =
  'They are deleted for good. Totals stay: what was counted remains in every report.';
export const notStopped = (message: string) => ` · not stopped: ${message}`;
export const stopping = 'Stopping …';
export const stop = 'Stop';
export const lastRuns = 'Last runs';
export const nothingWasDue = 'nothing to remove';
export const stoppedHalfWay = '· stopped half way';
export const retentionTitle = 'Retention';
export const activitiesOlderThanTheir =
  'Activities older than their feature’s period are removed from the log one by one; every total they were counted in stays. An empty field keeps them forever.';
export const administrator = 'Administrator';
export const viewer = 'Viewer';
export const sendActivityUsersFacts = 'send activity, users and facts';
export const readEveryReportList = 'read every report and list';
export const readChangeEraseEverything = 'read, change and erase everything';
export const revokeWhat = (name: string) => `Revoke ${name}`;
export const revokedKeysCount = (count: string) => `Revoked keys (${count})`;
export const apiKeysFile = 'api keys';
export const stopsWorking = 'It stops working at once and for good.';
export const made = (day: string) => `Created ${day}`;
export const signOutWhom = (email: string) => `Sign out ${email}`;
export const removeWhom = (email: string) => `Remove ${email}`;
export const removeAsked = (what: string) => `Remove ${what}?`;
export const ownSessionsEnd = 'All their sessions end, this one too. They can sign in again.';
export const theirSessionsEnd = 'All their sessions end. They can sign in again.';
export const removedOperator =
  'Their sessions end and they can no longer sign in. What they did stays in the audit log.';
export const password = 'password';
export const singleSignOn = 'single sign-on';
export const signals = (n: number) => plural(n, { one: 'signal', other: 'signals' });
export const wouldRemove = 'A run now would remove';
export const removedOf = (done: string, total: string) => `${done} of ${total} removed`;
export const atLeastDays = (n: number) => `At least ${n} ${plural(n, { one: 'day', other: 'days' })}.`;
export const whyLogDays = 'Retries and imports are recognised by the log of those days.';
export const enterDays = (least: string, most: string) =>
  `Enter at least ${least} days (at most ${most}), or leave empty to keep forever.`;
export const nameHint = '1 to 100 characters.';
