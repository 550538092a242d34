using System.Globalization;
using MimeKit;

namespace SimpleCrm.TestServers.Emails;

/// <summary>
/// Makes believable sales mail: conversations, newsletters, eight languages and their charsets, text and HTML
/// alternatives, signatures, quoted history, inline logos, attached files. The same options give the same bytes;
/// memory stays constant however many are asked for. All addresses end in .test or .example.
/// </summary>
public sealed class EmailGenerator
{
    private const int OpenConversations = 400;
    private const int LongestConversation = 14;

    private static readonly FormatOptions Wire = CreateWire();
    private readonly EmailGeneratorOptions _options;
    private readonly Contact[] _contacts;
    private readonly AttachedFile _files;
    private readonly MailboxAddress _owner;

    public EmailGenerator(EmailGeneratorOptions? options = null)
    {
        _options = options ?? new EmailGeneratorOptions();
        _contacts = Cast.Create(_options.Seed);
        _files = new AttachedFile(_options.Seed);
        _owner = new MailboxAddress(_options.OwnerName, _options.OwnerAddress);
    }

    /// <summary>The emails, oldest first, made while they are read.</summary>
    public IEnumerable<GeneratedEmail> Generate(int count)
    {
        var random = new Random(_options.Seed);
        var open = new List<Conversation>(OpenConversations);
        var step = _options.Span / Math.Max(count, 1);
        var start = _options.Newest - _options.Span;
        for (var index = 0; index < count; index++)
        {
            // Whole seconds, as the Date field has no finer ones.
            var date = DateTimeOffset.FromUnixTimeSeconds((start + (step * (index + random.NextDouble()))).ToUnixTimeSeconds());
            var conversation = open.Count > 0 && random.NextDouble() > 0.28 ? open[PickRecent(random, open.Count)] : Start(random, open);
            var email = Write(random, conversation, index, date, count - index > count / 40);
            if (conversation.MessageIds.Count >= LongestConversation) open.Remove(conversation);
            yield return email;
        }
    }

    private static FormatOptions CreateWire()
    {
        var wire = FormatOptions.Default.Clone();
        wire.NewLineFormat = NewLineFormat.Dos;
        return wire;
    }

    /// <summary>Recent conversations are answered more often than old ones.</summary>
    private static int PickRecent(Random random, int count) => count - 1 - (int)(count * Math.Pow(random.NextDouble(), 3));

    private Conversation Start(Random random, List<Conversation> open)
    {
        var contact = _contacts[(int)(_contacts.Length * Math.Pow(random.NextDouble(), 1.6))];
        var deal = $"Q-{random.Next(10_000, 99_999)}";
        var subject = contact.Language.Subjects[random.Next(contact.Language.Subjects.Length)];
        var conversation = new Conversation(contact, contact.Language.Fill(random, subject, contact.Company, deal), deal);
        if (open.Count == OpenConversations) open.RemoveAt(0);
        open.Add(conversation);
        return conversation;
    }

