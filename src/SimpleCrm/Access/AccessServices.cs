using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Database;

namespace SimpleCrm.Access;

internal static class AccessServices
{
    /// <summary>Registers people, their sign-in rules and the policies. The host adds the cookie and token schemes.</summary>
    public static void AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SetupOptions>().Bind(configuration.GetSection("Setup")).ValidateDataAnnotations()
            .Validate(o => (o.AdminEmail is null) == (o.AdminPassword is null), "Setup:AdminEmail and Setup:AdminPassword must be set together.")
            .ValidateOnStart();
        services.AddDataProtectionKeys();
        services.AddAuthenticationCore();
        services.AddIdentityCore<User>(ConfigureIdentity)
            .AddEntityFrameworkStores<SimpleCrmDbContext>()
            .AddSignInManager<ActiveSignInManager>()
            .AddClaimsPrincipalFactory<NamedPrincipals>()
            .AddPasswordValidator<PasswordWeakness>()
            .AddErrorDescriber<AccountErrors>()
            .AddDefaultTokenProviders();

        services.AddSingleton<Viewers>();
        services.AddSingleton<IAuthorizationHandler, RoleHandler>();
        services.AddSingleton<FirstAdmin>();
        services.AddSingleton<Passkeys>();
        services.AddSingleton<Appearances>();
        services.AddSingleton<Invitations>();
        services.AddSingleton<People>();
        services.AddSingleton<Teams>();
        services.AddSingleton<Colleagues>();
        services.AddSingleton<Profiles>();
        services.AddSingleton<Appearances>();
        services.AddSingleton<PasswordReset>();
        services.AddScoped<PasswordSignIn>();
        services.AddScoped<PasskeySignIn>();
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Rep, Ask(Role.Rep))
            .AddPolicy(Policies.Manager, Ask(Role.Manager))
            .AddPolicy(Policies.Admin, Ask(Role.Admin))
            .SetDefaultPolicy(Ask(Role.Rep))
            .SetFallbackPolicy(Ask(Role.Rep));
    }

    private static AuthorizationPolicy Ask(Role role) =>
        new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new RoleRequirement(role)).Build();

    private static void ConfigureIdentity(IdentityOptions options)
    {
        options.Stores.SchemaVersion = SimpleCrmDbContext.IdentitySchema;
        options.User.RequireUniqueEmail = true;
        options.User.AllowedUserNameCharacters = "";
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        options.Lockout.AllowedForNewUsers = true;
        // Length and commonness decide; composition rules only make passwords harder to remember (NIST SP 800-63B).
        options.Password.RequiredLength = 12;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
    }
}
