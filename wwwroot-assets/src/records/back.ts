// From a record one goes back to its list as it was left: with its words, filters and view.
const key = (path: string) => `back ${path}`;

export function startBack(): void {
  document.addEventListener('click', event => {
    const target = event.target as Element;
    if (target.closest?.('.recs :is([data-row], [data-card])'))
      sessionStorage.setItem(key(location.pathname), location.pathname + location.search);
    const back = target.closest?.<HTMLAnchorElement>('a[data-back]');
    const left = back && sessionStorage.getItem(key(back.dataset.back!));
    // Before the framework reads where the link leads.
    if (left)
      back.setAttribute('href', left);
  }, true);
}
