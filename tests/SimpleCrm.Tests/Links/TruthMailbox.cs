using System.Globalization;
using SimpleCrm.Links;
using SimpleCrm.Mail;

namespace SimpleCrm.Tests.Links;

/// <summary>
/// A sales mailbox with known truth: 120 companies, 400 contacts, 90 open deals and the correspondence with them, hard cases included. Where even
/// a person would need to know more than the email says, the truth says so, and matching is expected to miss it.
/// </summary>
internal sealed class TruthMailbox
{
    public const int CompanyCount = 120, ContactCount = 400, DealCount = 90, EmailCount = 6000;

    private static readonly string[] First = ["Ana", "Bruno", "Chloé", "Dmitri", "Elif", "Femi", "Grace", "Hiro", "Inês", "Jonas", "Katrin", "Liam", "Mona", "Noor", "Oskar", "Petra", "Quentin", "Rosa", "Søren", "Tomás"];
    private static readonly string[] Last = ["Ruiz", "Berg", "Okafor", "Tanaka", "Novák", "Mercier", "Haddad", "Larsen", "Moreau", "Schmidt", "Costa", "Ivanov", "Kaya", "Nowak", "Rossi", "Silva", "Weber", "Yilmaz", "Zhang", "O'Neill"];
    private static readonly string[] Names = ["Alder", "Brightwater", "Cobalt", "Dunmore", "Everfield", "Falken", "Granit", "Helios", "Ironbridge", "Juniper", "Kestrel", "Lumen", "Mistral", "Northgate", "Obsidian", "Palisade", "Quarry", "Ravelin", "Silvan", "Tidewater"];
    private static readonly string[] Fields = ["Pumps", "Foods", "Optics", "Logistics", "Textiles", "Energy"];
    private static readonly string[] Suffixes = ["example", "co.uk", "com.au", "test", "de", "fr", "example.com"];
    private static readonly string[] Topics = ["Retrofit of the cooling line", "Warehouse scanners", "Annual maintenance contract", "Fleet telematics pilot", "Packaging redesign", "Solar roof phase two", "Payroll migration", "Visitor badges", "Forklift leasing", "Quality audit software", "Cold storage extension", "Water treatment trial"];
    private static readonly string[] Chatter = ["Re: Your question", "Meeting on Thursday", "Documents as discussed", "Thank you", "Next steps", "A few numbers", "Feedback", "Re: Dates"];

    private readonly Random _random = new(20261126);
    private readonly List<TruthCompany> _companies = [];
    private readonly List<TruthContact> _contacts = [];
    private readonly List<TruthDeal> _deals = [];
    private readonly List<TruthEmail> _emails = [];
    private readonly DateTime _now = new(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc);
    private long _nextId = 1_000;

    private static readonly EmailAddress Me = new("alex@northwind.test", "Alex Winter");

    public TruthMailbox()
    {
        Enumerable.Range(0, CompanyCount).ToList().ForEach(AddCompany);
        Enumerable.Range(0, ContactCount).ToList().ForEach(AddContact);
        Enumerable.Range(0, DealCount).ToList().ForEach(AddDeal);
        while (_emails.Count < EmailCount)
            AddCase();
    }

    public IReadOnlyList<TruthEmail> Emails => _emails;

    /// <summary>What matching is told: the same for every email, as if all were one page.</summary>
    public KnownRecords Known() => new()
    {
        Own = new WorkspaceAddresses(["alex@northwind.test", "mia@northwind.test", "northwind.sales@gmail.com"]),
        Contacts = _contacts.SelectMany(c => c.Addresses.Select(a => (Key: AddressKeys.Of(a), Person: new KnownPerson(c.Id, AddressKeys.Exact(a), c.Company?.Id)))).ToLookup(c => c.Key, c => c.Person),
        Domains = _companies.SelectMany(c => c.Domains.Select(d => (Domain: d, c.Id))).ToDictionary(d => d.Domain, d => d.Id),
        Companies = _companies.Select(c => c.Id).ToHashSet(),
        Deals = [.. _deals.Select(d => new KnownDeal(d.Id, SearchText.Tokens(d.Name).ToHashSet(StringComparer.Ordinal), d.Company.Id, d.Contacts.Select(c => c.Id).ToHashSet(), d.CreatedAt))],
    };

    private void AddCompany(int i)
    {
        var name = $"{Names[i % Names.Length]} {Fields[i / Names.Length]}";
        var domain = i % 17 == 3 ? $"größe{i}.de" : $"{name.Replace(" ", i % 3 == 0 ? "-" : "", StringComparison.Ordinal).ToLowerInvariant()}.{Suffixes[i % Suffixes.Length]}";
        // One in twelve has no domain of its own, some have two, and some were pasted from the web site.
        string[] domains = i % 12 == 11 ? [] : i % 10 == 4 ? [domain, $"{name.Split(' ')[0].ToLowerInvariant()}{i}.example"] : [domain];
        _companies.Add(new TruthCompany(_nextId++, name, [.. domains.Select(AddressKeys.Domain).Select(d => i % 9 == 5 ? $"www.{d}" : d)]));
    }

