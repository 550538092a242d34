using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SimpleCrm.Sandbox.OAuth;

namespace SimpleCrm.Sandbox.Google;

/// <summary>Simulated Gmail, People and Pub/Sub push.</summary>
public sealed class GoogleSandbox : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, GmailMailbox> _mailboxes = new(StringComparer.OrdinalIgnoreCase);

    internal GoogleSandbox(SandboxServer sandbox)
    {
        Sandbox = sandbox;
        Push = new PubSubPush(this);
    }

    /// <summary>Watches and pushes.</summary>
    public PubSubPush Push { get; }

    /// <summary>Sees every call of the APIs with its answer, on the thread that answers. For tests.</summary>
    public Action<GoogleExchange>? Observer { get; set; }

    public IEnumerable<GmailMailbox> Mailboxes => _mailboxes.Values;

    internal SandboxServer Sandbox { get; }

    /// <summary>Opens an account whose owner can sign in on the consent page.</summary>
    public GmailMailbox Add(string address, string ownerName)
    {
        var mailbox = new GmailMailbox(this, address, ownerName);
        mailbox.Store.Changed = () => Push.Changed(mailbox);
        _mailboxes[address] = mailbox;
        Sandbox.GoogleAccounts.Add(new SandboxAccount(address, ownerName, Subject(address)));
        return mailbox;
    }

    /// <summary>The account of an address; null when there is none.</summary>
    public GmailMailbox? Find(string address) => _mailboxes.GetValueOrDefault(address);

    // The same person has the same id in every run.
    private static string Subject(string address) =>
        $"1{BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(address.ToLowerInvariant()))).ToString("D20", System.Globalization.CultureInfo.InvariantCulture)}";

    internal void Map(IEndpointRouteBuilder routes, FaultMiddleware faults)
    {
        var endpoint = new GoogleEndpoint(Sandbox, new GoogleApi(this));
        foreach (var path in new[] { "/google/gmail/v1/{**rest}", "/google/v1/people/{**rest}", "/google/v1/otherContacts" })
            routes.Map(path, endpoint.CallAsync);
        routes.Map("/google/upload/gmail/v1/{**rest}", endpoint.UploadAsync);
        routes.Map("/google/resumable/upload/gmail/v1/{**rest}", endpoint.UploadAsync);
        routes.MapPost("/google/batch", endpoint.BatchAsync);
        routes.MapPost("/google/batch/{**rest}", endpoint.BatchAsync);
        foreach (var prefix in new[] { "/google/gmail", "/google/upload", "/google/resumable", "/google/batch", "/google/v1/people", "/google/v1/otherContacts" })
            faults.WriteErrorsOf(prefix, (http, fault) => GoogleEndpoint.WriteAsync(http, GoogleError.Of(fault).ToReply()));
    }

    public ValueTask DisposeAsync()
    {
        Push.Dispose();
        return ValueTask.CompletedTask;
    }
}
