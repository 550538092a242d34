using SimpleCrm.Links;
using SimpleCrm.Mail;
using Xunit;

namespace SimpleCrm.Tests.Links;

public sealed class LinkMatcherTests
{
    private const long Ana = 1, Bo = 2, Noor = 3, Mercier = 10, Palmer = 11, Rollout = 20, Pumps = 21;
    private static readonly DateTime Now = new(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc);
    private readonly List<KnownDeal> _deals = [];
    private readonly HashSet<(string, RecordKind, long)> _lessons = [];
    private readonly List<ThreadLink> _threads = [];

    [Fact]
    public void A_contact_is_found_by_address_and_the_company_by_domain()
    {
        var links = Match("ana@mercier.example");
        Assert.Equal([(RecordKind.Contact, Ana, LinkRule.Address), (RecordKind.Company, Mercier, LinkRule.Domain)], links.Select(l => (l.Kind, l.RecordId, l.Rule)));
    }

    [Fact]
    public void Of_two_contacts_of_one_mailbox_the_exact_address_decides()
    {
        Assert.Equal(Bo, Match("ana+bo@mercier.example").First(l => l.Kind == RecordKind.Contact).RecordId);
        Assert.Equal(Ana, Match("ana+other@mercier.example").First(l => l.Kind == RecordKind.Contact).RecordId);
    }

    [Fact]
    public void A_contact_with_a_private_address_brings_the_company_along() =>
        Assert.Contains(Match("noor@gmail.com"), l => l is { Kind: RecordKind.Company, RecordId: Palmer, Rule: LinkRule.ContactCompany });

    [Fact]
    public void Free_mail_is_no_company_even_when_one_has_it_among_its_domains() => Assert.Empty(Match("stranger@gmail.com"));

    [Fact]
    public void Colleagues_are_no_contacts() => Assert.Empty(Match("lead@northwind.test"));

    [Fact]
    public void A_lead_is_found_by_its_address() => Assert.Contains(Match("new@prospect.example"), l => l is { Kind: RecordKind.Lead, RecordId: 30 });

    [Fact]
    public void One_clear_open_deal_links_by_itself_and_the_conversation_follows()
    {
        _deals.Add(Deal(Rollout, "Scanner rollout", Mercier, Ana));
        var known = Known();
        Assert.Equal(LinkRule.DealContact, Deals(known, Email("ana@mercier.example")).Single().Rule);
        Assert.Equal((Rollout, LinkRule.Thread), (Deals(known, Email("ana@mercier.example", "Something else")).Single().RecordId, LinkRule.Thread));
    }

    [Fact]
    public void Several_deals_are_asked_about_once()
    {
        _deals.AddRange([Deal(Rollout, "Scanner rollout", Mercier, Ana), Deal(Pumps, "Pump retrofit", Mercier, Ana)]);
        var known = Known();
        var (links, remembered) = LinkMatcher.Match(Email("ana@mercier.example", "Thursday"), known);
        Assert.DoesNotContain(links, l => l.Kind == RecordKind.Deal);
        Assert.Equal([Rollout, Pumps], remembered.Select(r => r.RecordId).Order());
        Assert.Empty(LinkMatcher.Match(Email("ana@mercier.example", "Thursday"), known).Remembered);
    }

    [Fact]
    public void Words_of_the_subject_tell_deals_apart()
    {
        _deals.AddRange([Deal(Rollout, "Mercier scanner rollout", Mercier, Ana), Deal(Pumps, "Mercier pump retrofit", Mercier, Ana)]);
        Assert.Equal((Pumps, LinkRule.DealSubject), Deals(Known(), Email("ana@mercier.example", "Re: PUMP retrofit, drawings")).Select(l => (l.RecordId, l.Rule)).Single());
    }

    [Fact]
    public void A_deal_that_names_others_is_not_everybodys_at_the_company()
    {
        _deals.Add(Deal(Rollout, "Scanner rollout", Mercier, Ana));
        Assert.Empty(Deals(Known(), Email("billing@mercier.example", "Invoice 7")));
        Assert.Equal(Rollout, Deals(Known(), Email("billing@mercier.example", "Scanner rollout: purchase order")).Single().RecordId);
    }

    [Fact]
    public void The_only_deal_of_a_company_that_names_nobody_is_everybodys()
    {
        _deals.Add(Deal(Rollout, "Scanner rollout", Mercier));
        Assert.Equal(LinkRule.DealCompany, Deals(Known(), Email("reception@mercier.example", "Visit")).Single().Rule);
    }

