using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Mail;
using SimpleCrm.Outbox;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.Tests.Outbox;

/// <summary>What providers with ids of their own are told, and what their answers are good for.</summary>
public sealed class ProviderSendTests
{
    [Theory]
    [InlineData("thread-9")]
    [InlineData(null)]
    public async Task Provider_is_told_the_message_id_our_header_and_its_own_thread(string? externalThread)
    {
        await using var world = await OutboxWorld.CreateAsync();
        var mailbox = await world.ConnectAsync();
        var question = await world.ReceiveAsync(mailbox, new ParsedEmail { MessageId = "q1@customer.example", From = new("bob@customer.example", "Bob"), Subject = "Price?", BodyText = "How much?" });
        await using (var db = await world.DatabaseAsync())
            await db.Threads.Where(t => t.Id == question.ThreadId).ExecuteUpdateAsync(s => s.SetProperty(t => t.ExternalId, externalThread));
        OutgoingMessage? sent = null;
        world.Server.Submissions.Enqueue(message =>
        {
            sent = message;
            return Task.FromResult(ScriptedServer.Yes());
        });

        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox) with { InReplyTo = "q1@customer.example" }, default);
        await world.RunDueAsync(mailbox);
        await world.SettleAsync(mailbox);

        var row = await world.OutgoingAsync(receipt.Id);
        Assert.Equal((row.MessageId, receipt.Id.ToString(CultureInfo.InvariantCulture), externalThread), (sent!.MessageId, sent.Marker, sent.ExternalThreadId));
        Assert.Equal(sent.Marker, ScriptedServer.Read(await sent.Content.ReadAllAsync(default)).Headers[MimeReader.OutgoingHeader]);
    }

    [Fact]
    public async Task Copy_that_the_provider_filed_is_known_by_its_id_whatever_was_rewritten()
    {
        await using var world = await OutboxWorld.CreateAsync();
        world.Server.FilesSentItself = true;
        world.Server.Filed.Add("remote-1");
        var mailbox = await world.ConnectAsync();
        world.Server.Submissions.Enqueue(_ => Task.FromResult(ScriptedServer.Yes() with { RemoteId = "remote-1" }));

        var receipt = await world.Sending.SendAsync(world.Ann, Requests.To(mailbox), default);
        await world.SettleAsync(mailbox);

        var row = await world.OutgoingAsync(receipt.Id);
        Assert.Equal((OutgoingState.Filed, "remote-1", 0), (row.State, row.RemoteId, world.Server.Appends));
        Assert.Empty(world.Server.Sent);
    }
}
