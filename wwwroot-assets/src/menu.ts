// A button with popovertarget opens its menu beside itself; arrow keys walk it.
function place(menu: HTMLElement): void {
  const button = document.querySelector<HTMLElement>(`[popovertarget="${menu.id}"]`);
  if (!button)
    return;
  const at = button.getBoundingClientRect();
  const width = menu.offsetWidth;
  const height = menu.offsetHeight;
  const below = at.bottom + 4 + height <= innerHeight || at.top < height;
  menu.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, below ? Math.min(at.bottom + 4, innerHeight - height - 8) : at.top - height - 4)}px`;
}

export function startMenus(): void {
  document.addEventListener('toggle', event => {
    const menu = event.target as HTMLElement;
    if (!(menu instanceof HTMLElement) || !menu.matches('.menu'))
      return;
    const open = (event as ToggleEvent).newState === 'open';
    document.querySelector(`[popovertarget="${menu.id}"]`)?.setAttribute('aria-expanded', String(open));
    if (open) {
      place(menu);
      menu.querySelector<HTMLElement>('a, button')?.focus();
    }
  }, true);
  document.addEventListener('click', event => {
    const entry = (event.target as Element).closest?.('.menu > a, .menu > button');
    if (entry)
      (entry.closest('.menu') as HTMLElement).hidePopover();
  });
  document.addEventListener('keydown', event => {
    const menu = (event.target as Element).closest?.('.menu');
    if (!menu || !['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(event.key))
      return;
    event.preventDefault();
    const entries = [...menu.querySelectorAll<HTMLElement>(':scope > a, :scope > button:not(:disabled)')];
    const now = entries.indexOf(document.activeElement as HTMLElement);
    const next = event.key === 'Home' ? 0 : event.key === 'End' ? entries.length - 1
      : (now + (event.key === 'ArrowDown' ? 1 : -1) + entries.length) % entries.length;
    entries[next]?.focus();
  });
}
