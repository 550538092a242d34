using System.Collections;
using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Linq.Expressions;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.SqlServer.Dac.Model;
using SimpleCrm.Database;

namespace SimpleCrm.Tests.SqlServer;

/// <summary>
/// Every LINQ query that a test runs on SQLite is also put into the words of SQL Server, by its own provider and with made-up parameters, and
/// parsed at once. At the end of the run all of them are checked against the model of the database.
/// </summary>
internal sealed class SqlServerQueries : IQueryExpressionInterceptor
{
    public static readonly SqlServerQueries Instance = new();

    private readonly ConcurrentDictionary<string, string> _statements = [];

    private SqlServerQueries()
    {
    }

    /// <summary>Different statements so far.</summary>
    public int Count => _statements.Count;

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        if (!WrittenOut.Is(queryExpression))
            Translate(queryExpression);
        return queryExpression;
    }

    /// <summary>Takes a command down that did not come from a query.</summary>
    /// <exception cref="FormatException">It is no T-SQL.</exception>
    public void Take(DbCommand command)
    {
        SqlServerSchema.Parse(command.CommandText);
        var parameters = command.Parameters.Cast<SqlParameter>().Select(p => $"{(p.ParameterName.StartsWith('@') ? "" : "@")}{p.ParameterName} {TypeOf(p)}");
        _statements.TryAdd(command.CommandText, string.Join(", ", parameters));
    }

    /// <summary>What the model of the database says against the statements.</summary>
    public IReadOnlyList<string> Faults() => Faults(_statements.ToArray());

    internal static IReadOnlyList<string> Faults(IEnumerable<KeyValuePair<string, string>> statements)
    {
        using var model = SqlServerSchema.NewModel();
        var number = 0;
        foreach (var (text, parameters) in statements)
            model.AddObjects($"CREATE PROCEDURE [q{++number}] {parameters} AS BEGIN\n{text}\nEND");
        return [.. model.Validate().Where(m => !IsBeyondModel(m.Message)).Select(m => m.Message)];
    }

    // A model of one database does not know the server's own procedures and views.
    private static bool IsBeyondModel(string message) => message.Contains("[sys]", StringComparison.OrdinalIgnoreCase) || message.Contains("sp_getapplock", StringComparison.OrdinalIgnoreCase);

    private void Translate(Expression query)
    {
        var taken = 0;
        var options = new DbContextOptionsBuilder<SimpleCrmDbContext>(TestDatabase.OptionsFor("Server=nowhere.invalid;Database=simplecrm", "SqlServer"))
            .AddInterceptors(new NoServer(command =>
            {
                taken++;
                Take(command);
            }));
        using var db = new SimpleCrmDbContext(options.Options);
        var parameters = new Parameters();
        var tree = parameters.Visit(new Rerooted(db.Model).Visit(query));
        var result = tree.Type.IsGenericType && typeof(IQueryable).IsAssignableFrom(tree.Type)
            ? typeof(IEnumerable<>).MakeGenericType(tree.Type.GetGenericArguments()[0])
            : tree.Type;
        var run = typeof(SqlServerQueries).GetMethod(nameof(Run), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(result);
        try
        {
            run.Invoke(null, [db, tree, parameters.Found]);
        }
        catch (System.Reflection.TargetInvocationException exception) when (exception.InnerException is InvalidOperationException && taken > 0)
        {
            // Nothing was found, where one row at least was asked for.
        }
        catch (System.Reflection.TargetInvocationException exception)
        {
            throw new NotSupportedException($"SQL Server has no words for {query}", exception.InnerException);
        }
    }

    private static void Run<T>(SimpleCrmDbContext db, Expression tree, Dictionary<string, object?> parameters)
    {
        var execute = db.GetService<IQueryCompilationContextFactory>().Create(async: false).CreateQueryExecutor<T>(tree);
        var context = db.GetService<IQueryContextFactory>().Create();
        foreach (var (name, value) in parameters)
            context.Parameters[name] = value;
        if (execute(context) is IEnumerable rows and not string)
            foreach (var _ in rows)
            {
            }
    }

    private static string TypeOf(SqlParameter parameter)
    {
        var type = parameter.SqlDbType.ToString().ToLowerInvariant();
        return type switch
        {
            "nvarchar" or "varbinary" or "varchar" => $"{type}({(parameter.Size is > 0 and <= 4000 ? parameter.Size.ToString(CultureInfo.InvariantCulture) : "max")})",
            _ => type,
        };
    }

    /// <summary>Queries whose SQL a test wrote itself, for one database.</summary>
    private sealed class WrittenOut : ExpressionVisitor
    {
        private bool _found;

        public static bool Is(Expression query)
        {
            var visitor = new WrittenOut();
            visitor.Visit(query);
            return visitor._found;
        }

        protected override Expression VisitExtension(Expression node)
        {
            _found |= node.GetType().Name is "SqlQueryRootExpression" or "FromSqlQueryRootExpression";
            return node is QueryRootExpression or QueryParameterExpression ? node : base.VisitExtension(node);
        }
    }

    /// <summary>The same query over the tables of another model.</summary>
    private sealed class Rerooted(IModel model) : ExpressionVisitor
    {
        protected override Expression VisitExtension(Expression node) => node switch
        {
            EntityQueryRootExpression root => root.UpdateEntityType(model.FindEntityType(root.EntityType.Name)!),
            QueryParameterExpression => node,
            _ => base.VisitExtension(node),
        };
    }

    /// <summary>Gives each parameter a value of its type.</summary>
    private sealed class Parameters : ExpressionVisitor
    {
        public Dictionary<string, object?> Found { get; } = [];

        protected override Expression VisitExtension(Expression node)
        {
            if (node is not QueryParameterExpression parameter)
                return node is EntityQueryRootExpression ? node : base.VisitExtension(node);
            Found[parameter.Name] = Value(parameter.Type);
            return node;
        }

        private static object? Value(Type type)
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            if (type == typeof(string))
                return "x";
            if (type == typeof(byte[]))
                return new byte[] { 1 };
            if (type == typeof(DateTime))
                return DateTime.UnixEpoch;
            if (type.IsValueType)
                return Activator.CreateInstance(type);
            var element = type.IsArray ? type.GetElementType()! : type.GetInterfaces().Append(type).First(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>)).GetGenericArguments()[0];
            var values = Array.CreateInstance(element, 1);
            values.SetValue(Value(element), 0);
            if (type.IsAssignableFrom(values.GetType()))
                return values;
            var made = Activator.CreateInstance(type)!;
            type.GetMethod("Add", [element])!.Invoke(made, [values.GetValue(0)]);
            return made;
        }
    }
}
