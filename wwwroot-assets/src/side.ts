// What is known around a conversation: beside the reading pane where there is room, else a sheet over it.
const wide = matchMedia('(min-width: 1181px)');
const root = document.documentElement;

function close(): void {
  if (!root.hasAttribute('data-sheet'))
    return;
  root.removeAttribute('data-sheet');
  const opener = [...document.querySelectorAll<HTMLElement>('[data-side-toggle]')].find(button => button.offsetParent);
  opener?.focus();
}

function toggle(): void {
  if (!wide.matches) {
    if (root.hasAttribute('data-sheet'))
      return close();
    root.setAttribute('data-sheet', '');
    document.querySelector<HTMLElement>('.side [data-side-close]')?.focus();
    return;
  }
  const off = root.dataset.side !== 'off';
  if (off)
    root.dataset.side = 'off';
  else
    delete root.dataset.side;
  localStorage.setItem('side', off ? 'off' : 'on');
}

export function startSide(): void {
  if (localStorage.getItem('side') === 'off')
    root.dataset.side = 'off';
  wide.addEventListener('change', () => root.removeAttribute('data-sheet'));
  document.addEventListener('click', event => {
    const target = event.target as Element;
    if (target.closest?.('[data-side-toggle]'))
      toggle();
    else if (target.closest?.('[data-side-close]'))
      wide.matches ? toggle() : close();
    else if (target.closest?.('.side a, .back, a[data-row]'))
      root.removeAttribute('data-sheet');
    else if (target.closest?.('.sidescrim'))
      close();
  });
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && root.hasAttribute('data-sheet') && !event.defaultPrevented && !document.querySelector('dialog[open], .mud-dialog')) {
      event.preventDefault();
      close();
    }
  }, true);
}
