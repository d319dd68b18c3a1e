/** Word lists of the sample platform: plain, invented, nobody's. */

export const FIRST_NAMES =
  `Ada Alma Amir Anja Arlo Asha Beau Bela Bruno Cara Chen Clea Dara Davi Dina Eli Elsa Emil Enzo
Faye Femi Finn Gita Glen Hana Hugo Ida Ilan Iris Ivo Jana Jude June Kaia Kofi Lars Lena Leon Lila Luca Mara Mika Mina
Nadia Nils Noor Olga Omar Otis Pia Quinn Rafi Remy Rosa Runa Sami Sana Seth Sven Tara Theo Tilda Uma Vera Vito Wren
Yara Yuri Zara Zeno`.split(/\s+/);

export const LAST_NAMES =
  `Abbot Almeida Bakker Barnes Bauer Bianchi Blom Brandt Carver Castro Cole Costa Dahl Diaz Dubois
Eklund Ellis Faber Ferris Fischer Fontaine Garcia Gray Haas Hale Holm Horvat Ito Jansen Jensen Kaplan Keller Klein
Kovacs Lange Larsen Laurent Lind Lopez Marsh Mensah Meyer Moreau Nagy Navarro Novak Okafor Olsen Orsini Park Patel
Quist Ramos Reyes Rossi Sato Silva Singh Sorensen Stone Tanaka Torres Varga Vega Vogel Weber Winter Wolfe Young
Zeller`.split(/\s+/);

export const ADJECTIVES =
  `Amber Bright Calm Clear Crimson Early Gentle Golden Hidden Late Little Long Lost Misty Morning
New Northern Old Open Quiet Rainy Silver Slow Small Summer Sunny Warm Wide Winter`.split(/\s+/);

export const NOUNS =
  `Album Archive Bloom Cabinet Chapter Collection Corner Diary Draft Evening Field Gallery Garden
Harbour Journey Letters Lights Map Moments Notes Parade Picks River Scenes Series Sketch Story Study Weekend
Window`.split(/\s+/);

export const SUBJECTS =
  `pics art photography design sketches travel nature architecture portraits posters`.split(/\s+/);

/** Common browsers, as they announce themselves. */
export const USER_AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
];

/** Address blocks that are reserved for documentation: they lead nowhere. */
export const NETWORKS = ['192.0.2', '198.51.100', '203.0.113'];

export const PAGES = [
  '/',
  '/sessions',
  '/captions',
  '/studio',
  '/gallery',
  '/community',
  '/account',
  '/credits',
];
export const SETTINGS = [
  'signup_mode',
  'upload_limit',
  'caption_quota',
  'maintenance_banner',
  'default_layout',
];
