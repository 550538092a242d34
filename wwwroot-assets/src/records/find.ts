// The field above a list of records: what is typed goes into the address once the typing pauses, and the list follows that.
const pause = 180;
let timer = 0;

function go(input: HTMLInputElement): void {
  clearTimeout(timer);
  const url = new URL(location.href);
  const text = input.value.trim();
  if (text === (url.searchParams.get('q') ?? ''))
    return;
  text ? url.searchParams.set('q', text) : url.searchParams.delete('q');
  Blazor.navigateTo(url.pathname + url.search, { replaceHistoryEntry: true });
}

export function startFind(): void {
  document.addEventListener('input', event => {
    const input = event.target as HTMLInputElement;
    if (!input.matches?.('[data-find]'))
      return;
    clearTimeout(timer);
    timer = window.setTimeout(() => go(input), pause);
  });
  document.addEventListener('keydown', event => {
    const input = event.target as HTMLInputElement;
    if (!input.matches?.('[data-find]') || event.isComposing || !['Enter', 'Escape', 'ArrowDown'].includes(event.key))
      return;
    event.preventDefault();
    go(input);
    input.blur();
    document.querySelector<HTMLElement>('.recs :is([data-row], [data-card])[tabindex="0"]')?.focus();
  });
  document.addEventListener('click', event => {
    if (!(event.target as Element).closest?.('[data-clear-find]'))
      return;
    const input = document.querySelector<HTMLInputElement>('[data-find]');
    if (!input)
      return;
    input.value = '';
    input.focus();
    go(input);
  });
}
