import { z } from 'zod';
import { LANGUAGES } from '../../languages.ts';

/** How an operator wants to see the panel, on whichever device; null where it goes by the browser. */
export const Preferences = z.object({
  timezone: z.string().nullable(),
  language: z.enum(LANGUAGES).nullable(),
});
export type Preferences = z.infer<typeof Preferences>;
