using CsCheck;
using Portal.Domain.Records;
using Portal.Tests.Demonstration;

namespace Portal.Tests.Records;

public sealed class SuspensionsTests
{
    [Fact]
    public void ToText_None_IsNull() => Assert.Null(Suspensions.ToText([]));

    [Fact]
    public void ToText_Several_AreInOrderAndOnce() =>
        Assert.Equal(
            "2014-03-03/2014-03-07 听证;2014-04-01/2014-04-01",
            Suspensions.ToText([
                new(new(2014, 4, 1), new(2014, 4, 1)),
                new(new(2014, 3, 3), new(2014, 3, 7), " 听证 "),
                new(new(2014, 4, 1), new(2014, 4, 1)),
            ])
        );

    [Theory]
    [InlineData("2014-03-03/2014-03-07;2014-04-01", 2)]
    [InlineData("2014-03-03/2014-03-07；2014-04-01 鉴定；", 2)]
    [InlineData(" 2014-03-03 ", 1)]
    [InlineData("", 0)]
    [InlineData(null, 0)]
    public void TryParse_WhatPeopleWrite_IsRead(string? text, int count)
    {
        Assert.True(Suspensions.TryParse(text, out var suspensions));
        Assert.Equal(count, suspensions.Count);
    }

    [Theory]
    [InlineData("2014-03-07/2014-03-03")]
    [InlineData("2014-02-29")]
    [InlineData("听证")]
    [InlineData("2014-03-03/")]
    [InlineData("2014/03/03")]
    public void TryParse_Nonsense_IsRefused(string text)
    {
        Assert.False(Suspensions.TryParse(text, out var suspensions));
        Assert.Empty(suspensions);
    }

    [Fact]
    public void Suspension_RunningBackwards_CannotBe() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Suspension(new(2014, 3, 7), new(2014, 3, 3)));

    [Fact]
    public void Text_ReadAndWrittenAgain_IsTheSame()
    {
        var days = Gen.Int[0, 20_000].Select(n => new DateOnly(2000, 1, 1).AddDays(n));
        var reason = Gen.OneOf(Gen.Const((string?)null), Gen.String[Gen.Char["听证;；/ 鉴定a\t"], 0, 8].Select(s => (string?)s));
        Gen.Select(days, Gen.Int[0, 60], reason, (from, length, why) => new Suspension(from, from.AddDays(length), why))
            .Array[0, 5]
            .Sample(suspensions =>
            {
                var text = Suspensions.ToText(suspensions);
                Assert.True(Suspensions.TryParse(text, out var read), text);
                Assert.Equal(text, Suspensions.ToText([.. read]));
                Assert.Equal(
                    suspensions.Select(s => (s.From, s.To)).Distinct().Order(),
                    read.Select(s => (s.From, s.To)).Distinct().Order()
                );
            });
    }
}
