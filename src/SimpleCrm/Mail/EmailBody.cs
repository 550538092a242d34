namespace SimpleCrm.Mail;

/// <summary>The decoded text parts of an email, compressed and encrypted. HTML is the sender's own: it is made safe when shown.</summary>
public sealed class EmailBody
{
    public long EmailId { get; set; }
    public byte[] TextCipher { get; set; } = [];
    public byte[] HtmlCipher { get; set; } = [];
}
