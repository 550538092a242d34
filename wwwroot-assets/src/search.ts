// The search field: Enter searches, Escape leaves, the operators below it type themselves.
export function startSearch(): void {
  document.addEventListener('keydown', event => {
    const input = event.target as HTMLInputElement;
    if (!input.matches?.('[data-search]'))
      return;
    if (event.key === 'Enter') {
      event.preventDefault();
      go(input);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      input.blur();
      document.querySelector<HTMLElement>('.row [data-row][tabindex="0"]')?.focus();
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      document.querySelector<HTMLElement>('.row [data-row][tabindex="0"]')?.focus();
    }
  });
  document.addEventListener('pointerdown', event => {
    const button = (event.target as Element).closest?.<HTMLElement>('[data-operator], [data-clear-search]');
    if (!button)
      return;
    // Before the field loses the focus and the hints with it.
    event.preventDefault();
    const input = document.querySelector<HTMLInputElement>('[data-search]')!;
    if (button.dataset.operator) {
      input.value = `${input.value.trimEnd()} ${button.dataset.operator}`.trimStart();
      input.focus();
      input.setSelectionRange(input.value.length, input.value.length);
    } else {
      input.value = '';
      go(input);
    }
  });
}

function go(input: HTMLInputElement): void {
  const text = input.value.trim();
  input.blur();
  // What colleagues share has a search, and a place to begin again, of its own.
  const path = input.form?.getAttribute('action') ?? '/search';
  Blazor.navigateTo(text ? `${path}?q=${encodeURIComponent(text)}` : path === '/search' ? '/' : path);
}
