/** What a kind of asset needs: one of its nearest suppliers, and for how many hours it can do without. */
export interface Need {
  readonly service: string;
  readonly from: string;
  readonly type: 'physical' | 'cyber' | 'geographic' | 'logical';
  /** How many of the nearest are named; any one of them is enough. */
  readonly of: number;
  /** The shortest and the longest autonomy, in hours. */
  readonly autonomy: readonly [number, number];
  /** The part of the assets of the kind that need it; default all. */
  readonly share?: number;
}

/** A kind of asset in a made-up nation. */
export interface Kind {
  readonly kind: string;
  readonly sector: string;
  /** Its part of all assets. */
  readonly share: number;
  /** The service that people have from it, and for how many of them one asset serves at most. */
  readonly serves?: { readonly service: string; readonly amount: number; readonly people: number };
  readonly crew: string;
  /** Hours of repair, the shortest and the longest. */
  readonly repair: readonly [number, number];
  readonly needs: readonly Need[];
}

const power = (of: number, low: number, high: number): Need => ({
  service: 'power',
  from: 'distribution-substation',
  type: 'physical',
  of,
  autonomy: [low, high],
});
const telecom = (low: number, high: number): Need => ({
  service: 'telecom',
  from: 'exchange',
  type: 'cyber',
  of: 2,
  autonomy: [low, high],
});
const water = (low: number, high: number): Need => ({
  service: 'water',
  from: 'pump',
  type: 'physical',
  of: 1,
  autonomy: [low, high],
});
const road = (low: number, high: number): Need => ({
  service: 'road',
  from: 'bridge',
  type: 'geographic',
  of: 3,
  autonomy: [low, high],
});
const goods = (low: number, high: number): Need => ({
  service: 'goods',
  from: 'plant',
  type: 'logical',
  of: 3,
  autonomy: [low, high],
});
const fuel = (low: number, high: number): Need => ({
  service: 'fuel',
  from: 'fuel-depot',
  type: 'logical',
  of: 2,
  autonomy: [low, high],
});

/** The kinds of a made-up nation; shares and hours are of the order seen in published sector studies, no more. */
export const kinds: readonly Kind[] = [
  {
    kind: 'power-plant',
    sector: 'energy',
    share: 0.004,
    crew: 'power',
    repair: [48, 240],
    needs: [telecom(24, 72), road(72, 240)],
  },
  {
    kind: 'transmission-substation',
    sector: 'energy',
    share: 0.016,
    crew: 'power',
    repair: [12, 72],
    needs: [
      { service: 'power', from: 'power-plant', type: 'physical', of: 3, autonomy: [0, 0] },
      telecom(12, 48),
      road(72, 240),
    ],
  },
  {
    kind: 'distribution-substation',
    sector: 'energy',
    share: 0.14,
    serves: { service: 'power', amount: 12, people: 3000 },
    crew: 'power',
    repair: [4, 24],
    needs: [
      { service: 'power', from: 'transmission-substation', type: 'physical', of: 1, autonomy: [0, 0] },
      telecom(24, 72),
      road(72, 240),
      fuel(72, 240),
    ],
  },
  {
    kind: 'exchange',
    sector: 'telecom',
    share: 0.04,
    crew: 'telecom',
    repair: [6, 48],
    needs: [power(2, 8, 24), water(48, 96), fuel(72, 240), road(72, 240)],
  },
  {
    kind: 'tower',
    sector: 'telecom',
    share: 0.15,
    serves: { service: 'telecom', amount: 1, people: 2500 },
    crew: 'telecom',
    repair: [2, 12],
    needs: [power(1, 2, 8), { ...telecom(0, 0), of: 1 }, fuel(72, 240), road(72, 240)],
  },
  {
    kind: 'water-plant',
    sector: 'water',
    share: 0.01,
    crew: 'water',
    repair: [24, 96],
    needs: [power(2, 4, 24), telecom(24, 72), fuel(72, 240), road(72, 240)],
  },
  {
    kind: 'pump',
    sector: 'water',
    share: 0.1,
    serves: { service: 'water', amount: 250, people: 4000 },
    crew: 'water',
    repair: [4, 24],
    needs: [
      power(1, 0, 6),
      { service: 'water', from: 'water-plant', type: 'physical', of: 2, autonomy: [6, 24] },
      telecom(24, 72),
      road(72, 240),
      goods(72, 240),
    ],
  },
  {
    kind: 'fuel-depot',
    sector: 'energy',
    share: 0.02,
    crew: 'fuel',
    repair: [12, 72],
    needs: [power(1, 4, 24), telecom(12, 48), road(24, 96)],
  },
  { kind: 'bridge', sector: 'transport', share: 0.05, crew: 'civil', repair: [72, 480], needs: [] },
  {
    kind: 'hospital',
    sector: 'health',
    share: 0.01,
    serves: { service: 'health', amount: 250, people: 40_000 },
    crew: 'civil',
    repair: [12, 96],
    needs: [power(2, 12, 72), water(6, 24), telecom(12, 48), fuel(48, 96), road(24, 72), goods(24, 72)],
  },
  {
    kind: 'clinic',
    sector: 'health',
    share: 0.05,
    serves: { service: 'health', amount: 10, people: 3000 },
    crew: 'civil',
    repair: [6, 48],
    needs: [power(1, 0, 12), water(2, 12), telecom(4, 24), road(24, 72), fuel(48, 96), goods(48, 120)],
  },
  {
    kind: 'food-store',
    sector: 'food',
    share: 0.2,
    serves: { service: 'food', amount: 5, people: 1800 },
    crew: 'civil',
    repair: [4, 24],
    needs: [power(1, 1, 8), water(12, 48), telecom(2, 24), fuel(24, 96), road(24, 72), goods(48, 120)],
  },
  {
    kind: 'plant',
    sector: 'industry',
    share: 0.21,
    serves: { service: 'goods', amount: 1, people: 500 },
    crew: 'civil',
    repair: [12, 96],
    needs: [
      power(2, 0, 4),
      power(1, 0, 2),
      water(4, 24),
      telecom(4, 24),
      fuel(24, 96),
      road(24, 72),
      { service: 'health', from: 'clinic', type: 'logical', of: 2, autonomy: [72, 240] },
    ],
  },
];
