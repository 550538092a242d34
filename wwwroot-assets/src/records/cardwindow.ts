// The cards of a column that are on the page. The server draws a window of them; another one is asked for before its end is reached.
const overscan = 6;
/** Pixels of a card and the gap below it, as in the style sheet. */
const cardHeight = 92;

export class CardWindows {
  private readonly asking = new Set<string>();

  constructor(private readonly root: HTMLElement, private readonly ask: (stage: string, from: number, count: number) => Promise<boolean>) {
    // Scrolling does not bubble.
    root.addEventListener('scroll', event => {
      if (event.target instanceof HTMLElement && event.target.matches('.cards'))
        this.fill(event.target);
    }, { capture: true, passive: true });
    addEventListener('resize', this.fillAll);
  }

  readonly fillAll = (): void => this.root.querySelectorAll<HTMLElement>('.cards[data-total]').forEach(cards => this.fill(cards));

  dispose(): void {
    removeEventListener('resize', this.fillAll);
  }

  private fill(cards: HTMLElement): void {
    const stage = cards.closest<HTMLElement>('.column')!.dataset.stage!;
    const [from, count, total] = [cards.dataset.from, cards.dataset.count, cards.dataset.total].map(Number) as [number, number, number];
    const first = Math.floor(cards.scrollTop / cardHeight);
    const seen = Math.ceil(cards.clientHeight / cardHeight) + 1;
    if ((from === 0 || first - overscan / 2 >= from) && (from + count >= total || first + seen + overscan / 2 <= from + count))
      return;
    void this.show(cards, stage, Math.max(0, first - overscan), seen + 2 * overscan);
  }

  private async show(cards: HTMLElement, stage: string, from: number, count: number): Promise<void> {
    if (this.asking.has(stage))
      return;
    this.asking.add(stage);
    const shown = await this.ask(stage, from, count);
    this.asking.delete(stage);
    // It may have been scrolled on meanwhile. While the line is down the next scroll asks again.
    if (shown && cards.isConnected)
      this.fill(cards);
  }
}
