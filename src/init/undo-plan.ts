import { spawnSync } from 'node:child_process';
import type { Change } from './edits/change.ts';
import { MARK } from './edits/mount-lines.ts';
import { ownership } from './edits/own-file.ts';
import { undone } from './edits/undo.ts';
import { IN_LINE } from './frameworks/next.ts';
import type { Project } from './project/project.ts';

/** What takes init's work away again, and what of it is left to somebody. */
export interface UndoPlan {
  readonly changes: readonly Change[];
  readonly left: readonly { readonly path: string; readonly why: string }[];
}

/** Nothing is remembered between the two: init's files say that they are, and its lines end in its mark. */
export function planUndo(project: Project): UndoPlan {
  const changes: Change[] = [];
  const left: { path: string; why: string }[] = [];
  for (const path of project.files.filter((each) => /\.[cm]?[jt]sx?$|(?:^|\/)[^./]+$/.test(each))) {
    const before = project.read(path);
    const whose = ownership(before);
    if (whose === 'as written' || (whose === 'edited' && isCommitted(project.folder, path)))
      changes.push({ path, before, after: null });
    else if (whose === 'edited')
      left.push({
        path,
        why: 'you edited it and git has no copy of that; remove it yourself, or commit it first',
      });
    else if (before.includes(MARK) || before.includes(IN_LINE.trim())) {
      const { text, left: lines } = undone(before);
      if (text !== before) changes.push({ path, before, after: text });
      for (const line of lines) left.push({ path, why: `${line} was changed since; take it away yourself` });
    }
  }
  return { changes, left };
}

/** Whether git would give back what is removed. */
function isCommitted(folder: string, path: string): boolean {
  const git = (...args: string[]) => spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
  return (
    git('ls-files', '--error-unmatch', '--', path).status === 0 &&
    git('status', '--porcelain', '--', path).stdout?.trim() === ''
  );
}
