using SimpleCrm.Access;
using Xunit;

namespace SimpleCrm.Tests.Access;

public class ProfilesTests
{
    [Theory]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData("Mars/Olympus", "UTC")]
    [InlineData("../../etc/passwd", "UTC")]
    [InlineData(null, "UTC")]
    public void A_new_person_gets_the_zone_of_their_browser_where_it_is_one(string? told, string kept) => Assert.Equal(kept, Profiles.ZoneOrUtc(told));
}
