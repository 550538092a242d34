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

    /// <summary>Every table as it is after all migrations.</summary>
    public static IReadOnlyCollection<CreateTableStatement> Tables()
    {
        var tables = new Dictionary<string, CreateTableStatement>();
        foreach (var statement in All())
        {
            if (statement is CreateTableStatement create)
                tables.Add(create.SchemaObjectName.BaseIdentifier.Value, create);
            else if (statement is DropTableStatement drop)
                tables.Remove(drop.Objects.Single().BaseIdentifier.Value);
            else if (statement is AlterTableStatement alter)
                Apply(alter, tables[alter.SchemaObjectName.BaseIdentifier.Value].Definition);
        }
        return tables.Values;
    }

    /// <summary>What the migrations run as a text of its own.</summary>
    public static IEnumerable<string> Executed() => Statements<ExecutableStringList>().Where(e => e.Strings.All(s => s is StringLiteral)).SelectMany(e => e.Strings.OfType<StringLiteral>()).Select(s => s.Value);

    public static IEnumerable<T> Statements<T>() where T : TSqlFragment =>
        Batches.SelectMany(b => Collector<T>.In(Parse(b)));

    private static IReadOnlyList<string> Generate()
    {
        using var db = Context();
        return [.. db.GetService<IMigrator>().GenerateScript().Split("\nGO", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <summary>A model of the database that the migrations make. Columns that came later are part of their table's creation: the model knows no others.</summary>
    public static TSqlModel NewModel()
    {
        var model = new TSqlModel(SqlServerVersion.Sql160, new TSqlModelOptions());
        foreach (var statement in Tables().Concat(All().Where(s => s is CreateIndexStatement or CreateTriggerStatement)))
        {
            new Sql160ScriptGenerator().GenerateScript(statement, out var text);
            model.AddObjects(text);
        }
        return model;
    }

    private static IEnumerable<TSqlStatement> All() => Batches.Concat(Executed()).Select(Parse).SelectMany(s => s.Batches).SelectMany(b => b.Statements);

    private static void Apply(AlterTableStatement alter, TableDefinition table)
    {
        switch (alter)
        {
            case AlterTableAddTableElementStatement add:
                foreach (var column in add.Definition.ColumnDefinitions)
                    table.ColumnDefinitions.Add(column);
                foreach (var constraint in add.Definition.TableConstraints)
                    table.TableConstraints.Add(constraint);
                break;
            case AlterTableAlterColumnStatement change:
                table.ColumnDefinitions.Single(c => c.ColumnIdentifier.Value == change.ColumnIdentifier.Value).DataType = change.DataType;
                break;
            case AlterTableDropTableElementStatement drop:
                foreach (var name in drop.AlterTableDropTableElements.Select(e => e.Name.Value))
                {
                    if (table.ColumnDefinitions.FirstOrDefault(c => c.ColumnIdentifier.Value == name) is { } column)
                        table.ColumnDefinitions.Remove(column);
                    if (table.TableConstraints.FirstOrDefault(c => c.ConstraintIdentifier?.Value == name) is { } constraint)
                        table.TableConstraints.Remove(constraint);
                }
                break;
            default:
                throw new NotSupportedException($"A migration alters a table by {alter.GetType().Name}.");
        }
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
