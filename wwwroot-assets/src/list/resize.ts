import { visible } from '../dom';

/** A handle between list and reader, kept for the next visit. */
export function startResize(): void {
  const root = document.documentElement;
  const kept = localStorage.getItem('list-width');
  if (kept && /^\d{3}px$/.test(kept))
    root.style.setProperty('--list-width', kept);
  const set = (width: number) => {
    const value = `${Math.round(Math.min(640, Math.max(300, width)))}px`;
    root.style.setProperty('--list-width', value);
    localStorage.setItem('list-width', value);
    document.querySelector('.resize')?.setAttribute('aria-valuenow', String(parseInt(value, 10)));
  };
  document.addEventListener('pointerdown', event => {
    const handle = (event.target as Element).closest?.<HTMLElement>('.resize');
    if (!handle)
      return;
    event.preventDefault();
    const left = handle.parentElement!.getBoundingClientRect().left;
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = move => set(move.clientX - left);
    handle.onpointerup = handle.onpointercancel = () => { handle.onpointermove = null; };
  });
  document.addEventListener('keydown', event => {
    const handle = (event.target as Element).closest?.<HTMLElement>('.resize');
    if (handle && visible(handle) && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      event.preventDefault();
      set(handle.parentElement!.getBoundingClientRect().width + (event.key === 'ArrowLeft' ? -16 : 16));
    }
  });
}
