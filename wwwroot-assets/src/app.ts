import { Composer } from './compose/composer';
import { openServerDraft } from './compose/serverdraft';
import type { ComposeStart } from './compose/start';
import { unsentDrafts } from './compose/store';
import { snack } from './dom';
import { startFrames } from './frames';
import { startKeys } from './keys';
import { startLine } from './line';
import { ThreadListView } from './list/list';
import { startResize } from './list/resize';
import { fromMailto } from './mailto';
import { startMenus } from './menu';
import { notify, notifyPermission } from './notify';
import { startPreviews } from './preview';
import { startBack } from './records/back';
import { DealBoardView } from './records/board';
import { startFind } from './records/find';
import { startInline } from './records/inline';
import { lookup } from './records/lookup';
import { RecordTableView } from './records/table';
import { startTags } from './records/tags';
import { setDensity, setTheme, themeChoice, watchScheme } from './scheme';
import { startSearch } from './search';
import { SharedDraftPage } from './shareddraft';
import { startSide } from './side';
import { SignaturePage } from './signaturepage';

let shell: DotNetObject | null = null;

function reopen(draft: { mode: string; emailId: string; key: string } | null): void {
  if (draft)
    void shell?.invokeMethodAsync('ReopenAsync', draft.mode, draft.emailId, draft.key);
}

/** What the components call. */
const api = {
  setTheme,
  setDensity,
  themeChoice,
  list: (root: HTMLElement, server: DotNetObject) => new ThreadListView(root, server),
  records: (root: HTMLElement, server: DotNetObject) => new RecordTableView(root, server),
  board: (root: HTMLElement, server: DotNetObject) => new DealBoardView(root, server),
  lookup,
  sharedDraft: (root: HTMLElement, id: string) => new SharedDraftPage(root, id),
  signatures: (root: HTMLElement) => new SignaturePage(root),
  composer: (root: HTMLElement, server: DotNetObject, start: ComposeStart) => new Composer(root, server, start),
  async shell(server: DotNetObject) {
    shell = server;
    const [draft] = await unsentDrafts();
    if (draft)
      snack('There is an email you have not sent.', { label: 'Open', run: () => reopen(draft) }, 15);
  },
  /** Opens a draft the server holds. */
  openDraft: (id: string) => openServerDraft(id).then(reopen),
  notify,
  notifyPermission,
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
document.addEventListener('reopen', event => reopen((event as CustomEvent<{ mode: string; emailId: string; key: string }>).detail));
document.addEventListener('click', event => {
  const draft = (event.target as Element).closest?.<HTMLElement>('[data-open-draft]');
  if (draft)
    void api.openDraft(draft.dataset.openDraft!);
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
startPreviews();
startResize();
startSide();
startSearch();
startFind();
startTags();
startInline();
startBack();
void startLine();
