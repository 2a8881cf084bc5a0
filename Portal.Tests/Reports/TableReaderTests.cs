using System.Globalization;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Reports.CustomTables;
using Portal.Domain.Reports.Refusals;
using Portal.Reports.CustomTables;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Reports;

[Needs(Resource.Database)]
public sealed class TableReaderTests
{
    private static readonly CultureInfo s_chinese = CultureInfo.GetCultureInfo("zh-CN");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static TableQuery Query =>
        new()
        {
            Unit = SampleData.District,
            From = new(2014, 9, 1),
            To = new(2014, 10, 1),
            Metrics = [MetricName.Accepted, MetricName.OnTheSpotRatio],
        };

    [Theory, Databases]
    public async Task Units_DirectlyBelow_HoldTheReadersFiguresAndATotalThatAddsUp(DatabaseKind kind)
    {
        await using var database = await DatabaseAsync(kind);
        var table = await ReadAsync(database, Query with { WithParts = true });

        Assert.Equal(["瀛洲街道 2 1 2 50.0%", "后洲街道 2 2 2 100.0%", "合计 4 3 4 75.0%"], table.Rows.Select(r => Line(table, r)));
        Assert.True(table.Rows[^1].IsTotal);
        Assert.Equal(new ReportQuotient("onTheSpotRatioNumerator", "onTheSpotRatioDenominator"), table.Columns[^1].Quotient);
        Assert.Contains("没有记录、未列入的有：民政局和工商局。", table.Notes);
        foreach (
            var row in await database
                .Get<IMetricsReader>()
                .ReadAsync(
                    UnitScope.Everything,
                    new()
                    {
                        UnitId = SampleData.DistrictId,
                        Period = Query.Key!.Period,
                        By = MetricBy.Unit,
                    },
                    Token
                )
        )
        {
            Assert.Equal(
                MetricFormulas.Of(MetricName.OnTheSpotRatio, row.Figures).Value,
                table.Rows.Single(r => r.Key == row.Key).Cells[^1].Number
            );
        }
    }

    [Fact]
    public async Task Communities_OfADistrict_WithWhatTheStreetsHoldThemselves_AddUpToTheTotal()
    {
        await using var database = await DatabaseAsync();
        var table = await ReadAsync(database, Query with { Level = UnitKind.Community });

        // One case came to the street itself.
        Assert.Equal(
            ["瀛洲街道（本级） 1 0.0%", "滨江社区 1 100.0%", "三通社区 2 100.0%", "合计 4 75.0%"],
            table.Rows.Select(r => Line(table, r))
        );
        Assert.DoesNotContain("各行相加不等于全部，不列合计。", table.Notes);
    }

    [Theory]
    [InlineData(TableRows.Months, "9月 1 100.0%|10月 3 66.7%|合计 4 75.0%")]
    [InlineData(TableRows.Items, "Item C-15 2 100.0%|Item I-0 1 0.0%|Item L-20-6 1 100.0%|合计 4 75.0%")]
    [InlineData(TableRows.Channels, "网上 1 100.0%|窗口 3 66.7%|合计 4 75.0%")]
    [InlineData(TableRows.Departments, "民政局 2 50.0%|工商局 2 100.0%|合计 4 75.0%")]
    public async Task Rows_OfEveryKind_AreNamedInTheReadersLanguage(TableRows rows, string expected)
    {
        await using var database = await DatabaseAsync();
        var table = await ReadAsync(database, Query with { Rows = rows });

        Assert.Equal(expected, string.Join('|', table.Rows.Select(r => Line(table, r))));
    }

    [Fact]
    public async Task ByMonth_ShowsTheFirstMetricMonthByMonth()
    {
        await using var database = await DatabaseAsync();
        var table = await ReadAsync(database, Query with { ByMonth = true });

        Assert.Equal(["单位", "9月", "10月"], table.Columns.Select(c => c.Heading));
        Assert.Equal(["瀛洲街道 — 2", "后洲街道 1 1", "合计 1 3"], table.Rows.Select(r => Line(table, r)));
    }

