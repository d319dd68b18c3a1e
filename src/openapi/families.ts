import type { EndpointName, Route } from '../contract/index.ts';
import { accessRoutes } from '../contract/routes/access.ts';
import { auditRoutes } from '../contract/routes/audit.ts';
import { authRoutes } from '../contract/routes/auth.ts';
import { exportsRoutes } from '../contract/routes/exports.ts';
import { lettersRoutes } from '../contract/routes/letters.ts';
import { liveRoutes } from '../contract/routes/live.ts';
import { notesRoutes } from '../contract/routes/notes.ts';
import { operationRoutes } from '../contract/routes/operation.ts';
import { panelRoutes } from '../contract/routes/panel.ts';
import { platformRoutes } from '../contract/routes/platform.ts';
import { privacyRoutes } from '../contract/routes/privacy.ts';
import { referenceRoutes } from '../contract/routes/reference.ts';
import { reportsRoutes } from '../contract/routes/reports.ts';
import { trackingRoutes } from '../contract/routes/tracking.ts';
import { viewsRoutes } from '../contract/routes/views.ts';

interface Family {
  readonly title: string;
  readonly description: string;
  readonly routes: Readonly<Record<string, Route>>;
}

/** Families of endpoints in the order of the reference. */
export const families: readonly Family[] = [
  {
    title: 'Tracking',
    description: 'What the platform sends: activity, users and facts.',
    routes: trackingRoutes,
  },
  {
    title: 'Reports',
    description: 'Activity over a range, compared, grouped and filtered.',
    routes: reportsRoutes,
  },
  {
    title: 'Referrals and community',
    description: 'Reports over the facts of the platform.',
    routes: platformRoutes,
  },
  {
    title: 'Live',
    description: 'Activity as it comes in.',
    routes: liveRoutes,
  },
  {
    title: 'Notes',
    description: 'What operators noted on days and moments, shown in the charts.',
    routes: notesRoutes,
  },
  {
    title: 'Saved views',
    description: 'Views of the panel under a name, for oneself or for every operator.',
    routes: viewsRoutes,
  },
  {
    title: 'Exports',
    description: 'Whole tables as files, sent while they are made.',
    routes: exportsRoutes,
  },
  {
    title: 'Audit',
    description: 'Who looked at what, in a chain that shows tampering.',
    routes: auditRoutes,
  },
  {
    title: 'Privacy',
    description: 'One user: everything told to them, or erased; what is kept how long.',
    routes: privacyRoutes,
  },
  {
    title: 'Dead letters',
    description: 'Activity that was set aside with its reason.',
    routes: lettersRoutes,
  },
  {
    title: 'Operators and keys',
    description: 'Who may read, and which programs may send.',
    routes: accessRoutes,
  },
  { title: 'Signing in', description: 'Sessions of the panel.', routes: authRoutes },
  {
    title: 'Operation',
    description: 'Health, figures and settings of the installation.',
    routes: operationRoutes,
  },
  { title: 'Reference', description: 'This interface, described.', routes: referenceRoutes },
  { title: 'Panel', description: 'What the panel alone asks for.', routes: panelRoutes },
];

/** The family of an endpoint, by title. */
export function familyOf(name: EndpointName): string {
  return families.find(({ routes }) => Object.hasOwn(routes, name))!.title;
}
