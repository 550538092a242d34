using Microsoft.Playwright;
using Xunit;

namespace SimpleCrm.EndToEnd;

/// <summary>A test with people in it: they leave when it ends, and their pages are pictured when it failed.</summary>
public abstract class EndToEndTest(World world) : IAsyncLifetime
{
    private readonly List<Person> _people = [];

    protected World World => world;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A new person without a mailbox.</summary>
    protected async Task<Person> JoinAsync(string name = "Alex Winter", BrowserNewContextOptions? options = null)
    {
        var person = await world.JoinAsync(name, options);
        _people.Add(person);
        return person;
    }

    /// <summary>A new person with a connected mailbox that holds these letters.</summary>
    protected async Task<Person> JoinWithMailAsync(params Letter[] letters)
    {
        var person = await JoinAsync();
        foreach (var letter in letters) person.Keep(letter);
        return await person.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        var errors = new List<string>();
        foreach (var person in _people)
        {
            if (failed)
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"Picture: {await person.PictureAsync(TestContext.Current.TestMethod!.MethodName)}, page: {person.Page.Url}");
                foreach (var error in person.ScriptErrors) TestContext.Current.TestOutputHelper?.WriteLine(error);
            }

            errors.AddRange(person.ScriptErrors);
            await person.DisposeAsync();
        }

        if (!failed) Assert.Empty(errors);
    }
}