    [Fact]
    public async Task Backlog_OfMonths_IsInNoTotal()
    {
        await using var database = await DatabaseAsync();
        var table = await ReadAsync(
            database,
            Query with
            {
                Rows = TableRows.Months,
                Metrics = [MetricName.Accepted, MetricName.Backlog, MetricName.ZeroOverdueDays],
            }
        );

        Assert.Equal("合计 4 — —", Line(table, table.Rows[^1]));
        Assert.Equal("不适用", ReportNumbers.Write(table.Columns[3], table.Rows[0].Cells[3], s_chinese));
        Assert.Contains("只在各行相加等于全部时列出合计。", table.Notes);
    }

    [Fact]
    public async Task Filters_OfChannelAndBasis_AreThoseOfTheReader()
    {
        await using var database = await DatabaseAsync();

        Assert.Equal("后洲街道 1 100.0%", Line(await ReadAsync(database, Query with { Channel = Channel.Online })));
        Assert.Equal(
            "瀛洲街道 1 100.0%|后洲街道 2 100.0%|合计 3 100.0%",
            Line(await ReadAsync(database, Query with { Basis = MetricBasis.Closed }))
        );
        Assert.Empty((await ReadAsync(database, Query with { Stream = RecordStream.Appeals })).Rows);
    }

