import { type Catalogue, defaultCatalogue } from '../catalogue/index.ts';
import { unknownField } from '../contract/index.ts';
import type { ConfigFile } from './define.ts';
import { ConfigError } from './error.ts';
import { type FactSelects, factsOf } from './facts.ts';
import { type Option, type OptionName, type OptionValues, optionNames, options } from './options.ts';

export { ConfigError } from './error.ts';

export type Config = OptionValues & { catalogue: Catalogue; facts?: FactSelects | undefined };

/** Where settings come from, the strongest first. */
export interface Sources {
  /** By option name, as commander collects them. */
  readonly flags?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly file?: ConfigFile & Readonly<Record<string, unknown>>;
  /** Path of the file, for messages. */
  readonly filePath?: string;
}

/** Values with a secret in them: a wrong one isn't repeated, since messages end up in logs. */
const HIDDEN: ReadonlySet<OptionName> = new Set(['databaseUrl', 'secretKey', 'oidcClientSecret']);

/**
 * Settles every option: flag before environment before file before default.
 *
 * @throws ConfigError that names the value's place and what is accepted.
 * @example
 * resolveConfig({ env: { PORT: '4000' } }).port; // 4000
 */
export function resolveConfig({ flags = {}, env = {}, file = {}, filePath }: Sources): Config {
  const where = filePath ?? 'the configuration file';
  const unknown = Object.keys(file).filter(
    (key) => key !== 'catalogue' && key !== 'facts' && !Object.hasOwn(options, key),
  );
  if (unknown.length > 0)
    throw new ConfigError(
      `${where}: ${unknown.map((name) => `${name} ${unknownField(name, [...optionNames, 'catalogue', 'facts'])}`).join('; ')}`,
    );
  const optionValue = (name: OptionName): unknown => {
    const o: Option<unknown> = options[name];
    const given: [place: string, value: unknown][] = [
      [o.flag.split(' ')[0]!, flags[name]],
      [o.env, env[o.env] === '' ? undefined : env[o.env]],
      [`${name} in ${where}`, file[name]],
    ];
    const found = given.find(([, value]) => value !== undefined);
    if (!found) return o.default;
    const value = o.type.read(found[1]);
    if (value === undefined) {
      const told = HIDDEN.has(name) ? "can't be accepted as it is" : `is ${JSON.stringify(found[1])}`;
      throw new ConfigError(`${found[0]} ${told}, but takes ${o.type.accepts}`);
    }
    return value;
  };
  const settings = Object.fromEntries(optionNames.map((name) => [name, optionValue(name)])) as OptionValues;
  const facts = factsOf(file.facts, where);
  return { ...settings, catalogue: catalogueOf(file, where), ...(facts && { facts }) };
}

function catalogueOf(file: ConfigFile, where: string): Catalogue {
  const given: unknown = file.catalogue;
  if (given === undefined) return defaultCatalogue;
  if (typeof given === 'object' && given !== null && 'fingerprint' in given) return given as Catalogue;
  throw new ConfigError(`catalogue in ${where} is no catalogue; make it with defineCatalogue({ ... })`);
}
