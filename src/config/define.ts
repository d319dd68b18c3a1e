import type { Catalogue } from '../catalogue/index.ts';
import type { Settings } from './options.ts';

/** What `joip-analytics.config.ts` may hold: every option by its name, and the platform's catalogue. */
export type ConfigFile = Partial<Settings> & { catalogue?: Catalogue };

/**
 * Types a configuration file.
 *
 * @example
 * // joip-analytics.config.ts
 * import { defineConfig } from 'joip-analytics';
 *
 * export default defineConfig({ port: 4000, timezone: 'Europe/Berlin', currency: 'EUR' });
 */
export function defineConfig(config: ConfigFile): ConfigFile {
  return config;
}
