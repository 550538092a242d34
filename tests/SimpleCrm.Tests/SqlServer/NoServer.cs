using System.Collections;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SimpleCrm.Tests.SqlServer;

/// <summary>Stands where a server would: takes every command down and answers that there is nothing.</summary>
internal sealed class NoServer(Action<DbCommand> taken) : IDbCommandInterceptor, IDbConnectionInterceptor, IDbTransactionInterceptor
{
    public InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InterceptionResult.Suppress();

    public ValueTask<InterceptionResult> ConnectionOpeningAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(InterceptionResult.Suppress());

    public InterceptionResult ConnectionClosing(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InterceptionResult.Suppress();

    public InterceptionResult<DbTransaction> TransactionStarting(DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result) =>
        InterceptionResult<DbTransaction>.SuppressWithResult(new NoTransaction(connection));

    public InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        taken(command);
        return InterceptionResult<DbDataReader>.SuppressWithResult(new NoRows());
    }

    public InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        taken(command);
        return InterceptionResult<int>.SuppressWithResult(0);
    }

    private sealed class NoTransaction(DbConnection connection) : DbTransaction
    {
        public override System.Data.IsolationLevel IsolationLevel => System.Data.IsolationLevel.ReadCommitted;

        protected override DbConnection DbConnection => connection;

        public override bool SupportsSavepoints => false;

        public override void Commit()
        {
        }

        public override void Rollback()
        {
        }
    }

    private sealed class NoRows : DbDataReader
    {
        public override int FieldCount => 0;
        public override int RecordsAffected => 0;
        public override bool HasRows => false;
        public override bool IsClosed => false;
        public override int Depth => 0;
        public override object this[int ordinal] => throw new InvalidOperationException();
        public override object this[string name] => throw new InvalidOperationException();

        public override bool Read() => false;
        public override bool NextResult() => false;
        public override IEnumerator GetEnumerator() => Array.Empty<object>().GetEnumerator();
        public override int GetOrdinal(string name) => 0;
        public override string GetName(int ordinal) => "";
        public override string GetDataTypeName(int ordinal) => "";
        public override Type GetFieldType(int ordinal) => typeof(object);
        public override object GetValue(int ordinal) => throw new InvalidOperationException();
        public override int GetValues(object[] values) => 0;
        public override bool IsDBNull(int ordinal) => true;
        public override bool GetBoolean(int ordinal) => throw new InvalidOperationException();
        public override byte GetByte(int ordinal) => throw new InvalidOperationException();
        public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => throw new InvalidOperationException();
        public override char GetChar(int ordinal) => throw new InvalidOperationException();
        public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => throw new InvalidOperationException();
        public override DateTime GetDateTime(int ordinal) => throw new InvalidOperationException();
        public override decimal GetDecimal(int ordinal) => throw new InvalidOperationException();
        public override double GetDouble(int ordinal) => throw new InvalidOperationException();
        public override float GetFloat(int ordinal) => throw new InvalidOperationException();
        public override Guid GetGuid(int ordinal) => throw new InvalidOperationException();
        public override short GetInt16(int ordinal) => throw new InvalidOperationException();
        public override int GetInt32(int ordinal) => throw new InvalidOperationException();
        public override long GetInt64(int ordinal) => throw new InvalidOperationException();
        public override string GetString(int ordinal) => throw new InvalidOperationException();
    }
}
