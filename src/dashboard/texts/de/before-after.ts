export const beforeAndAfter = 'Vorher und nachher';
export const meaning = 'Analytics der ganzen Tage danach, verglichen mit ebenso vielen davor';
