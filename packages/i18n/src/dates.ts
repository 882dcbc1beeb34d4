import { fromDate, IslamicUmalquraCalendar, toCalendar } from '@internationalized/date';
import type { Language } from './problem-title.ts';
import type { Numerals } from './region.ts';

/** A day of the Umm al-Qura calendar. */
export interface HijriDay {
  readonly year: number;
  /** 1 for Muharram to 12 for Dhu al-Hijjah. */
  readonly month: number;
  readonly day: number;
}

/** How a reader wants dates. */
export interface DateStyle {
  readonly language: Language;
  readonly numerals: Numerals;
  /** ISO 3166-1 code: the names of the months differ by country. */
  readonly country?: string | undefined;
  /** IANA time zone; storage is UTC. */
  readonly timeZone: string;
}

/** Ways to write a moment. */
export interface DateWriter {
  /** 22 November 2026. */
  gregorian(at: Date): string;
  /** 12 Jumada al-Akhirah 1448 AH. */
  hijri(at: Date): string;
  /** 13:05. */
  time(at: Date): string;
  /** How long ago, or how long until: 3 minutes ago. */
  distance(at: Date, now: Date): string;
}

const umalqura = new IslamicUmalquraCalendar();

const months: Readonly<Record<Language, readonly string[]>> = {
  ar: 'محرم،صفر،ربيع الأول،ربيع الآخر،جمادى الأولى،جمادى الآخرة،رجب،شعبان،رمضان،شوال،ذو القعدة،ذو الحجة'.split('،'),
  en: 'Muharram,Safar,Rabi al-Awwal,Rabi al-Akhir,Jumada al-Ula,Jumada al-Akhirah,Rajab,Shaban,Ramadan,Shawwal,Dhu al-Qadah,Dhu al-Hijjah'.split(
    ',',
  ),
};

/** The Umm al-Qura day of a moment in a time zone. */
export function hijriDay(at: Date, timeZone: string): HijriDay {
  const { year, month, day } = toCalendar(fromDate(at, timeZone), umalqura);
  return { year, month, day };
}

/** Makes the functions that write moments as a reader wants them. */
export function dateWriter({ language, numerals, country, timeZone }: DateStyle): DateWriter {
  const region = language === 'en' ? '-GB' : country ? `-${country}` : '';
  const locale = `${language}${region}-u-ca-gregory-nu-${numerals}`;
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone });
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const number = new Intl.NumberFormat(`${language}-u-nu-${numerals}`, { useGrouping: false });
  return {
    gregorian: (at) => date.format(at),
    hijri: (at) => {
      const { year, month, day } = hijriDay(at, timeZone);
      const era = language === 'ar' ? 'هـ' : 'AH';
      return `${number.format(day)} ${months[language][month - 1]} ${number.format(year)} ${era}`;
    },
    time: (at) => time.format(at),
    distance: (at, now) => {
      const seconds = Math.round((at.getTime() - now.getTime()) / 1000);
      const [unit, size] = steps.find(([, from]) => Math.abs(seconds) >= from) ?? (['second', 1] as const);
      return relative.format(Math.trunc(seconds / size), unit);
    },
  };
}

const steps = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;
