import { z } from 'zod';
import { type CatalogueInput, plainDetails } from '../../../catalogue/index.ts';
import { readStep, type Step, type StepNames, stepNamesOf, stepText } from '../../steps.ts';

/** What a step may name. */
export const stepNames = (c: CatalogueInput): StepNames => stepNamesOf(c, plainDetails(c));

/** A text that is read by the catalogue, and kept in the one spelling that equal ones share. */
export const spelt = <T>(
  c: CatalogueInput,
  read: (names: StepNames, text: string) => T | string,
  text: (value: T) => string,
) =>
  z
    .string()
    .max(8_000)
    .transform((given, ctx) => {
      const found = read(stepNames(c), given);
      if (typeof found !== 'string') return text(found);
      ctx.addIssue({ code: 'custom', message: found });
      return z.NEVER;
    });

/** What an activity has to be; left out for any. */
export const condition = (c: CatalogueInput) => spelt(c, readStep, stepText).optional();

/** A condition that was accepted; null where any activity is meant. */
export const readCondition = (c: CatalogueInput, text: string | undefined): Step | null =>
  text === undefined ? null : (readStep(stepNames(c), text) as Step);
