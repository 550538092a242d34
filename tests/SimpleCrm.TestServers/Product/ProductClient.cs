using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using SimpleCrm.TestServers.Processes;

namespace SimpleCrm.TestServers.Product;

/// <summary>A small client of the product's HTTP API. Whatever is not success is thrown as <see cref="ProductRefusal"/>.</summary>
public sealed class ProductClient(Uri address) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new TextIdConverter() },
    };

    /// <summary>For requests this class has no method for.</summary>
    public HttpClient Http { get; } = new() { BaseAddress = address };

    /// <summary>Takes a bearer token; all requests after this carry it.</summary>
    public async Task SignInAsync(string email, string password)
    {
        var token = await PostAsync<Token>("/api/auth/login", new { email, password });
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.AccessToken);
    }

    /// <returns>The id of the new mailbox.</returns>
    public async Task<string> ConnectAsync(ImapConnection connection) => (await PostAsync<Connected>("/api/email/connect", connection)).MailboxId;

    public Task<SendReceipt> SendAsync(OutgoingMail mail, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/email/send") { Content = JsonContent.Create(mail, options: Json) };
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        return AskAsync<SendReceipt>(request);
    }

    /// <summary>What became of an email sent.</summary>
    public Task<SendReceipt> OutgoingAsync(string id) => GetAsync<SendReceipt>($"/api/email/outbox/{Uri.EscapeDataString(id)}");

    public Task<InboxPage> InboxAsync(string? mailboxId = null, string? folder = null, string? q = null, bool? unread = null, string? cursor = null, int? pageSize = null) =>
        GetAsync<InboxPage>("/api/email/inbox", ("mailboxId", mailboxId), ("folder", folder), ("q", q), ("unread", unread is { } only ? only ? "true" : "false" : null), ("cursor", cursor), ("pageSize", pageSize?.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>All emails of a list, page after page.</summary>
    public async IAsyncEnumerable<EmailRecord> AllAsync(string? mailboxId = null, string? folder = null, string? q = null)
    {
        string? cursor = null;
        do
        {
            var page = await InboxAsync(mailboxId, folder, q, cursor: cursor, pageSize: 100);
            foreach (var email in page.Items) yield return email;
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    public Task<ThreadRecord> ThreadAsync(string id) => GetAsync<ThreadRecord>($"/api/email/threads/{Uri.EscapeDataString(id)}");

    public Task SyncAsync(string? mailboxId = null) => AskAsync(new HttpRequestMessage(HttpMethod.Post, "/api/email/sync") { Content = JsonContent.Create(new { mailboxId }, options: Json) });

    /// <summary>Adds a record or logs an activity.</summary>
    /// <param name="list">The last part of the path, as <c>contacts</c>.</param>
    /// <returns>Its id.</returns>
    public async Task<string> AddAsync(string list, object body) => (await PostAsync<Added>($"/api/{list}", body)).Id;

    public Task DisconnectAsync(string mailboxId, bool deleteEmails) =>
        AskAsync(new HttpRequestMessage(HttpMethod.Delete, $"/api/email/disconnect{Query(("mailboxId", mailboxId), ("deleteEmails", deleteEmails ? "true" : "false"))}"));

    public Task<IReadOnlyList<MailboxStatus>> StatusAsync() => GetAsync<IReadOnlyList<MailboxStatus>>("/api/email/status");

    public async Task<MailboxStatus> StatusAsync(string mailboxId) => (await StatusAsync()).Single(status => status.MailboxId == mailboxId);

    /// <summary>Asks until an email satisfies the condition, and returns it.</summary>
    public async Task<EmailRecord> EmailAsync(Func<EmailRecord, bool> condition, string? mailboxId = null, string? folder = null, TimeSpan? patience = null)
    {
        EmailRecord? found = null;
        await Until.TrueAsync(
            async () => (found = (await InboxAsync(mailboxId, folder)).Items.FirstOrDefault(condition)) is not null,
            patience ?? TimeSpan.FromSeconds(60),
            () => $"No such email appeared in {folder ?? "the Inbox"}.");
        return found!;
    }

    /// <summary>Asks until the mailbox's status satisfies the condition, and returns it.</summary>
    public async Task<MailboxStatus> StatusAsync(string mailboxId, Func<MailboxStatus, bool> condition, TimeSpan? patience = null)
    {
        MailboxStatus? status = null;
        await Until.TrueAsync(
            async () => condition(status = await StatusAsync(mailboxId)),
            patience ?? TimeSpan.FromSeconds(120),
            () => $"The mailbox's status stays {status}.");
        return status!;
    }

    public void Dispose() => Http.Dispose();

    private static string Query(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var query = new List<string>();
        foreach (var (name, value) in parameters)
        {
            if (value is not null) query.Add($"{name}={Uri.EscapeDataString(value)}");
        }

        return query.Count == 0 ? "" : "?" + string.Join('&', query);
    }

    private Task<T> GetAsync<T>(string path, params ReadOnlySpan<(string Name, string? Value)> parameters) =>
        AskAsync<T>(new HttpRequestMessage(HttpMethod.Get, path + Query(parameters)));

    private Task<T> PostAsync<T>(string path, object body) =>
        AskAsync<T>(new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: Json) });

    private async Task<T> AskAsync<T>(HttpRequestMessage request) => JsonSerializer.Deserialize<T>(await AskAsync(request), Json)!;

    private async Task<string> AskAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await Http.SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();
            return response.IsSuccessStatusCode ? body : throw new ProductRefusal(response.StatusCode, body);
        }
    }

    private sealed record Added(string Id);

    private sealed record Token(string AccessToken);

    private sealed record Connected(string MailboxId);
}