    [Fact]
    public async Task Names_InEnglish_AreEnglish()
    {
        await using var database = await DatabaseAsync();
        var asked = await database
            .Get<TableReader>()
            .ReadAsync(Actor.System, Query with { Rows = TableRows.Channels }, CultureInfo.GetCultureInfo("en"), Token)
            .DoneAsync();

        Assert.All(
            asked!
                .Table.Rows.SelectMany(r => r.Cells)
                .Select(c => c.Text ?? "")
                .Concat(asked.Table.Columns.Select(c => c.Heading))
                .Concat(asked.Table.Notes),
            text => Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", text)
        );
        Assert.Equal("Total", asked.Table.Rows[^1].Cells[0].Text);
        Assert.Equal("Channel", asked.Table.Columns[0].Heading);
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task EveryMetric_WithEveryKindOfRows_HasANameAndAnAnswer(string language)
    {
        await using var database = await DatabaseAsync();
        foreach (
            var (rows, metrics) in from rows in Enum.GetValues<TableRows>()
            from metrics in Enum.GetValues<MetricName>().Chunk(TableQuery.MostMetrics)
            select (rows, metrics)
        )
        {
            var asked = await database
                .Get<TableReader>()
                .ReadAsync(
                    Actor.System,
                    Query with
                    {
                        Rows = rows,
                        Metrics = metrics,
                        WithParts = true,
                    },
                    CultureInfo.GetCultureInfo(language),
                    Token
                )
                .DoneAsync();
            Assert.All(asked.Table.Columns, c => Assert.NotEmpty(c.Heading));
            Assert.All(asked.Table.Rows, r => Assert.Equal(asked.Table.Columns.Count, r.Cells.Count));
        }
    }

    [Fact]
    public async Task Unit_OutOfTheReadersScope_IsNotTold()
    {
        await using var database = await DatabaseAsync();
        var reader = database.Get<TableReader>();
        var author = Actors.Of("street", Role.Leader, SampleData.StreetId);

        await reader.ReadAsync(author, Query, s_chinese, Token).RefusedAsync(ReportRefusal.UnitIsNotReadable);
        await reader
            .ReadAsync(author, Query with { Unit = SampleData.OtherStreet }, s_chinese, Token)
            .RefusedAsync(ReportRefusal.UnitIsNotReadable);
        Assert.NotNull(await reader.ReadAsync(author, Query with { Unit = SampleData.Street }, s_chinese, Token).DoneAsync());
    }

    [Theory, Databases]
    public async Task Saved_ByOne_IsFoundByLinkAndChangedByItsOwnerAlone(DatabaseKind kind)
    {
        await using var database = await DatabaseAsync(kind);
        var saved = database.Get<SavedTables>();
        var (owner, other) = (
            Actors.Of("office", Role.EfficiencyOffice, SampleData.DistrictId),
            Actors.Of("leader", Role.EfficiencyOffice, SampleData.DistrictId)
        );
        var code = await saved.SaveAsync(owner, " 街道 ", Query, scheduled: false, Token).DoneAsync();

        Assert.Equal(code, await saved.SaveAsync(owner, "街道", Query with { ByMonth = true }, scheduled: true, Token).DoneAsync());
        Assert.NotEqual(code, await saved.SaveAsync(other, "街道", Query, scheduled: false, Token).DoneAsync());
        Assert.Equal(
            ("街道", true, true),
            (await saved.FindAsync(other, code, Token)) is { } found
                ? (found.Name, found.Scheduled, TableQuery.FromJson(found.Query)!.ByMonth)
                : default
        );
        Assert.False(await saved.DeleteAsync(other, code, Token));
        Assert.True(await saved.DeleteAsync(owner, code, Token));
        Assert.Null(await saved.FindAsync(other, code, Token));
        await saved.SaveAsync(owner, " ", Query, scheduled: false, Token).RefusedAsync(ReportRefusal.NameIsMissing);
        await saved
            .SaveAsync(owner, "x", Query with { Metrics = [] }, scheduled: false, Token)
            .RefusedAsync(ReportRefusal.MetricsAreMissing);
    }

    [Theory]
    [InlineData("2014-01", "2014-10", "2015-03", "2015-01")]
    [InlineData("2014-10", "2014-10", "2014-11", "2014-11")]
    [InlineData("2014-08", "2014-10", "2015-01", "2014-11")]
    public void MovedTo_KeepsJanuaryOrTheLength(string from, string to, string month, string expected)
    {
        var query = Query with
        {
            From = DateOnly.Parse(from + "-01", CultureInfo.InvariantCulture),
            To = DateOnly.Parse(to + "-01", CultureInfo.InvariantCulture),
        };

        Assert.Equal(
            expected,
            query
                .MovedTo(DateOnly.Parse(month + "-01", CultureInfo.InvariantCulture))
                .From.ToString("yyyy-MM", CultureInfo.InvariantCulture)
        );
    }

    [Fact]
    public void Question_AsAddressAndAsJson_ComesBackTheSame()
    {
        var query = Query with
        {
            Level = UnitKind.Community,
            WithParts = true,
            ByMonth = true,
            Stream = RecordStream.Appeals,
            Channel = Channel.Phone,
            Basis = MetricBasis.Closed,
            Structure = MetricStructure.Today,
        };

        Assert.Equal(query.ToJson(), TableAddress.Parse(TableAddress.ToUri(query), "x", new(2013, 1, 1)).ToJson());
        Assert.Equal(query.ToJson(), TableQuery.FromJson(query.ToJson())!.ToJson());
        Assert.Null(TableQuery.FromJson("{"));
    }

    private static async Task<ReportTable> ReadAsync(TestDatabase database, TableQuery query) =>
        (await database.Get<TableReader>().ReadAsync(Actor.System, query, s_chinese, Token).DoneAsync())!.Table;

    private static string Line(ReportTable table) => string.Join('|', table.Rows.Select(r => Line(table, r)));

    private static string Line(ReportTable table, ReportRow row) =>
        string.Join(' ', row.Cells.Select((cell, i) => ReportNumbers.Write(table.Columns[i], cell, s_chinese)));

    /// <summary>
    /// Four cases: one at a community and one at its street in October, one each in September and October at a community of the other
    /// street.
    /// </summary>
    private static async Task<TestDatabase> DatabaseAsync(DatabaseKind? kind = null)
    {
        var database = await TestDatabase.CreateSeededAsync(kind ?? TestStore.Usual);
        await database.SendCasesAsync(
            SampleData.Input("1") with
            {
                ClosedAt = SampleData.Local(2014, 10, 8, 10),
            },
            SampleData.Input("2") with
            {
                UnitCode = SampleData.Street,
                ItemCode = SampleData.InstantItem,
            },
            SampleData.Input("3") with
            {
                UnitCode = SampleData.OtherCommunity,
                ItemCode = SampleData.CalendarItem,
                Channel = Channel.Online,
                ClosedAt = SampleData.Local(2014, 10, 8, 10),
            },
            SampleData.Input("4") with
            {
                UnitCode = SampleData.OtherCommunity,
                ItemCode = SampleData.CalendarItem,
                AcceptedAt = SampleData.Local(2014, 9, 8),
                ClosedAt = SampleData.Local(2014, 9, 8, 10),
            }
        );
        return database;
    }
}
