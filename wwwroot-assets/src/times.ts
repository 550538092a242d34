// Times for later: the usual ones, or any other, by the clocks here or in another time zone.
import { choose } from './palette';

const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What the clocks of a zone show, as if it were UTC. */
function wall(at: Date, zone: string): Date {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' }).formatToParts(at);
  const part = (type: string) => Number(parts.find(one => one.type === type)?.value);
  return new Date(Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')));
}

/** The moment at which the clocks of a zone show this. */
function moment(shown: number, zone: string): Date {
  const offset = (at: number) => wall(new Date(at), zone).getTime() - at;
  const near = shown - offset(shown);
  return new Date(shown - offset(near));
}

/** The usual times after a moment, soonest first. */
export function usualTimes(now: Date, zone = here): { label: string; time: Date }[] {
  const today = wall(now, zone);
  const at = (days: number, hour: number) => moment(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() + days, hour), zone);
  const until = (weekday: number) => (weekday - today.getUTCDay() + 7) % 7 || 7;
  const times = [
    { label: 'Later today', time: at(0, Math.min(today.getUTCHours() + 3, 20)) },
    { label: 'Tomorrow morning', time: at(1, 8) },
    { label: 'This weekend', time: at(until(6), 9) },
    { label: 'Next week', time: at(until(1), 8) },
    { label: 'In two weeks', time: at(14, 8) },
    { label: 'In a month', time: at(30, 8) },
  ];
  return times.filter(({ time }) => time.getTime() - now.getTime() > 30 * 60_000).sort((a, b) => a.time.getTime() - b.time.getTime());
}

export function chooseTime(title: string, chosen: (time: Date) => void): void {
  choose(title, entries(title, here, chosen));
}

/** As chooseTime, by the clocks of another zone when that is wanted: the recipient's, as a rule. */
export function chooseZonedTime(title: string, chosen: (time: Date, zone: string) => void, zone = here): void {
  choose(title, [
    ...entries(zone === here ? title : `${title}, ${place(zone)} time`, zone, time => chosen(time, zone)),
    {
      label: zone === here ? 'In the recipient’s time zone…' : 'In another time zone…', group: place(zone), icon: 'globe',
      run: () => choose('Time zone', Intl.supportedValuesOf('timeZone').map(name => ({ label: place(name), group: clock(name), icon: 'globe', run: () => chooseZonedTime(title, chosen, name) }))),
    },
  ]);
}

const place = (zone: string) => zone.replace(/_/g, ' ');
const clock = (zone: string) => new Date().toLocaleTimeString(undefined, { timeZone: zone, hour: '2-digit', minute: '2-digit' });

function entries(title: string, zone: string, chosen: (time: Date) => void) {
  const format = new Intl.DateTimeFormat(undefined, { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  return [
    ...usualTimes(new Date(), zone).map(({ label, time }) => ({ label, group: format.format(time), icon: 'clock', run: () => chosen(time) })),
    { label: 'Another time…', icon: 'calendar', run: () => ask(title, zone, chosen) },
  ];
}

function ask(title: string, zone: string, chosen: (time: Date) => void): void {
  const dialog = document.createElement('dialog');
  dialog.className = 'box asktime';
  dialog.innerHTML = '<form method="dialog"><label></label><input type="datetime-local" required class="input"><footer><button type="button" class="btn">Cancel</button><button class="btn primary">Choose</button></footer></form>';
  const input = dialog.querySelector('input')!;
  const label = dialog.querySelector('label')!;
  label.textContent = title;
  label.htmlFor = input.id = 'asktime';
  input.min = wall(new Date(Date.now() + 60_000), zone).toISOString().slice(0, 16);
  dialog.querySelector<HTMLElement>('button[type=button]')!.onclick = () => dialog.close();
  dialog.querySelector('form')!.onsubmit = () => {
    const shown = Date.parse(`${input.value}Z`);
    if (!Number.isNaN(shown))
      chosen(moment(shown, zone));
  };
  dialog.onclose = () => dialog.remove();
  document.body.append(dialog);
  dialog.showModal();
}
