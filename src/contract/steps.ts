/**
 * What a step of a funnel is: an activity that meets all of its conditions. An address has it as text: an action
 * (`session_shared`), or conditions with `&` between: `feature=sessions`, `action=session_shared,media_shared`,
 * `action=smart_caption_generated&theme=JOI`, `details.mediaType=video`. Values are percent-encoded.
 *
 * Free of zod and of the server: the panel writes and reads the same steps.
 */
export interface Step {
  /** Any of them; empty for any action. */
  readonly actions: readonly string[];
  readonly feature: string | null;
  /** By breakdown. */
  readonly values: Readonly<Record<string, string>>;
  /** By declared detail that no breakdown tells. */
  readonly details: Readonly<Record<string, string>>;
}

/** What may stand between some steps. */
export interface Exclusion {
  /** After this step and before the next, from 1; null: anywhere between first and last. */
  readonly after: number | null;
  readonly step: Step;
}

export const FEWEST_STEPS = 2;
export const MOST_STEPS = 10;

/** The names that steps are made of. */
export interface StepNames {
  readonly features: readonly string[];
  readonly actions: readonly string[];
  /** By breakdown: the actions that tell it. */
  readonly breakdowns: Readonly<Record<string, readonly string[]>>;
  readonly details: readonly string[];
}

/** What steps may name, of a catalogue as the server or the panel has it. */
export const stepNamesOf = (
  c: {
    readonly features: object;
    readonly actions: object;
    readonly breakdowns: Readonly<Record<string, { readonly actions: readonly string[] }>>;
  },
  details: readonly string[],
): StepNames => ({
  features: Object.keys(c.features),
  actions: Object.keys(c.actions),
  breakdowns: Object.fromEntries(Object.entries(c.breakdowns).map(([name, { actions }]) => [name, actions])),
  details,
});

const DETAILS = 'details.';
const LONGEST_VALUE = 200;

/** Reads a step; a text where it is none, which follows its name. */
export function readStep(names: StepNames, text: string): Step | string {
  const conditions = [...new URLSearchParams(text.includes('=') ? text : `action=${text}`)];
  const values: Record<string, string> = Object.create(null);
  const details: Record<string, string> = Object.create(null);
  let actions: string[] = [];
  let feature: string | null = null;
  if (conditions.length === 0) return 'is empty; takes an action, or conditions such as feature=NAME';
  const seen = new Set<string>();
  for (const [name, value] of conditions) {
    if (seen.has(name)) return `has ${name} twice; give it once`;
    seen.add(name);
    if (value === '' || value.length > LONGEST_VALUE)
      return `has ${name} without a value of 1 to ${LONGEST_VALUE} characters`;
    if (name === 'action') {
      actions = [...new Set(value.split(','))].sort();
      const unknown = actions.find((action) => !names.actions.includes(action));
      if (unknown !== undefined)
        return `has action ${unknown}, which is unknown; takes ${names.actions.join(', ')}`;
    } else if (name === 'feature') {
      if (!names.features.includes(value))
        return `has feature ${value}, which is unknown; takes ${names.features.join(', ')}`;
      feature = value;
    } else if (Object.hasOwn(names.breakdowns, name)) values[name] = value;
    else if (name.startsWith(DETAILS) && names.details.includes(name.slice(DETAILS.length)))
      details[name.slice(DETAILS.length)] = value;
    else
      return `has ${name}, which is unknown; takes ${['action', 'feature', ...Object.keys(names.breakdowns), ...names.details.map((each) => DETAILS + each)].join(', ')}`;
  }
  for (const name of Object.keys(values)) {
    const told = names.breakdowns[name]!;
    if (actions.length > 0 && !actions.some((action) => told.includes(action)))
      return `can't be: ${name} is told by ${told.join(', ')} alone`;
  }
  return { actions, feature, values, details };
}

/** The one spelling that equal steps share. */
export function stepText({ actions, feature, values, details }: Step): string {
  const rest = [
    ...(feature === null ? [] : [['feature', feature] as const]),
    ...sorted(values),
    ...sorted(details).map(([name, value]) => [DETAILS + name, value] as const),
  ];
  if (rest.length === 0) return actions.join(',');
  const all = actions.length > 0 ? [['action', actions.join(',')] as const, ...rest] : rest;
  return all.map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%2C', ',')}`).join('&');
}

const sorted = (pairs: Readonly<Record<string, string>>) =>
  Object.entries(pairs).sort(([a], [b]) => (a < b ? -1 : 1));

/** Reads `STEP;STEP;…`. */
export function readSteps(names: StepNames, text: string): Step[] | string {
  const parts = text.split(';');
  if (parts.length < FEWEST_STEPS || parts.length > MOST_STEPS)
    return `takes ${FEWEST_STEPS} to ${MOST_STEPS} steps with ; between, and has ${parts.length}`;
  const steps = parts.map((part) => readStep(names, part));
  const wrong = steps.findIndex((step) => typeof step === 'string');
  return wrong < 0 ? (steps as Step[]) : `step ${wrong + 1} ${steps[wrong]}`;
}

export const stepsText = (steps: readonly Step[]): string => steps.map(stepText).join(';');

/** Reads `AFTER:STEP;…`, where `AFTER` is a step's place or `any`. */
export function readExclusions(names: StepNames, text: string): Exclusion[] | string {
  const parts = text.split(';');
  if (parts.length > MOST_STEPS) return `takes ${MOST_STEPS} at most, with ; between`;
  const found: Exclusion[] = [];
  for (const part of parts) {
    const [, after, conditions] = /^(any|[1-9]):(.*)$/s.exec(part) ?? [];
    if (after === undefined)
      return "takes what mustn't come after a step and before the next, such as 1:session_deleted, or between first and last, such as any:session_deleted";
    const step = readStep(names, conditions!);
    if (typeof step === 'string') return `${after}: ${step}`;
    found.push({ after: after === 'any' ? null : Number(after), step });
  }
  return found;
}

export const exclusionsText = (exclusions: readonly Exclusion[]): string =>
  exclusions.map(({ after, step }) => `${after ?? 'any'}:${stepText(step)}`).join(';');
