import type { Language } from '../explain/catalogue.ts';

/** The words of the one-page report. */
export interface ReportWords {
  readonly title: string;
  readonly unserved: string;
  readonly peak: string;
  readonly half: string;
  readonly full: string;
  readonly notWithin: (hours: string) => string;
  readonly hours: (value: string) => string;
  readonly people: string;
  readonly populationHours: string;
  readonly byService: string;
  readonly byRegion: string;
  readonly bySector: string;
  readonly demandHours: string;
  readonly whatHappened: string;
  readonly more: (count: number) => string;
  readonly unconfirmed: string;
  readonly nothing: string;
}

/** The report's words in each language. */
export const reportWords: Readonly<Record<Language, ReportWords>> = {
  en: {
    title: 'What falls next',
    unserved: 'Unserved',
    peak: 'Most people without a service at once',
    half: 'Half restored',
    full: 'Fully restored',
    notWithin: (hours) => `not within ${hours} h`,
    hours: (value) => `after ${value} h`,
    people: 'people',
    populationHours: 'Population-hours',
    byService: 'By service',
    byRegion: 'By region',
    bySector: 'By sector',
    demandHours: 'Demand-hours',
    whatHappened: 'What happens, and why',
    more: (count) => `… and ${count} more changes; the full timeline is in the CSV.`,
    unconfirmed: 'Rests on dependencies that their suppliers have not confirmed',
    nothing: 'Nothing fails.',
  },
  ar: {
    title: 'ما الذي يتعطل تاليًا',
    unserved: 'ما لم يُخدم',
    peak: 'أكبر عدد من السكان بلا خدمة في وقت واحد',
    half: 'استعادة النصف',
    full: 'الاستعادة الكاملة',
    notWithin: (hours) => `ليس خلال ${hours} ساعة`,
    hours: (value) => `بعد ${value} ساعة`,
    people: 'السكان',
    populationHours: 'ساعات-الأفراد',
    byService: 'حسب الخدمة',
    byRegion: 'حسب المنطقة',
    bySector: 'حسب القطاع',
    demandHours: 'ساعات الطلب',
    whatHappened: 'ما يحدث ولماذا',
    more: (count) => `… و${count} تغييرًا آخر؛ التسلسل الكامل في ملف CSV.`,
    unconfirmed: 'يستند إلى اعتمادات لم يؤكدها مزودوها',
    nothing: 'لا يتعطل شيء.',
  },
};
