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
        { ...def, values: { ...def.values, ...own(values, name) } },
      ]),
    ),
    lists: labelled(c.lists ?? {}, labels.lists),
    totalLabels: { ...c.totalLabels, ...totals },
  };
}

const labelled = <Defs extends Labelled>(defs: Defs, labels: Readonly<Record<string, string>> = {}): Defs =>
  Object.fromEntries(
    Object.entries(defs).map(([name, def]) => [name, { ...def, label: own(labels, name) ?? def.label }]),
  ) as unknown as Defs;

/** What labels of a language name that the catalogue doesn't have. */
export function* unknownLabels(c: LabelsOf, totals: readonly string[]): Generator<string> {
  const known: Record<Exclude<keyof LabelsDef, 'values'>, readonly string[]> = {
    features: Object.keys(c.features),
    actions: Object.keys(c.actions),
    counters: Object.keys(c.counters),
    breakdowns: Object.keys(c.breakdowns),
    lists: Object.keys(c.lists ?? {}),
    totals,
  };
  for (const [language, labels] of Object.entries(c.labels ?? {})) {
    const parts = { ...labels, values: labels.values ?? {} };
    for (const [part, named] of Object.entries(parts)) {
      const accepted = part === 'values' ? known.breakdowns : own(known, part as keyof typeof known);
      if (!accepted)
        yield `labels.${language}.${part} is unknown; takes ${Object.keys(known).join(', ')}, values`;
      else
        for (const name of Object.keys(named))
          if (!accepted.includes(name))
            yield `labels.${language}.${part}.${name} is unknown; takes ${accepted.join(', ')}`;
    }
  }
}
