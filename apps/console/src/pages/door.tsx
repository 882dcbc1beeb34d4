import type { ReactNode } from 'react';
import { Button } from '../design/controls.tsx';
import mark from '../design/mark.svg';
import { switchTheme } from '../design/theme.ts';
import { useLanguage } from '../language/language.tsx';

/** The pages before one is inside: set-up and sign-in. */
export function Door({ children }: { children: ReactNode }) {
  const { t, language, setLanguage } = useLanguage();
  const other = language === 'ar' ? 'en' : 'ar';
  return (
    <div className="door">
      <header className="door-side">
        <svg className="door-art" viewBox="0 0 400 400" fill="none" stroke="#f2c572" strokeWidth="1" aria-hidden="true">
          {rings.map(([x, y, radius]) => (
            <circle key={`${x} ${y} ${radius}`} cx={x} cy={y} r={radius} />
          ))}
        </svg>
        <div className="brand">
          <img src={mark} alt="" />
          <span>
            <strong>{t('name')}</strong>
          </span>
        </div>
        <p className="door-motto">{t('motto')}</p>
      </header>
      <main className="door-main">
        {children}
        <div className="door-foot">
          <Button kind="plain" onPress={() => setLanguage(other)}>
            <span lang={other}>{t(`language.${other}`)}</span>
          </Button>
          <Button kind="plain" onPress={switchTheme}>
            {t('actions.switch-theme')}
          </Button>
        </div>
      </main>
    </div>
  );
}

/** Links of a chain, ring within ring: the sanad. */
const rings = [150, 200, 250].flatMap((x, index) =>
  [40, 58, 76, 94].map((radius) => [x, index === 1 ? 250 : 160, radius] as const),
);
