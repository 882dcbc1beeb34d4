/** Light, dark, or as the device says. */
export type Theme = 'light' | 'dark' | 'system';

const key = 'sanad.theme';

/** The appearance that was chosen on this device. */
export function storedTheme(): Theme {
  const value = localStorage.getItem(key);
  return value === 'light' || value === 'dark' ? value : 'system';
}

/** Shows an appearance and remembers it. */
export function applyTheme(theme: Theme): void {
  localStorage.setItem(key, theme);
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

/** Switches from what is shown now to the other. */
export function switchTheme(): void {
  const shown = storedTheme();
  const dark = shown === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : shown === 'dark';
  applyTheme(dark ? 'light' : 'dark');
}
