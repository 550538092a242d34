// Drives the simulated Graph with Microsoft's own JavaScript client. Prints what it found as JSON.
// Arguments: address of Graph with its version, bearer token.
import { Client, PageIterator, BatchRequestContent, BatchResponseContent, LargeFileUploadTask, FileUpload, HTTPMessageHandler } from '@microsoft/microsoft-graph-client';

const [endpoint, token] = process.argv.slice(2);
const root = endpoint.slice(0, -'v1.0'.length).replace(/^http:/, 'https:');
// The client takes nothing but https for an absolute address: what it sees is https, what is called is http on this machine.
class Loopback {
  constructor(value) { this.value = value; this.next = new HTTPMessageHandler(); }
  async execute(context) {
    const headers = new Headers(context.options?.headers ?? {});
    headers.set('Prefer', 'IdType="ImmutableId"');
    if (this.value) headers.set('Authorization', `Bearer ${this.value}`);
    context.options = { ...context.options, headers };
    context.request = context.request.replace(/^https:/, 'http:');
    await this.next.execute(context);
    if (context.response.status === 204) return;
    const text = (await context.response.text()).replaceAll('"http://127.0.0.1', '"https://127.0.0.1');
    context.response = new Response(text, { status: context.response.status, headers: context.response.headers });
  }
}
const clientWith = value => Client.initWithMiddleware({ baseUrl: root, defaultVersion: 'v1.0', middleware: new Loopback(value) });
const client = clientWith(token);
const found = {};

const folders = await client.api('/me/mailFolders').top(50).get();
found.folders = folders.value.map(f => f.displayName);

const subjects = [];
const first = await client.api('/me/mailFolders/inbox/messages').select('subject').top(5).orderby('receivedDateTime desc').get();
await new PageIterator(client, first, m => { subjects.push(m.subject); return true; }).iterate();
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
  { id: '1', request: new Request('https://graph.microsoft.com/me/messages/' + encodeURIComponent(round[0].id), { method: 'GET' }) },
  { id: '2', request: new Request('https://graph.microsoft.com/me/messages/none', { method: 'GET' }) },
]);
const answers = new BatchResponseContent(await client.api('/$batch').post(await batch.getContent()));
found.batch = ['1', '2'].map(id => answers.getResponseById(id).status);

const draft = await client.api('/me/messages').post({ subject: 'From JavaScript', body: { contentType: 'text', content: 'Hello' }, toRecipients: [{ emailAddress: { address: 'bob@northwind.test' } }] });
const bytes = Buffer.alloc(4_000_000, 'x');
const session = await LargeFileUploadTask.createUploadSession(client, `/me/messages/${draft.id}/attachments/createUploadSession`,
  { AttachmentItem: { attachmentType: 'file', name: 'offer.txt', size: bytes.length } });
// The address is its own permission and takes no token.
const task = new LargeFileUploadTask(clientWith(null), new FileUpload(new Uint8Array(bytes).buffer, 'offer.txt', bytes.length), session, { rangeSize: 327680 * 4 });
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
