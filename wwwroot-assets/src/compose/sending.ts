// Hands an email over: the stored draft where the server has it, the whole email otherwise.
import type { Draft } from './store';

export interface Refusal { fields: [string, string][]; retryable: boolean }

/** When it leaves, and what is to happen meanwhile; left out, at once. */
export interface When { sendAt?: string; timeZone?: string; remindAt?: string; cancelIfAnswered?: boolean }

interface Problem { title?: string; detail?: string; errors?: Record<string, string[]> }

/** Where the server holds a draft, and in which revision. */
export interface Stored { address: string; revision: number }

/**
 * One email's way to the server. What was ordered before and not answered may have been taken all the same, so the same order goes out again with
 * the same key and on the same way; another text or another time is another order with a key of its own.
 */
export class Handover {
  private ordered = '';
  private key = '';
  private whole = false;

  post(draft: Draft, stored: Stored | null, when: When): Promise<Response> {
    const order = wholeOrder(draft, when);
    const text = JSON.stringify(order);
    if (text !== this.ordered) {
      this.ordered = text;
      this.key = crypto.randomUUID();
      this.whole = !stored;
    }
    return stored && !this.whole ? post(`${stored.address}/send`, this.key, { revision: stored.revision, ...when }) : post('/mail/send', this.key, order);
  }

  /** It was not taken: what comes next is no repeat of it. */
  forget(): void {
    this.ordered = '';
  }
}

function wholeOrder(draft: Draft, when: When): object {
  return {
    mailboxId: draft.mailboxId, to: draft.to, cc: draft.cc, bcc: draft.bcc, subject: draft.subject, bodyHtml: draft.plain ? null : draft.html, bodyText: draft.plain ? draft.text : null,
    attachments: draft.files.map(({ uploadId, attachmentId }) => uploadId ? { uploadId } : { attachmentId }),
    inReplyTo: draft.mode === 'New' ? null : draft.emailId, mode: draft.mode.charAt(0).toLowerCase() + draft.mode.slice(1), includeQuote: draft.quote === 'kept', plainText: draft.plain, ...when,
  };
}

function post(address: string, idempotencyKey: string, body: object): Promise<Response> {
  return fetch(address, {
    method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json', 'idempotency-key': idempotencyKey }, body: JSON.stringify(body),
  });
}

/** The id of the row in the outbox. Read as text: it is longer than a number holds. */
export function outgoingId(receipt: string): string | null {
  return /"(?:outgoingId|id)"\s*:\s*"?(\d+)/.exec(receipt)?.[1] ?? null;
}

export async function refusalOf(answer: Response): Promise<Refusal> {
  // What was refused is not a repeat of what will be sent next; what broke may have been taken all the same, and is.
  const retryable = answer.status >= 500 || [408, 409, 429].includes(answer.status);
  const problem = await answer.json().catch(() => null) as Problem | null;
  if (problem?.errors && Object.keys(problem.errors).length)
    return { retryable, fields: Object.entries(problem.errors).map(([field, messages]) => [field.replace(/[[.].*$/, '').toLowerCase(), messages.join(' ')]) };
  if (answer.status === 404)
    return { retryable, fields: [['', 'It was handed over before, or thrown away on another device: look into the outbox. Your text is kept here.']] };
  if (answer.status === 401)
    return { retryable, fields: [['', 'You are signed out. Your text is kept: sign in again, then send it.']] };
  return { retryable, fields: [['', problem?.detail ?? problem?.title ?? 'The server could not take it. Your text is kept; try again.']] };
}
