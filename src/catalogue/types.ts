import type { CatalogueInput, DetailKind, DetailTypes } from './define.ts';

/** An action's name in a catalogue, e.g. `'session_created'`. */
export type ActionOf<C extends CatalogueInput> = keyof C['actions'] & string;
export type FeatureOf<C extends CatalogueInput, A extends ActionOf<C>> = C['actions'][A]['feature'];
export type CounterOf<C extends CatalogueInput> = keyof C['counters'] & string;
export type BreakdownOf<C extends CatalogueInput> = keyof C['breakdowns'] & string;
/** A detail that some action declares. */
export type DetailNameOf<C extends CatalogueInput> = {
  [A in ActionOf<C>]: C['actions'][A] extends { details: infer D } ? keyof D & string : never;
}[ActionOf<C>];
export type ActionsIn<C extends CatalogueInput, F extends string> = {
  [A in ActionOf<C>]: C['actions'][A]['feature'] extends F ? A : never;
}[ActionOf<C>];

/**
 * The details that an action declares, each optional. Undeclared names are a compile error in an object
 * literal; at run time anything that JSON can carry is logged as it came.
 */
export type DetailsOf<C extends CatalogueInput, A extends ActionOf<C>> = string extends A
  ? Readonly<Record<string, unknown>>
  : C['actions'][A] extends { details: infer D extends Readonly<Record<string, DetailKind>> }
    ? { readonly [K in keyof D]?: DetailTypes[D[K]] | null }
    : Readonly<Record<string, never>>;
