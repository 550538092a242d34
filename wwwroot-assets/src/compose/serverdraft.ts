import type { ServerDraft } from './autosave';
import { snack } from '../dom';
import { withoutSignature } from './signatures';
import { findDraft, keepDraft, type Draft } from './store';

/** Fetches a draft that was written elsewhere into this browser's store. What this browser holds of it and has not saved yet stays. */
export async function openServerDraft(id: string): Promise<Draft | null> {
  const answer = await fetch(`/api/email/drafts/${encodeURIComponent(id)}`, { headers: { accept: 'application/json' } }).catch(() => null);
  if (!answer?.ok) {
    snack(answer?.status === 404 ? 'This draft was sent or thrown away.' : 'The draft cannot be fetched now.');
    return null;
  }
  const server = await answer.json() as ServerDraft & { attachments?: { uploadId?: string; attachmentId?: string; fileName: string; size: number }[] };
  const mode = server.kind.charAt(0).toUpperCase() + server.kind.slice(1);
  const emailId = server.answersEmailId ?? server.forwardsEmailId ?? '';
  const key = mode === 'New' || !emailId ? `New:${server.id}` : mode === 'Forward' ? `Forward:${emailId}` : `Reply:${emailId}`;
  const here = await findDraft(key);
  if (here?.id === server.id && here.revision >= server.revision)
    return here;
  const people = (list: ServerDraft['to']) => list.map(person => ({ email: person.address, name: person.name ?? '' }));
  const draft: Draft = {
    key, id: server.id, revision: server.revision, mode, emailId, mailboxId: String(server.mailboxId), to: people(server.to), cc: people(server.cc), bcc: people(server.bcc), subject: server.subject,
    html: withoutSignature(server.html), text: server.text, plain: server.isPlainText, signatureId: server.signatureId ?? null, quote: server.quote?.mode ?? 'kept', at: Date.now(),
    files: (server.attachments ?? []).map(file => ({ uploadId: file.uploadId, attachmentId: file.attachmentId, name: file.fileName, size: file.size })),
  };
  await keepDraft(draft);
  return draft;
}
