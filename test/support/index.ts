export { emptyDatabase, type TestDatabase, testDatabase } from './database.ts';
export { anActivity, type Random, random } from './factories.ts';
export { type Told, told } from './told.ts';
