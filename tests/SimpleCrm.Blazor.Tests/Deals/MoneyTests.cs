using SimpleCrm.Blazor.Deals;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Deals;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("48600", 48600)]
    [InlineData("48,600", 48600)]
    [InlineData("48.600", 48600)]
    [InlineData("48 600", 48600)]
    [InlineData("€ 48,600.50", 48600.5)]
    [InlineData("48.600,5", 48600.5)]
    [InlineData("1.234.567", 1234567)]
    [InlineData("0.99", 0.99)]
    [InlineData(",5", 0.5)]
    [InlineData("", 0)]
    [InlineData("-3", -3)]
    public void Amounts_are_read_however_they_are_written(string text, double value) => Assert.Equal((decimal)value, Money.Parse(text));

    [Theory]
    [InlineData("much")]
    [InlineData("12 apples")]
    [InlineData("€")]
    [InlineData("1e5")]
    public void What_is_no_amount_is_none(string text) => Assert.Null(Money.Parse(text));

    [Theory]
    [InlineData(48600, "EUR", "€ 48,600")]
    [InlineData(48600.5, "USD", "$ 48,600.50")]
    [InlineData(900, "CHF", "CHF 900")]
    public void Amounts_are_shown_with_their_sign(double value, string currency, string text) => Assert.Equal(text, Money.Text((decimal)value, currency));
}
