using SimpleCrm.Mail;
using Xunit;

namespace SimpleCrm.Tests.Mail;

public class ThreadOrderTests
{
    private static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    private static Email Email(string id, int seconds, string? answers = null) => new() { MessageId = id, InReplyTo = answers, SortAt = Noon.AddSeconds(seconds) };

    [Fact]
    public void An_answer_by_a_slow_clock_stands_after_what_it_answers()
    {
        var ordered = ThreadOrder.Of([Email("question", 0), Email("answer", 30, "offer"), Email("offer", 60, "question"), Email("later", 90, "question")]);
        Assert.Equal(["question", "offer", "answer", "later"], ordered.Select(e => e.MessageId));
    }

    [Fact]
    public void A_circle_of_answers_loses_nothing()
    {
        var ordered = ThreadOrder.Of([Email("a", 0, "b"), Email("b", 1, "a"), Email("c", 2, "gone"), Email("c", 3, "c")]);
        Assert.Equal(["b", "a", "c", "c"], ordered.Select(e => e.MessageId));
    }
}
