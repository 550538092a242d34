using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SimpleCrm.Database;

namespace SimpleCrm.Access;

/// <summary>Creates the first admin of an empty database, once.</summary>
public sealed class FirstAdmin(IServiceScopeFactory scopes, IOptions<SetupOptions> setup, TimeProvider time)
{
    // Never true again once a person exists: people are disabled, not deleted.
    private volatile bool _somebodyExists;

    /// <summary>Whether nobody has an account yet.</summary>
    public async Task<bool> IsNeededAsync(CancellationToken cancellationToken)
    {
        if (_somebodyExists)
            return false;
        await using var scope = scopes.CreateAsyncScope();
        _somebodyExists = await scope.ServiceProvider.GetRequiredService<SimpleCrmDbContext>().Users.AnyAsync(cancellationToken);
        return !_somebodyExists;
    }

    /// <summary>Creates the admin; null when somebody else was first.</summary>
    public async Task<IdentityResult?> CreateAsync(string name, string email, string password, string? timeZone, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SimpleCrmDbContext>();
        // One after the other, so that of two people who press the button at once only one finds the table empty.
        await using var transaction = await db.BeginAsync(Transactions.People, cancellationToken);
        if (await db.Users.AnyAsync(cancellationToken))
            return null;
        var user = new User
        {
            UserName = email,
            Email = email,
            EmailConfirmed = true,
            DisplayName = name,
            TimeZone = Profiles.ZoneOrUtc(timeZone),
            Role = Role.Admin,
            CreatedAt = time.GetUtcNow().UtcDateTime,
        };
        var result = await scope.ServiceProvider.GetRequiredService<UserManager<User>>().CreateAsync(user, password);
        if (result.Succeeded)
            await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <summary>Creates the admin that the configuration names, when the database is empty.</summary>
    /// <exception cref="OptionsValidationException">The address or the password does not do.</exception>
    internal async Task CreateFromConfigurationAsync(CancellationToken cancellationToken)
    {
        if (setup.Value is not { AdminEmail: { } email, AdminPassword: { } password } || !await IsNeededAsync(cancellationToken))
            return;
        var result = await CreateAsync(email[..email.IndexOf('@')], email, password, null, cancellationToken);
        if (result is { Succeeded: false })
            throw new OptionsValidationException("Setup", typeof(SetupOptions), result.Errors.Select(e => $"Setup: {e.Description}"));
    }
}
