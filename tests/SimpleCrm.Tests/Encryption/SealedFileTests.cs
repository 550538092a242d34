using System.Security.Cryptography;
using SimpleCrm.Encryption;
using Xunit;

namespace SimpleCrm.Tests.Encryption;

public sealed class SealedFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sealed-").FullName;
    private readonly KeyRing _keys;

    public SealedFileTests() => _keys = KeyRing.Open(Path.Combine(_folder, "keys.json"));

    private string File => Path.Combine(_folder, "file");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(131_072)]
    [InlineData(200_001)]
    public async Task File_that_is_not_compressed_is_read_from_anywhere(int size)
    {
        var content = new byte[size];
        await WriteAsync(content, mayCompress: false);
        Assert.Equal(size, SealedFileReader.ContentLength(new FileInfo(File).Length));
        await using var reader = await SealedFileReader.OpenAsync(_keys, File, "Place:1", default);
        Assert.Equal((size, 0), (reader.Length, reader.Position));
        var random = new Random(5);
        var piece = new byte[70_000];
        foreach (var at in (int[])[size, 0, size / 2, Math.Max(0, size - 1), .. Enumerable.Range(0, 20).Select(_ => random.Next(size + 1))])
        {
            reader.Position = at;
            Assert.Equal(at, reader.Position);
            var read = at % 2 == 0 ? reader.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false) : await reader.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false);
            Assert.Equal(Math.Min(piece.Length, size - at), read);
            Assert.True(content.AsSpan(at, read).SequenceEqual(piece.AsSpan(0, read)));
        }
    }

    [Fact]
    public async Task File_that_is_compressed_is_read_forward_only()
    {
        await WriteAsync(new byte[100_000], mayCompress: true, fill: false);
        await using var reader = await SealedFileReader.OpenAsync(_keys, File, "Place:1", default);
        Assert.False(reader.CanSeek);
    }

    [Fact]
    public async Task Chunk_that_was_altered_is_noticed_where_it_is_read()
    {
        await WriteAsync(new byte[200_000], mayCompress: false);
        await using (var file = System.IO.File.OpenWrite(File))
        {
            file.Position = SealedFile.HeaderSize + 150_000;
            file.WriteByte(7);
            file.WriteByte(8);
        }
        await using var reader = await SealedFileReader.OpenAsync(_keys, File, "Place:1", default);
        Assert.Throws<AuthenticationTagMismatchException>(() => reader.Seek(140_000, SeekOrigin.Begin));
        await Assert.ThrowsAsync<AuthenticationTagMismatchException>(() => SealedFileReader.OpenAsync(_keys, File, "Place:2", default));
    }

    private async Task WriteAsync(byte[] content, bool mayCompress, bool fill = true)
    {
        if (fill)
            new Random(1).NextBytes(content);
        await using var writer = new SealedFileWriter(_keys, File, "Place:1", mayCompress);
        await writer.WriteAsync(content);
        await writer.CompleteAsync(default);
    }
}
