/**
 * Puts an installation into a host's project: what is there is found out, a plan is made of it, and only the plan is
 * written. Nothing of the host's is run, its database is only read, and no address of it is written or told.
 */
export { applyChanges } from './edits/apply.ts';
export type { Change } from './edits/change.ts';
export { diffOf } from './edits/diff.ts';
export { NeedsToKnow } from './error.ts';
export { FRAMEWORK_NAMES, FRAMEWORKS, type FrameworkName } from './frameworks/names.ts';
export { middlewareOf } from './frameworks/next.ts';
export { type Looked, lookAtDatabase } from './look.ts';
export { type Plan, planFor } from './plan.ts';
export { type Entry, entryOf, tooOld } from './project/entry.ts';
export { readsEnvironment } from './project/environment.ts';
export { ORMS } from './project/orm.ts';
export {
  hasDependency,
  installCommand,
  PACKAGE_MANAGERS,
  type PackageManager,
  type Project,
  packageManagerOf,
  readProject,
  runCommand,
} from './project/project.ts';
export { planUndo } from './undo-plan.ts';
