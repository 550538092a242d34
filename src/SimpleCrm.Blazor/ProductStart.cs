using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Options;
using SimpleCrm.Access;
using SimpleCrm.Database;

namespace SimpleCrm.Blazor;

/// <summary>Starts the product, and says in one sentence what to do when it cannot start.</summary>
internal static class ProductStart
{
    public static void AddProductDefaults(this WebApplicationBuilder builder)
    {
        var defaults = new Dictionary<string, string?> { ["Urls"] = "http://localhost:5080" };
        if (builder.Environment.IsDevelopment())
        {
            defaults["Imap:AllowPrivateNetworks"] = "true";
            defaults["Imap:AllowUnencrypted"] = "true";
        }
        // First in the list, so that every other source wins.
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = defaults });
    }

    /// <summary>Builds the pipeline, brings the database up to date and runs until told to stop; or carries a command out and ends. Answers the exit code of the process.</summary>
    public static async Task<int> StartProductAsync(this WebApplication app, ProductCommand? command, Action<WebApplication> build)
    {
        try
        {
            // First, because building the pipeline already opens the key file.
            RequireWritableDataDirectory(app);
            if (command is not null)
                return await command.RunAsync(app.Services);
            build(app);
            await SimpleCrmServices.PrepareAsync(app.Services, CancellationToken.None);
            await app.StartAsync();
        }
        catch (OptionsValidationException exception)
        {
            return Refuse(string.Join(Environment.NewLine, exception.Failures));
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            return Refuse($"{app.Configuration["Urls"]} is taken by another program. Stop it, or choose another address with --urls http://localhost:5081.");
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or DatabaseUnavailableException)
        {
            return Refuse(exception.Message);
        }
        await WelcomeAsync(app);
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static void RequireWritableDataDirectory(WebApplication app)
    {
        var folder = Path.GetFullPath(app.Services.GetRequiredService<IOptions<SimpleCrmOptions>>().Value.DataDirectory);
        var probe = Path.Combine(folder, $".write-{Guid.NewGuid():N}");
        try
        {
            // It holds people's mail: whoever else works on this machine has no business in it.
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.Create(probe, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnauthorizedAccessException($"The data folder {folder} cannot be written to. Allow it, or set DataDirectory to another folder.", exception);
        }
    }

    private static int Refuse(string reason)
    {
        Console.Error.WriteLine("SimpleCRM did not start.");
        Console.Error.WriteLine(reason);
        return 1;
    }

    private static async Task WelcomeAsync(WebApplication app)
    {
        var address = app.Urls.FirstOrDefault();
        Console.WriteLine();
        if (await app.Services.GetRequiredService<FirstAdmin>().IsNeededAsync(CancellationToken.None))
        {
            Console.WriteLine($"  SimpleCRM is running. Nobody has an account yet: open {address}/setup");
            Console.WriteLine("  and create the first admin there.");
        }
        else
        {
            Console.WriteLine($"  SimpleCRM is running. Open {address} and sign in with your email address and password.");
        }
        Console.WriteLine("  Press Ctrl+C to stop.");
        Console.WriteLine();
    }
}
