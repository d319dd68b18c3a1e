/**
 * How numbers and dates look, and when a week begins: the server told it with the page, by the operator's choice or
 * by what the browser asked for. It is a variant of the language that the panel is built in.
 */
export const LOCALE: string = globalThis.document?.documentElement.lang || 'en';
