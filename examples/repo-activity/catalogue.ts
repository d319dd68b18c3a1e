// In a project of its own: from 'joip-analytics/catalogue'.
import { defineCatalogue } from '../../src/catalogue/index.ts';

const change = { topic: 'text' } as const;
const file = { topic: 'text', file_type: 'text' } as const;
const everything = ['commit', 'merge', 'file_added', 'file_modified', 'file_deleted'] as const;

/** What happens in a code repository: changes, and the files that they touch. */
export const repoCatalogue = defineCatalogue({
  name: 'repository',
  features: {
    changes: { label: 'Changes', icon: 'GitCommitHorizontal' },
    files: { label: 'Files', icon: 'FileDiff' },
  },
  actions: {
    commit: { feature: 'changes', label: 'Commit', details: change },
    merge: { feature: 'changes', label: 'Merge', details: change },
    file_added: { feature: 'files', label: 'File added', details: file },
    file_modified: { feature: 'files', label: 'File modified', details: file },
    file_deleted: { feature: 'files', label: 'File deleted', details: file },
  },
  counters: {
    commits: { label: 'Commits', feature: 'changes', actions: ['commit'], ranked: true },
    merges: { label: 'Merges', feature: 'changes', actions: ['merge'], ranked: true },
    featureCommits: {
      label: 'Feature commits',
      feature: 'changes',
      actions: ['commit'],
      where: { topic: 'feat' },
    },
    fixCommits: { label: 'Fix commits', feature: 'changes', actions: ['commit'], where: { topic: 'fix' } },
    filesAdded: { label: 'Files added', feature: 'files', actions: ['file_added'], ranked: true },
    filesModified: { label: 'Files modified', feature: 'files', actions: ['file_modified'], ranked: true },
    filesDeleted: { label: 'Files deleted', feature: 'files', actions: ['file_deleted'], ranked: true },
  },
  breakdowns: {
    topic: {
      label: 'Topic',
      actions: everything,
      values: {
        feat: 'Features',
        fix: 'Fixes',
        docs: 'Documentation',
        chore: 'Chores',
        refactor: 'Refactoring',
        test: 'Tests',
        release: 'Releases',
        perf: 'Performance',
        build: 'Build',
        ci: 'Continuous integration',
        wip: 'Work in progress',
      },
    },
    file_type: {
      label: 'File type',
      actions: ['file_added', 'file_modified', 'file_deleted'],
      values: { ts: 'TypeScript', js: 'JavaScript', json: 'JSON', md: 'Markdown', vue: 'Vue', html: 'HTML' },
    },
  },
  // The headline metrics of this platform: commits are its sessions, files its media.
  totals: {
    sessions: ['commit'],
    mediaAdded: ['file_added'],
    mediaRemoved: ['file_deleted'],
    captions: [],
    allCaptions: [],
    compositions: ['merge'],
  },
});