    private GeneratedEmail Write(Random random, Conversation conversation, int index, DateTimeOffset date, bool old)
    {
        var first = conversation.MessageIds.Count == 0;
        var contact = conversation.Contact;
        var outgoing = first ? random.Next(4) == 0 : !conversation.LastOutgoing && random.Next(5) > 0;
        var newsletter = first && !outgoing && random.Next(4) == 0;
        var (from, to) = outgoing ? (_owner, contact.Mailbox) : (contact.Mailbox, _owner);
        // An empty header list spares the Message-ID and date MimeKit would make up only to be replaced.
        var message = new MimeMessage(new HeaderList())
        {
            MessageId = string.Create(CultureInfo.InvariantCulture, $"{_options.Seed:x}.{index:x8}.{random.Next():x8}@{from.Domain}"),
            Date = date.ToOffset(TimeSpan.FromHours(outgoing ? 1 : contact.Language.Zone)),
            Subject = first ? conversation.Subject : contact.Language.ReplyPrefix + conversation.Subject,
        };
        message.From.Add(from);
        message.To.Add(to);
        var colleague = _contacts[random.Next(_contacts.Length)];
        if (random.Next(6) == 0 && colleague != contact) message.Cc.Add(colleague.Mailbox);
        if (!first)
        {
            message.InReplyTo = conversation.MessageIds[^1];
            message.References.AddRange(conversation.MessageIds);
        }

        if (newsletter) message.Headers.Add("List-Unsubscribe", $"<https://www.mercier.example/u/{index}>");
        message.Headers.Add("X-Mailer", outgoing ? "Northwind Desk 4.2" : "Mercier Mail 11");

        var attachments = WriteBody(random, message, conversation, index, outgoing, newsletter);
        conversation.MessageIds.Add(message.MessageId);
        (conversation.LastOutgoing, conversation.LastWriter, conversation.LastDate) = (outgoing, from.Name!, message.Date);

        using var raw = new MemoryStream(8_192);
        message.WriteTo(Wire, raw);
        return new GeneratedEmail(
            index,
            raw.ToArray(),
            message.MessageId,
            conversation.MessageIds[0],
            from.Address,
            to.Address,
            message.Subject ?? "",
            date,
            outgoing,
            IsRead: outgoing || (old && random.Next(25) > 0),
            IsFlagged: random.Next(50) == 0,
            attachments);
    }

    private int WriteBody(Random random, MimeMessage message, Conversation conversation, int index, bool outgoing, bool newsletter)
    {
        var language = conversation.Contact.Language;
        var contact = conversation.Contact;
        var (writer, addressee) = outgoing ? (_options.OwnerName, contact.Name) : (contact.Name, _options.OwnerName);
        var signature = outgoing
            ? $"{writer}\r\nNorthwind Industrial Supply\r\n{_options.OwnerAddress}"
            : $"{writer}\r\n{contact.JobTitle}\r\n{contact.Company}\r\n{contact.Phone}\r\n{contact.Address}";
        var text = BodyWriter.WriteMessage(random, language, conversation, addressee);
        var attribution = conversation.MessageIds.Count > 0 ? BodyWriter.Attribution(language, conversation) : null;
        var plain = BodyWriter.AsText(text, signature, attribution, conversation.LastText);
        var boundary = $"=-{_options.Seed:x}.{index:x}.";
        var form = random.Next(10);
        var logo = form > 2 && random.Next(6) == 0 ? $"logo.{index:x}@{(outgoing ? _owner : contact.Mailbox).Domain}" : null;
        TextPart Plain() => BodyWriter.CreatePart(random, language, "plain", plain);
        TextPart Html() => BodyWriter.CreatePart(random, language, "html", newsletter
            ? BodyWriter.AsNewsletter(random, language, conversation, index)
            : BodyWriter.AsHtml(text, signature, attribution, conversation.LastText, logo));
        MimeEntity body = form switch
        {
            < 2 when !newsletter => Plain(),
            2 => Html(),
            _ => new MultipartAlternative { Plain(), Html() },
        };
        if (body is Multipart alternative) alternative.Boundary = boundary + "a";
        if (logo is not null && !newsletter)
        {
            var related = new MultipartRelated { body, AttachedFile.CreateLogo(logo) };
            related.Boundary = boundary + "r";
            body = related;
        }

        var attachments = random.NextDouble() < _options.AttachmentShare ? 1 + (random.Next(5) == 0 ? random.Next(1, 3) : 0) : 0;
        if (attachments > 0)
        {
            var mixed = new Multipart("mixed") { body };
            mixed.Boundary = boundary + "m";
            for (var file = 1; file <= attachments; file++)
            {
                var product = language.Products[random.Next(language.Products.Length)];
                mixed.Add(_files.Create(random, $"{conversation.Deal} {product}{(file > 1 ? $" {file}" : "")}", _options.SizeFactor));
            }

            body = mixed;
        }

        message.Body = body;
        conversation.LastText = plain;
        return attachments;
    }
}
