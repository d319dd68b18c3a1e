export const startWithRealData = 'Mit echten Daten beginnen';
export const startWithRealDataAsked = 'Mit echten Daten beginnen?';
export const fromNowOnYours =
  'Das Panel zeigt ab jetzt allen Operatoren die eigene Plattform. Es wird nichts gelöscht.';
export const sampleAgain = 'Die Beispieldaten lassen sich bis zum Neustart des Servers wieder anzeigen.';
