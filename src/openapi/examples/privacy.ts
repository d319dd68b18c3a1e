import type { privacyRoutes } from '../../contract/routes/privacy.ts';
import type { ExamplesOf } from './example.ts';

export const privacyExamples: ExamplesOf<typeof privacyRoutes> = {
  userExport: {
    params: { userId: 'user-1' },
    description:
      'Profile, counters, days, facts, dead letters and every activity, from one snapshot. ' +
      'The file ends with `"complete": true`; one that does not was cut.',
  },
  eraseUser: {
    params: { userId: 'user-1' },
    body: { confirm: 'user-1' },
    description:
      'Can not be undone. Every row of the user goes; platform totals stay, and activity that still comes is counted ' +
      'as late and not kept. Asked again it answers the same receipt.',
    errors: { 409: 'The sample platform is shown.' },
  },
  changeUser: {
    params: { userId: 'user-1' },
    body: { internal: true },
    description: 'What the account has counted moves to the other side in the same commit.',
    errors: { 409: 'The sample platform is shown, or the platform’s own tables tell who is internal.' },
  },
  settings: {},
  changeSettings: {
    body: { retention: { activity: { sessions: 365 }, auditLog: 730 } },
    description: 'What is left out keeps its value. `keep` is for good.',
    errors: { 409: 'The sample platform is shown.' },
  },
  retention: {},
  runRetention: {
    also: { 202: 'The run takes longer than 10 seconds; it goes on, and GET tells of it.' },
    errors: { 409: 'The sample platform is shown, or another process is at it.' },
  },
  stopRetention: {
    description:
      'What it removed so far stays removed, and every total right; the next run goes on. `result` is null where none was under way.',
  },
};
