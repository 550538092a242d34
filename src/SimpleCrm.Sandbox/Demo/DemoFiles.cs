using System.Collections.Concurrent;
using System.Text;

namespace SimpleCrm.Sandbox.Demo;

/// <summary>Small files that open: a page of PDF, a table, a picture.</summary>
internal static class DemoFiles
{
    private static readonly ConcurrentDictionary<string, byte[]> Made = new(StringComparer.Ordinal);

    public static byte[] Create(string name) => Made.GetOrAdd(name, static key => Path.GetExtension(key) switch
    {
        ".pdf" => Page(Path.GetFileNameWithoutExtension(key)),
        ".png" => Picture(),
        _ => Table(),
    });

    private static byte[] Page(string title)
    {
        var text = new string([.. title.Normalize(NormalizationForm.FormD).Where(c => c is >= ' ' and <= '~' and not ('(' or ')' or '\\'))]);
        var content = $"BT /F1 22 Tf 60 760 Td ({text}) Tj 0 -36 Td /F1 12 Tf ({DemoCast.Company}) Tj 0 -20 Td (This page is part of a demonstration.) Tj ET";
        string[] parts =
        [
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            $"<</Length {content.Length}>>\nstream\n{content}\nendstream", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ];
        var pdf = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        foreach (var (index, part) in parts.Index())
        {
            offsets.Add(pdf.Length);
            pdf.Append($"{index + 1} 0 obj\n{part}\nendobj\n");
        }
        var table = pdf.Length;
        pdf.Append($"xref\n0 {parts.Length + 1}\n0000000000 65535 f \n").AppendJoin("", offsets.Select(o => $"{o:D10} 00000 n \n"));
        pdf.Append($"trailer\n<</Size {parts.Length + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(pdf.ToString());
    }

    private static byte[] Table()
    {
        var rows = new StringBuilder("part;description;quantity\r\n");
        string[] parts = ["Shaft seal kit", "Impeller 180 mm", "Wear ring", "Coupling 1.4404", "Bearing 6306", "Gasket set"];
        foreach (var (index, part) in parts.Index())
            rows.Append($"{410 + index};{part};{index % 3 + 1}\r\n");
        return Encoding.UTF8.GetBytes(rows.ToString());
    }

    private static byte[] Picture()
    {
        using var stream = typeof(DemoFiles).Assembly.GetManifestResourceStream("picture.png")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
