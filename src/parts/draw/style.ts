import css from './style.css?inline';

/** The panel's colours for light and for dark, each as a host may set it: the build takes them from there. */
declare const TOKENS: string;

export const sheet = new CSSStyleSheet();
sheet.replaceSync(TOKENS + css);
