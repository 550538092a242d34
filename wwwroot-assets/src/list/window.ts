// The rows that are on the page. The server renders a window of them; another one is asked for before the reader of the list reaches its end.
const overscan = 24;

export class RowWindow {
  private asking = false;
  private askAgain = false;
  private anchor: { id: string; index: number } | null = null;

  constructor(readonly rows: HTMLElement, private readonly server: DotNetObject) {
    rows.addEventListener('scroll', () => { this.remember(); this.fill(); }, { passive: true });
  }

  get total(): number {
    return Number(this.rows.querySelector<HTMLElement>('.window')?.dataset.total ?? 0);
  }

  private get rowHeight(): number {
    return parseFloat(getComputedStyle(this.rows).getPropertyValue('--row')) || 64;
  }

  all(): HTMLElement[] {
    return [...this.rows.querySelectorAll<HTMLElement>('.row[data-id]:not([data-leaving])')];
  }

  row(id: string | null): HTMLElement | null {
    return id ? this.rows.querySelector<HTMLElement>(`.row[data-id="${id}"]`) : null;
  }

  /** Another list is shown. */
  restart(): void {
    this.anchor = null;
    this.rows.scrollTop = 0;
  }

  /** New mail above what is being looked at moves the content, not the picture of it. */
  keepPlace(): void {
    const row = this.anchor && this.row(this.anchor.id);
    if (row && this.anchor && this.rows.scrollTop > 4) {
      const moved = Number(row.dataset.index) - this.anchor.index;
      if (moved)
        this.rows.scrollTop += moved * this.rowHeight;
    }
  }

  remember(): void {
    const first = Math.ceil(this.rows.scrollTop / this.rowHeight);
    const row = this.rows.querySelector<HTMLElement>(`.row[data-index="${first}"]`);
    this.anchor = row ? { id: row.dataset.id!, index: first } : null;
  }

  /** Asks for rows where the window comes to its end. */
  fill(): void {
    const frame = this.rows.querySelector<HTMLElement>('.window');
    if (!frame)
      return;
    const height = this.rowHeight;
    const first = Math.floor(this.rows.scrollTop / height);
    const count = Math.ceil(this.rows.clientHeight / height) + 1;
    const from = Number(frame.dataset.from);
    const to = from + Number(frame.dataset.count);
    const early = Math.floor(overscan / 2);
    if ((first - early < from && from > 0) || (first + count + early > to && to < this.total))
      void this.ask(Math.max(0, first - overscan), count + 2 * overscan);
  }

  /** Scrolls as little as it takes to see a row. */
  reveal(index: number): void {
    const height = this.rowHeight;
    const top = index * height;
    if (top < this.rows.scrollTop)
      this.rows.scrollTop = top;
    else if (top + height > this.rows.scrollTop + this.rows.clientHeight)
      this.rows.scrollTop = top + height - this.rows.clientHeight;
  }

  /** Rows have another height now. */
  scrollTo(index: number): void {
    this.rows.scrollTop = index * this.rowHeight;
    this.fill();
  }

  private async ask(first: number, count: number): Promise<void> {
    if (this.asking) {
      this.askAgain = true;
      return;
    }
    this.asking = true;
    try {
      await this.server.invokeMethodAsync('ShowRows', first, count);
    } catch {
      // The line is down; the page says so, and the next scroll asks again.
    } finally {
      this.asking = false;
      if (this.askAgain) {
        this.askAgain = false;
        this.fill();
      }
    }
  }
}
