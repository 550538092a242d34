/** Runs something when typing pauses, and while it goes on after a while all the same; in a moment when the browser has nothing else to do. */
export class Pace {
  private timer = 0;
  private idle = 0;
  private since = 0;

  /** @param pause Milliseconds without a change. @param longest Milliseconds after the first change. */
  constructor(private readonly run: () => void, private readonly pause: number, private readonly longest: number) { }

  /** Something changed. Called with every key. */
  touch(): void {
    const now = performance.now();
    if (!this.timer)
      this.since = now;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.due(), Math.max(0, Math.min(this.pause, this.since + this.longest - now)));
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = 0;
    if (this.idle)
      cancelIdleCallback(this.idle);
    this.idle = 0;
  }

  private due(): void {
    this.timer = 0;
    // Safari has no idle time to give.
    if (!('requestIdleCallback' in window))
      this.run();
    else if (!this.idle)
      this.idle = requestIdleCallback(() => { this.idle = 0; this.run(); }, { timeout: 500 });
  }
}
