// Times for later: the usual ones, or any other.
import { choose } from './palette';

const format = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** The usual times after a moment, soonest first. */
export function usualTimes(now: Date): { label: string; time: Date }[] {
  const at = (days: number, hour: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
  const until = (weekday: number) => (weekday - now.getDay() + 7) % 7 || 7;
  const times = [
    { label: 'Later today', time: at(0, Math.min(now.getHours() + 3, 20)) },
    { label: 'Tomorrow morning', time: at(1, 8) },
    { label: 'This weekend', time: at(until(6), 9) },
    { label: 'Next week', time: at(until(1), 8) },
    { label: 'In two weeks', time: at(14, 8) },
    { label: 'In a month', time: at(30, 8) },
  ];
  return times.filter(({ time }) => time.getTime() - now.getTime() > 30 * 60_000).sort((a, b) => a.time.getTime() - b.time.getTime());
}

export function chooseTime(title: string, chosen: (time: Date) => void): void {
  choose(title, [
    ...usualTimes(new Date()).map(({ label, time }) => ({ label, group: format.format(time), icon: 'clock', run: () => chosen(time) })),
    { label: 'Another time…', icon: 'calendar', run: () => ask(title, chosen) },
  ]);
}

function ask(title: string, chosen: (time: Date) => void): void {
  const dialog = document.createElement('dialog');
  dialog.className = 'box asktime';
  dialog.innerHTML = '<form method="dialog"><label></label><input type="datetime-local" required class="input"><footer><button type="button" class="btn">Cancel</button><button class="btn primary">Choose</button></footer></form>';
  const input = dialog.querySelector('input')!;
  const label = dialog.querySelector('label')!;
  label.textContent = title;
  label.htmlFor = input.id = 'asktime';
  const soonest = new Date(Date.now() + 60_000);
  input.min = new Date(soonest.getTime() - soonest.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  dialog.querySelector<HTMLElement>('button[type=button]')!.onclick = () => dialog.close();
  dialog.querySelector('form')!.onsubmit = () => {
    const time = new Date(input.value);
    if (!Number.isNaN(time.getTime()))
      chosen(time);
  };
  dialog.onclose = () => dialog.remove();
  document.body.append(dialog);
  dialog.showModal();
}
