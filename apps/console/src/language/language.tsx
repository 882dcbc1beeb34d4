import { useQuery } from '@tanstack/react-query';
import {
  dateWriter,
  regionOf,
  translator,
  type DateWriter,
  type Language,
  type MessageKey,
  type Region,
  type Translate,
} from '@sanad/i18n';
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { I18nProvider, RouterProvider } from 'react-aria-components';
import type { Names } from '../hub/answers.ts';
import { partiesQuery, sessionQuery } from '../hub/queries.ts';

interface Speech {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  readonly t: Translate;
  readonly dates: DateWriter;
  readonly region: Region;
  /** A number in the reader's digits. */
  readonly number: (value: number) => string;
  /** A name in the reader's language where it has one. */
  readonly named: (one: { readonly name: string | null; readonly names?: Names }) => string;
  /** A message whose key is made of data; the data itself where there is none. */
  readonly term: (prefix: string, value: string) => string;
}

const Spoken = createContext<Speech | undefined>(undefined);
const stored = 'sanad.language';

/** Gives everything below the reader's language, digits, dates and direction. Arabic first. */
export function LanguageProvider({ children, navigate }: { children: ReactNode; navigate: (to: string) => void }) {
  const [language, setLanguage] = useState<Language>(() => (localStorage.getItem(stored) === 'en' ? 'en' : 'ar'));
  const { data: me } = useQuery({ ...sessionQuery, enabled: false });
  const { data: parties } = useQuery({ ...partiesQuery, enabled: Boolean(me) });
  const country = (parties?.find((one) => one.id === me?.party) ?? parties?.find((one) => one.isHub))?.country;

  const speech = useMemo((): Speech => {
    const region = regionOf(country);
    const numerals = language === 'ar' ? region.numerals : 'latn';
    const t = translator(language, numerals);
    const format = new Intl.NumberFormat(`${language}-u-nu-${numerals}`);
    const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    return {
      language,
      setLanguage: (next) => {
        localStorage.setItem(stored, next);
        setLanguage(next);
      },
      t,
      region,
      dates: dateWriter({ language, numerals, country: country ?? undefined, timeZone }),
      number: (value) => format.format(value),
      named: ({ name, names }) => names?.[language] || name || '',
      term: (prefix, value) => {
        const key = `${prefix}.${value}`;
        const said = t(key as MessageKey);
        return said === key ? value : said;
      },
    };
  }, [language, country]);

  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
  }, [language]);

  return (
    <Spoken value={speech}>
      <I18nProvider locale={language === 'ar' ? `ar-u-nu-${speech.region.numerals}` : 'en'}>
        <RouterProvider navigate={navigate}>{children}</RouterProvider>
      </I18nProvider>
    </Spoken>
  );
}

/** The reader's language and how to say things in it. */
export function useLanguage(): Speech {
  const speech = useContext(Spoken);
  if (!speech) throw new Error('useLanguage needs a LanguageProvider above it');
  return speech;
}
