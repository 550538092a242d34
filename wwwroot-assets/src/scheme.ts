export type ThemeChoice = 'system' | 'light' | 'dark';

const dark = matchMedia('(prefers-color-scheme: dark)');

export function themeChoice(): ThemeChoice {
  const choice = document.documentElement.dataset.themeChoice;
  return choice === 'light' || choice === 'dark' ? choice : 'system';
}

export function applyTheme(): void {
  const choice = themeChoice();
  document.documentElement.dataset.theme = choice === 'system' ? (dark.matches ? 'dark' : 'light') : choice;
}

export function scheme(): 'light' | 'dark' {
  return document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light';
}

/** Shows the choice at once and keeps it in a cookie, which the server reads when it draws the next page. */
export function setTheme(choice: ThemeChoice): void {
  document.documentElement.dataset.themeChoice = choice;
  keepCookie('theme', choice);
  applyTheme();
  document.dispatchEvent(new Event('themechange'));
}

export function setDensity(compact: boolean): void {
  document.documentElement.dataset.density = compact ? 'compact' : 'comfortable';
  keepCookie('density', compact ? 'compact' : 'comfortable');
  document.dispatchEvent(new Event('densitychange'));
}

/** For the server: times of a new person are shown in the zone of their browser. */
export function keepZone(): void {
  keepCookie('zone', Intl.DateTimeFormat().resolvedOptions().timeZone);
}

export function watchScheme(): void {
  dark.addEventListener('change', () => {
    applyTheme();
    document.dispatchEvent(new Event('themechange'));
  });
}

function keepCookie(name: string, value: string): void {
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`;
}
