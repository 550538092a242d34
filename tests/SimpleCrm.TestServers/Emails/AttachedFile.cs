using MimeKit;

namespace SimpleCrm.TestServers.Emails;

/// <summary>Files as sales people attach them. Contents are slices of two blocks made once: one that compresses, one that does not.</summary>
internal sealed class AttachedFile
{
    private const int Largest = 2_000_000;
    private const double MedianBytes = 44_000;
    private const double Spread = 1.1;

    // A green square of 8 by 8 points.
    private static readonly byte[] Logo = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR42mNgWOeFFTEMLQkAzGY6Yc+bPdEAAAAASUVORK5CYII=");

    private static readonly (string Extension, string Type, string Start, bool Compresses)[] Kinds =
    [
        ("pdf", "application/pdf", "%PDF-1.7\n", false),
        ("pdf", "application/pdf", "%PDF-1.4\n", false),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "PK\u0003\u0004", false),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK\u0003\u0004", false),
        ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "PK\u0003\u0004", false),
        ("csv", "text/csv", "Item;Quantity;Price\r\n", true),
        ("txt", "text/plain", "Minutes\r\n", true),
        ("zip", "application/zip", "PK\u0003\u0004", false),
        ("jpg", "image/jpeg", "", false),
    ];

    private readonly byte[] _dense = new byte[Largest];
    private readonly byte[] _loose = new byte[Largest];

    public AttachedFile(int seed)
    {
        new Random(seed).NextBytes(_dense);
        var line = "48-221;Pump housing, 2 inch;12;418.50\r\n"u8;
        for (var at = 0; at < Largest; at++) _loose[at] = at % 37 == 5 ? (byte)('0' + (_dense[at] % 10)) : line[at % line.Length];
    }

    public MimePart Create(Random random, string name, double sizeFactor)
    {
        var kind = Kinds[random.Next(Kinds.Length)];
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var size = (int)Math.Clamp(MedianBytes * Math.Exp(normal * Spread) * sizeFactor, 200, Largest - 1_000);
        var content = new MemoryStream(size + kind.Start.Length);
        foreach (var letter in kind.Start) content.WriteByte((byte)letter);
        content.Write(kind.Compresses ? _loose : _dense, random.Next(Largest - size), size);
        content.Position = 0;
        var part = new MimePart(ContentType.Parse(kind.Type))
        {
            Content = new MimeContent(content),
            ContentTransferEncoding = ContentEncoding.Base64,
            ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
            FileName = $"{name}.{kind.Extension}",
        };
        return part;
    }

    public static MimePart CreateLogo(string contentId) => new("image", "png")
    {
        Content = new MimeContent(new MemoryStream(Logo)),
        ContentTransferEncoding = ContentEncoding.Base64,
        ContentDisposition = new ContentDisposition(ContentDisposition.Inline),
        ContentId = contentId,
        FileName = "logo.png",
    };
}
