import { KEPT_DAYS } from '../../../contract/families/privacy/limits.ts';
import type { RetentionPolicy, SettingsBody } from '../../../contract/families/privacy/settings.ts';

/** Days as they are typed, by `activity.FEATURE`, `auditLog` and `deadLetters`; empty keeps for good. */
export type Typed = Readonly<Record<string, string>>;

type Days = number | 'keep';

const text = (days: Days) => (days === 'keep' ? '' : String(days));
const days = (typed: string | undefined): Days => (typed?.trim() ? Number(typed) : 'keep');

export const activityName = (feature: string): string => `activity.${feature}`;

/** The fewest days of one of these. */
export const leastOf = (name: string): number =>
  name === 'auditLog' || name === 'deadLetters' ? KEPT_DAYS[name] : KEPT_DAYS.activity;

/** Empty, or whole days between the least and the most. */
export const isPeriod = (typed: string, least: number): boolean => {
  const days = Number(typed);
  return typed.trim() === '' || (Number.isInteger(days) && days >= least && days <= KEPT_DAYS.most);
};

export const typedOf = ({ activity, auditLog, deadLetters }: RetentionPolicy): Typed => ({
  ...Object.fromEntries(Object.entries(activity).map(([feature, n]) => [activityName(feature), text(n)])),
  auditLog: text(auditLog),
  deadLetters: text(deadLetters),
});

export const isChanged = (typed: Typed, policy: RetentionPolicy): boolean => {
  const saved = typedOf(policy);
  return Object.keys(saved).some((name) => (typed[name] ?? '').trim() !== saved[name]);
};

export const bodyOf = (typed: Typed, policy: RetentionPolicy): SettingsBody => ({
  retention: {
    activity: Object.fromEntries(
      Object.keys(policy.activity).map((feature) => [feature, days(typed[activityName(feature)])]),
    ),
    auditLog: days(typed.auditLog),
    deadLetters: days(typed.deadLetters),
  },
});
