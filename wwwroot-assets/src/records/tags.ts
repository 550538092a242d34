// A press on a tag in a list or on a board shows the records that have it. The tag stands within the link of its row, which must not follow.
export function startTags(): void {
  document.addEventListener('click', event => {
    const tag = (event.target as Element).closest?.<HTMLElement>('.recs [data-tag]')?.dataset.tag;
    if (!tag || event.ctrlKey || event.metaKey || event.shiftKey)
      return;
    event.preventDefault();
    event.stopPropagation();
    const url = new URL(location.href);
    url.searchParams.set('tag', tag);
    Blazor.navigateTo(url.pathname + url.search);
  }, true);
}
