import { own } from './own.ts';

type Labels = Readonly<Record<string, string>>;

/** Labels of one language, by name; what isn't named keeps its own. */
export interface LabelsDef {
  readonly features?: Labels;
  readonly actions?: Labels;
  readonly counters?: Labels;
  readonly breakdowns?: Labels;
  /** By breakdown, then by value. */
  readonly values?: Readonly<Record<string, Labels>>;
  readonly lists?: Labels;
  readonly totals?: Labels;
}

type Labelled = Readonly<Record<string, { readonly label: string }>>;

/** What of a catalogue has a label. */
interface LabelsOf {
  readonly features: Labelled;
  readonly actions: Labelled;
  readonly counters: Labelled;
  readonly breakdowns: Readonly<Record<string, { readonly label: string; readonly values: Labels }>>;
  readonly lists?: Labelled;
  readonly totalLabels?: Labels;
  readonly labels?: Readonly<Record<string, LabelsDef>>;
}

/**
 * A catalogue as it is read in a language: labels of that language where it has them, its own elsewhere. Names and
 * what is counted stay.
 *
 * @example inLanguage(defaultCatalogue, 'de').features.sessions.label // 'Sitzungen'
 */
export function inLanguage<C extends LabelsOf>(c: C, language: string): C {
  const labels = own(c.labels ?? {}, language);
  if (!labels) return c;
  const { values = {}, totals } = labels;
  const breakdowns = labelled(c.breakdowns, labels.breakdowns);
  return {
    ...c,
    features: labelled(c.features, labels.features),
    actions: labelled(c.actions, labels.actions),
    counters: labelled(c.counters, labels.counters),
    breakdowns: Object.fromEntries(
      Object.entries(breakdowns).map(([name, def]) => [
        name,
        { ...def, values: named(def.values, own(values, name)) },
      ]),
    ),
    lists: labelled(c.lists ?? {}, labels.lists),
    totalLabels: { ...c.totalLabels, ...totals },
  };
}

const named = (values: Labels, labels: Labels = {}): Labels =>
  Object.fromEntries(Object.entries(values).map(([value, label]) => [value, own(labels, value) ?? label]));

const labelled = <Defs extends Labelled>(defs: Defs, labels: Readonly<Record<string, string>> = {}): Defs =>
  Object.fromEntries(
    Object.entries(defs).map(([name, def]) => [name, { ...def, label: own(labels, name) ?? def.label }]),
  ) as unknown as Defs;

const PARTS: Readonly<Record<keyof LabelsDef, true>> = {
  features: true,
  actions: true,
  counters: true,
  breakdowns: true,
  values: true,
  lists: true,
  totals: true,
};

/**
 * What labels of a language are for that has none. Of what the catalogue lacks they may have some: one that is made
 * of another leaves things out.
 */
export function* unknownLabels(c: Pick<LabelsOf, 'labels'>): Generator<string> {
  for (const [language, labels] of Object.entries(c.labels ?? {}))
    for (const part of Object.keys(labels))
      if (!Object.hasOwn(PARTS, part))
        yield `labels.${language}.${part} is unknown; takes ${Object.keys(PARTS).join(', ')}`;
}