    private void AddContact(int i)
    {
        var (first, last) = (First[_random.Next(First.Length)], Last[_random.Next(Last.Length)]);
        var local = $"{Plain(first)}.{Plain(last)}{i}";
        var company = i % 10 == 9 ? null : _companies[i % CompanyCount];
        var domain = company?.Domains.FirstOrDefault() is { } own ? own.StartsWith("www.", StringComparison.Ordinal) ? own[4..] : own : null;
        var address = domain is null || i % 8 == 7 ? $"{local}@{(i % 2 == 0 ? "gmail.com" : "gmx.de")}" : i % 11 == 6 ? $"{local}+crm@{domain}" : $"{local}@{domain}";
        string[] addresses = i % 20 == 1 ? [address, $"{local}@yahoo.co.uk"] : [address];
        _contacts.Add(new TruthContact(_nextId++, $"{first} {last}", addresses, company));
    }

    private void AddDeal(int i)
    {
        // Fifty companies have one open deal; the others have two.
        var company = _companies[i < 50 ? i : 50 + (i - 50) / 2];
        var people = _contacts.Where(c => c.Company == company).OrderBy(_ => _random.Next()).Take(i % 13 == 12 ? 0 : 1 + i % 2).ToList();
        _deals.Add(new TruthDeal(_nextId++, $"{company.Name.Split(' ')[0]} – {Topics[(i + i / 50 * 5) % Topics.Length]}", company, people, _now.AddDays(-_random.Next(10, 80))));
    }

    private void AddCase()
    {
        var contact = _contacts[_random.Next(ContactCount)];
        var subject = $"{Chatter[_random.Next(Chatter.Length)]} {_random.Next(1000)}";
        var usual = Person(contact);
        switch (_random.Next(100))
        {
            case < 34:
                Thread("conversation", contact, subject);
                break;
            case < 44:
                ThreadAboutDeal();
                break;
            case < 50:
                Add("other spelling", Spelled(contact), [Me], subject, [contact], deal: Single(contact));
                break;
            case < 56:
                var company = _companies[_random.Next(CompanyCount)];
                if (company.Domains is [var domain, ..])
                    Add("stranger at a company", new EmailAddress($"{(_random.Next(2) == 0 ? "" : "office.")}desk{_random.Next(99)}@{(_random.Next(3) == 0 ? "eu.mail." : "")}{Bare(domain)}", "Front desk"), [Me], subject, [], [company],
                        deal: Unnamed(company));
                break;
            case < 57:
                // Somebody else writes from the address of a contact: what is entered is wrong, and only people know.
                Add("shared address", new EmailAddress(contact.Addresses[0], "Reception"), [Me], subject, [], contact.Company is { } own ? [own] : []);
                break;
            case < 64:
                Add("stranger", new EmailAddress($"{Plain(First[_random.Next(First.Length)])}{_random.Next(9999)}@{(_random.Next(2) == 0 ? "gmail.com" : "mailinator.com")}", "Somebody"), [Me], subject, []);
                break;
            case < 68:
                // The same name under another domain, and domains that only look like a company's.
                Add("lookalike", new EmailAddress($"{usual.Email.Split('@')[0]}@{Lookalike(contact)}", contact.Name), [Me], subject, []);
                break;
            case < 72:
                Add("disguise", new EmailAddress($"x{_random.Next(999)}@evil.test", $"{contact.Name} {usual.Email}"), [Me], subject, []);
                break;
            case < 76:
                Add("colleague", new EmailAddress("mia@northwind.test", "Mia"), [Me, new EmailAddress("northwind.sales+crm@gmail.com", "")], subject, []);
                break;
            case < 79:
                Add("list", new EmailAddress($"{usual.Email.Replace('@', '=')}@lists.example.org", $"{contact.Name} via list"), [new EmailAddress("users@lists.example.org", "")], subject, [contact], isBulk: true, isList: true);
                break;
            case < 83:
                if (contact.Company?.Domains is [var home, ..])
                    Add("newsletter", new EmailAddress($"news@{Bare(home)}", contact.Company.Name), [Me], "This month", [], [contact.Company], isBulk: true, isList: true);
                break;
            case < 86:
                Add("out of office", usual, [Me], "Automatic reply: " + subject, [contact], isBulk: true);
                break;
            case < 90:
                var other = _contacts[_random.Next(ContactCount)];
                var both = Single(contact) is { } a && Single(other) is { } b && a != b ? null : Single(contact) ?? Single(other);
                Add("two companies", usual, [Me, Person(other)], subject, [contact, other], deal: both);
                break;
            case < 92:
                Add("before the deal", usual, [Me], subject, [contact], at: _now.AddDays(-200 - _random.Next(400)));
                break;
            case < 94:
                Add("private matter", usual, [Me], "Football on Sunday?", [contact]);
                break;
            case < 95:
                Add("unknown address", new EmailAddress($"{Plain(contact.Name.Split(' ')[0])}.home{_random.Next(999)}@outlook.com", contact.Name), [Me], subject, [contact], []);
                break;
            default:
                Add("sent", Me, [usual, new EmailAddress("mia@northwind.test", "Mia")], subject, [contact], deal: Single(contact));
                break;
        }
    }

