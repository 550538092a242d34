using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;

namespace SimpleCrm.Importing;

/// <summary>Reads a file into the rows of an import, in batches.</summary>
internal static class ImportFiles
{
    private const int Batch = 500;

    /// <summary>Puts what is sent into a file that is gone when it is closed.</summary>
    /// <exception cref="ImportRefusedException">It is too large.</exception>
    public static async Task<FileStream> KeepAsync(Stream sent, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
        try
        {
            var buffer = new byte[81920];
            while (await sent.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            {
                if (file.Length + count > ImportLimits.FileBytes)
                    throw new ImportRefusedException($"This file is larger than {ImportLimits.FileBytes / 1024 / 1024} MB. Split it, and import the parts one after the other.");
                await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads the columns.</summary>
    public static async Task<FileTable> OpenAsync(FileStream file, CancellationToken cancellationToken)
    {
        file.Position = 0;
        var beginning = new byte[64];
        var count = await file.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, cancellationToken);
        return VCardFile.Is(beginning.AsSpan(0, count)) ? await VCardFile.OpenAsync(file, cancellationToken) : await CsvFile.OpenAsync(file, cancellationToken);
    }

    /// <summary>Stores the rows.</summary>
    /// <returns>How many there are.</returns>
    /// <exception cref="ImportRefusedException">There are none, too many, or one that never ends.</exception>
    public static async Task<int> StoreAsync(SimpleCrmDbContext db, long importId, FileTable table, CancellationToken cancellationToken)
    {
        var number = 0;
        await foreach (var row in table.Rows)
        {
            if (++number > ImportLimits.Rows)
                throw new ImportRefusedException($"This file has more than {ImportLimits.Rows:N0} rows. Split it, and import the parts one after the other.");
            db.ImportRows.Add(new ImportRow
            {
                ImportId = importId,
                Number = number,
                Line = row.Line,
                CellsJson = JsonSerializer.Serialize(row.Cells),
                Outcome = row.Error is null ? ImportOutcome.Waiting : ImportOutcome.Wrong,
                Error = row.Error ?? "",
            });
            if (number % Batch == 0)
            {
                await db.SaveChangesAsync(cancellationToken);
                db.ChangeTracker.Clear();
            }
        }
        if (number == 0)
            throw new ImportRefusedException("There are no rows in this file, only a heading.");
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return number;
    }
}
