/** The languages that chains of causes are told in. */
export type Language = 'en' | 'ar';

/** The words of a chain of causes. Names and times come isolated, so that either direction of writing holds. */
export interface Catalogue {
  readonly stopped: (name: string, time: string) => string;
  readonly reduced: (name: string, percent: string, time: string) => string;
  readonly restored: (name: string, time: string) => string;
  readonly failed: (name: string, time: string, reason: string | undefined) => string;
  readonly damaged: (name: string, percent: string, time: string, reason: string | undefined) => string;
  readonly repaired: (name: string, time: string) => string;
  readonly undelivered: (name: string, service: string, time: string) => string;
  readonly partlyDelivered: (name: string, service: string, percent: string, time: string) => string;
  readonly lostSupply: (service: string) => string;
  readonly lostSupplySince: (service: string, time: string, lasted: string) => string;
  readonly supplyBack: (service: string, time: string) => string;
  readonly refuelled: string;
  readonly shortage: (service: string) => string;
  readonly flowBack: (service: string) => string;
  readonly unconfirmed: string;
  readonly hours: (value: number) => string;
  readonly percent: (share: number) => string;
  readonly atClock: (time: string) => string;
  readonly afterStart: (hours: string) => string;
  readonly atStart: string;
  /** Keeps a name or time in its own direction within the text around it. */
  readonly isolate: (text: string) => string;
  /** Between the parts of a chain. */
  readonly separator: string;
}

const oneDecimal = (value: number): number => Math.round(value * 10) / 10;

const english: Catalogue = {
  stopped: (name, time) => `${name} stopped ${time}`,
  reduced: (name, percent, time) => `${name} down to ${percent} ${time}`,
  restored: (name, time) => `${name} works again ${time}`,
  failed: (name, time, reason) => `${name} failed ${time}${reason ? ` (${reason})` : ''}`,
  damaged: (name, percent, time, reason) => `${name} damaged to ${percent} ${time}${reason ? ` (${reason})` : ''}`,
  repaired: (name, time) => `${name} repaired ${time}`,
  undelivered: (name, service, time) => `${name} without ${service} ${time}`,
  partlyDelivered: (name, service, percent, time) => `${name} with ${percent} of its ${service} ${time}`,
  lostSupply: (service) => `lost ${service}`,
  lostSupplySince: (service, time, lasted) => `lost ${service} ${time}, its store lasted ${lasted}`,
  supplyBack: (service, time) => `${service} came back ${time}`,
  refuelled: 'refuelled',
  shortage: (service) => `not enough ${service} reaches it`,
  flowBack: (service) => `${service} reaches it again`,
  unconfirmed: 'this dependency is not confirmed',
  hours: (value) => `${oneDecimal(value)} h`,
  percent: (share) => `${Math.round(share * 100)} %`,
  atClock: (time) => `at ${time}`,
  afterStart: (hours) => `after ${hours}`,
  atStart: 'at the start',
  isolate: (text) => text,
  separator: '; ',
};

const arabicPlural = new Intl.PluralRules('ar');

const arabic: Catalogue = {
  stopped: (name, time) => `توقف ${name} ${time}`,
  reduced: (name, percent, time) => `انخفض عمل ${name} إلى ${percent} ${time}`,
  restored: (name, time) => `عاد ${name} إلى العمل ${time}`,
  failed: (name, time, reason) => `تعطل ${name} ${time}${reason ? ` (${reason})` : ''}`,
  damaged: (name, percent, time, reason) => `تضرر ${name} حتى ${percent} ${time}${reason ? ` (${reason})` : ''}`,
  repaired: (name, time) => `أُصلح ${name} ${time}`,
  undelivered: (name, service, time) => `انقطعت خدمة ${service} عن ${name} ${time}`,
  partlyDelivered: (name, service, percent, time) => `يصل إلى ${name} ${percent} من ${service} ${time}`,
  lostSupply: (service) => `فقد ${service}`,
  lostSupplySince: (service, time, lasted) => `فقد ${service} ${time} وكفاه مخزونه ${lasted}`,
  supplyBack: (service, time) => `عادت خدمة ${service} ${time}`,
  refuelled: 'بعد التزويد بالوقود',
  shortage: (service) => `لا يصله ما يكفي من ${service}`,
  flowBack: (service) => `عادت ${service} تصل إليه`,
  unconfirmed: 'هذا الاعتماد غير مؤكد',
  hours: (value) => {
    const shown = oneDecimal(value);
    if (shown === 1) return 'ساعة واحدة';
    if (shown === 2) return 'ساعتين';
    return `${shown} ${arabicPlural.select(shown) === 'few' ? 'ساعات' : 'ساعة'}`;
  },
  percent: (share) => `${Math.round(share * 100)}٪`,
  atClock: (time) => `الساعة ${time}`,
  afterStart: (hours) => `بعد ${hours}`,
  atStart: 'عند البداية',
  isolate: (text) => `\u2068${text}\u2069`,
  separator: '؛ ',
};

/** The words in each language. */
export const catalogues: Readonly<Record<Language, Catalogue>> = { en: english, ar: arabic };
