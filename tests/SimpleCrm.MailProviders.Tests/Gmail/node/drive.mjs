// Drives the simulated Gmail with Google's own JavaScript client. Arguments: root address, access token. Prints "ok" when all is as at Google.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { auth, gmail } from '@googleapis/gmail';

const [rootUrl, access_token] = process.argv.slice(2);
const client = new auth.OAuth2();
client.setCredentials({ access_token });
// The library keeps no path of a root address.
client.transporter.interceptors.request.add({
  resolved: async config => {
    const url = new URL(config.url);
    config.url = new URL(new URL(rootUrl).pathname + url.pathname.slice(1) + url.search, rootUrl);
    return config;
  },
});
const { users } = gmail({ version: 'v1', auth: client, rootUrl });
const userId = 'me';
const email = (subject, headers = '') =>
  `From: Ana <ana@northwind.test>\r\nTo: bob@mercier.example\r\nSubject: ${subject}\r\nMessage-ID: <${subject.toLowerCase()}@northwind.test>\r\n${headers}\r\nHello\r\n`;
const raw = text => Buffer.from(text).toString('base64url');

const profile = (await users.getProfile({ userId })).data;
assert.equal(profile.emailAddress, 'ana@northwind.test');

const sent = (await users.messages.send({ userId, requestBody: { raw: raw(email('Offer')) } })).data;
assert.deepEqual(sent.labelIds, ['SENT']);
const uploaded = (await users.messages.send({ userId, requestBody: { threadId: sent.threadId }, media: { mimeType: 'message/rfc822', body: Readable.from([email('Uploaded')]) } })).data;
assert.notEqual(uploaded.id, sent.id);

const full = (await users.messages.get({ userId, id: sent.id })).data;
assert.equal(full.payload.headers.find(h => h.name === 'Subject').value, 'Offer');
assert.equal(Buffer.from(full.payload.body.data, 'base64url').toString().trim(), 'Hello');

const found = (await users.messages.list({ userId, q: 'rfc822msgid:offer@northwind.test', labelIds: ['SENT'] })).data;
assert.deepEqual(found.messages.map(m => m.id), [sent.id]);

const label = (await users.labels.create({ userId, requestBody: { name: 'Clients/Acme' } })).data;
const modified = (await users.messages.modify({ userId, id: sent.id, requestBody: { addLabelIds: [label.id, 'STARRED'] } })).data;
assert.ok(modified.labelIds.includes(label.id));
await users.messages.batchModify({ userId, requestBody: { ids: [sent.id], removeLabelIds: ['STARRED'] } });
assert.equal((await users.labels.get({ userId, id: label.id })).data.messagesTotal, 1);

const draft = (await users.drafts.create({ userId, requestBody: { message: { raw: raw(email('Draft')) } } })).data;
const changed = (await users.drafts.update({ userId, id: draft.id, requestBody: { message: { raw: raw(email('Changed')) } } })).data;
assert.notEqual(changed.message.id, draft.message.id);
await users.drafts.delete({ userId, id: draft.id });

const history = (await users.history.list({ userId, startHistoryId: profile.historyId })).data;
assert.ok(history.history.some(h => h.messagesAdded?.some(m => m.message.id === sent.id)));
assert.ok(history.history.some(h => h.labelsRemoved?.some(m => m.labelIds.includes('STARRED'))));
await assert.rejects(users.history.list({ userId, startHistoryId: '1' }), { status: 404 });

await users.messages.trash({ userId, id: uploaded.id });
assert.deepEqual((await users.messages.list({ userId, labelIds: ['TRASH'] })).data.messages.map(m => m.id), [uploaded.id]);
await users.messages.untrash({ userId, id: uploaded.id });
await users.messages.delete({ userId, id: uploaded.id });
await assert.rejects(users.messages.get({ userId, id: uploaded.id }), { status: 404 });

assert.equal((await users.threads.get({ userId, id: sent.threadId })).data.messages.length, 1);
assert.equal((await users.settings.sendAs.list({ userId })).data.sendAs[0].sendAsEmail, 'ana@northwind.test');
assert.ok(Number((await users.watch({ userId, requestBody: { topicName: 'projects/sandbox/topics/gmail' } })).data.expiration) > Date.now());
await users.stop({ userId });
console.log('ok');
