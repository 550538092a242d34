// What can still be done about an email that was handed over.
import { snack } from '../dom';
import { outgoingId } from './sending';

const format = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** Says that an email is on its way, or when it leaves, and takes it back while that is possible. */
export function tellLeaving(receipt: string, draftId: string | null, isScheduled: boolean): void {
  const id = outgoingId(receipt);
  const due = Date.parse(/"sendAt"\s*:\s*"([^"]+)"/.exec(receipt)?.[1] ?? '');
  const left = Number.isNaN(due) ? 0 : (due - Date.now()) / 1000;
  const act = id && draftId && left > 0.5 ? { label: 'Undo', run: () => void takeBack(id, draftId) } : undefined;
  snack(isScheduled ? `Leaves ${format.format(due)}.` : 'Sending…', act, isScheduled ? 10 : Math.max(4, left));
}

async function takeBack(id: string, draftId: string): Promise<void> {
  const answer = await fetch(`/api/email/outbox/${id}/cancel`, { method: 'POST', headers: { accept: 'application/json' } }).catch(() => null);
  if (answer?.ok)
    await window.simplecrm.openDraft(draftId);
  else
    snack(answer ? 'Too late: it has left.' : 'The server cannot be reached. The outbox shows what became of it.');
}
