using System.IO.Compression;
using SimpleCrm.Mail;
using Xunit;

namespace SimpleCrm.Tests.Mail;

public sealed class MailContentTests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 50_000).Select(i => (byte)(i * i))];

    [Fact]
    public async Task What_can_only_be_read_forward_is_opened_anew_to_go_back()
    {
        var opened = 0;
        using var packed = new MemoryStream();
        await using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await brotli.WriteAsync(Bytes);
        var content = new MailContent(Bytes.Length, _ =>
        {
            opened++;
            return new(new BrotliStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress));
        });
        await using var stream = await content.OpenAsync(default);
        foreach (var at in (int[])[0, 20_000, 49_000, 100, 30_000])
        {
            stream.Position = at;
            var piece = new byte[1000];
            await stream.ReadExactlyAsync(piece);
            Assert.True(piece.AsSpan().SequenceEqual(Bytes.AsSpan(at, piece.Length)));
        }
        Assert.Equal(2, opened);
        Assert.Equal(Bytes, await content.ReadAllAsync(default));
    }

    [Fact]
    public async Task What_stands_behind_something_else_starts_at_its_own_beginning()
    {
        var content = new MailContent(Bytes.Length - 7, _ => new(new MemoryStream(Bytes) { Position = 7 }));
        await using var stream = await content.OpenAsync(default);
        var first = new byte[10];
        await stream.ReadExactlyAsync(first);
        stream.Position = 0;
        await stream.ReadExactlyAsync(first);
        Assert.Equal(Bytes[7..17], first);
    }

    [Fact]
    public async Task Head_is_read_before_the_rest()
    {
        var content = new MailContent(Bytes).Behind(new byte[] { 1, 2, 3 });
        Assert.Equal(Bytes.Length + 3, content.Length);
        Assert.Equal([1, 2, 3, .. Bytes], await content.ReadAllAsync(default));
        await using var stream = await content.OpenAsync(default);
        stream.Position = 2;
        Assert.Equal(3, stream.ReadByte());
        Assert.Equal(Bytes[0], stream.ReadByte());
    }
}