    [Fact]
    public void Newsletters_answering_machines_and_old_mail_find_no_deal()
    {
        _deals.Add(Deal(Rollout, "Scanner rollout", Mercier, Ana));
        Assert.Empty(Deals(Known(), Email("ana@mercier.example") with { IsBulk = true }));
        Assert.Empty(Deals(Known(), Email("ana@mercier.example") with { At = Now.AddDays(-100) }));
    }

    [Fact]
    public void What_a_person_said_of_the_conversation_goes_before_every_rule()
    {
        _deals.Add(Deal(Rollout, "Scanner rollout", Mercier, Ana));
        _threads.AddRange([Said(RecordKind.Deal, Pumps, ThreadLinkState.Linked), Said(RecordKind.Company, Mercier, ThreadLinkState.Refused)]);
        var links = Match("ana@mercier.example");
        Assert.Equal([(RecordKind.Contact, Ana), (RecordKind.Deal, Pumps)], links.Select(l => (l.Kind, l.RecordId)).Order());
    }

    [Fact]
    public void A_refused_deal_does_not_come_back()
    {
        _deals.Add(Deal(Rollout, "Scanner rollout", Mercier, Ana));
        _threads.AddRange([Said(RecordKind.Deal, Rollout, ThreadLinkState.Automatic), Said(RecordKind.Deal, Rollout, ThreadLinkState.Refused)]);
        Assert.DoesNotContain(Match("ana@mercier.example", "Scanner rollout"), l => l.Kind == RecordKind.Deal);
    }

    [Fact]
    public void Lessons_hold_for_the_address_they_were_learnt_of()
    {
        _lessons.UnionWith([("info@mercier.example", RecordKind.Company, Mercier), ("ana@mercier.example", RecordKind.Contact, Ana)]);
        Assert.Empty(Match("info+x@mercier.example"));
        Assert.Equal([(RecordKind.Company, Mercier)], Match("ana@mercier.example").Select(l => (l.Kind, l.RecordId)));
        Assert.Contains(Match("jo@mercier.example"), l => l.RecordId == Mercier);
    }

    private IReadOnlyList<FoundLink> Match(string from, string subject = "Hello") => LinkMatcher.Match(Email(from, subject), Known()).Links;

    private static IEnumerable<FoundLink> Deals(KnownRecords known, EmailToMatch email) => LinkMatcher.Match(email, known).Links.Where(l => l.Kind == RecordKind.Deal);

    private static EmailToMatch Email(string from, string subject = "Hello") => new()
    {
        EmailId = 100,
        MailboxId = 5,
        ThreadId = 7,
        At = Now,
        Direction = EmailDirection.Inbound,
        Participants = Participants.Of(new EmailAddress(from, ""), new EmailPeople { To = [new EmailAddress("alex@northwind.test", "Alex")] }, isList: false),
        Subject = subject,
    };

    private KnownRecords Known() => new(_threads)
    {
        Own = new WorkspaceAddresses(["alex@northwind.test"]),
        Contacts = People((Ana, "ana@mercier.example", Mercier), (Bo, "ana+bo@mercier.example", Mercier), (Noor, "noor@gmail.com", Palmer), (Noor, "lead@northwind.test", Palmer)),
        Leads = People((30, "new@prospect.example", null)),
        Domains = new Dictionary<string, long> { ["mercier.example"] = Mercier, ["gmail.com"] = Palmer, ["northwind.test"] = Palmer },
        Companies = new HashSet<long> { Mercier, Palmer },
        Deals = _deals,
        Lessons = _lessons,
    };

    private static ILookup<string, KnownPerson> People(params (long Id, string Address, long? Company)[] people) =>
        people.ToLookup(p => AddressKeys.Of(p.Address), p => new KnownPerson(p.Id, p.Address, p.Company));

    private static KnownDeal Deal(long id, string name, long company, params long[] contacts) =>
        new(id, SearchText.Tokens(name).ToHashSet(StringComparer.Ordinal), company, contacts.ToHashSet(), Now.AddDays(-20));

    private static ThreadLink Said(RecordKind kind, long id, ThreadLinkState state) => new() { ThreadId = 7, MailboxId = 5, Kind = kind, RecordId = id, State = state, UserId = 9 };
}
