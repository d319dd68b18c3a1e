export * from './common.ts';
export * from './facts.ts';
export * from './panel.ts';
export * from './query.ts';
export * from './reports.ts';
export * from './routes/index.ts';
export * from './schemas/index.ts';
export * from './track.ts';
