/** Opens threads. The first press opens at once; a key held down opens where it comes to rest. */
export class Opening {
  private timer = 0;
  private last = 0;

  /** @param replace Whether it takes the place of the thread that is open, if one is, in the history of the browser too. */
  show(row: HTMLElement, replace: boolean, isReading: () => boolean): void {
    const href = row.querySelector<HTMLAnchorElement>('[data-row]')!.getAttribute('href')!;
    clearTimeout(this.timer);
    const open = () => {
      this.last = performance.now();
      row.classList.remove('un');
      Blazor.navigateTo(href, { replaceHistoryEntry: replace && isReading() });
    };
    if (performance.now() - this.last > 140)
      open();
    else
      this.timer = window.setTimeout(open, 120);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
