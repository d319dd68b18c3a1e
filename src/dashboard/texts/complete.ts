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
  account: Same<typeof import('./en/account.ts'), typeof import('./de/account.ts')>;
  'before-after': Same<typeof import('./en/before-after.ts'), typeof import('./de/before-after.ts')>;
  help: Same<typeof import('./en/help.ts'), typeof import('./de/help.ts')>;
  oneUser: Same<typeof import('./en/one-user.ts'), typeof import('./de/one-user.ts')>;
  page: Same<typeof import('./en/page.ts'), typeof import('./de/page.ts')>;
  print: Same<typeof import('./en/print.ts'), typeof import('./de/print.ts')>;
  range: Same<typeof import('./en/range.ts'), typeof import('./de/range.ts')>;
  sample: Same<typeof import('./en/sample.ts'), typeof import('./de/sample.ts')>;
  shell: Same<typeof import('./en/shell.ts'), typeof import('./de/shell.ts')>;
  suggestion: Same<typeof import('./en/suggestion.ts'), typeof import('./de/suggestion.ts')>;
}
