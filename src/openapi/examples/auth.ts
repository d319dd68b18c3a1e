import type { authRoutes } from '../../contract/routes/auth.ts';
import type { ExamplesOf } from './example.ts';

const PLAIN = { 403: 'Plain HTTP from another machine.' };
const MANY = { 429: 'Five failures within 15 minutes, by this address or for this account.' };
const LINK = { 401: 'The link was used already, is too old, or is not complete.', ...PLAIN, ...MANY };
const NOT_OURS = { 409: 'The host application signs this operator in, or an API key asks.' };
const PASSWORD = 'a long sentence as a password';
const SESSION = 'The answer sets the session cookie.';

export const authExamples: ExamplesOf<typeof authRoutes> = {
  session: { description: 'Answers `operator: null` for whoever is not signed in.' },
  signIn: {
    body: { email: 'ann@example.com', password: PASSWORD },
    description: `${SESSION} With \`secondFactorNeeded\`, a code has to follow within ten minutes.`,
    errors: { 401: 'E-mail and password do not belong together.', ...PLAIN, ...MANY },
  },
  answerSecondFactor: {
    body: { code: '123456' },
    description: SESSION,
    errors: { 401: 'The code is not right, was used, or came too late.', ...PLAIN, ...MANY },
  },
  signInByLink: {
    body: { token: 'the-part-of-the-link-after-token=' },
    description: SESSION,
    errors: LINK,
  },
  acceptInvitation: {
    body: { token: 'the-part-of-the-link-after-token=', password: PASSWORD },
    description: SESSION,
    errors: LINK,
  },
  resetPassword: {
    body: { token: 'the-part-of-the-link-after-token=', password: PASSWORD },
    description: `Ends all sessions of the operator. ${SESSION}`,
    errors: LINK,
  },
  startSingleSignOn: {
    status: 302,
    description: 'Leads the browser to the provider.',
    errors: { 404: 'Single sign-on is not configured.', 503: 'The provider can not be reached.' },
  },
  finishSingleSignOn: {
    query: { code: 'from-the-provider', state: 'from-the-provider' },
    status: 302,
    description: 'Leads the browser to the panel, signed in or with the reason why not.',
    errors: { 404: 'Single sign-on is not configured.', ...MANY },
  },
  changePassword: {
    body: { current: PASSWORD, next: 'another long sentence as a password' },
    description: 'All sessions end; the answer sets the cookie of a new one.',
    errors: { ...NOT_OURS, ...MANY },
  },
  enrolSecondFactor: {
    body: { password: PASSWORD },
    description: 'On only once a code confirmed it.',
    errors: { ...NOT_OURS, ...MANY },
  },
  confirmSecondFactor: {
    body: { code: '123456' },
    description: 'The session is a new one.',
    errors: { ...NOT_OURS, ...MANY },
  },
  disableSecondFactor: {
    body: { password: PASSWORD },
    description: 'The session is a new one.',
    errors: { ...NOT_OURS, ...MANY },
  },
  signOut: { errors: NOT_OURS },
  signOutEverywhere: { errors: NOT_OURS },
};
