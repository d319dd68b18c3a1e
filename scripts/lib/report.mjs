// What the report of a run says, and how two runs of a file come to one.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/**
 * @typedef {{ name: string, error: string }} Failure
 * @typedef {{ name: string, state: 'passed' | 'failed' | 'skipped' | 'pending', ms: number, error: string,
 *   once?: Failure }} Test - `once`: it failed in one of two runs
 * @typedef {{ project: string, file: string, tests: Test[], around: Failure[], once?: Failure[] }} File - `around`:
 *   what a hook threw, what nobody awaited, or why the file can't be loaded
 * @typedef {{ files: File[], astray: Failure[] }} Report - `astray`: what was thrown in no file
 */

/** @param {string} path @returns {Report} */
export function readReportAt(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return { files: [], astray: [{ name: '(the run)', error: `it left no report: ${basename(path)}` }] };
  }
}

/** fast-check drew other cases the next time: passing then would say nothing. @param {Failure} failure */
const foundCase = ({ error }) => error.includes('Property failed after');

/** @param {File} file */
const failuresOf = ({ tests, around }) => [...tests.filter((test) => test.state === 'failed'), ...around];

/** Files in which something failed that may be chance. @param {Report} report */
export const worthAnotherRun = ({ files }) =>
  files.filter((file) => failuresOf(file).some((failure) => !foundCase(failure))).map(({ file }) => file);

/** The report of two runs, of which the second ran some files of the first. @param {Report} first @param {Report} second @returns {Report} */
export function together(first, second) {
  const again = new Map(second.files.map((file) => [`${file.project} ${file.file}`, file]));
  return {
    files: first.files.map((file) => {
      const other = again.get(`${file.project} ${file.file}`);
      return other ? fileOf(file, other) : file;
    }),
    astray: [...first.astray, ...second.astray],
  };
}

/** @param {File} first @param {File} second @returns {File} */
function fileOf(first, second) {
  // A file that can't be loaded has no tests.
  const count = Math.max(first.tests.length, second.tests.length);
  const tests = Array.from({ length: count }, (_, at) => testOf(first.tests[at], second.tests[at]));
  const both = first.around.length > 0 && second.around.length > 0;
  return {
    ...first,
    tests,
    around: both ? second.around : [],
    once: both ? [] : [...first.around, ...second.around],
  };
}

/** Passed where it passed once, unless a case was found. @param {Test | undefined} first @param {Test | undefined} second @returns {Test} */
function testOf(first, second) {
  const runs = [first, second].filter((run) => run !== undefined);
  const failed = runs.find((run) => run.state === 'failed');
  const passed = runs.find((run) => run.state === 'passed');
  if (failed && passed && !foundCase(failed)) return { ...passed, once: failed };
  return failed ?? passed ?? runs[0];
}

/** @param {Report} report */
export function countsOf({ files, astray }) {
  const tests = files.flatMap((file) => file.tests);
  const passed = tests.filter(({ state }) => state === 'passed').length;
  const failed = files.flatMap(failuresOf).length + astray.length;
  const skipped = tests.filter(({ state }) => state === 'skipped' || state === 'pending').length;
  return { passed, failed, skipped };
}

/** Every failure by project, file and name, with how its error begins. @param {Report[]} reports */
export function describeFailures(reports) {
  const files = reports.flatMap((report) => report.files);
  const astray = reports.flatMap((report) => report.astray).map((failure) => tell('', failure));
  const failed = files.flatMap((file) => failuresOf(file).map((failure) => tell(placeOf(file), failure)));
  const once = files.flatMap((file) => onceIn(file).map((failure) => tell(placeOf(file), failure)));
  return [section('Failed:', [...failed, ...astray]), section('Failed once, passed when run again:', once)]
    .filter(Boolean)
    .join('\n');
}

/** @param {File} file */
const onceIn = ({ tests, once = [] }) => [...tests.flatMap((test) => test.once ?? []), ...once];

/** @param {File} file */
const placeOf = ({ project, file }) => `${project ? `[${project}] ` : ''}${file} > `;

/** @param {string} place @param {Failure} failure */
const tell = (place, { name, error }) => `  ${place}${name}\n${error.replaceAll(/^/gm, '      ')}`;

/** As much as the end of a log holds. @param {string} title @param {string[]} told */
function section(title, told) {
  const more = told.length > 20 ? [`  and ${told.length - 20} more`] : [];
  return told.length === 0 ? '' : [title, ...told.slice(0, 20), ...more].join('\n');
}
