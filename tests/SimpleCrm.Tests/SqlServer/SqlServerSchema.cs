using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using SimpleCrm.Database;

namespace SimpleCrm.Tests.SqlServer;

/// <summary>What SQL Server would be told: every statement of every migration, parsed; and a model of the database that results.</summary>
internal static class SqlServerSchema
{
    private static readonly Lazy<IReadOnlyList<string>> LazyBatches = new(Generate);

    /// <summary>The statements of all migrations, in order.</summary>
    public static IReadOnlyList<string> Batches => LazyBatches.Value;

    public static SimpleCrmDbContext Context() => new(TestDatabase.OptionsFor("Server=nowhere.invalid;Database=simplecrm", "SqlServer"));

    /// <exception cref="FormatException">The text is no T-SQL.</exception>
    public static TSqlScript Parse(string sql)
    {
        using var reader = new StringReader(sql);
        var script = (TSqlScript)new TSql170Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        return errors.Count == 0 ? script : throw new FormatException($"{string.Join("; ", errors.Select(e => $"{e.Line}:{e.Column} {e.Message}"))}\n{sql}");
    }

    /// <summary>Every table as it is created.</summary>
    public static IEnumerable<CreateTableStatement> Tables() => Statements<CreateTableStatement>();

    /// <summary>What the migrations run as a text of its own.</summary>
    public static IEnumerable<string> Executed() => Statements<ExecutableStringList>().SelectMany(e => e.Strings.OfType<StringLiteral>()).Select(s => s.Value);

    public static IEnumerable<T> Statements<T>() where T : TSqlFragment =>
        Batches.SelectMany(b => Collector<T>.In(Parse(b)));

    private static IReadOnlyList<string> Generate()
    {
        using var db = Context();
        return [.. db.GetService<IMigrator>().GenerateScript().Split("\nGO", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <summary>A model of the database that the migrations make.</summary>
    public static TSqlModel NewModel()
    {
        var model = new TSqlModel(SqlServerVersion.Sql160, new TSqlModelOptions());
        foreach (var script in Batches.Concat(Executed()).Select(Parse))
        {
            foreach (var statement in script.Batches.SelectMany(b => b.Statements).Where(s => s is CreateTableStatement or CreateIndexStatement or CreateTriggerStatement or AlterTableStatement))
            {
                new Sql160ScriptGenerator().GenerateScript(statement, out var text);
                model.AddObjects(text);
            }
        }
        return model;
    }

    private sealed class Collector<T> : TSqlFragmentVisitor where T : TSqlFragment
    {
        private readonly List<T> _found = [];

        public static List<T> In(TSqlFragment fragment)
        {
            var collector = new Collector<T>();
            fragment.Accept(collector);
            return collector._found;
        }

        public override void Visit(TSqlFragment node)
        {
            if (node is T found)
                _found.Add(found);
        }
    }
}
