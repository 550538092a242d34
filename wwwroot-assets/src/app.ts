import { Composer, fromMailto, type ComposeStart } from './composer';
import { unsentDrafts } from './drafts';
import { snack } from './dom';
import { startFrames } from './frames';
import { startKeys } from './keys';
import { startLine } from './line';
import { startResize, ThreadListView } from './list';
import { startMenus } from './menu';
import { setDensity, setTheme, themeChoice, watchScheme } from './scheme';
import { startSearch } from './search';

let shell: DotNetObject | null = null;

/** What the components call. */
const api = {
  setTheme,
  setDensity,
  themeChoice,
  list: (root: HTMLElement, server: DotNetObject) => new ThreadListView(root, server),
  composer: (root: HTMLElement, server: DotNetObject, start: ComposeStart) => new Composer(root, server, start),
  shell(server: DotNetObject) {
    shell = server;
    const [draft] = unsentDrafts();
    if (draft)
      snack('There is an email you have not sent.', { label: 'Open', run: () => void server.invokeMethodAsync('ReopenAsync', draft.mode, draft.emailId) }, 15);
  },
  isLooking: () => document.visibilityState === 'visible' && document.hasFocus(),
  focus(selector: string) { document.querySelector<HTMLElement>(selector)?.focus(); },
  reveal(selector: string) { document.querySelector(selector)?.scrollIntoView({ block: 'start' }); },
};
declare global { interface Window { simplecrm: typeof api } }
window.simplecrm = api;

document.addEventListener('mailto', event => {
  const { to, subject } = fromMailto((event as CustomEvent<string>).detail);
  void shell?.invokeMethodAsync('WriteToAsync', to.map(person => person.email), subject);
});
document.addEventListener('click', event => {
  const toggle = (event.target as Element).closest?.('[data-nav]');
  const nav = document.querySelector('.nav');
  if (toggle)
    nav?.classList.toggle('open');
  else if ((event.target as Element).closest?.('.scrim, .nav.open a, .nav.open .new'))
    nav?.classList.remove('open');
});

watchScheme();
startMenus();
startKeys();
startFrames();
startResize();
startSearch();
void startLine();
