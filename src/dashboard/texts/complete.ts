import type * as deAccount from './de/account.ts';
import type * as deActors from './de/actors.ts';
import type * as deAnalytics from './de/analytics.ts';
import type * as deAudit from './de/audit.ts';
import type * as deBeforeAfter from './de/before-after.ts';
import type * as deChartTools from './de/chart-tools.ts';
import type * as deCharts from './de/charts.ts';
import type * as deCommunity from './de/community.ts';
import type * as deExplain from './de/explain.ts';
import type * as deFeatures from './de/features.ts';
import type * as deFewRequests from './de/few-requests.ts';
import type * as deFirst from './de/first.ts';
import type * as deFormat from './de/format.ts';
import type * as deHealth from './de/health.ts';
import type * as deHelp from './de/help.ts';
import type * as deLive from './de/live.ts';
import type * as deNouns from './de/nouns.ts';
import type * as deNumbers from './de/numbers.ts';
import type * as deOneUser from './de/one-user.ts';
import type * as dePage from './de/page.ts';
import type * as dePages from './de/pages.ts';
import type * as dePalette from './de/palette.ts';
import type * as dePeople from './de/people.ts';
import type * as dePrint from './de/print.ts';
import type * as deRange from './de/range.ts';
import type * as deReferrals from './de/referrals.ts';
import type * as deReports from './de/reports.ts';
import type * as deRows from './de/rows.ts';
import type * as deSample from './de/sample.ts';
import type * as deSettings from './de/settings.ts';
import type * as deShell from './de/shell.ts';
import type * as deSignIn from './de/sign-in.ts';
import type * as deSuggestion from './de/suggestion.ts';
import type * as deSystem from './de/system.ts';
import type * as deUi from './de/ui.ts';
import type * as deUsage from './de/usage.ts';
import type * as deUser from './de/user.ts';
import type * as deViews from './de/views.ts';
import type * as enAccount from './en/account.ts';
import type * as enActors from './en/actors.ts';
import type * as enAnalytics from './en/analytics.ts';
import type * as enAudit from './en/audit.ts';
import type * as enBeforeAfter from './en/before-after.ts';
import type * as enChartTools from './en/chart-tools.ts';
import type * as enCharts from './en/charts.ts';
import type * as enCommunity from './en/community.ts';
import type * as enExplain from './en/explain.ts';
import type * as enFeatures from './en/features.ts';
import type * as enFewRequests from './en/few-requests.ts';
import type * as enFirst from './en/first.ts';
import type * as enFormat from './en/format.ts';
import type * as enHealth from './en/health.ts';
import type * as enHelp from './en/help.ts';
import type * as enLive from './en/live.ts';
import type * as enNouns from './en/nouns.ts';
import type * as enNumbers from './en/numbers.ts';
import type * as enOneUser from './en/one-user.ts';
import type * as enPage from './en/page.ts';
import type * as enPages from './en/pages.ts';
import type * as enPalette from './en/palette.ts';
import type * as enPeople from './en/people.ts';
import type * as enPrint from './en/print.ts';
import type * as enRange from './en/range.ts';
import type * as enReferrals from './en/referrals.ts';
import type * as enReports from './en/reports.ts';
import type * as enRows from './en/rows.ts';
import type * as enSample from './en/sample.ts';
import type * as enSettings from './en/settings.ts';
import type * as enShell from './en/shell.ts';
import type * as enSignIn from './en/sign-in.ts';
import type * as enSuggestion from './en/suggestion.ts';
import type * as enSystem from './en/system.ts';
import type * as enUi from './en/ui.ts';
import type * as enUsage from './en/usage.ts';
import type * as enUser from './en/user.ts';
import type * as enViews from './en/views.ts';

/** What another language has to say of an area: each text of English, as the same kind of text. */
export type Texts<English> = {
  readonly [Name in keyof English]: English[Name] extends string
    ? string
    : English[Name] extends (...given: infer Given) => infer Text
      ? (...given: Given) => Texts<Text>
      : Texts<English[Name]>;
};

type Same<English, Other extends Texts<English>> = [English, Other];

/** German asks for each text of English, area by area; `texts.test.ts` finds an area that isn't here. */
export interface German {
  account: Same<typeof enAccount, typeof deAccount>;
  actors: Same<typeof enActors, typeof deActors>;
  analytics: Same<typeof enAnalytics, typeof deAnalytics>;
  beforeAfter: Same<typeof enBeforeAfter, typeof deBeforeAfter>;
  chartTools: Same<typeof enChartTools, typeof deChartTools>;
  charts: Same<typeof enCharts, typeof deCharts>;
  community: Same<typeof enCommunity, typeof deCommunity>;
  explain: Same<typeof enExplain, typeof deExplain>;
  features: Same<typeof enFeatures, typeof deFeatures>;
  fewRequests: Same<typeof enFewRequests, typeof deFewRequests>;
  format: Same<typeof enFormat, typeof deFormat>;
  health: Same<typeof enHealth, typeof deHealth>;
  help: Same<typeof enHelp, typeof deHelp>;
  nouns: Same<typeof enNouns, typeof deNouns>;
  numbers: Same<typeof enNumbers, typeof deNumbers>;
  oneUser: Same<typeof enOneUser, typeof deOneUser>;
  page: Same<typeof enPage, typeof dePage>;
  pages: Same<typeof enPages, typeof dePages>;
  people: Same<typeof enPeople, typeof dePeople>;
  print: Same<typeof enPrint, typeof dePrint>;
  range: Same<typeof enRange, typeof deRange>;
  referrals: Same<typeof enReferrals, typeof deReferrals>;
  reports: Same<typeof enReports, typeof deReports>;
  sample: Same<typeof enSample, typeof deSample>;
  settings: Same<typeof enSettings, typeof deSettings>;
  shell: Same<typeof enShell, typeof deShell>;
  signIn: Same<typeof enSignIn, typeof deSignIn>;
  suggestion: Same<typeof enSuggestion, typeof deSuggestion>;
  system: Same<typeof enSystem, typeof deSystem>;
  ui: Same<typeof enUi, typeof deUi>;
  usage: Same<typeof enUsage, typeof deUsage>;
  live: Same<typeof enLive, typeof deLive>;
  palette: Same<typeof enPalette, typeof dePalette>;
  views: Same<typeof enViews, typeof deViews>;
  rows: Same<typeof enRows, typeof deRows>;
  user: Same<typeof enUser, typeof deUser>;
  audit: Same<typeof enAudit, typeof deAudit>;
  first: Same<typeof enFirst, typeof deFirst>;
}
