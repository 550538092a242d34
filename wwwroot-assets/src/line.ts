// The line to the server: quick tries first, then slower ones; a fresh page when the server no longer knows this one.
const waits = [0, 300, 700, 1500, 3000, 5000, 5000, 5000];
let down = false;
let wake: (() => void) | null = null;

function show(state: 'connecting' | 'offline' | 'gone' | null): void {
  const line = document.getElementById('line');
  if (!line)
    return;
  if (state)
    line.dataset.state = state;
  else
    delete line.dataset.state;
  document.documentElement.toggleAttribute('data-offline', state !== null);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    wake = () => { clearTimeout(timer); resolve(); };
  });
}

async function reconnect(): Promise<void> {
  for (let attempt = 0; down; attempt++) {
    await pause(waits[attempt] ?? 30_000);
    if (!down)
      return;
    // A blink of the line is not worth a word.
    if (attempt >= 2)
      show(navigator.onLine ? 'connecting' : 'offline');
    try {
      if (await Blazor.reconnect() || (Blazor.resumeCircuit && await Blazor.resumeCircuit()))
        return;
      show('gone');
      document.dispatchEvent(new Event('beforereload'));
      location.reload();
      return;
    } catch {
      // Not reachable yet.
    }
  }
}

export function startLine(): Promise<void> {
  for (const type of ['online', 'focus', 'visibilitychange'])
    addEventListener(type, () => wake?.());
  addEventListener('offline', () => { if (down) show('offline'); });
  document.addEventListener('click', event => {
    if ((event.target as Element).closest('#line [data-retry]'))
      wake?.();
  });
  return Blazor.start({
    circuit: {
      reconnectionHandler: {
        onConnectionDown() { down = true; void reconnect(); },
        onConnectionUp() { down = false; show(null); document.dispatchEvent(new Event('lineup')); },
      },
    },
  });
}
