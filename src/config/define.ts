import type { Catalogue } from '../catalogue/index.ts';
import type { FactSelects } from './facts.ts';
import type { OptionValues } from './options.ts';

/**
 * What `joip-analytics.config.ts` may hold: every option by its name, the platform's catalogue, and a SELECT
 * for each relation that the platform's own tables hold.
 */
export type ConfigFile = Partial<OptionValues> & { catalogue?: Catalogue; facts?: FactSelects };

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
