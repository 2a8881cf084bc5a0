using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Tests.Demonstration;

namespace Portal.Tests.Intake;

public sealed class MappingGuesserTests
{
    [Fact]
    public void Guess_OfAnotherCitysColumns_FindsWhatTheyMean()
    {
        string[] columns =
        [
            "case_id",
            "open_date",
            "close_date",
            "target_close_date",
            "service_name",
            "assigned_department",
            "case_status",
            "on_time",
            "report_source",
            "neighborhood",
            "ward",
        ];
        var guess = MappingGuesser.Of(columns, RecordStream.Cases);
        Assert.Equal(
            "AcceptedAt=open_date, CaseNo=case_id, Channel=report_source, ClosedAt=close_date, "
                + "DepartmentCode=assigned_department, DueAt=target_close_date, "
                + "ItemCode=service_name, Outcome=case_status, UnitCode=neighborhood",
            string.Join(", ", guess.Fields.Select(f => $"{f.Key}={f.Value.Column}").Order(StringComparer.Ordinal))
        );
        Assert.Equal(["on_time", "ward"], guess.Ignore);
    }

    [Theory]
    [InlineData("Community Board", null)]
    [InlineData("Opportunity", null)]
    [InlineData("Award", null)]
    [InlineData("Overdue days", null)]
    [InlineData("Citizenship", null)]
    [InlineData("Prototype", null)]
    [InlineData("HandlingUnit", RecordField.UnitCode)]
    [InlineData("handling unit", RecordField.UnitCode)]
    [InlineData("REQUEST_CREATED_AT", RecordField.AcceptedAt)]
    [InlineData("SLA target close date", RecordField.DueAt)]
    [InlineData("所属街道名称", RecordField.UnitCode)]
    public void Guess_OfOneColumn_GoesByWholeWords(string column, RecordField? field) =>
        Assert.Equal(field is { } known ? [known] : [], MappingGuesser.Of([column], RecordStream.Cases).Fields.Keys);

    [Fact]
    public void Guess_OfChineseColumns_FindsWhatTheyMean()
    {
        var guess = MappingGuesser.Of(["办件号", "受理日期", "办结日期", "承办单位", "事项名称", "评价等级"], RecordStream.Cases);
        Assert.Equal(
            [
                RecordField.AcceptedAt,
                RecordField.CaseNo,
                RecordField.ClosedAt,
                RecordField.ItemCode,
                RecordField.Satisfaction,
                RecordField.UnitCode,
            ],
            guess.Fields.Keys.OrderBy(f => f.ToString(), StringComparer.Ordinal)
        );
        Assert.Empty(guess.Ignore);
    }

    [Fact]
    public void Guess_OfValues_GivesThemTheirMeaning()
    {
        var guess = MappingGuesser.Of(
            ["how", "case_status", "channel"],
            RecordStream.Cases,
            [
                ["x"],
                ["Closed", "In progress", "granted"],
                ["Call", "Telepathy"],
            ]
        );
        Assert.Equal("completed", guess.Fields[RecordField.Outcome].Values!["Closed"]);
        Assert.Equal("", guess.Fields[RecordField.Outcome].Values!["In progress"]);
        Assert.Equal(["Call"], guess.Fields[RecordField.Channel].Values!.Keys);
    }

    [Theory]
    [InlineData(true, "编号", "unitCode", "错误/errors", "")]
    [InlineData(false, "编号", "colour")]
    public void Columns_OfTheContract_NeedNoMapping(bool contract, params string[] columns) =>
        Assert.Equal(contract, MappingGuesser.IsContract(columns, RecordStream.Cases));
}
