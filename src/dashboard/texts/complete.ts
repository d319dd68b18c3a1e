import type * as deAccount from './de/account.ts';
import type * as deBeforeAfter from './de/before-after.ts';
import type * as deCharts from './de/charts.ts';
import type * as deFormat from './de/format.ts';
import type * as deHelp from './de/help.ts';
import type * as deNouns from './de/nouns.ts';
import type * as deNumbers from './de/numbers.ts';
import type * as deOneUser from './de/one-user.ts';
import type * as dePage from './de/page.ts';
import type * as dePrint from './de/print.ts';
import type * as deRange from './de/range.ts';
import type * as deSample from './de/sample.ts';
import type * as deShell from './de/shell.ts';
import type * as deSuggestion from './de/suggestion.ts';
import type * as deUi from './de/ui.ts';
import type * as enAccount from './en/account.ts';
import type * as enBeforeAfter from './en/before-after.ts';
import type * as enCharts from './en/charts.ts';
import type * as enFormat from './en/format.ts';
import type * as enHelp from './en/help.ts';
import type * as enNouns from './en/nouns.ts';
import type * as enNumbers from './en/numbers.ts';
import type * as enOneUser from './en/one-user.ts';
import type * as enPage from './en/page.ts';
import type * as enPrint from './en/print.ts';
import type * as enRange from './en/range.ts';
import type * as enSample from './en/sample.ts';
import type * as enShell from './en/shell.ts';
import type * as enSuggestion from './en/suggestion.ts';
import type * as enUi from './en/ui.ts';

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
  account: Same<typeof import('./en/account.ts'), typeof import('./de/account.ts')>;
  'before-after': Same<typeof import('./en/before-after.ts'), typeof import('./de/before-after.ts')>;
  beforeAfter: Same<typeof enBeforeAfter, typeof deBeforeAfter>;
  charts: Same<typeof enCharts, typeof deCharts>;
  community: Same<typeof import('./en/community.ts'), typeof import('./de/community.ts')>;
  format: Same<typeof enFormat, typeof deFormat>;
  help: Same<typeof enHelp, typeof deHelp>;
  help: Same<typeof import('./en/help.ts'), typeof import('./de/help.ts')>;
  nouns: Same<typeof enNouns, typeof deNouns>;
  numbers: Same<typeof enNumbers, typeof deNumbers>;
  oneUser: Same<typeof enOneUser, typeof deOneUser>;
  oneUser: Same<typeof import('./en/one-user.ts'), typeof import('./de/one-user.ts')>;
  page: Same<typeof enPage, typeof dePage>;
  page: Same<typeof import('./en/page.ts'), typeof import('./de/page.ts')>;
  print: Same<typeof enPrint, typeof dePrint>;
  print: Same<typeof import('./en/print.ts'), typeof import('./de/print.ts')>;
  range: Same<typeof enRange, typeof deRange>;
  range: Same<typeof import('./en/range.ts'), typeof import('./de/range.ts')>;
  referrals: Same<typeof import('./en/referrals.ts'), typeof import('./de/referrals.ts')>;
  reports: Same<typeof import('./en/reports.ts'), typeof import('./de/reports.ts')>;
  sample: Same<typeof enSample, typeof deSample>;
  sample: Same<typeof import('./en/sample.ts'), typeof import('./de/sample.ts')>;
  settings: Same<typeof import('./en/settings.ts'), typeof import('./de/settings.ts')>;
  shell: Same<typeof enShell, typeof deShell>;
  shell: Same<typeof import('./en/shell.ts'), typeof import('./de/shell.ts')>;
  'sign-in': Same<typeof import('./en/sign-in.ts'), typeof import('./de/sign-in.ts')>;
  suggestion: Same<typeof enSuggestion, typeof deSuggestion>;
  suggestion: Same<typeof import('./en/suggestion.ts'), typeof import('./de/suggestion.ts')>;
  system: Same<typeof import('./en/system.ts'), typeof import('./de/system.ts')>;
  ui: Same<typeof enUi, typeof deUi>;
}
