using System.Globalization;
using MimeKit;

namespace SimpleCrm.MailProviders.Outlook;

/// <summary>Finds a part of a message by its IMAP path (RFC 9051 §6.4.5).</summary>
internal static class MimeParts
{
    public static MimeEntity? Find(MimeMessage message, string path)
    {
        var entity = message.Body;
        foreach (var step in path.Split('.'))
        {
            if (!int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return null;
            if (entity is MessagePart inner)
                entity = inner.Message?.Body;
            if (entity is Multipart multipart)
                entity = number >= 1 && number <= multipart.Count ? multipart[number - 1] : null;
            else if (number != 1)
                return null;
        }
        return entity;
    }

    /// <summary>Writes a part's decoded content.</summary>
    public static async Task WriteAsync(MimeEntity entity, Stream destination, CancellationToken cancellationToken)
    {
        if (entity is MessagePart { Message: { } inner })
            await inner.WriteToAsync(destination, cancellationToken);
        else if (entity is MimePart { Content: { } content })
            await content.DecodeToAsync(destination, cancellationToken);
    }
}
