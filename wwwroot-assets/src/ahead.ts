// What is typed between asking for a composer and its appearance is meant for it, not for the list below.
const patience = 5000;
let kept: { text: string; until: number } | null = null;

/** A composer was asked for. */
export function expectComposer(): void {
  kept = { text: '', until: performance.now() + patience };
}

/** Keeps a key for the composer that is on its way. */
export function keepAhead(event: KeyboardEvent): boolean {
  if (!kept)
    return false;
  if (performance.now() > kept.until || event.key === 'Escape') {
    kept = null;
    return false;
  }
  if (event.key === 'Backspace')
    kept.text = kept.text.slice(0, -1);
  else if (event.key === 'Enter')
    kept.text += '\n';
  else if (event.key.length === 1)
    kept.text += event.key;
  else
    return false;
  event.preventDefault();
  return true;
}

/** The composer has appeared: what was typed for it. */
export function takeAhead(): string {
  const text = kept?.text ?? '';
  kept = null;
  return text;
}
