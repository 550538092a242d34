using System.Text;
using SimpleCrm.Importing;
using Xunit;

namespace SimpleCrm.Tests.Importing;

public sealed class VCardTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Version_2_1_with_quoted_printable_charset_and_soft_line_breaks()
    {
        var row = Assert.Single(await ReadAsync("BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;Zo=EB\r\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB =\r\nM=C3=BCller\r\n"
            + "ORG:B=C3;x\r\nTEL;CELL;PREF:0170 2\r\nTEL;WORK:030 1\r\nEMAIL;INTERNET:zoe@baeckerei.example\r\nPHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ\r\n SkZJRgABAQ\r\n\r\nEND:VCARD\r\n"));
        Assert.Equal(["Zoë Müller", "Zoë", "Müller", "", "B=C3", "zoe@baeckerei.example", "0170 2\n030 1", "", ""], row.Cells);
        Assert.Null(row.Error);
    }

    [Fact]
    public async Task Version_3_0_with_folded_lines_groups_and_escapes()
    {
        var row = Assert.Single(await ReadAsync("BEGIN:VCARD\nVERSION:3.0\nFN:Ana\n  Ruiz\\, Dr.\nN:Ruiz;Ana;Maria;;\nitem1.EMAIL;TYPE=INTERNET:ana@mer\n cier.example\nEMAIL;TYPE=PREF:a@b.example\nORG:Lind\\; Sons;Sales\nTITLE:Head\\nof sales\nCATEGORIES:vip,lyon\\,fr\nURL:https://mercier.example/a:b\nEND:VCARD\n"));
        Assert.Equal(["Ana Ruiz, Dr.", "Ana Maria", "Ruiz", "Head of sales", "Lind; Sons", "a@b.example\nana@mercier.example", "", "https://mercier.example/a:b", "vip\nlyon,fr"], row.Cells);
    }

    [Fact]
    public async Task Version_4_0_with_addresses_and_numbers_as_uris()
    {
        var row = Assert.Single(await ReadAsync("\uFEFFBEGIN:VCARD\nVERSION:4.0\nFN:Łukasz Żak\nTEL;VALUE=uri;TYPE=\"voice,work\":tel:+48-22-1\nEMAIL;PREF=1:lukasz@zak.example\nEND:VCARD"));
        Assert.Equal(("Łukasz Żak", "lukasz@zak.example", "+48-22-1"), (row.Cells[0], row.Cells[5], row.Cells[6]));
    }

    [Fact]
    public async Task Several_cards_in_utf_16_and_one_that_is_cut_off()
    {
        var rows = await ReadAsync("BEGIN:VCARD\r\nFN:Ána\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Bo\r\nno property\r\n:\r\nBEGIN:VCARD\r\nFN:Cleo\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Dan", Encoding.Unicode);
        Assert.Equal(["Ána", "Bo", "Cleo", "Dan"], rows.Select(r => r.Cells[0]));
        Assert.Equal([null, "no end", null, "cut off"], rows.Select(r => r.Error is null ? null : r.Error.Contains("no end;") ? "no end" : "cut off"));
        Assert.Equal([1, 4, 8, 11], rows.Select(r => r.Line));
    }

    [Fact]
    public async Task Cards_without_a_mark_in_windows_1252_are_read()
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes("BEGIN:VCARD\nVERSION:3.0\nFN:Zoë Müller\nEND:VCARD\n");
        Assert.Equal("Zoë Müller", Assert.Single(await ReadAsync(bytes)).Cells[0]);
    }

    private static Task<List<FileRow>> ReadAsync(string text, Encoding? encoding = null) => ReadAsync(encoding is null ? Encoding.UTF8.GetBytes(text) : [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);

    private static async Task<List<FileRow>> ReadAsync(byte[] bytes)
    {
        Assert.True(VCardFile.Is(bytes.AsSpan(0, Math.Min(64, bytes.Length))));
        var rows = new List<FileRow>();
        await foreach (var row in (await VCardFile.OpenAsync(new MemoryStream(bytes), Cancellation)).Rows)
            rows.Add(row);
        return rows;
    }
}