    private void Thread(string name, TruthContact contact, string subject)
    {
        var thread = _nextId++;
        for (var i = _random.Next(1, 6); i > 0; i--)
            Add(name, i % 2 == 0 ? Me : Person(contact), [i % 2 == 0 ? Person(contact) : Me], subject, [contact], deal: Single(contact), thread: thread);
    }

    // A contact of two deals names the one that is meant, often not in full; the answers no longer do.
    private void ThreadAboutDeal()
    {
        var deal = _deals[_random.Next(DealCount)];
        if (deal.Contacts is not [var contact, ..])
            return;
        var thread = _nextId++;
        var words = deal.Name.Split(" – ")[1];
        Add("deal by its words", Person(contact), [Me], _random.Next(3) == 0 ? $"Re: {deal.Name}" : $"AW: {words}, last offer", [contact], deal: deal, thread: thread);
        for (var i = _random.Next(0, 4); i > 0; i--)
            Add("deal of the conversation", Me, [Person(contact)], "Re: your email", [contact], deal: deal, thread: thread);
    }

    private void Add(
        string name, EmailAddress from, EmailAddress[] to, string subject, TruthContact[] contacts, TruthCompany[]? companies = null, TruthDeal? deal = null,
        bool isBulk = false, bool isList = false, DateTime? at = null, long? thread = null)
    {
        var people = new EmailPeople { To = to };
        var domains = Participants.Of(from, people, isList).Select(p => p.Domain).ToHashSet();
        // Whoever writes from another company's address writes for that company.
        var owned = companies ?? [.. contacts.Select(c => _companies.Find(o => o.Domains.Any(d => domains.Contains(Bare(d)) && c.Addresses.Any(a => AddressKeys.Exact(a).EndsWith("@" + Bare(d), StringComparison.Ordinal)))) ?? c.Company).OfType<TruthCompany>()];
        var time = at ?? (deal is null ? _now.AddDays(-_random.Next(10)) : deal.CreatedAt.AddDays(_random.Next(1, 9)));
        _emails.Add(new TruthEmail(new EmailToMatch
        {
            EmailId = _nextId++,
            MailboxId = 1,
            ThreadId = thread ?? _nextId++,
            At = time,
            Direction = from == Me ? EmailDirection.Outbound : EmailDirection.Inbound,
            Participants = Participants.Of(from, people, isList),
            Subject = subject,
            IsBulk = isBulk,
        }, name, contacts.Select(c => c.Id).ToHashSet(), owned.Select(c => c.Id).ToHashSet(), deal?.Id));
    }

    private EmailAddress Person(TruthContact contact) => new(contact.Addresses[_random.Next(contact.Addresses.Length)], contact.Name);

    private EmailAddress Spelled(TruthContact contact)
    {
        var address = contact.Addresses[0];
        var (local, domain) = (address.Split('@')[0], address.Split('@')[1]);
        var spelled = (_random.Next(6), domain) switch
        {
            (0, "gmail.com") => $"{local.Replace(".", "", StringComparison.Ordinal)}@googlemail.com",
            (0 or 1, _) => $"{local.Split('+')[0]}+orders@{domain}",
            (2, _) => $"'{address}'",
            (3, _) => address.ToUpperInvariant(),
            (4, _) => $"\"{local}\"@{domain}",
            _ => new IdnMapping().GetUnicode(domain) is var unicode ? $"{local}@{unicode}" : address,
        };
        return new EmailAddress(spelled, _random.Next(2) == 0 ? spelled : contact.Name);
    }

    private string Lookalike(TruthContact contact)
    {
        var domain = contact.Company?.Domains.FirstOrDefault() is { } own ? Bare(own) : "gmail.com";
        return _random.Next(3) switch { 0 => $"not{domain}", 1 => $"{domain}.evil.test", _ => $"{domain.Split('.')[0]}-group.test" };
    }

    // The deal of a contact who has one open deal, and nobody's else's business.
    private TruthDeal? Single(TruthContact contact)
    {
        var own = _deals.Where(d => d.Contacts.Contains(contact)).ToList();
        return own.Count == 1 ? own[0] : own.Count > 1 || contact.Company is null ? null : Unnamed(contact.Company);
    }

    // The only open deal of a company, when it names nobody.
    private TruthDeal? Unnamed(TruthCompany company) => _deals.Where(d => d.Company == company).ToList() is [{ Contacts.Count: 0 } only] ? only : null;

    private static string Bare(string domain) => domain.StartsWith("www.", StringComparison.Ordinal) ? domain[4..] : domain;

    private static string Plain(string name) => string.Concat(SearchText.Tokens(name));

    private sealed record TruthCompany(long Id, string Name, string[] Domains);

    private sealed record TruthContact(long Id, string Name, string[] Addresses, TruthCompany? Company);

    private sealed record TruthDeal(long Id, string Name, TruthCompany Company, IReadOnlyList<TruthContact> Contacts, DateTime CreatedAt);
}
