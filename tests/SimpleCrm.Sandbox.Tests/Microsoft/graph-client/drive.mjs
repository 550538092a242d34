// Drives the simulated Graph with Microsoft's own JavaScript client. Prints what it found as JSON.
// Arguments: address of Graph with its version, bearer token.
import { Client, PageIterator, BatchRequestContent, BatchResponseContent, LargeFileUploadTask, StreamUpload } from '@microsoft/microsoft-graph-client';
import { Readable } from 'node:stream';

const [endpoint, token] = process.argv.slice(2);
const root = endpoint.slice(0, -'v1.0'.length);
const client = Client.init({
  baseUrl: root,
  defaultVersion: 'v1.0',
  // The client gives tokens to https hosts only; so each call carries its own.
  authProvider: done => done(null, token),
  fetchOptions: { headers: { Authorization: `Bearer ${token}`, Prefer: 'IdType="ImmutableId"' } },
});
const found = {};

const folders = await client.api('/me/mailFolders').top(50).get();
found.folders = folders.value.map(f => f.displayName);

const subjects = [];
const first = await client.api('/me/mailFolders/inbox/messages').select('subject').top(5).orderby('receivedDateTime desc').get();
await new PageIterator(client, first, m => { subjects.push(m.subject); return true; }, { headers: { Authorization: `Bearer ${token}` } }).iterate();
found.subjects = subjects;

let page = await client.api('/me/mailFolders/inbox/messages/delta').select('subject,isRead').get();
const round = [...page.value];
while (page['@odata.nextLink']) { page = await client.api(page['@odata.nextLink']).get(); round.push(...page.value); }
const deltaLink = page['@odata.deltaLink'];
await client.api(`/me/messages/${round[0].id}`).patch({ isRead: true, flag: { flagStatus: 'flagged' } });
await client.api(`/me/messages/${round[1].id}/move`).post({ destinationId: 'archive' });
const changes = await client.api(deltaLink).get();
found.round = round.length;
found.changes = changes.value.map(m => m['@removed'] ? 'removed' : 'changed').sort();

const batch = new BatchRequestContent([
  { id: '1', request: new Request('https://graph.microsoft.com/v1.0/me/messages/' + encodeURIComponent(round[0].id), { method: 'GET' }) },
  { id: '2', request: new Request('https://graph.microsoft.com/v1.0/me/messages/none', { method: 'GET' }) },
]);
const answers = new BatchResponseContent(await client.api('/$batch').post(await batch.getContent()));
found.batch = ['1', '2'].map(id => answers.getResponseById(id).status);

const draft = await client.api('/me/messages').post({ subject: 'From JavaScript', body: { contentType: 'text', content: 'Hello' }, toRecipients: [{ emailAddress: { address: 'bob@northwind.test' } }] });
const bytes = Buffer.alloc(4_000_000, 'x');
const session = await LargeFileUploadTask.createUploadSession(client, `/me/messages/${draft.id}/attachments/createUploadSession`,
  { AttachmentItem: { attachmentType: 'file', name: 'offer.txt', size: bytes.length } });
// The client would send its token along, which the address refuses.
const uploads = Client.init({ baseUrl: root, authProvider: done => done(null, '') });
const task = new LargeFileUploadTask(uploads, new StreamUpload(Readable.from(bytes.length ? [bytes] : []), 'offer.txt', bytes.length), session, { rangeSize: 327680 * 4 });
found.upload = (await task.upload()).location !== undefined;
await client.api(`/me/messages/${draft.id}/send`).post({});
const sent = await client.api('/me/mailFolders/sentitems/messages').filter("subject eq 'From JavaScript'").get();
found.sent = sent.value.map(m => [m.id === draft.id, m.isDraft, m.hasAttachments]);

await client.api('/me/sendMail').post({ message: { subject: 'Sent at once', body: { contentType: 'text', content: 'Hello' }, toRecipients: [{ emailAddress: { address: 'bob@northwind.test' } }] } });
try {
  await client.api('/me/messages/none').get();
} catch (error) {
  found.error = [error.statusCode, error.code];
}
console.log(JSON.stringify(found));
