export const beforeAndAfter = 'Vorher und nachher';
export const meaning = 'Analytics der ganzen Tage danach, verglichen mit ebenso vielen davor';
export const aligned = {
  week: 'Dieselben Stunden der Woche vor und nach diesem Release',
  day: 'Dieselben Stunden des Tages vor und nach diesem Release: keine Stunde der Woche liegt auf beiden Seiten',
  hour: 'Gleich lange vor und nach diesem Release: keine Stunde des Tages liegt auf beiden Seiten',
};
