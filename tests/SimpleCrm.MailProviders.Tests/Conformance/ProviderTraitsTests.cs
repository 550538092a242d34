using SimpleCrm.Mailboxes;
using SimpleCrm.TestServers;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Conformance;

public class ProviderTraitsTests
{
    private const string Heading = "## What a provider cannot do";

    // The rows of the table by their words in the docs.
    private static readonly Dictionary<string, Func<ProviderTraits, bool>> Rows = new()
    {
        ["Connected by consent, without a password"] = traits => traits.HasConsent,
        ["An email keeps its id when it is moved"] = traits => traits.HasStableIds,
        ["Conversations are the provider's own"] = traits => traits.HasThreads,
        ["What was sent is filed by the provider"] = traits => traits.FilesSentItself,
        ["Contacts are read by their changes"] = traits => traits.TellsContactChanges,
        ["The provider calls when something changed"] = traits => traits.HasWebhook,
    };

    private static readonly MailProvider[] Columns = [MailProvider.Gmail, MailProvider.Outlook, MailProvider.Imap];

    [Fact]
    public async Task Docs_say_of_each_provider_what_the_suite_demands_of_it()
    {
        var lines = await File.ReadAllLinesAsync(RepositoryRoot.Combine("docs", "providers.md"), TestContext.Current.CancellationToken);
        var told = lines.SkipWhile(line => line != Heading).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith('|')).Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)).ToDictionary(cells => cells[0], cells => cells[1..]);

        foreach (var (row, trait) in Rows)
        {
            string[] demanded = [.. Columns.Select(provider => trait(ProviderTraits.Of(provider)) ? "yes" : "no")];
            Assert.Equal($"{row}: {string.Join(", ", demanded)}", $"{row}: {string.Join(", ", told.GetValueOrDefault(row) ?? [])}");
        }
    }
}
