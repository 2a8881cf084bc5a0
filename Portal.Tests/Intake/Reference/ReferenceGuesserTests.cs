using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;

namespace Portal.Tests.Intake.Reference;

public sealed class ReferenceGuesserTests
{
    [Theory]
    [InlineData("unit_code|Unit Name|unit type|Parent", "code=unit_code, kind=unit type, name=Unit Name, parentCode=Parent", "")]
    [InlineData(
        "单位编码|单位名称|单位类型|上级单位名称|成立日期",
        "code=单位编码, kind=单位类型, name=单位名称, parentCode=上级单位名称, validFrom=成立日期",
        ""
    )]
    [InlineData("Community Board|编码|Barcode", "code=编码", "Community Board|Barcode")]
    public void Units_AreGuessedByWholeWords(string columns, string fields, string ignored)
    {
        var guess = Guess(ReferenceKind.Units, columns.Split('|'));
        Assert.Equal(fields, Fields(guess));
        Assert.Equal(ignored, string.Join('|', guess.Ignore));
    }

    [Fact]
    public void Kinds_WithoutAName_AreGuessedByTheirValues()
    {
        var guess = Guess(ReferenceKind.Units, ["编码", "名称", "XZ"], ["区", "区直部门", "街道", "社区"]);
        Assert.Equal("code=编码, kind=XZ, name=名称", Fields(guess));
        Assert.Equal("区直部门=department", string.Join(' ', guess.Fields["kind"].Values!.Select(v => $"{v.Key}={v.Value}")));
    }

    [Fact]
    public void Values_ThatNobodyKnows_AreNotGuessed()
    {
        var guess = Guess(ReferenceKind.Units, ["编码", "名称", "XZ"], ["区", "派出所"]);
        Assert.Equal("code=编码, name=名称", Fields(guess));
    }

    [Theory]
    [InlineData("date|isOffDay", "2019-01-01", "true|false", "true=rest false=work")]
    [InlineData("日期|是否上班", "2019年1月1日", "是|否", "是=work 否=rest")]
    [InlineData("day|holiday", "2019/1/1", "true|false", "true=rest false=work")]
    [InlineData("riqi|lx", "20190101", "休息|补班|周末", "休息=rest 补班=work 周末=")]
    public void Days_AreGuessedByTheirValues(string columns, string date, string kinds, string values)
    {
        var names = columns.Split('|');
        var guess = ReferenceGuesser.Of(
            names,
            ReferenceKind.Calendar,
            [
                [date],
                kinds.Split('|'),
            ]
        );
        Assert.Equal($"date={names[0]}, day={names[1]}", Fields(guess));
        Assert.Equal(values, string.Join(' ', guess.Fields["day"].Values!.Select(v => $"{v.Key}={v.Value}")));
    }

    [Fact]
    public void OwnColumns_NeedNoMapping()
    {
        Assert.True(ReferenceGuesser.IsContract(["编码", "NAME", "kind", ""], ReferenceKind.Units));
        Assert.False(ReferenceGuesser.IsContract(["编码", "date"], ReferenceKind.Units));
    }

    private static string Fields(ReferenceMapping guess) =>
        string.Join(", ", guess.Fields.Select(f => $"{f.Key}={f.Value.Column}").Order(StringComparer.Ordinal));

    private static ReferenceMapping Guess(ReferenceKind kind, string[] columns, params string[] lastValues) =>
        ReferenceGuesser.Of(columns, kind, [.. columns[..^1].Select(_ => (IReadOnlyList<string>)["x1"]), lastValues]);
}
