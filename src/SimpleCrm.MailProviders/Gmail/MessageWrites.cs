using System.Buffers.Text;
using Google.Apis.Gmail.v1;
using Google.Apis.Gmail.v1.Data;
using Google.Apis.Requests;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Gmail;

/// <summary>Changes labels. Nothing but an explicit deletion from Trash or Spam removes a message.</summary>
internal sealed class MessageWrites(GmailService service, GmailCalls calls, GmailBatch batch)
{
    // From here one batchModify costs less than a call for each message.
    private const int BatchModifyFrom = 10;
    private const int BatchModifyMost = 1_000;

    public async Task SetFlagsAsync(IReadOnlyList<string> ids, bool? read, bool? starred, CancellationToken cancellationToken)
    {
        var (add, remove) = (new List<string>(), new List<string>());
        if (read is { } isRead)
            (isRead ? remove : add).Add(LabelFolders.Unread);
        if (starred is { } isStarred)
            (isStarred ? add : remove).Add(LabelFolders.Starred);
        await ModifyAsync(ids, add, remove, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, string>> MoveAsync(string from, IReadOnlyList<string> ids, string to, CancellationToken cancellationToken)
    {
        var moved = await MoveEachAsync(from, [.. ids.Distinct()], to, cancellationToken);
        return moved.ToDictionary(id => id);
    }

    public async Task DeleteAsync(string folder, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        if (folder is LabelFolders.Trash or LabelFolders.Spam or LabelFolders.Drafts)
        {
            await EachAsync(ids, id => service.Users.Messages.Delete("me", id), calls.Costs.Delete, cancellationToken);
            return;
        }
        // The message may be under other labels too, so that it is more than what is to be deleted here.
        if (folder is LabelFolders.All or LabelFolders.Sent)
            throw new MailboxAccessException(MailboxProblem.ServerError, "Gmail deletes for good only what is in Trash or Spam.") { IsRefusal = true };
        await ModifyAsync(ids, [], [folder], cancellationToken);
    }

    /// <summary>Stores a message as it is, read, under a label.</summary>
    public async Task<string?> AppendAsync(string folder, MailContent message, CancellationToken cancellationToken)
    {
        var body = new Message { Raw = Base64Url.EncodeToString(await message.ReadAllAsync(cancellationToken)), LabelIds = folder == LabelFolders.All ? [] : [folder] };
        var stored = await calls.RunOnceAsync(() =>
        {
            var request = service.Users.Messages.Insert(body, "me");
            request.InternalDateSource = UsersResource.MessagesResource.InsertRequest.InternalDateSourceEnum.Dateheader;
            return request;
        }, calls.Costs.Insert, isPersonal: true, cancellationToken);
        return stored.Id;
    }

    private async Task<IReadOnlyCollection<string>> MoveEachAsync(string from, IReadOnlyList<string> ids, string to, CancellationToken cancellationToken)
    {
        if (from == to)
            return ids;
        if (to == LabelFolders.Trash)
            return await EachAsync(ids, id => service.Users.Messages.Trash("me", id), calls.Costs.Modify, cancellationToken);
        IReadOnlyCollection<string> there = ids;
        if (from == LabelFolders.Trash)
            there = await EachAsync(ids, id => service.Users.Messages.Untrash("me", id), calls.Costs.Modify, cancellationToken);
        // What a message is (sent, a draft) cannot be taken off; All mail is what remains when nothing else is left.
        List<string> remove = from is LabelFolders.All or LabelFolders.Sent or LabelFolders.Drafts or LabelFolders.Trash ? [] : [from];
        if (to == LabelFolders.Spam && from != LabelFolders.Inbox)
            remove.Add(LabelFolders.Inbox);
        List<string> add = to is LabelFolders.All or LabelFolders.Sent or LabelFolders.Drafts ? [] : [to];
        return add.Count + remove.Count == 0 ? there : await ModifyAsync([.. there], add, remove, cancellationToken);
    }

    private async Task<IReadOnlyCollection<string>> ModifyAsync(IReadOnlyList<string> ids, List<string> add, List<string> remove, CancellationToken cancellationToken)
    {
        if (add.Count + remove.Count == 0)
            return ids;
        if (ids.Count < BatchModifyFrom)
            return await EachAsync(ids, id => service.Users.Messages.Modify(new ModifyMessageRequest { AddLabelIds = add, RemoveLabelIds = remove }, "me", id), calls.Costs.Modify, cancellationToken);
        foreach (var part in ids.Chunk(BatchModifyMost))
            await calls.RunAsync(() => service.Users.Messages.BatchModify(new BatchModifyMessagesRequest { Ids = part, AddLabelIds = add, RemoveLabelIds = remove }, "me"),
                calls.Costs.BatchModify, isPersonal: true, cancellationToken);
        return ids;
    }

    /// <returns>Those that exist.</returns>
    private async Task<IReadOnlyCollection<string>> EachAsync<T>(IReadOnlyList<string> ids, Func<string, IClientServiceRequest<T>> create, int units, CancellationToken cancellationToken) where T : class
    {
        if (ids is [var only])
        {
            try
            {
                await calls.RunAsync(() => create(only), units, isPersonal: true, cancellationToken);
                return ids;
            }
            catch (MailboxAccessException exception) when (GmailErrors.IsGone(exception))
            {
                return [];
            }
        }
        var answers = await batch.RunAsync(ids, create, units, isPersonal: true, cancellationToken);
        if (answers.Values.FirstOrDefault(a => a.Failure is not null)?.Failure is { } failure)
            throw failure;
        return [.. answers.Where(a => a.Value.Exists).Select(a => a.Key)];
    }
}
