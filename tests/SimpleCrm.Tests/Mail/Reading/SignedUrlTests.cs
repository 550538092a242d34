using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Encryption;
using SimpleCrm.Mail;
using Xunit;

namespace SimpleCrm.Tests.Reading;

public sealed class SignedUrlTests : IAsyncLifetime
{
    private ReadingWorld _world = null!;
    private Viewer _alex = null!;
    private Viewer _bea = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await ReadingWorld.CreateAsync();
        (_alex, _bea) = (MailSeed.ViewerOf(_world.Seed.User("alex")), MailSeed.ViewerOf(_world.Seed.User("bea")));
        await _world.Seed.SaveAsync();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task An_address_works_for_its_person_until_it_expires()
    {
        var url = Urls.ForAttachment(_alex, 42);

        Assert.StartsWith("/mail/attachments/42?", url);
        Assert.Equal(_alex, await CheckAsync(url));
        _world.Time.Advance(SignedUrls.Lifetime - TimeSpan.FromSeconds(1));
        Assert.Equal(_alex, await CheckAsync(url));
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await CheckAsync(url));
    }

    [Fact]
    public async Task Any_change_of_an_address_is_refused()
    {
        var url = Urls.ForAttachment(_alex, 42);
        var other = Urls.ForAttachment(_bea, 42);
        var (until, signature) = (Part(url, "e"), Part(url, "s"));
        string[] altered =
        [
            url.Replace("/42?", "/43?"), url.Replace("/42?", "/042?"), url.Replace("/mail/", "/Mail/"), url.Replace("/42?", "/42/?"),
            url.Replace($"e={until}", $"e={long.Parse(until) + 1}"), url.Replace($"e={until}", $"e=0{until}"), url.Replace($"e={until}", $"e=+{until}"),
            url.Replace($"u={_alex.UserId}", $"u={_bea.UserId}"), url.Replace(signature, Part(other, "s")), url.Replace("k=1", "k=2"), url.Replace("k=1", "k=0"),
            url[..^1], url + "A", url + "=", url + "&x=1", url.Replace("&s=", "&S="), url.Replace("&s=", "&t="), url.Replace(signature, ""), url.Replace(signature, new string('A', 43)),
            url.Replace("?", "?a=1&"), "/mail/attachments/42", "/mail/attachments/42?", $"/mail/attachments/42?{new string('x', 5000)}",
            url[..^1] + (url[^1] == 'A' ? 'B' : 'A'), url.Replace($"i={Part(url, "i")}", $"i={long.Parse(Part(url, "i")) - 1}"),
        ];

        foreach (var address in altered)
            Assert.True(await CheckAsync(address) is null, address);
        Assert.NotNull(await CheckAsync(url));
    }

    [Fact]
    public async Task Signing_out_ends_the_addresses_given_so_far_and_not_those_given_later()
    {
        var before = Urls.ForAttachment(_alex, 42);
        var others = Urls.ForAttachment(_bea, 42);
        await Urls.RevokeAsync(_alex.UserId, CancellationToken.None);
        _world.Time.Advance(TimeSpan.FromMilliseconds(5));
        var after = Urls.ForAttachment(_alex, 42);

        Assert.Null(await CheckAsync(before));
        Assert.NotNull(await CheckAsync(after));
        Assert.NotNull(await CheckAsync(others));
    }

    [Fact]
    public async Task A_disabled_person_is_refused_and_a_changed_role_is_seen()
    {
        var url = Urls.ForAttachment(_alex, 42);
        await _world.InDatabaseAsync(db => db.Users.Where(u => u.Id == _alex.UserId).ExecuteUpdateAsync(u => u.SetProperty(x => x.Role, Role.Manager)));
        Assert.Equal(Role.Manager, (await CheckAsync(url))!.Role);
        await _world.InDatabaseAsync(db => db.Users.Where(u => u.Id == _alex.UserId).ExecuteUpdateAsync(u => u.SetProperty(x => x.IsDisabled, true)));
        Assert.Null(await CheckAsync(url));
    }

    [Fact]
    public async Task Addresses_outlive_a_new_key()
    {
        var url = Urls.ForAttachment(_alex, 42);
        _world.Get<KeyRing>().Rotate();

        Assert.NotNull(await CheckAsync(url));
        Assert.Contains("k=2", Urls.ForAttachment(_alex, 42));
    }

    private SignedUrls Urls => _world.Get<SignedUrls>();

    private Task<Viewer?> CheckAsync(string url) =>
        Urls.CheckAsync(url.Split('?')[0], url.Contains('?') ? url[url.IndexOf('?')..] : "", CancellationToken.None);

    private static string Part(string url, string name) => url.Split('?')[1].Split('&').Single(p => p.StartsWith(name + "="))[2..];
}
