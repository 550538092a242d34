using System.Collections.Concurrent;
using Xunit;

namespace SimpleCrm.Tests;

public class RowIdTests
{
    [Fact]
    public void Parallel_callers_never_get_the_same_id()
    {
        var seen = new ConcurrentDictionary<long, bool>();
        Parallel.For(0, 200_000, _ => Assert.True(seen.TryAdd(RowId.Next(), true)));
        Assert.All(seen.Keys, id => Assert.True(id > 0));
    }

    [Fact]
    public void Ids_ascend()
    {
        var ids = Enumerable.Range(0, 10_000).Select(_ => RowId.Next()).ToList();
        Assert.Equal(ids.Order(), ids);
    }
}
