import type { Question } from './recount.ts';

/** What the exactness test asks by. */
export const filters: Omit<Question, 'start' | 'end' | 'excludeInternal'>[] = [
  {},
  { feature: 'sessions' },
  { feature: 'admin' },
  { feature: 'account' },
  { feature: 'babecock_studio' },
  { action: ['babecock_created'] },
  { action: ['smart_caption_generated'] },
  { action: ['user_updated'] },
  { action: ['babecock_created', 'media_uploaded', 'session_created', 'smart_caption_generated'] },
  { action: ['babecock_remix', 'user_updated'] },
  { theme: 'JOI' },
  { theme: 'Odd one' },
  { layout: 'side-by-side' },
  { mood: 'calm' },
  { mood: 'wild', feature: 'smart_captions' },
  { userId: 'user-1' },
  { userId: 'user-2', feature: 'smart_captions' },
  { userId: 'user-2', theme: 'CBT' },
];

export const groupings = [
  ['day'],
  ['feature'],
  ['action'],
  ['user'],
  ['theme'],
  ['layout'],
  ['day', 'theme'],
  ['user', 'day'],
  ['feature', 'day'],
  ['user', 'theme'],
  ['user', 'feature'],
  ['action', 'layout'],
  ['theme', 'layout'],
  ['theme', 'action'],
];
