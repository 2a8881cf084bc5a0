using System.Globalization;
using Portal.Domain.Intake.Files;
using Portal.Domain.Records;
using Portal.Tests.Demonstration;
using static Portal.Tests.Intake.RecordFileSamples;

namespace Portal.Tests.Intake;

public sealed class RecordFileTests
{
    [Fact]
    public async Task Csv_EveryField_IsRead()
    {
        var row = Assert.Single(
            await ReadAsync(
                Heading
                    + "center,C-1,350103001,L-7,online,2014-03-01T09:30:00,2014-03-10T17:00:00+08:00,"
                    + "granted,2014-03-12,2014-03-03/2014-03-04 听证;2014-03-06,2,5,greenChannel\n"
            )
        );
        var input = row.Input!;
        Assert.Equal(("center", "C-1", "350103001", "L-7"), (input.Source, input.CaseNo, input.UnitCode, input.ItemCode));
        Assert.Equal((Channel.Online, CaseOutcome.Granted, ServiceMode.GreenChannel), (input.Channel, input.Outcome, input.ServiceMode));
        Assert.Equal(At("2014-03-01T01:30:00Z"), input.AcceptedAt);
        Assert.Equal(At("2014-03-10T09:00:00Z"), input.ClosedAt);
        Assert.Equal(At("2014-03-12T15:59:59.999999Z"), input.DueAt);
        Assert.Equal([new(new(2014, 3, 3), new(2014, 3, 4), "听证"), new(new(2014, 3, 6), new(2014, 3, 6))], input.Suspensions);
        Assert.Equal((2, (byte)5), (input.ExtensionDays, input.Satisfaction));
        Assert.Equal(2, row.Line);
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    public async Task Csv_ChineseHeadingInAnyOrder_IsRead(char separator)
    {
        var text =
            "受理时间,编号,来源,单位编码,满意度,渠道,办理结果,办结时间\n2014/3/1 9:05,甲-1,中心,350103001,基本满意,窗口,准予,2014/3/1 10:00\n";
        var input = Assert.Single(await ReadAsync(text.Replace(',', separator))).Input!;
        Assert.Equal(("中心", "甲-1", (byte)3, Channel.Window), (input.Source, input.CaseNo, input.Satisfaction, input.Channel));
        Assert.Equal(At("2014-03-01T01:05:00Z"), input.AcceptedAt);
    }

    [Fact]
    public async Task Csv_ClosedOnADayAlone_CountsOnThatDayAndNeverBeforeAcceptance()
    {
        var rows = await ReadAsync(
            "source,caseNo,unitCode,acceptedAt,closedAt\ns,1,u,2014-03-03T10:00,2014-03-03\n"
                + "s,2,u,2014-03-03T10:00,2014-03-04\ns,3,u,2014-03-03,2014-03-03\n"
        );
        Assert.Equal(
            [At("2014-03-03T02:00:00Z"), At("2014-03-03T16:00:00Z"), At("2014-03-02T16:00:00Z")],
            rows.Select(r => r.Input!.ClosedAt!.Value)
        );
    }

    [Theory]
    [InlineData("2014-02-30")]
    [InlineData("1989-12-31")]
    [InlineData("2101-01-01")]
    [InlineData("2014-03-01T24:00")]
    [InlineData("2014-03-01T10:60")]
    [InlineData("2014-03-01T10:00+15:00")]
    [InlineData("2014-03-01 10:00 ")]
    [InlineData("03/01/2014")]
    [InlineData("41699")]
    [InlineData("yesterday")]
    public async Task Csv_ImpossibleTime_IsRejectedWithFieldAndValue(string value)
    {
        var error = Assert.Single(Assert.Single(await ReadAsync($"source,caseNo,unitCode,acceptedAt\ns,1,u,{value}x\n")).Errors);
        Assert.Equal(("acceptedAt", value + "x", "acceptedAt.invalid", 2L), (error.Field, error.Value, error.Code, error.Line));
    }

    [Fact]
    public async Task Csv_EverythingWrongWithARow_IsSaidAtOnce()
    {
        var rows = await ReadAsync(
            "source,caseNo,unitCode,acceptedAt,channel,satisfaction,extensionDays,suspensions\n,,,,fax,6,1.5,2014-03-05/2014-03-01\n"
        );
        Assert.Equal(
            [
                "2 acceptedAt acceptedAt.required",
                "2 source source.required",
                "2 caseNo caseNo.required",
                "2 unitCode unitCode.required",
                "2 channel value.unknown",
                "2 suspensions suspensions.invalid",
                "2 extensionDays number.invalid",
                "2 satisfaction value.unknown",
            ],
            Errors(rows)
        );
    }

    [Fact]
    public async Task Csv_BadRows_SpoilOnlyThemselves()
    {
        var rows = await ReadAsync(
            "source,caseNo,unitCode,acceptedAt\n"
                + "s,1,u,2014-03-01\n"
                + "s,2,u\n"
                + "s,3,u,2014-03-01,more\n"
                + "\n,,,\n"
                + "#s,4,u,2014-03-01\n"
                + "s,\"5\n5\",u,2014-03-01\n"
                + "s,\0x,u,2014-03-01\n"
                + "s,\uFFFD,u,2014-03-01\n"
                + $"s,{new string('9', 129)},u,2014-03-01\n"
                + "s,\"1\"\"0\",u,2014-03-01"
        );
        Assert.Equal(
            [
                "3 row.tooFewCells",
                "4 row.tooManyCells",
                "8 caseNo text.hasBreak",
                "10 caseNo text.unprintable",
                "11 caseNo text.unprintable",
                "12 caseNo text.tooLong",
            ],
            Errors(rows)
        );
        Assert.Equal(["1", "4", "1\"0"], rows.Where(r => r.Input is not null).Select(r => r.Input!.CaseNo));
        Assert.Equal(["s", "1\"0", "u", "2014-03-01"], rows[^1].Fields);
        Assert.Equal(["s", "5\n5", "u", "2014-03-01"], rows[4].Fields);
    }

    [Fact]
    public async Task Csv_QuoteLeftOpen_IsSaidAndWhatCameBeforeStands()
    {
        var rows = await ReadAsync("source,caseNo,unitCode,acceptedAt\ns,1,u,2014-03-01\ns,\"2,u,2014-03-01\ns,3,u,2014-03-01\n");
        Assert.Equal(["3 row.quoteOpen"], Errors(rows));
        Assert.Equal("1", rows[0].Input!.CaseNo);
    }

    [Fact]
    public async Task Csv_LineWithoutEnd_BreaksOffThere()
    {
        var rows = await ReadAsync("source,caseNo,unitCode,acceptedAt\ns,1,u,2014-03-01\ns,\"" + new string('x', 3_000_000));
        Assert.Equal(["3 row.tooLong"], Errors(rows));
        Assert.True(rows[^1].IsBreak);
        Assert.Equal("1", rows[0].Input!.CaseNo);
    }

    [Theory]
    [InlineData("", "file.empty")]
    [InlineData("\n\n", "file.empty")]
    [InlineData("caseNo,CaseNo\n", "header.duplicate")]
    [InlineData("caseNo,编号\n", "header.duplicate")]
    [InlineData("caseNo,colour,smell\n", "header.unknown")]
    [InlineData("case\0No\n", "header.unprintable")]
    public async Task Csv_BadHeading_IsRefused(string text, string code) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<RecordFileException>(() => ReadAsync(text))).Code);

    [Fact]
    public async Task Csv_UnknownColumns_AreAllNamed()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        var refused = await Assert.ThrowsAsync<RecordFileException>(() => ReadAsync("caseNo,colour,smell\n"));
        Assert.Equal("Unknown columns: colour, smell.", refused.Message);
    }

    [Fact]
    public async Task Csv_ErrorsOfAnEarlierRejection_ArePassedOver()
    {
        var rows = await ReadAsync("source,caseNo,unitCode,acceptedAt,错误/errors\ns,1,u,2014-03-01,whatever\n");
        Assert.Equal("1", Assert.Single(rows).Input!.CaseNo);
    }

    [Fact]
    public async Task Csv_NamelessColumnsAtTheEnd_MustBeEmpty()
    {
        var rows = await ReadAsync("source,caseNo,unitCode,acceptedAt,,\ns,1,u,2014-03-01,,\ns,2,u,2014-03-01,,x\n");
        Assert.Equal(["3 row.tooManyCells"], Errors(rows));
    }

    [Fact]
    public async Task Appeals_HaveTheirOwnFields_WhichCasesDoNot()
    {
        const string Text =
            "source,caseNo,unitCode,acceptedAt,appealSource,firstReplyAt\n12345,1,u,2014-03-01T08:00,12345平台,2014-03-01T09:00\n";
        var input = Assert.Single(await ReadAsync(Text, options: new(RecordStream.Appeals, FileFormat.Csv))).Input!;
        Assert.Equal(AppealSource.Hotline12345, input.AppealSource);
        Assert.Equal(At("2014-03-01T01:00:00Z"), input.FirstReplyAt);
        Assert.Equal("header.unknown", (await Assert.ThrowsAsync<RecordFileException>(() => ReadAsync(Text))).Code);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
