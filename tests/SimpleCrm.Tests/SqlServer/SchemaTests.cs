using Microsoft.SqlServer.TransactSql.ScriptDom;
using Xunit;

namespace SimpleCrm.Tests.SqlServer;

/// <summary>No SQL Server runs here. What it would be told is parsed and checked against a model of the database, and against rules it would find broken only at run time.</summary>
public sealed class SchemaTests
{
    private const int ClusteredLimit = 900;
    private const int IndexLimit = 1700;

    [Fact]
    public void Every_statement_of_the_migrations_is_transact_sql()
    {
        Assert.True(SqlServerSchema.Tables().Count() > 20);
        Assert.All(SqlServerSchema.Batches, batch => SqlServerSchema.Parse(batch));
    }

    [Fact]
    public void The_tables_indexes_and_triggers_fit_together()
    {
        using var model = SqlServerSchema.NewModel();
        var faults = model.Validate();

        Assert.True(faults.Count == 0, string.Join("\n", faults.Select(f => f.Message)));
    }

    [Fact]
    public void Statements_chosen_at_run_time_are_transact_sql_too()
    {
        var texts = SqlServerSchema.Executed().ToList();

        Assert.Contains(texts, t => t.Contains("CREATE FULLTEXT INDEX"));
        Assert.All(texts, text => SqlServerSchema.Parse(text));
    }

    [Fact]
    public void No_key_is_wider_than_an_index_can_be()
    {
        var wide = Keys().Where(k => k.Width > (k.IsClustered ? ClusteredLimit : IndexLimit)).ToList();

        Assert.True(Keys().Count() > 40);
        Assert.True(wide.Count == 0, string.Join("\n", wide));
    }

    [Fact]
    public void No_row_is_reached_by_two_cascades()
    {
        var cascades = SqlServerSchema.Tables().SelectMany(t => ForeignKeys(t)
                .Where(k => k.DeleteAction is DeleteUpdateAction.Cascade or DeleteUpdateAction.SetNull or DeleteUpdateAction.SetDefault)
                .Select(k => (From: k.ReferenceTableName.BaseIdentifier.Value, To: t.SchemaObjectName.BaseIdentifier.Value)))
            .ToLookup(c => c.From, c => c.To);

        foreach (var start in cascades.Select(c => c.Key))
        {
            var reached = new HashSet<string> { start };
            var waiting = new Queue<string>([start]);
            while (waiting.TryDequeue(out var table))
            {
                foreach (var next in cascades[table])
                {
                    Assert.True(reached.Add(next), $"{next} is reached from {start} by two cascades, or by a circle.");
                    waiting.Enqueue(next);
                }
            }
        }
        Assert.NotEmpty(cascades);
    }

    private static IEnumerable<(string Name, int Width, bool IsClustered)> Keys()
    {
        var tables = SqlServerSchema.Tables().ToDictionary(t => t.SchemaObjectName.BaseIdentifier.Value);
        foreach (var (name, table) in tables)
        {
            foreach (var key in table.Definition.TableConstraints.OfType<UniqueConstraintDefinition>())
                yield return ($"{name} key", Width(table, key.Columns), key.IsPrimaryKey && key.Clustered is not false);
        }
        foreach (var index in SqlServerSchema.Statements<CreateIndexStatement>())
            yield return (index.Name.Value, Width(tables[index.OnName.BaseIdentifier.Value], index.Columns), index.Clustered is true);
    }

    private static IEnumerable<ForeignKeyConstraintDefinition> ForeignKeys(CreateTableStatement table) =>
        table.Definition.TableConstraints.OfType<ForeignKeyConstraintDefinition>().Concat(table.Definition.ColumnDefinitions.SelectMany(c => c.Constraints.OfType<ForeignKeyConstraintDefinition>()));

    private static int Width(CreateTableStatement table, IEnumerable<ColumnWithSortOrder> columns) =>
        columns.Sum(c => Width((SqlDataTypeReference)table.Definition.ColumnDefinitions.Single(d => d.ColumnIdentifier.Value == c.Column.MultiPartIdentifier.Identifiers[^1].Value).DataType));

    private static int Width(SqlDataTypeReference type)
    {
        var length = type.Parameters.FirstOrDefault() switch
        {
            null => 1,
            IntegerLiteral number => int.Parse(number.Value, System.Globalization.CultureInfo.InvariantCulture),
            _ => 1_000_000,
        };
        return type.SqlDataTypeOption switch
        {
            SqlDataTypeOption.BigInt or SqlDataTypeOption.DateTime2 or SqlDataTypeOption.Float => 8,
            SqlDataTypeOption.DateTimeOffset => 10,
            SqlDataTypeOption.Int => 4,
            SqlDataTypeOption.SmallInt => 2,
            SqlDataTypeOption.TinyInt or SqlDataTypeOption.Bit => 1,
            SqlDataTypeOption.NVarChar or SqlDataTypeOption.NChar => 2 * length,
            SqlDataTypeOption.VarChar or SqlDataTypeOption.VarBinary or SqlDataTypeOption.Binary or SqlDataTypeOption.Char => length,
            SqlDataTypeOption.UniqueIdentifier => 16,
            var other => throw new NotSupportedException($"An index over {other}."),
        };
    }
}
