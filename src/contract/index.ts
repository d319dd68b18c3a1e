export * from './common.ts';
export * from './facts.ts';
export * from './panel.ts';
export * from './query.ts';
export * from './reports.ts';
export * from './routes.ts';
export * from './track.ts';
