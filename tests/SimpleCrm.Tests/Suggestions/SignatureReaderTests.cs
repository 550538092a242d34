using SimpleCrm.Suggestions;
using Xunit;

namespace SimpleCrm.Tests.Suggestions;

public sealed class SignatureReaderTests
{
    [Theory]
    [InlineData("Hello,\n\nfine.\n\n-- \nAna Ruiz\nHead of Operations\nMercier SA\nTel. +33 1 23 45 67 89\nFax +33 1 23 45 67 00\nana@mercier.example", "Ana Ruiz", "ana@mercier.example", "Mercier SA", "Head of Operations", "+33 1 23 45 67 89")]
    [InlineData("Danke.\n\nMit freundlichen Grüßen\nJonas Weber\nVertriebsleiter\nVertrieb Innendienst | Granit Textil GmbH & Co. KG\nTelefon: 030 / 123 45 67", "Jonas Weber", "j.weber@granit.example", "Granit Textil GmbH & Co. KG", "Vertrieb Innendienst", "030 / 123 45 67")]
    [InlineData("See you.\n\nBest regards,\nGrace Okafor\nSales Director, Brightwater Foods Ltd\nM: +44 7700 900123", "Okafor, Grace", "grace@brightwater.example", "Brightwater Foods Ltd", "Sales Director", "+44 7700 900123")]
    [InlineData("Merci\n\nCordialement,\nChloé Moreau\nResponsable achats\nTidewater Énergie", "Chloé Moreau (Tidewater)", "c.moreau@tidewater.example", "Tidewater Énergie", "Responsable achats", "")]
    [InlineData("Thanks\nLiam", "Liam", "liam@gmail.com", "", "", "")]
    [InlineData("No signature at all, only the CEO of Foo GmbH in a sentence and a number 0123 4567890.", "Bo", "bo@silvan-optics.co.uk", "Silvan Optics", "", "")]
    [InlineData("Hi\n\n> Regards,\n> Ana Ruiz\n> Head of Operations\n> Tel. +33 1 23 45 67 89", "Bo Berg", "bo@kestrel.example", "Kestrel", "", "")]
    public void What_a_signature_tells_is_read(string body, string displayName, string address, string company, string title, string phone)
    {
        var details = SignatureReader.Read(body, displayName, address);
        Assert.Equal((company, title, phone), (details.Company, details.JobTitle, details.Phone));
    }

    [Theory]
    [InlineData("Ruiz, Ana", "ana@x.example", "Ana Ruiz")]
    [InlineData("'Ana Ruiz' via Sales", "sales@x.example", "Ana Ruiz")]
    [InlineData("Ana Ruiz [Mercier]", "ana@x.example", "Ana Ruiz")]
    [InlineData("ana.ruiz@x.example", "ana.ruiz@x.example", "Ana Ruiz")]
    [InlineData("", "ana_ruiz+x@x.example", "Ana Ruiz")]
    public void A_name_is_read_as_people_write_it(string displayName, string address, string name) => Assert.Equal(name, SignatureReader.Read("", displayName, address).Name);

    [Fact]
    public void Endless_lines_and_numbers_are_read_in_one_go()
    {
        var body = "Regards\n" + string.Concat(Enumerable.Repeat("+1 (((((555 ", 200_000)) + "\n" + string.Concat(Enumerable.Repeat("( - )", 100_000));
        Assert.Equal("", SignatureReader.Read(body, new string('[', 50_000), "a@b.example").JobTitle);
    }
}
