using System.Text;

namespace SimpleCrm.EndToEnd.Pictures;

/// <summary>A morning's mail of somebody in sales, written by hand: the first screen of the pictures.</summary>
internal static class SalesMail
{
    private const string Owner = "Alex Winter <alex.winter@northwind.test>";

    /// <summary>The conversation that is open in the pictures.</summary>
    public const string Opened = "Pump skids for the Rouen plant, revised quote";

    /// <summary>Everything with its folder and flags, as <see cref="Person.Keep"/> takes them.</summary>
    public static IEnumerable<(Letter Letter, string Folder, string Flags)> Write(DateTimeOffset now)
    {
        const string First = "rouen.1@mercier.example";
        const string Second = "rouen.2@northwind.test";
        const string Claire = "Claire Dubois <claire.dubois@mercier.example>";
        yield return (new Letter(Opened)
        {
            From = Claire,
            Id = First,
            Date = now.AddDays(-2).AddHours(-3),
            Text = "Hello Alex,\r\n\r\nthe board has approved the Rouen extension, so we need six skids instead of four, and the first two by week 12. Could you revise the quote accordingly? The duty point stays at 42 m³/h.\r\n\r\nBest regards\r\nClaire",
        }, "INBOX", "S");
        yield return (new Letter("Re: " + Opened)
        {
            From = Owner,
            Id = Second,
            After = [First],
            Date = now.AddDays(-1).AddHours(-5),
            Text = "Hi Claire,\r\n\r\ncongratulations! The revised quote is attached: six skids at the price of the framework agreement, two of them from stock.\r\n\r\nOne question before I block the production slot: do you want the couplings in 1.4404 again?\r\n\r\nAlex",
            Files = [("Quote Q-20431 rev B.pdf", "application/pdf", Filled(184_000))],
        }, "Sent", "S");
        yield return (new Letter("Re: " + Opened)
        {
            From = Claire,
            After = [First, Second],
            Date = now.AddMinutes(-14),
            Html = "<p>Hi Alex,</p><p>thank you, this fits the budget. Three points from our side:</p><ul><li><b>Couplings in 1.4404</b>, yes, as in the first lot.</li><li>Could skids 1 and 2 arrive on <b>Tuesday of week 12</b>? The crane is booked for Wednesday.</li><li>Our buyer asks for payment within 45 days instead of 30.</li></ul><p>If you can confirm by tomorrow noon, the order leaves our house the same day. The updated layout is attached.</p><p>Best regards<br>Claire</p><p style=\"color:#5a6472\">Claire Dubois<br>Head of Engineering, Mercier Process<br>+33 2 35 00 00 17</p>",
            Files = [("Rouen layout v7.pdf", "application/pdf", Filled(412_000)), ("Pump list.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Filled(38_400))],
        }, "INBOX", "");
        yield return (new Letter("Sample couplings arrived, test on Thursday")
        {
            From = "Nadia Haddad <nadia.haddad@brightwater.example>",
            Date = now.AddMinutes(-47),
            Text = "Good morning Alex,\r\n\r\nthe samples are here and look good. We run the pressure test on Thursday and I will send you the protocol right after. If it passes, we talk about the yearly quantity of about 900 pieces.\r\n\r\nNadia",
        }, "INBOX", "");
        yield return (new Letter("Purchase order 4500-8812")
        {
            From = "Okafor Engineering Purchasing <orders@okafor.example>",
            Date = now.AddHours(-2).AddMinutes(-5),
            Text = "Dear Mr Winter,\r\n\r\nplease find our purchase order 4500-8812 attached. Kindly confirm the delivery date of 14 March.\r\n\r\nOkafor Engineering, Purchasing",
            Files = [("PO 4500-8812.pdf", "application/pdf", Filled(96_000))],
        }, "INBOX", "F");
        yield return (new Letter("Can we move Friday's call to 15:00?")
        {
            From = "Dana Kim <dana@kimandpark.example>",
            Date = now.AddHours(-3).AddMinutes(-31),
            Text = "Hi Alex, the budget meeting got shifted. Would 15:00 work for you on Friday? Same link. Our controller would like to join for the part about the service contract. Dana",
        }, "INBOX", "S");
        yield return (new Letter("Question about the service contract")
        {
            From = "Tom Lindqvist <tom.lindqvist@halden.example>",
            Date = now.AddHours(-4).AddMinutes(-12),
            Text = "Hello Alex,\r\n\r\ndoes the service contract cover the yearly calibration, or is that invoiced separately? Our auditors ask, and I could not find it in the appendix.\r\n\r\nThanks, Tom",
        }, "INBOX", "S");
        yield return (new Letter("Delivery note 77102: one pallet missing")
        {
            From = "Marta Kowalska <m.kowalska@polmet.example>",
            Date = now.AddHours(-21),
            Text = "Dear Alex, three of four pallets came in today. The driver says the fourth is on the next lorry. Could you check with your warehouse? We need the valves by Monday. Marta",
        }, "INBOX", "S");
        yield return (new Letter("We would like a second offer for the Graz site")
        {
            From = "Jonas Steiner <jonas.steiner@alpenwerk.example>",
            Date = now.AddHours(-25),
            Text = "Hi Alex, the people in Graz saw the installation and want the same, only smaller: two skids, 18 m³/h each. Same terms? Jonas",
        }, "INBOX", "FS");
        yield return (new Letter("Thank you for the visit")
        {
            From = "Ines Ferreira <ines.ferreira@portalis.example>",
            Date = now.AddHours(-29),
            Text = "Dear Alex, thank you for coming by yesterday. The team liked the demonstration, and I will present it to our board on the 9th. Could you send me the three slides about energy use? Ines",
        }, "INBOX", "S");
    }

    private static byte[] Filled(int size) => Encoding.ASCII.GetBytes("%PDF-1.7\n".PadRight(size, 'x'));
}
